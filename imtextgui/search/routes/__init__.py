"""The ways to find: words, codes, vectors, points, judgements, nameplates; what they find are the candidates."""
