"""The kinds of files that the results of a search are written into."""

from pathlib import Path

FORMATS = (".csv", ".html", ".pdf", ".json")
"""The ends of their names, the most useful first."""

PARTS_FORMATS = (".parts.pdf", ".parts.html")
"""The ends of the names of catalogues of parts."""


def is_parts_catalogue(target: Path) -> bool:
    """Whether a catalogue of parts is asked for, rather than a list."""
    return target.name.lower().endswith(PARTS_FORMATS)
