"""Published catalogues in an existing search engine: written there, and searched there for candidates."""
