"""Files into pages: one reader for each kind of file, chosen by content."""
