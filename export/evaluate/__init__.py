"""The figures, examples and model card of a finished bundle."""
