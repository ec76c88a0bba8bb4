"""An entry of a dictionary: what is called the same, in English and Japanese."""

from typing import NamedTuple


class Entry(NamedTuple):
    """English and Japanese names of one thing, the most usual first, and what kind of thing it is."""

    en: tuple[str, ...]
    ja: tuple[str, ...]
    kind: str = ""
