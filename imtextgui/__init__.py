"""Offline search over a folder of photos, drawings and manuals."""

__version__ = "0.1.0"
