"""Figures of how well the right page is found, by one command each."""
