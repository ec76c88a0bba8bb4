"""The kinds of files that the results of a search are written into."""

FORMATS = (".csv", ".html", ".pdf", ".json")
"""The ends of their names, the most useful first."""
