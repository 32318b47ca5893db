"""Every mail that leaves the house: to whom, why, when, with what result; and links for one act."""
