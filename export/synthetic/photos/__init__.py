"""Photo-like pictures: surfaces, cameras, wear, nameplates and whole scenes."""
