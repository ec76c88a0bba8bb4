"""Models of triangles: one module a format, one geometry, one view."""
