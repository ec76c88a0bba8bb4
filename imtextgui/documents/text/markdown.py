"""Markdown without its marks, as CommonMark reads it; tables as on GitHub."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from imtextgui.documents.text.html import html_to_text
from imtextgui.documents.text.links import named
from imtextgui.documents.text.plain_text import HEADING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_CHARS = 4_000_000
"""Of a text that is parsed, which takes some six seconds; a longer one is no manual, and keeps its marks."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"(?m)^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$")
_LINE_END = re.compile(r"(?<![ \t])[ \t]+\n")  # a long row of blanks is looked at once
_MARKS = re.compile(r"[\\`~*_\[<&]")
"""What begins anything but words and line ends; most paragraphs have none, and need not be parsed."""
_BLOCK_ENDS = frozenset(
    ["paragraph_close", "heading_close", "table_close", "bullet_list_close", "ordered_list_close"]
)


def markdown_to_text(text: str) -> str:
    """The words of ``text``; headings begin with HEADING, rows of tables are lines with cells three spaces apart."""
    if len(text) > MOST_CHARS:
        return text
    title = None
    if front := _FRONT_MATTER.match(text):
        title = _TITLE.search(front[1])
        text = text[front.end() :]
    parts = [f"{HEADING}{title[1]}\n\n"] if title else []
    return _LINE_END.sub("\n", "".join([*parts, *_blocks(text)]))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .disable(["inline", "text_join", "fragments_join"])
    )
    # Most paragraphs need no parsing of what is inline, and pieces of text are joined anyway: a tenth of the time.
    # Links are not followed: what they lead to is a name, and need not be made safe. It takes a tenth of the time.
    parser.normalizeLink = str  # type: ignore[assignment,method-assign]
    parser.validateLink = bool  # type: ignore[assignment,method-assign]
    return parser


def _blocks(text: str) -> Iterator[str]:
    links: dict[str, Any] = {}
    for token in _parser().parse(text, links):
        kind = token.type
        if kind == "heading_open":
            yield HEADING
        elif kind == "inline":
            yield "".join(_inline(token.content, links))
        elif kind in ("fence", "code_block"):
            yield f"{token.content}\n"
        elif kind == "html_block":
            yield f"{html_to_text(token.content).strip()}\n\n"
        elif kind == "list_item_open" and token.info:
            yield f"{token.info}{token.markup} "
        elif kind in ("th_close", "td_close"):
            yield "   "
        elif kind in ("tr_close", "list_item_close"):
            yield "\n"
        elif kind in _BLOCK_ENDS:
            yield "\n" if token.hidden else "\n\n"


def _inline(text: str, links: dict[str, Any]) -> Iterator[str]:
    """The words of a paragraph; a link, also by one of the page's ``links``, is followed by the name of its file."""
    if not _MARKS.search(text):
        yield "\n".join(line.strip(" \t") for line in text.split("\n"))
        return
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(text, parser, links, tokens)
    targets: list[str] = []
    words: list[list[str]] = [[]]
    for token in tokens:
        if token.type == "link_open":
            targets.append(str(token.attrGet("href") or ""))
            words.append([])
        elif token.type == "link_close" and targets:
            linked = "".join(words.pop())
            words[-1].append(named(linked, targets.pop()))
        elif token.type == "image":
            words[-1].append(named(token.content, str(token.attrGet("src") or "")))
        elif token.type in ("softbreak", "hardbreak"):
            words[-1].append("\n")
        elif token.type == "html_inline":
            words[-1].append("\n" if token.content.startswith("<br") else "")
        else:
            words[-1].append(token.content)
    for pieces in words:
        yield from pieces
