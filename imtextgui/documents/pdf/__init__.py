"""PDF: pages, words, embedded pictures."""
