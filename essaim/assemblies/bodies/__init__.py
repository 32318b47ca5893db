"""Bodies that decide, and what their statutes say."""
