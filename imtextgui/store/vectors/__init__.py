"""Vectors, the encoders that made them, and what they cover."""
