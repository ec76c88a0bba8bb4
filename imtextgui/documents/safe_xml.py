"""XML from files of strangers: no external entities, no entities that grow, bounded depth and number of elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any
from xml.etree.ElementTree import Element, XMLPullParser  # only ever fed what _check_prolog has passed
from xml.parsers import expat

DEEPEST = 200
"""Levels of nesting; libraries that walk a tree by recursion crash on a few thousand."""

MOST_ELEMENTS = 2_000_000
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_EAST_ASIAN = re.compile("(x-)?(shift|sjis|ms932|cp9|windows-31j|euc|iso-2022|gb|big5|ks_c)")
_WINDOWS = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITY = re.compile(r"&(#?\w{0,40})(;?)")
_OWN_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])
_ROOT = re.compile(r"<((?:[\w-]+:)?[A-Za-z][\w-]*)(?=[\s/>])")
_PREFIX_DECLARED = re.compile(r"\bxmlns:([\w-]+)\s*=")
_PREFIX_USED = re.compile(r"(?:</?|\s)(?!xmlns:|xml:)([A-Za-z_][\w-]*):[\w-]+(?=[\s=/>])")
_KNOWN_PREFIXES = {"svg": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
_MOST_PREFIXES = 50
_CHUNK = 2**18
_LONGEST_ENTITY = 300
_MOST_ENTITIES = 200


class UnsafeXml(ValueError):
    """XML that is built to harm whoever expands or walks it."""


def parsed(data: bytes) -> Element:
    """The root of ``data``; namespaces are kept as ``{uri}name``.

    Raises UnsafeXml, and SyntaxError or ValueError where it is not well-formed XML: call it inside
    ``content.decoding``.
    """
    data = _recoded(data)
    _check_prolog(data)
    parser: XMLPullParser[Any] = XMLPullParser(["start", "end"])
    tree = _Tree()
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        tree.take(parser.read_events())
    parser.close()
    tree.take(parser.read_events())
    if tree.root is None:
        raise UnsafeXml("no element")
    return tree.root


@dataclass(slots=True)
class _Tree:
    """What has come of a tree so far."""

    root: Element | None = None
    depth: int = 0
    count: int = 0

    def take(self, events: Iterator[Any]) -> None:
        for event, element in events:
            if self.root is None:
                self.root = element
            self.depth += 1 if event == "start" else -1
            self.count += event == "start"
            if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
                raise UnsafeXml(f"more than {DEEPEST} levels or {MOST_ELEMENTS} elements")


def mended(text: str) -> bytes:
    """``text`` with what keeps it from being XML put right, as browsers do: names of signs that only HTML knows, ``&``
    that begins none, prefixes that were never declared, control characters, and what stands behind the end.
    """
    text = _DECLARATION.sub("", _FORBIDDEN.sub("", text), count=1)
    text = _ENTITY.sub(_as_character, text)
    root = _ROOT.search(text)
    if root is None:
        return text.encode("utf-8", "replace")
    declared = set(_PREFIX_DECLARED.findall(text))
    missing = dict.fromkeys(prefix for prefix in _PREFIX_USED.findall(text) if prefix not in declared)
    spaces = "".join(
        f' xmlns:{prefix}="{_KNOWN_PREFIXES.get(prefix, f"urn:{prefix}")}"'
        for prefix in list(missing)[:_MOST_PREFIXES]
    )
    end = text.rfind(f"</{root[1]}>")
    text = text[: end + len(root[1]) + 3] if end > 0 else text
    return (text[: root.end(1)] + spaces + text[root.end(1) :]).encode("utf-8", "replace")


def _as_character(entity: re.Match[str]) -> str:
    """A sign that HTML has a name for as itself; the five that XML has and those of the document stay."""
    name = entity[1]
    if name in _OWN_ENTITIES or name.startswith("#"):
        return entity[0] if entity[2] else f"&amp;{name}"
    if entity[2] and f"{name};" in html5:
        return html5[f"{name};"]
    return entity[0].replace("&", "&amp;", 1)


def local(element: Element) -> str:
    """The name of ``element`` without its namespace; "" for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The attribute ``name`` of whatever namespace, or ""."""
    value = element.get(name)
    if value is not None:
        return value
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _recoded(data: bytes) -> bytes:
    """``data`` in UTF-8 if it is in one of the older encodings of East Asia, which the parser does not know."""
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii").lower() if declared else ""
    if declared is None or not _EAST_ASIAN.match(name):
        return data
    return data[declared.end() :].decode(_WINDOWS.get(name, name), "replace").encode()


class _RootReached(Exception):
    """All that comes before the first element was looked at."""


def _check_prolog(data: bytes) -> None:
    """Refuse declared entities that are external, long, many or made of others: those that grow when expanded.

    Drawing programs declare short ones for namespaces, so that a document type alone is no ground to refuse.
    """
    count = 0

    def declared(name: str, parameter: bool, value: str | None, *place: object) -> None:
        nonlocal count
        count += 1
        harmless = value is not None and not parameter and len(value) <= _LONGEST_ENTITY
        if not harmless or re.search("[&%<]", value or "") or count > _MOST_ENTITIES:
            raise UnsafeXml("entities")

    def reached(name: str, attributes: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = reached
    try:
        parser.Parse(data, True)
    except (_RootReached, expat.ExpatError):
        # What is not well-formed, whoever reads it further will tell.
        return
