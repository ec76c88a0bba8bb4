"""Zip packages of office documents: opened with bounds on what they unpack to, and their parts."""

import posixpath
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from imtextgui.documents.archives.listing import is_archive
from imtextgui.documents.content import decoding, native, translating_os
from imtextgui.documents.safe_xml import attribute, local, parsed
from imtextgui.errors import DocumentEncrypted, DocumentTooLarge

MOST_BYTES = 512 * 2**20
"""That all parts together may unpack to."""

MOST_PART_BYTES = 48 * 2**20
"""That one part may unpack to; a tree takes some ten times as much."""

MOST_PARTS = 20_000
_MOST_GROWTH = 300
_SMALL = 16 * 2**20


class Package:
    """The parts of an open package by their names."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        self._archive = archive
        self.path = path
        self.names = frozenset(archive.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where it is missing. Raises DocumentTooLarge, DocumentDamaged."""
        if name not in self.names:
            return None
        with decoding(self.path), self._archive.open(name) as file:
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

    def relations(self, name: str) -> dict[str, "Relation"]:
        """What the part ``name`` of an Office Open XML package refers to, by the identifiers that it uses."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if tree is None:
            return {}
        return {
            attribute(each, "Id"): Relation(
                attribute(each, "Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target"))).lstrip("/"),
            )
            for each in tree
            if attribute(each, "TargetMode") != "External"
        }

    @cached_property
    def main(self) -> str:
        """The name of the part that the document begins with."""
        if "content.xml" in self.names:
            return "content.xml"
        relations = self.relations("").values()
        return next((each.target for each in relations if each.kind == "officeDocument"), "?")

    @cached_property
    def title(self) -> str:
        """What the document's properties name as its title, or ""."""
        for name in ("docProps/core.xml", "meta.xml"):
            tree = self.tree(name)
            for element in tree.iter() if tree is not None else ():
                if local(element) == "title" and element.text:
                    return " ".join(element.text.split())[:200]
        return ""


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
        source = native(path).open("rb") if data is None else BytesIO(data)
    with source:
        with decoding(path):
            archive = ZipFile(source)
        with archive:
            _check(archive, path)
            yield Package(archive, path)


_NO_ZIP = (BadZipFile, OSError, ValueError, NotImplementedError, struct.error)
"""What zipfile raises about a directory that it cannot read."""


def family_of(path: Path, data: bytes | None) -> str:
    """Which family of readers takes a zip, by the parts that it has: "archive", "mesh" or "office"."""
    named = is_archive(path.name)
    with (
        suppress(*_NO_ZIP),
        ZipFile(native(path) if data is None else BytesIO(data)) as zip_,
    ):
        parts = set(zip_.namelist())
        if any(part.startswith("3D/") and part.endswith(".model") for part in parts):
            return "mesh"
        office = "content.xml" in parts or any(part in parts for part in _OFFICE_PARTS)
        return "archive" if named and not office else "office"
    return "archive" if named else "mesh" if path.suffix.lower() == ".3mf" else "office"


_OFFICE_PARTS = ("word/document.xml", "ppt/presentation.xml", "xl/workbook.xml")


def is_package(path: Path, data: bytes | None) -> bool:
    """Whether a zip's directory can be read at all."""
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
