"""Watches whether pages, questions and answers drift away from what they were when the encoder was chosen."""
