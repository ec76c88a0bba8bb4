"""What a query photo contributes: features, words, nameplate, geometric verification."""
