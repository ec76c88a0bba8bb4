"""An entry of a dictionary: what is called the same, in English, Japanese and German."""

from typing import NamedTuple


class Entry(NamedTuple):
    """English, Japanese and German names of one thing, the most usual first, and what kind of thing it is.

    ``definition`` says in one line what it is, ``source`` where the entry comes from, "" for the program's own and the
    site's.
    """

    en: tuple[str, ...]
    ja: tuple[str, ...]
    kind: str = ""
    de: tuple[str, ...] = ()
    definition: str = ""
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names in all languages."""
        return (*self.en, *self.ja, *self.de)
