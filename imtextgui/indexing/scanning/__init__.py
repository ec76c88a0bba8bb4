"""Compares folders and archives with what the catalogue knows of them, and tells what is left out."""
