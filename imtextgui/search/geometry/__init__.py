"""Local features of pages and photos, and whether two pictures show the same thing."""
