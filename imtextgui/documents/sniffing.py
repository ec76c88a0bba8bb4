"""What a file is, by its first bytes; its name counts only where they say nothing."""

import re
from collections.abc import Callable

HEAD = 2_048
"""Bytes of a file's beginning that are looked at."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]|<!DOCTYPE svg")
_BINARY_DXF = b"AutoCAD Binary DXF"
_DWG = re.compile(rb"AC10\d\d\0")
_TEXT_DXF = re.compile(rb"\s*(?:999\s*\n[^\n]*\n\s*)*0\s*\n\s*SECTION\s*\n")
COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
"""Begin what gzip, bzip2 and xz write."""

_PACKED = (b"7z\xbc\xaf\x27\x1c", *COMPRESSED)
_RAW = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"\0\0\0\x18ftypcrx", b"\0MRM")
_PLY = re.compile(rb"ply\r?\nformat ")
_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins files of older office programs, and those that hold an encrypted package."""

OLD_WORKBOOK = b"\x09\x08"
"""Begins workbooks of Excel from 5.0 to 2003 that are not packed into such a file."""

OLD_SHEETS = (".xls", ".xlt")
"""Names of workbooks of Excel up to 2003: a converter shows their pictures, too; without one we read their cells."""

RTF = b"{\\rtf"

RAW_PHOTOS = frozenset(
    [
        *(".3fr", ".arw", ".cr2", ".cr3", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw"),
        *(".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw"),
    ]
)
"""Names of what cameras write of what their sensor saw."""


def sniffed(head: bytes, suffix: str) -> str | None:
    """The family of a file, as the table of readers names it, told by its first HEAD bytes; None where they
    do not tell. "zip" is the beginning of several families, "packed" of archives among others.

    ``suffix`` (lower case, with its dot) keeps camera raw files, which begin like a TIFF, from being taken
    for one.
    """
    if head.startswith(_TIFF):
        return "raw" if suffix in RAW_PHOTOS else "raster"
    return next((family for family, fits in _FAMILIES if fits(head, suffix)), None)


def _is_svg(head: bytes) -> bool:
    # UTF-16 has a zero byte beside each of these letters.
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"")
    return start.startswith((b"<?xml", b"<!DOCTYPE svg", b"<!--", b"<svg")) and bool(_SVG.search(start))


def is_heif(head: bytes) -> bool:
    """Whether a file is a picture of the kind that telephones take: HEVC in a HEIF container."""
    return head[4:8] == b"ftyp" and not _is_avif(head) and bool(_brands(head) & _HEVC)


def _is_avif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and bool(_brands(head) & {b"avif", b"avis"})


def _brands(head: bytes) -> set[bytes]:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[at : at + 4] for at in (8, *range(16, size - 3, 4))}


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_mesh_text(head: bytes, suffix: str) -> bool:
    return bool(_PLY.match(head)) or (suffix == ".stl" and head.lstrip().startswith(b"solid"))


def _is_bmp(head: bytes) -> bool:
    # "BM" alone begins many an English text; the size of the header behind it is one of a few.
    return head[:2] == b"BM" and len(head) > 18 and head[14:18] in _BMP_HEADERS


_BMP_HEADERS = frozenset(size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124))
_FAMILIES: tuple[tuple[str, Callable[[bytes, str], bool]], ...] = (
    ("raster", lambda head, _: head.startswith(_PICTURES) or _is_webp(head) or _is_bmp(head)),
    ("raw", lambda head, suffix: suffix in RAW_PHOTOS and head.startswith(_RAW)),
    ("raster", lambda head, _: is_heif(head) or _is_avif(head)),
    ("svg", lambda head, suffix: suffix in (".svg", ".svgz") and head.startswith(b"\x1f\x8b")),
    ("mesh", lambda head, suffix: head.startswith(b"glTF") or _is_mesh_text(head, suffix)),
    # before what may stand behind other bytes: an archive may begin with a PDF that is not packed, and so may a message
    ("office", lambda head, _: head.startswith(COMPOUND)),
    ("zip", lambda head, _: head.startswith((b"PK\3\4", b"PK\5\6"))),
    ("packed", lambda head, _: head.startswith(_PACKED) or head[257:262] == b"ustar"),
    ("pdf", lambda head, _: b"%PDF-" in head[:1024]),
    ("svg", lambda head, suffix: _is_svg(head)),
    ("dxf", lambda head, _: head.startswith(_BINARY_DXF) or bool(_TEXT_DXF.match(head))),
    ("dwg", lambda head, _: bool(_DWG.match(head))),
    ("step", lambda head, _: head.lstrip().startswith(b"ISO-10303-21")),
    ("text", lambda head, _: head.startswith(RTF)),
)
