"""Printing: leaves, their preview, and the run that draws them."""
