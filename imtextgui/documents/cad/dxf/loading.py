"""Opens DXF documents as they are really written: wrong encodings, missing marks, entities that contradict themselves.

The library's own recovery refuses a file for one entity that it cannot load, takes text for the code page that the
header declares, and removes dimensions whose block is missing. What is done here comes before it: text is written as
``\\U+XXXX`` whatever its bytes were, marks of subclasses are put where they are missing, and an entity that still
cannot be loaded costs itself only.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO, cast

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
from ezdxf import recover
from ezdxf.audit import Auditor
from ezdxf.document import Drawing
from ezdxf.entities import factory
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.insert import Insert
from ezdxf.lldxf.const import DXFStructureError
from ezdxf.lldxf.extendedtags import ExtendedTags
from ezdxf.lldxf.loader import load_dxf_structure
from ezdxf.lldxf.tagger import binary_tags_loader, tag_compiler
from ezdxf.lldxf.tags import Tags
from ezdxf.lldxf.types import DXFTag

from imtextgui.documents.text_encoding import names_decoded

BINARY = b"AutoCAD Binary DXF"
_END = re.compile(rb"\n\s*0\s*\nEOF\s*\Z")
_ENTITY = re.compile(rb"\n *0 *\r?\n(?=[A-Z])")
_DRAWN_SECTIONS = ("BLOCKS", "ENTITIES")
_SAMPLE = 2**18
"""Bytes of text beyond ASCII by which the encoding is told."""

_SUBCLASSES = {
    "ELLIPSE": "AcDbEllipse",
    "HATCH": "AcDbHatch",
    "LEADER": "AcDbLeader",
    "LWPOLYLINE": "AcDbPolyline",
    "MESH": "AcDbSubDMesh",
    "MLINE": "AcDbMline",
    "MTEXT": "AcDbMText",
    "SPLINE": "AcDbSpline",
    "TOLERANCE": "AcDbFcf",
}
"""Entities that the library loads by the mark of their own subclass only."""

_PLAIN_SUBCLASSES = {
    "3DFACE": "AcDbFace",
    "ARC": "AcDbArc",
    "CIRCLE": "AcDbCircle",
    "INSERT": "AcDb",
    "LINE": "AcDbLine",
    "POINT": "AcDbPoint",
    "SOLID": "AcDbTrace",
    "TEXT": "AcDbText",
    "TRACE": "AcDbTrace",
}
"""Entities that the library also loads without any mark, as those of R12, but not with a part of their marks."""

_COMMON_CODES = frozenset([5, 6, 8, 48, 60, 62, 67, 284, 330, 347, 348, 370, 390, 410, 420, 430, 440])
"""Group codes that belong to every entity, before those of its own subclass."""

_MARK = 100


def opened(data: bytes) -> Drawing:
    """The document in the bytes of a DXF file, text or binary.

    Raises whatever the library does where nothing can be made of them: call it inside ``content.decoding``.
    """
    sections = _binary_sections(data) if data.startswith(BINARY) else _text_sections(data)
    for name in _DRAWN_SECTIONS:
        sections[name] = [_marked(entity) for entity in sections.get(name, ())]
    try:
        document = Drawing.from_tags(_flattened(sections))
    except Exception:
        for name in _DRAWN_SECTIONS:
            sections[name] = [entity for entity in sections[name] if _is_loadable(entity)]
        document = Drawing.from_tags(_flattened(sections))
    _mend(document)
    return document


Sections = dict[str, list[Tags]]


def _text_sections(data: bytes) -> Sections:
    """The sections of a text file, by the steps of the library's recovery; an entity that it refuses is left out."""
    loader = _UnicodeLoader()
    tool = recover.Recover(loader.tags)
    tool.load_section_dict(tool.rebuild_sections(tool.load_tags(BytesIO(_ended(data)), "surrogateescape")))
    sections = cast(Sections, tool.section_dict)
    if "TABLES" in sections:
        sections["TABLES"] = tool.rebuild_tables(sections["TABLES"])
    before_handles = tool.dxfversion <= "AC1009"
    if not before_handles:
        tool.recover_rootdict()  # type: ignore[no-untyped-call]
    for name in ("TABLES", "BLOCKS", "OBJECTS", "ENTITIES"):
        checked: list[Tags] = []
        for entity in sections.get(name, ()):
            with suppress(DXFStructureError):
                checked += tool.check_entities([entity], before_handles)
        if checked:
            sections[name] = checked
    if loader.broken and not any(len(sections.get(name, ())) > 1 for name in _DRAWN_SECTIONS):
        raise DXFStructureError("no entities between lines out of place")
    return sections


def _binary_sections(data: bytes) -> Sections:
    return cast(Sections, load_dxf_structure(tag_compiler(binary_tags_loader(data)), ignore_missing_eof=True))


def _flattened(sections: Sections) -> Iterator[DXFTag]:
    for entities in sections.values():
        if entities:
            for entity in entities:
                yield from entity
            yield DXFTag(0, "ENDSEC")
    yield DXFTag(0, "EOF")


def _ended(data: bytes) -> bytes:
    """``data`` up to its last whole entity, if it was cut off: a section without an end would be dropped."""
    if _END.search(data[-200:]):
        return data
    starts = [entity.start() for entity in _ENTITY.finditer(data)]
    return data[: starts[-1]] + b"\n  0\nENDSEC\n  0\nEOF\n" if starts else data


class _UnicodeLoader:
    """Gives the raw tags of a text file; ``broken`` tells whether lines of it had to be passed over."""

    def __init__(self) -> None:
        self.broken = False

    def tags(self, stream: BinaryIO) -> Iterable[DXFTag]:
        """The tags of ``stream``; all that is not ASCII is written as ``\\U+XXXX``, whatever the header says."""
        try:
            tags = list(recover.bytes_loader(stream))
        except DXFStructureError:
            # A line too many or too few: go on where a group code is seen again.
            self.broken = True
            stream.seek(0)
            tags = list(recover.synced_bytes_loader(stream))
        if all(tag.value.isascii() for tag in tags):
            return tags
        encoding = _encoding(tags)
        return (
            tag if tag.value.isascii() else DXFTag(tag.code, _as_codes(tag.value.decode(encoding, "replace")))
            for tag in tags
        )


def _as_codes(text: str) -> bytes:
    # The format has no codes beyond the basic plane; no drawing's text was seen to need them.
    codes = (char if char < "\x80" else f"\\U+{ord(char):04X}" for char in text if char <= "\uffff")
    return "".join(codes).encode("ascii")


def _encoding(tags: list[DXFTag]) -> str:
    """The encoding of the text: UTF-8 where all of it is, the declared code page of another country where it fits,
    else what the bytes look like. "ANSI_1252" is what programs write that know of no code page.
    """
    texts: list[bytes] = []
    size = 0
    for tag in tags:
        if not tag.value.isascii() and size < _SAMPLE:
            texts.append(tag.value)
            size += len(tag.value)
    declared: str = recover.detect_encoding(tags)
    whole = b"\n".join(texts)
    candidates = ["utf-8"] if declared in ("cp1252", "utf8") else ["utf-8", declared]
    for name in candidates:
        with suppress(UnicodeDecodeError):
            whole.decode(name)
            return name
    return _likeliest(texts, declared)


def _likeliest(texts: list[bytes], declared: str) -> str:
    """Which of the encodings of drawings reads ``texts`` as their bytes look."""
    wanted = names_decoded(texts)
    for name in ("cp932", "euc_jp", "cp1252", "gb18030", "cp949", "big5", "cp1250", "cp1251"):
        if [text.decode(name, "replace") for text in texts] == wanted:
            return name
    return "cp1252" if declared == "utf8" else declared


def _marked(entity: Tags) -> Tags:
    """``entity`` with the marks of its subclasses, if some are missing."""
    kind = str(entity[0].value)
    marks = [str(tag.value) for tag in entity if tag.code == _MARK]
    if kind in _PLAIN_SUBCLASSES:
        if marks and not any(mark.startswith(_PLAIN_SUBCLASSES[kind]) for mark in marks[1:]):
            return Tags(tag for tag in entity if tag.code != _MARK)
        return entity
    own = _SUBCLASSES.get(kind)
    if own is None or own in marks[1:]:
        return entity
    rest = [tag for tag in entity[1:] if tag.code != _MARK]
    common = [tag for tag in rest if tag.code in _COMMON_CODES]
    special = [tag for tag in rest if tag.code not in _COMMON_CODES]
    return Tags(
        [entity[0], *common[:1], DXFTag(_MARK, "AcDbEntity"), *common[1:], DXFTag(_MARK, own), *special]
    )


def _is_loadable(entity: Tags) -> bool:
    try:
        factory.load(ExtendedTags(entity))
    except Exception:
        return False
    return True


def _mend(document: Drawing) -> None:
    """Put right what would keep a document from being drawn as a whole."""
    for entity in list(document.entitydb.values()):
        if isinstance(entity, Insert) and not entity.dxf.get("zscale", 1.0):
            # Seen from above, height does not count; as a factor of nested blocks zero divides.
            entity.dxf.zscale = 1.0
        elif isinstance(entity, Dimension):
            _give_block(document, entity)
    # What the audit cannot mend, the drawing of each entity has to cope with.
    with suppress(Exception):
        Auditor(document).run()


def _give_block(document: Drawing, dimension: Dimension) -> None:
    """Draw a dimension whose block is missing or empty: the audit would remove it."""
    block = document.blocks.get(dimension.dxf.get("geometry", ""))
    if block is not None and len(block):
        return
    try:
        dimension.render()
    except Exception:
        _give_words(document, dimension)


def _give_words(document: Drawing, dimension: Dimension) -> None:
    """A block that shows no more than the words of a dimension of a kind that the library does not draw."""
    words = str(dimension.dxf.get("text", ""))
    measured: Any = dimension.dxf.get("actual_measurement", "")
    if not measured:
        with suppress(Exception):
            measured = dimension.get_measurement()
    figure = f"{measured:.4g}" if isinstance(measured, float) else ""
    words = words.replace("<>", figure) if words.strip() else figure
    block = document.blocks.new_anonymous_block(type_char="D")
    place = dimension.dxf.get("text_midpoint", dimension.dxf.get("defpoint", (0, 0, 0)))
    if words:
        name = dimension.dxf.get("dimstyle", "Standard")
        height = document.dimstyles.get(name).dxf.get("dimtxt", 2.5) if name in document.dimstyles else 2.5
        block.add_mtext(words, dxfattribs={"char_height": height, "insert": place, "attachment_point": 5})
    dimension.dxf.geometry = block.name
