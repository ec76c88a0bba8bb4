"""Zip packages of office documents: opened with bounds on what they unpack to, and their parts."""

import posixpath
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from imtextgui.documents.archives.open_archive import is_archive
from imtextgui.documents.content import decoding, native, open_bytes, translating_os
from imtextgui.documents.images import metafile_words
from imtextgui.documents.safe_xml import attribute, local, parsed
from imtextgui.documents.sniffing import COMPOUND
from imtextgui.errors import DocumentDamaged, DocumentEncrypted, DocumentTooLarge

MOST_BYTES = 512 * 2**20
"""That all parts together may unpack to."""

MOST_PART_BYTES = 48 * 2**20
"""That one part may unpack to; a tree takes some ten times as much."""

MOST_PARTS = 20_000
_MOST_GROWTH = 300
_SMALL = 16 * 2**20


class Package:
    """The parts of an open package by their names, whose letters may be large or small."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        self._archive = archive
        self.path = path
        self._names = {_comparable(name): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return _comparable(name) in self._names

    @property
    def names(self) -> list[str]:
        """The parts as they are called in the package, in their order."""
        return list(self._names.values())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where it is missing. Raises DocumentTooLarge, DocumentDamaged."""
        stored = self._names.get(_comparable(name))
        if stored is None:
            return None
        with decoding(self.path), self._archive.open(stored) as file:
            data = file.read(MOST_PART_BYTES + 1)
        if len(data) > MOST_PART_BYTES:
            raise DocumentTooLarge(path=str(self.path), reason=f"{name}: more than {MOST_PART_BYTES} bytes")
        return data

    def tree(self, name: str) -> Element | None:
        """The root of an XML part; None where the part is missing. Raises as ``part`` does."""
        data = self.part(name)
        if data is None:
            return None
        with decoding(self.path):
            return parsed(data)

    def optional_tree(self, name: str) -> Element | None:
        """As ``tree``, for a part without which the rest can be read: None where it is damaged, too."""
        try:
            return self.tree(name)
        except DocumentDamaged:
            return None

    def picture_words(self, name: str) -> str:
        """The words that stand in the picture ``name``, a line for each of its lines; "" where it is no metafile."""
        if not name.lower().endswith(metafile_words.SUFFIXES):
            return ""
        return "\n".join(metafile_words.metafile_words(self.part(name) or b""))

    def relations(self, name: str) -> dict[str, "Relation"]:
        """What the part ``name`` of an Office Open XML package refers to, by the identifiers that it uses."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if tree is None:
            return {}
        return {
            attribute(element, "Id"): Relation(
                attribute(element, "Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(element, "Target"))).lstrip("/"),
            )
            for element in tree
            if attribute(element, "TargetMode") != "External"
        }

    def related(self, name: str, kind: str, usual: str) -> Element | None:
        """The root of the part that ``name`` refers to as ``kind``; where it names none, of the part ``usual``."""
        targets = (relation.target for relation in self.relations(name).values() if relation.kind == kind)
        return self.optional_tree(next(targets, usual))

    @cached_property
    def main(self) -> str:
        """The name of the part that the document begins with."""
        if OPENDOCUMENT in self:
            return OPENDOCUMENT
        relations = self.relations("").values()
        return next((relation.target for relation in relations if relation.kind == "officeDocument"), "?")

    @cached_property
    def properties(self) -> dict[str, str]:
        """What the document says of itself, by PROPERTIES; what it does not tell is missing."""
        names = [relation.target for relation in self.relations("").values() if relation.kind == _CORE]
        told: dict[str, str] = {}
        for name in (*names, "docProps/core.xml", "meta.xml"):
            tree = self.optional_tree(name)
            for element in tree.iter() if tree is not None else ():
                kind = local(element).removesuffix("s") if local(element) == "keywords" else local(element)
                words = " ".join((element.text or "").split())
                if kind in PROPERTIES and _says_something(kind, words) and words not in told.get(kind, ""):
                    told[kind] = f"{told[kind]}, {words}" if kind in told else words
        return told


def _says_something(kind: str, words: str) -> bool:
    return bool(words) and not (kind == "description" and _BY_A_PROGRAM.match(words))


_ESCAPED = re.compile("%([0-7][0-9A-Fa-f])")

OPENDOCUMENT = "content.xml"
"""The main part of all packages of OpenDocument."""

PROPERTIES = ("title", "subject", "keyword", "category", "description")
_BY_A_PROGRAM = re.compile(r"generated (by|using|with)\b", re.IGNORECASE)
"""Begins the description of a document that no person has described."""

_CORE = "core-properties"


def _comparable(name: str) -> str:
    """The name of a part in the form in which all ways to write it are one."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), name).replace("\\", "/").lstrip("/").lower()


@dataclass(frozen=True, slots=True)
class Relation:
    """One part refers to another: what for, and its name."""

    kind: str
    target: str


@contextmanager
def opened(path: Path, data: bytes | None) -> Iterator[Package]:
    """The package in a file, or in its bytes.

    Raises DocumentDamaged, DocumentEncrypted, and DocumentTooLarge for one that unpacks to more than anyone writes.
    """
    with translating_os(path):
        source = open_bytes(path) if data is None else BytesIO(data)
    with source:
        with decoding(path):
            archive = ZipFile(source)
        with archive:
            _check(archive, path)
            yield Package(archive, path)


_NO_ZIP = (BadZipFile, OSError, ValueError, NotImplementedError, struct.error)
"""What zipfile raises about a directory that it cannot read."""


def family_of(path: Path, data: bytes | None) -> str:
    """Which family of readers takes a zip, by the parts that it has: "archive", "epub", "mesh", "office"
    or "xps".
    """
    named = is_archive(path.name)
    with (
        suppress(*_NO_ZIP),
        ZipFile(native(path) if data is None else BytesIO(data)) as zip_,
    ):
        parts = set(zip_.namelist())
        if any(part.startswith("3D/") and part.endswith(".model") for part in parts):
            return "mesh"
        if "META-INF/container.xml" in parts:
            return "epub"
        if any(part.endswith(".fdseq") for part in parts):
            return "xps"
        office = OPENDOCUMENT in parts or bool(_MAIN_RELATION.search(_relations_of(zip_, parts)))
        return "archive" if named and not office else "office"
    return "archive" if named else _BY_NAME.get(path.suffix.lower(), "office")


_MAIN_RELATION = re.compile(rb"/officeDocument[\"']")


def _relations_of(archive: ZipFile, parts: set[str]) -> bytes:
    """What a package as a whole refers to; nothing where it is no package, or one that is damaged or built to harm."""
    if "_rels/.rels" in parts and archive.getinfo("_rels/.rels").file_size <= _SMALL:
        with suppress(Exception):  # there is hardly one that decompression does not raise
            return archive.read("_rels/.rels")
    return b""


_BY_NAME = {".3mf": "mesh", ".epub": "epub", ".xps": "xps", ".oxps": "xps"}
"""The family of a zip whose directory cannot be read."""


def is_package(path: Path, data: bytes | None) -> bool:
    """Whether a zip's directory can be read at all; older workbooks end with one, that of their theme."""
    start = data[: len(COMPOUND)] if data is not None else b""
    if data is None:
        with suppress(OSError), open_bytes(path) as file:
            start = file.read(len(COMPOUND))
    if start == COMPOUND:
        return False
    with suppress(*_NO_ZIP), ZipFile(native(path) if data is None else BytesIO(data)):
        return True
    return False


def _check(archive: ZipFile, path: Path) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentEncrypted(path=str(path))
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_PARTS or total > MOST_BYTES or (total > _SMALL and total > _MOST_GROWTH * packed):
        raise DocumentTooLarge(path=str(path), reason=f"unpacks to {total} bytes in {len(entries)} parts")
