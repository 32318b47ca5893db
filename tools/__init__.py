"""What the workshop uses on the house: never imported by it."""
