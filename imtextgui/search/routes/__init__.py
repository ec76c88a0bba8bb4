"""The ways to find: words, codes, vectors, confirmed answers."""
