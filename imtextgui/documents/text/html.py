"""The words of an HTML page, in lines as a reader sees them."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "head",
        "select",
        "button",
        "-comment",
        "!doctype",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    ]
)
HEADING = "\ue000"
"""Begins a line that is a heading; a character for private use, which no text is made of."""

_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def html_to_text(markup: str) -> str:
    """The text of ``markup`` without scripts and styles.

    Headings stand on lines that begin with HEADING, the cells of a table row on one line, three spaces
    apart. Pictures give their alternative text and file name. The page's title comes first where there
    is no heading of the first order.
    """
    tree = LexborHTMLParser(markup)
    parts: list[str] = []
    title = tree.css_first("title")
    if title is not None and tree.css_first("h1") is None:
        parts.append(f"{HEADING}{' '.join(title.text().split())}\n")
    if tree.body is not None:
        parts.extend(_words(tree.body))
    return re.sub(r"\s+", lambda gap: _break(gap[0]), "".join(parts))


def _break(gap: str) -> str:
    """White space within a text is one space by now: a line feed stands for a paragraph, a \\v for a new
    line.
    """
    if "\n" in gap:
        return "\n\n"
    return "\n" if "\v" in gap else gap


def _words(body: LexborNode) -> Iterator[str]:
    """Walk in reading order, without recursion: damaged pages nest thousands of levels deep."""
    stack: list[LexborNode | str] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield re.sub(r"\s+", " ", node.text_content or "")
        elif tag == "img":
            yield _picture(node)
        elif tag == "pre":
            yield "\n" + node.text().replace("\n", "\v") + "\n"
        elif tag not in _SKIPPED:
            before, after = _around(tag)
            yield before
            stack.append(after)
            stack.extend(reversed(list(node.iter(include_text=True))))


def _around(tag: str) -> tuple[str, str]:
    if tag in _HEADINGS:
        return f"\n{HEADING}", "\n"
    if tag in _CELLS:
        return "", "   "
    if tag == "p":
        return "\n", "\n"
    return ("\v", "\v") if tag in _BLOCKS else ("", "")


def _picture(node: LexborNode) -> str:
    words = (node.attributes.get("alt") or "").strip()
    source = node.attributes.get("src") or ""
    name = "" if source.startswith("data:") else PurePosixPath(source.split("?")[0]).name
    if not name or name in words:
        return f" {words} "
    return f" {words} ({name}) " if words else f" {name} "
