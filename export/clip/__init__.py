"""Checkpoints of the CLIP family, read by the libraries that wrote them and made into graphs and a tokenizer."""
