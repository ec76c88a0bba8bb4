"""From ranked pages to results: grouping, editions, evidence, snippets, highlights, chips, facets, advice."""
