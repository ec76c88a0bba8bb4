"""The query photo: panel, canvas with the crop, strip of several photos."""
