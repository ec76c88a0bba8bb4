"""SVG and SVGZ: drawn without scripts, external references or anything that grows, and its words."""

import gzip
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, register_namespace, tostring

from PIL import Image

from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    translating_os,
)
from imtextgui.documents.images import svg_html
from imtextgui.documents.images.svg_raster import SVG, rasterised
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.safe_xml import UnsafeXml, attribute, local, mended, parsed
from imtextgui.documents.text_encoding import decoded
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentMissing, DocumentTooLarge

MOST_BYTES = 32 * 2**20
"""Of a drawing, unpacked; its tree takes some ten times as much."""

_DROPPED = frozenset(["script", "handler", "listener", "iframe", "audio", "video", "metadata"])
_LINES = frozenset(["text", "flowPara", "flowDiv", "flowLine"])
_PIXELS_OF_UNIT = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*([+]?[\d.]+(?:[eE][+-]?\d+)?)\s*([a-z]*)\s*")
_EMBEDDED = re.compile(r"\s*data:image/(png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none")
_NO_TITLE = re.compile(r"^(untitled.*|無題.*|drawing|svg|page[- ]?\d*|layer \d*|\W*)$", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_STROKE = re.compile(r"stroke-width\s*:([^;]*)")
_FAINT = 160
_GREY = "#8a94a0"
_MOST_COPIES = 300_000
_DEEPEST_COPIES = 60
_REFERENCE = re.compile(r"#([^\s)\"']+)")
_STANDARD = (300.0, 150.0)
register_namespace("", SVG)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then the one page with its picture and its words.

    Raises DocumentDamaged for what is no SVG or is built to harm, DocumentTooLarge beyond MOST_BYTES.
    """
    root = _root(path, data)
    shown, title = _words(root), _title(root)
    described = "\n".join(words for words in (title, *_descriptions(root)) if words)
    pieces = (
        *passages(shown, Origin.TEXT_LAYER, limits.passage_chars),
        *passages(described, Origin.METADATA, limits.passage_chars),
    )
    picture, (width, height) = _picture(root, path, RENDERED_SIDE)
    yield DocumentInfo(Kind.DRAWING, 1, title)
    if first_page <= 1:
        text = f"{shown}\n\n{described}".strip()
        small = encoded(fitted(picture, THUMBNAIL_SIDE))
        yield PageContent(1, text, title, pieces, prepare(picture), small, round(width), round(height))


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image:
    """The drawing as an RGB picture whose longest side is ``longest`` pixels, over white."""
    if number != 1:
        raise DocumentMissing(path=str(path))
    return _picture(_root(path, data), path, longest)[0]


def _root(path: Path, data: bytes | None) -> Element:
    """The tree of the file, with all that reaches outside or could run taken away."""
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(MOST_BYTES + 1)
    with decoding(path):
        if data.startswith(b"\x1f\x8b"):
            data = gzip.GzipFile(fileobj=BytesIO(data)).read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
        root = _parsed(data)
        if local(root) != "svg":
            raise DocumentDamaged(path=str(path), reason="not an SVG file")
        svg_html.embed(root)
        _disarm(root)
        _check_copies(root)
    return root


def _parsed(data: bytes) -> Element:
    """The tree of a file; what is no XML for a trifle that no viewer minds is put right before."""
    try:
        return parsed(data)
    except (SyntaxError, LookupError, UnicodeError):
        text = decoded(data)
        if text is None:
            raise
        return parsed(mended(text))


def _disarm(root: Element) -> None:
    for element in list(root.iter()):
        for child in list(element):
            if local(child) in _DROPPED or not local(child):
                _remove(element, child)
        for name, value in list(element.items()):
            plain = name.rpartition("}")[2].lower()
            outside = (
                plain in ("href", "src") and not value.lstrip().startswith("#") and not _EMBEDDED.match(value)
            )
            if outside or plain.startswith("on") or plain == "base":
                del element.attrib[name]
        if isinstance(element.tag, str) and "}" not in element.tag:
            element.tag = f"{{{SVG}}}{element.tag}"


def _remove(parent: Element, child: Element) -> None:
    """Take ``child`` away, but not the words behind it."""
    at = list(parent).index(child)
    if child.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _check_copies(root: Element) -> None:
    """Refuse drawings whose copies of copies (of symbols, markers, patterns) come to more than anyone draws."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    weights: dict[int, int] = {}

    def weight(element: Element, depth: int) -> int:
        if id(element) in weights:
            return weights[id(element)]
        weights[id(element)] = 1  # what copies itself is not drawn
        targets = [target for inner in element.iter() for target in _targets(inner, named)]
        total = sum(1 for _ in element.iter()) + sum(weight(target, depth + 1) for target in targets)
        if total > _MOST_COPIES or depth > _DEEPEST_COPIES:
            raise UnsafeXml("copies of copies")
        weights[id(element)] = total
        return total

    weight(root, 0)


def _targets(element: Element, named: dict[str | None, Element]) -> Iterator[Element]:
    for value in element.attrib.values():
        if "#" in value:
            yield from (named[name] for name in _REFERENCE.findall(value) if name in named)


def _picture(root: Element, path: Path, longest: int) -> tuple[Image.Image, tuple[float, float]]:
    """The drawing, and its size in pixels; hairlines and white ink are made visible where there is nothing else."""
    with decoding(path):
        width, height = _size(root)
    shapes = sum(1 for _ in root.iter())

    def drawn(background: str = "#ffffff") -> Image.Image:
        markup = tostring(root, encoding="unicode")
        return rasterised(markup, path, longest, wide=width >= height, background=background, shapes=shapes)

    picture = drawn()
    if _darkest(picture) > _FAINT:
        _thicken(root, (width, height))
        picture = drawn()
    if _darkest(picture) == 255:
        behind = drawn(_GREY)
        if behind.getcolors(1) is None:
            return behind, (width, height)
    return picture, (width, height)


def _darkest(picture: Image.Image) -> int:
    return min(low for low, _ in picture.getextrema())  # type: ignore[misc]  # RGB has a pair for each band


def _thicken(root: Element, size: tuple[float, float]) -> None:
    """Give lines a width that shows: cutters take those of no width."""
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    least = max(box[2:] or size) / RENDERED_SIDE
    for element in root.iter():
        widths = [element.get("stroke-width", ""), *_STROKE.findall(element.get("style", ""))]
        if any(
            numbers and float(numbers[0]) < least for width in widths if (numbers := _NUMBER.findall(width))
        ):
            others = _STROKE.sub("", element.get("style", "")).strip("; ")
            element.set("style", f"stroke-width:{least};{others}")


def _size(root: Element) -> tuple[float, float]:
    """Width and height in pixels at 96 dpi; written back to ``root`` where it gives none that can be used."""
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    box_size = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None
    if box_size is None:
        root.attrib.pop("viewBox", None)
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if not (width and height):
        ratio = box_size[0] / box_size[1] if box_size else 1.0
        width, height = (
            (width or (height * ratio if height else (box_size or _STANDARD)[0])),
            (height or (width / ratio if width else (box_size or _STANDARD)[1])),
        )
        root.set("width", f"{width}")
        root.set("height", f"{height}")
    if max(width, height) > 1_000 * min(width, height):
        raise ValueError(f"page of {width:g} × {height:g} pixels")
    return width, height


def _pixels(length: str) -> float:
    """A length in pixels; 0 for percentages, nonsense and none."""
    length_match = _LENGTH.fullmatch(length.lower())
    if not length_match or length_match[2] not in _PIXELS_OF_UNIT:
        return 0.0
    return float(length_match[1]) * _PIXELS_OF_UNIT[length_match[2]]


def _words(root: Element) -> str:
    """The words that are drawn, one line for each line of text."""
    lines = [_line(element) for element in _visible(root) if local(element) in _LINES]
    return clean("\n".join(line for line in lines if line))


def _visible(element: Element) -> Iterator[Element]:
    if element.get("display") == "none" or _HIDDEN.search(element.get("style", "")):
        return
    yield element
    children = list(element)
    if local(element) == "switch" and children and children[0].get("requiredFeatures"):
        # A program that has the feature shows nothing of what comes behind: "Text is not SVG - cannot display".
        children = children[:1]
    for child in children:
        yield from _visible(child)


def _line(text: Element) -> str:
    """The words of a text element; a span that is set in a place of its own begins a line."""
    parts: list[str] = [text.text or ""]
    for span in text.iter():
        if span is text or local(span) in ("title", "desc"):
            continue
        own_line = attribute(span, "role") == "line" or (span.get("y") is not None and local(span) == "tspan")
        parts += ["\n" if own_line else "", span.text or "", span.tail or ""]
    return "\n".join(words for line in "".join(parts).split("\n") if (words := " ".join(line.split())))


def _title(root: Element) -> str:
    title = next((element for element in root if local(element) == "title"), None)
    words = " ".join("".join(title.itertext()).split())[:200] if title is not None else ""
    return "" if _NO_TITLE.match(words) else words


def _descriptions(root: Element) -> list[str]:
    """What titles and descriptions of parts say, each once."""
    said = (
        " ".join("".join(element.itertext()).split())
        for element in root.iter()
        if local(element) in ("title", "desc")
    )
    own = _title(root)
    return [words for words in dict.fromkeys(said) if words and words != own and not _NO_TITLE.match(words)]
