"""Photos, scans, SVG and camera raw files."""
