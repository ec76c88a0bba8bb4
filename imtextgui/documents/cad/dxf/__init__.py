"""DXF drawings: loading, drawing, words."""
