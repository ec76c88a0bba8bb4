"""Reads the words in pictures: detection, orientation, recognition, reading order."""
