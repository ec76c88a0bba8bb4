"""Encoder bundles: texts and pictures into one joint embedding space."""
