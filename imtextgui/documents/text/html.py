"""The words of an HTML page, in lines as a reader sees them."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from imtextgui.documents.furigana import annotated, separated
from imtextgui.documents.text.plain_text import HEADING, PlainText, described

HTML_HEAD = 4_096
"""Bytes in which a page says how it is encoded; browsers look at 1,024, pages of Office need more."""

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "datalist",
        "annotation",
        "annotation-xml",
        "rp",
        "-comment",
        "!doctype",
    ]
)
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
        *("legend", "li", "main", "nav", "object", "ol", "option", "p", "section", "summary"),
        *("svg", "table", "text", "title", "desc", "tr", "ul"),
    ]
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN_INPUTS = frozenset({"hidden", "password", "checkbox", "radio", "file", "color", "range"})
_SAID = frozenset(
    [
        "author",
        "description",
        "keywords",
        "subject",
        "title",
        "dc.title",
        "dc.subject",
        "dc.description",
        "dc.creator",
        "og:title",
    ]
)
_CHARSET = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:+-]{2,40})["']""")


def declared_charset(data: bytes) -> str:
    """The encoding that a page names at its beginning, or ""."""
    head = data[:HTML_HEAD]
    match = _CHARSET.search(head) or _XML_ENCODING.match(head)
    return match[1].decode("ascii") if match else ""


def html_to_text(markup: str) -> str:
    """The words of ``markup`` alone; see ``read_html``."""
    return separated(read_html(markup).body)[0]


def read_html(markup: str) -> PlainText:
    """The text of ``markup`` without scripts and styles, and what its head says of it.

    The cells of a table row stand on one line, three spaces apart. Pictures give their alternative text and file
    name, drawings within the page their words, fields of a form their values. The page's title comes first where
    there is no heading of the first order.
    """
    tree = LexborHTMLParser(markup)
    parts: list[str] = []
    head = tree.head
    title_node = head.css_first("title") if head is not None else None
    title = " ".join(title_node.text().split()) if title_node is not None else ""
    if title and tree.css_first("h1") is None:
        parts.append(f"{HEADING}{title}\n")
        title = ""
    if tree.body is not None:
        parts.extend(_words(tree.body))
    body = re.sub(r"\s+", lambda gap: _break(gap[0]), "".join(parts))
    return PlainText(body, described(title, *(_said(head) if head is not None else ())))


def _said(head: LexborNode) -> Iterator[str]:
    for node in head.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        if name in _SAID:
            yield node.attributes.get("content") or ""


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
        elif tag in _LEAVES:
            yield _LEAVES[tag](node)
        elif tag not in _SKIPPED:
            before, after = _around(tag)
            yield before + _label(node)
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


def _label(node: LexborNode) -> str:
    """What stands in the place of something that is drawn, where the page tells it."""
    label = node.attributes.get("aria-label") if node.attributes.get("role") == "img" else ""
    return f" {label} " if label else ""


def _picture(node: LexborNode) -> str:
    words = (node.attributes.get("alt") or "").strip()
    hint = (node.attributes.get("title") or "").strip()
    words = " ".join(filter(None, (words, hint if hint not in words else "")))
    source = node.attributes.get("src") or ""
    name = "" if source.startswith("data:") else PurePosixPath(source.split("?")[0]).name
    if not name or name in words:
        return f" {words} "
    return f" {words} ({name}) " if words else f" {name} "


def _preformatted(node: LexborNode) -> str:
    return "\n" + node.text().replace("\n", "\v") + "\n"


def _field(node: LexborNode) -> str:
    """What a field of a form shows."""
    if (node.attributes.get("type") or "").lower() in _UNSEEN_INPUTS:
        return ""
    shown = (node.attributes.get(name) for name in ("value", "alt", "placeholder"))
    return f" {next(filter(None, shown), '')} "


def _text_area(node: LexborNode) -> str:
    return "\v" + (node.text() or node.attributes.get("placeholder") or "").replace("\n", "\v") + "\v"


def _selection(node: LexborNode) -> str:
    """The options that are chosen; the first one where none is."""
    options = node.css("option")
    chosen = [option for option in options if "selected" in option.attributes] or options[:1]
    return "".join(f" {' '.join(option.text().split())} " for option in chosen)


def _ruby(node: LexborNode) -> str:
    """Words with their readings, which stand behind each of them or behind all."""
    pairs: list[tuple[str, str]] = []
    word = ""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        words = " ".join((child.text_content or "" if tag == "-text" else child.text()).split())
        if tag in ("rt", "rtc"):
            before, reading = pairs.pop() if pairs and not word else ("", "")
            pairs.append((before + word, reading + words))
            word = ""
        elif tag not in ("rp", "-comment"):
            word += words
    return "".join(annotated(base, reading) for base, reading in pairs) + word


def _rendered_within(node: LexborNode) -> str:
    """The words of a page that is written into an attribute of this one."""
    markup = node.attributes.get("srcdoc") or ""
    body = LexborHTMLParser(markup).body if markup else None
    return f"\v{' '.join(body.text(separator=' ').split())}\v" if body is not None else ""


_LEAVES = {
    "img": _picture,
    "area": _picture,
    "pre": _preformatted,
    "input": _field,
    "textarea": _text_area,
    "select": _selection,
    "ruby": _ruby,
    "iframe": _rendered_within,
}
