"""The settings page, the rows in it, and the encoders."""
