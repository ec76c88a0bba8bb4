"""From a query to ranked pages with evidence, confidence and snippets."""
