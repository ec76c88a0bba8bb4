"""Training pictures of parts, symbols, assemblies and pages, with captions."""
