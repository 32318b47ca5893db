"""Plain typed functions that make rows for tests, each with safe defaults."""
