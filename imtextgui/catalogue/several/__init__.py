"""Several catalogues, searched together."""
