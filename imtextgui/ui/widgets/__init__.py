"""Widgets and drawing that every page of the window shares."""
