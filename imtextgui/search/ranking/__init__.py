"""From evidence to an order: fusion, headings, proximity, confidence."""
