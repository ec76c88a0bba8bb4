"""How much room the catalogue of a folder will need, judged by names and sizes alone."""

import os
import shutil
from pathlib import Path

from imtextgui.documents.readers import is_supported
from imtextgui.domain.health import Details, Finding, advice, fine
from imtextgui.errors import SourceMissing

BYTES_OF_A_PAGE = 64_000
"""Text, thumbnail, vectors and local features of a page: 31 KB were measured over 1,467 pages after the first pass, and
the second adds at most as much."""

BYTES_OF_A_NAME = 2_000
PDF_PAGE = 50_000
"""Bytes of a PDF file that make up a page: a scan has more, a plain text less."""

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
    page = PDF_PAGE if suffix == ".pdf" else TEXT_PAGE if suffix in _TEXTS else max(size, 1)
    return BYTES_OF_A_NAME + BYTES_OF_A_PAGE * max(1, -(-size // page))


def _mb(size: int) -> int:
    return -(-size // (1 << 20))
