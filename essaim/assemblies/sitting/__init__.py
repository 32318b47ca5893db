"""The meeting under way: who comes in, who speaks, what it is at."""
