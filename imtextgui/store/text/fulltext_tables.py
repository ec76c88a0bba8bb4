"""The two contentless FTS5 tables of the full text, and how user text is asked of them."""

from typing import NamedTuple

from imtextgui.domain.text import normalization

_MOST_TOKENS = 64
"""Tokens of one piece of user text that are asked for: a pasted page of Japanese would have thousands."""


class FulltextTable(NamedTuple):
    """A table, its columns, their weights for BM25, and the temporary table of the rows that may be found."""

    name: str
    columns: str
    weights: str
    allowed: str


PAGES = FulltextTable("page_words", "title, body", "3.0, 1.0", "allowed_page")
ITEMS = FulltextTable("item_words", "name, folder", "1.5, 0.5", "allowed_item")


def match_expression(text: str) -> str:
    """Write the FTS5 expression for a piece of user text, "" if there is no word in it.

    Tokens hold letters and digits only, so that quoting them makes any text harmless.
    """
    alternatives = [
        f'"{" ".join(pattern.tokens[:_MOST_TOKENS])}"{" *" if pattern.prefix else ""}'
        for pattern in normalization.patterns(text)
    ]
    return f"({' OR '.join(alternatives)})" if alternatives else ""
