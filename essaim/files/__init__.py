"""Uploaded files: type by content, hash, audience, alternative text; served safely."""
