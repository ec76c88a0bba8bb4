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

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?m)^[ \t]*+(?:-[ \t]++)?+(?!#)(?:([^\s:'\"][^:\n]*):(?:[ \t]+|$))?(.*)$")
_QUOTED = re.compile(r"(['\"])(.*)\1|[>|][+-]?")
"""A value in quotes, or the sign that it is on the next lines."""
_FOR_THE_SITE = frozenset(["draft", "layout", "permalink", "slug"])
"""Fields of a front matter that tell a site generator what to do, and no reader anything."""
_PROSE = frozenset(["description", "subtitle", "summary"])
"""Fields that are read without their names."""
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
    parts: list[str] = []
    if front := _FRONT_MATTER.match(text):
        parts = _fields(front[1])
        text = text[front.end() :]
    return _LINE_END.sub("\n", "".join([*parts, *_blocks(text)]))


def _fields(front: str) -> list[str]:
    """What the lines of a front matter in YAML tell, the title first, as a heading.

    Parts lists keep material, size and purpose there and nowhere else. Of a nested field only its own name is told.
    """
    title, lines = "", []
    for name, told in _FIELD.findall(front):
        value = told.strip()
        if quoted := _QUOTED.fullmatch(value):
            value = quoted[2] or ""
        if name == "title" and not title:
            title = value
        elif value and name not in _FOR_THE_SITE:
            lines.append(f"{name}: {value}\n" if name and name not in _PROSE else f"{value}\n")
    heading = [f"{HEADING}{title}\n\n"] if title else []
    return [*heading, *lines, "\n"] if lines else heading


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
