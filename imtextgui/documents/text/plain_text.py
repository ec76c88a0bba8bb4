"""What a text format is read into."""

from typing import NamedTuple

HEADING = "\ue000"
"""Begins a line that is a heading; a character for private use, which no text is made of."""


class PlainText(NamedTuple):
    """``body``: the words in reading order, headings on lines that begin with HEADING. ``described``: what the file
    says of itself or has in its margins, which is searched but stands on no page.
    """

    body: str
    described: str = ""


def described(*lines: str) -> str:
    """``lines`` as a text, each once and without the blank ones."""
    return "\n".join(dict.fromkeys(plain for line in lines if (plain := " ".join(line.split()))))
