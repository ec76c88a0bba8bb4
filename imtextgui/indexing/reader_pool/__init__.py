"""Reads files ahead of whoever consumes them: one pool of readers for a run, in processes or without any."""
