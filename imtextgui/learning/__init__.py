"""Learning on the site: from what its users taught, seconds of numpy, kept only where it helps on held-out pairs."""
