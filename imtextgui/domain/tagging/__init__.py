"""Suggested tags, descriptions and examples of pictures."""
