"""Essaim: the year of a network of networks, and its Bilan."""
