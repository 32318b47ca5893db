"""Importing the registers: what cells say, which organisation a row means, what is asked, and how
a row is taken in or taken back.
"""
