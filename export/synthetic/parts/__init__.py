"""Part families: names, sizes and materials in TOML, geometry as one function for each."""
