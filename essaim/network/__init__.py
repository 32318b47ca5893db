"""The people: organisations, persons, memberships, groups, representation."""
