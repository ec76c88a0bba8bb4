"""Hits as a list or a grid: cards, evidence, facets, order."""
