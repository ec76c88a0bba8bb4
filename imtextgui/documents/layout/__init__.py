"""What lies where on a page: figures, title blocks, regions, and pages that are laid out here."""
