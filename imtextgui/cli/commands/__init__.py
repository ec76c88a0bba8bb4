"""One module a command: its options, and what it asks the catalogue and prints."""
