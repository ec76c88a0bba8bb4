"""The evidence for a candidate page as numbers: what a learned ranker sees."""
