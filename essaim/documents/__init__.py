"""A document as it reads, whole and in words; and every format that it leaves in."""
