"""From candidates to an order: pruning, fusion, headings, proximity, precedence, confidence."""
