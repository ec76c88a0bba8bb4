"""PPTX: slides and where things stand on them."""
