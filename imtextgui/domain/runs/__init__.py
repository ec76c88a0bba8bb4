"""Runs of indexing and of repair: what they are asked to try again, what they found, and what they report."""
