"""Reads files into pages: pictures, PDF and plain text."""
