"""How much room the catalogue of a folder will need, judged by names and sizes alone."""

import os
import shutil
from pathlib import Path

from imtextgui.documents.readers import is_supported
from imtextgui.domain.health import Details, Finding, advice, fine
from imtextgui.errors import SourceMissing

BYTES_OF_A_PICTURE = 50_000
"""What a page that is drawn takes after both passes: small picture 12 KB, local features 13, vectors of page, parts and
passages 17, text and words the rest."""

BYTES_OF_A_TEXT = 20_000
"""A page of a file of text: passages and their vectors, full text and codes."""

BYTES_OF_A_NAME = 3_000
"""Any file: its name as words and as a vector."""

PDF_PAGE = 65_000
"""Bytes of a PDF file that make up a page: a scan has more, a plain text less.

All four together tell the catalogues of two folders of 1,129 and 990 files of many kinds, with 1,467 and 1,473 pages,
within a tenth of what they take (tests/benchmarks/README.md)."""

TEXT_PAGE = 6_000
_TEXTS = frozenset((".txt", ".md", ".csv", ".htm", ".html", ".log", ".rst", ".json", ".xml"))


def estimate(folder: Path, room: Path) -> Finding:
    """Compare what the catalogue of ``folder`` may take with the free space at ``room``; no file is opened.

    Raises SourceMissing where ``folder`` is none.
    """
    if not folder.is_dir():
        raise SourceMissing(path=str(folder))
    files = size = need = 0
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            bytes_of_file = file.stat().st_size if file.is_file() else 0
            files, size, need = files + 1, size + bytes_of_file, need + needed(file, bytes_of_file)
    existing = next(path for path in (room, *room.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    details: Details = {
        "path": str(folder),
        "files": files,
        "size": _mb(size),
        "need": _mb(need),
        "free": _mb(free),
    }
    return fine("estimate", **details) if 2 * need < free else advice("estimate-tight", **details)


def needed(file: Path, size: int) -> int:
    """Bytes that a file of ``size`` bytes is expected to take in a catalogue."""
    if not is_supported(file):
        return BYTES_OF_A_NAME
    suffix = file.suffix.lower()
    if suffix in _TEXTS:
        return BYTES_OF_A_NAME + BYTES_OF_A_TEXT * _pages(size, TEXT_PAGE)
    return BYTES_OF_A_NAME + BYTES_OF_A_PICTURE * (_pages(size, PDF_PAGE) if suffix == ".pdf" else 1)


def _pages(size: int, page: int) -> int:
    return max(1, -(-size // page))


def _mb(size: int) -> int:
    return -(-size // (1 << 20))
