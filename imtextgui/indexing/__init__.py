"""Brings files into the catalogue: what changed, reading ahead in worker processes, encoding and storing."""
