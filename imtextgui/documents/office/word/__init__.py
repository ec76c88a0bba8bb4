"""DOCX: what a document prints, page by page."""
