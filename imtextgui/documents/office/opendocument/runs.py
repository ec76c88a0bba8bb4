"""What stands within one paragraph or shape of OpenDocument: its words, and what hangs on it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.furigana import annotated
from imtextgui.documents.layout.page_layout import Load
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import attribute, local

SHAPES = frozenset(
    [
        *("frame", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon"),
        *("regular-polygon", "path", "connector", "caption", "measure", "control", "g", "scene"),
        "text-box",
    ]
)
"""What is drawn over a text, a sheet or a slide."""

_SKIPPED = frozenset(
    [
        *("tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "notes"),
        *("note-citation", "creator-initials", "date-string", "event-listeners", "enhanced-geometry"),
        *("glue-point", "named-expressions", "database-ranges", "script"),
    ]
)
_ABOUT = frozenset(["title", "desc", "creator", "date"])
"""What is said of shapes and notes; in the namespace of texts the same names are fields with words."""

_TEXT_NAMESPACE = "xmlns:text:1.0}"
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?[\d.]{1,12})(cm|mm|in|pt|pc|px)")
_METAFILES = (".svg", ".emf", ".wmf", ".svm")
_MOST_SPACES = 100


@dataclass(slots=True)
class OdfRuns:
    """``words`` in their order; ``shapes`` hang on them, and ``notes`` with the word before each."""

    words: str = ""
    shapes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_skipped(element: Element) -> bool:
    """Whether nobody sees what is in ``element`` where it stands."""
    name = local(element)
    return name in _SKIPPED or (name in _ABOUT and _TEXT_NAMESPACE not in str(element.tag))


def runs(element: Element) -> OdfRuns:
    """What stands in ``element``, a paragraph or whatever holds some; blank lines and spaces are left out."""
    reader = _RunReader()
    reader.walk(element)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    reader.found.words = "\n".join(filter(None, lines))
    return reader.found


def plain(element: Element) -> str:
    """All words in ``element``, those of notes and shapes behind the others."""
    found = runs(element)
    return "\n".join(filter(None, (found.words, *found.notes, *map(plain, found.shapes))))


class _RunReader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.found = OdfRuns()

    def walk(self, element: Element) -> None:
        """Take the words of ``element`` and of what is in it."""
        self.parts.append(element.text or "")
        for child in element:
            name = local(child)
            if name in _SPECIAL:
                _SPECIAL[name](self, child)
            elif name in SHAPES:
                self.found.shapes.append(child)
            elif name and not is_skipped(child):
                self.walk(child)
                self.parts.append("\n" if name in ("p", "h") else "")
            self.parts.append(child.tail or "")

    def _space(self, element: Element) -> None:
        self.parts.append(" ")

    def _line(self, element: Element) -> None:
        self.parts.append("\n")

    def _ruby(self, element: Element) -> None:
        words = {local(part): plain(part) for part in element}
        self.parts.append(annotated(words.get("ruby-base", ""), words.get("ruby-text", "")))

    def _note(self, element: Element) -> None:
        before = "".join(self.parts).split()
        words = " ".join(plain(element).split())
        if words:
            self.found.notes.append(f"{before[-1]} {words}" if before else words)


_SPECIAL: dict[str, Callable[[_RunReader, Element], None]] = {
    **dict.fromkeys(("s", "tab"), _RunReader._space),
    "line-break": _RunReader._line,
    "ruby": _RunReader._ruby,
    **dict.fromkeys(("note", "annotation"), _RunReader._note),
}


def descriptions(shape: Element) -> Iterator[str]:
    """What describes ``shape`` for those who do not see it."""
    told = {local(part): " ".join((part.text or "").split()) for part in shape}
    title, words = told.get("title", ""), told.get("desc", "")
    yield from filter(None, (title if title not in words else "", words))


def object_words(package: Package, shape: Element) -> list[str]:
    """The words of charts, sheets and formulas within ``shape``, which lie in packages of their own in ``package``.

    Those of metafiles, too, which nothing draws.
    """
    names = [attribute(part, "href").removeprefix("./") for part in shape if local(part) == "object"]
    pictures = [attribute(part, "href").removeprefix("./") for part in shape if local(part) == "image"]
    found: dict[str, None] = dict.fromkeys(filter(None, map(package.picture_words, pictures)))
    for name in names:
        tree = package.optional_tree(f"{name}/content.xml")
        if tree is not None:
            found.update(dict.fromkeys(_embedded_words(tree)))
    return list(found)


def _embedded_words(element: Element) -> Iterator[str]:
    """Titles, names and texts; not the numbers that a chart is drawn from."""
    if attribute(element, "value-type") in ("float", "percentage", "currency", "date", "time"):
        return
    if local(element) == "math":
        yield " ".join(" ".join(element.itertext()).split())
    elif local(element) in ("p", "h"):
        words = plain(element)
        if words:
            yield words
    else:
        for child in element:
            yield from _embedded_words(child)


def picture(package: Package, shape: Element) -> Load | None:
    """What loads the picture in ``shape``, of which there may be several versions."""
    for part in shape:
        name = attribute(part, "href").removeprefix("./") if local(part) == "image" else ""
        if name in package and not name.lower().endswith(_METAFILES):
            return partial(package.part, name)
    return None


def field_values(tree: Element) -> Mapping[str, str]:
    """What the fields of forms show, by their identifiers."""
    values: dict[str, str] = {}
    for element in tree.iter():
        key = attribute(element, "id")
        if key and "form" in str(element.tag).partition("}")[0]:
            names = ("current-value", "value", "label")
            shown = next(filter(None, (attribute(element, name) for name in names)), "")
            chosen = [
                attribute(part, "label")
                for part in element
                if local(part) in ("option", "item") and attribute(part, "current-selected") == "true"
            ]
            values[key] = " ".join(chosen) or shown
    return values


def points(length: str) -> float:
    """A length with its unit in points, 0 where there is none."""
    match = _LENGTH.fullmatch(length)
    try:
        return float(match[1]) * _POINTS[match[2]] if match else 0.0
    except ValueError:
        return 0.0
