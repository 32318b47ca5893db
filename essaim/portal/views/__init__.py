"""The front door, and what the house holds on whoever comes in."""
