"""Questions to the full text of an engine, as rows of tokens: nothing in them depends on the engine."""

from dataclasses import dataclass
from typing import NamedTuple

SEPARATOR = "▮"
"""Stands between the columns of a row, so that no phrase runs over the border; no token holds it."""

Row = tuple[str, ...]
"""Tokens that follow each other."""


class Pattern(NamedTuple):
    """A row of stems; ``prefix``: the last one may be the beginning of a token."""

    tokens: Row
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Any of some rows of tokens."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WordQuestion:
    """Asks ``column`` for all or any of ``clauses``, and for none of ``barred``."""

    clauses: tuple[Clause, ...]
    all_of: bool
    column: str = "words"
    barred: tuple[Clause, ...] = ()
