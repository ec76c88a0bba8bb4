"""An entry of a dictionary: what is called the same, in English, Japanese and German."""

from collections.abc import Sequence
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


def merged(entries: Sequence[Entry], shown: Sequence[Entry], now: Sequence[Entry]) -> list[Entry]:
    """``entries`` as they were made of those ``shown``, with what others have done to the table since.

    It holds ``now``: what it has besides those shown stays, what it has no more of them stays away.
    """
    removed = {entry for entry in shown if entry not in now}
    added = [entry for entry in now if entry not in shown]
    return list(dict.fromkeys([*(entry for entry in entries if entry not in removed), *added]))
