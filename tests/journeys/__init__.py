"""What people do, in a real browser, with the house served as hosts serve it."""
