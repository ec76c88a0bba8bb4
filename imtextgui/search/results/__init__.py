"""From ranked pages to hits: grouping, editions, snippets, highlights, facets, advice."""
