"""Draws every screen of the window into picture files, without a screen."""
