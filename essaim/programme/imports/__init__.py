"""Importing actions: what cells say, which action a row means, what is asked of a person, and how
a row is taken in or taken back."""
