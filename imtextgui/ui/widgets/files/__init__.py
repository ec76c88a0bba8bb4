"""Names of files on screen, and the folders that a dialog begins in."""
