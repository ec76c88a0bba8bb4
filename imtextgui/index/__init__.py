"""Indexes over vectors: in memory, disposable, always made to agree with the ids that the database has."""
