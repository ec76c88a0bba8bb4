"""Where the files of the documented plant lie below the sample folder."""

from __future__ import annotations

import zlib

from export.synthetic.documents.sample_plant import Machine

FORMATS = ("pdf", "png", "pdf", "svg")
# beside the samples, so that neither questions nor their photos are indexed with them
QUESTIONS = "../samples-queries"
# indices of the parts that have a drawing, and of those that were photographed
DRAWN_PARTS, SHOWN_PARTS = (1, 3, 4), (2, 6)


def japanese(machine: Machine) -> bool:
    """Whether the files of the machine have Japanese names."""
    return ord(machine.folder[0]) > 0x2E80


def _word(machine: Machine, en: str, ja: str) -> str:
    return ja if japanese(machine) else en


def manual_path(machine: Machine, language: str) -> str:
    """Where the manual of a machine lies."""
    name = "manual" if language == "en" else "取扱説明書"
    return f"{machine.folder}/{machine.code} {name}.pdf"


def assembly_path(machine: Machine) -> str:
    """Where the assembly drawing of a machine lies."""
    return f"{machine.folder}/{machine.code}-00 {_word(machine, 'assembly', '組立図')}.pdf"


def drawing_suffix(machine: Machine, index: int) -> str:
    """The format of the drawing of a part."""
    return FORMATS[(zlib.crc32(machine.code.encode()) + index) % len(FORMATS)]


def drawing_path(machine: Machine, index: int) -> str:
    """Where the drawing of a part lies."""
    part = machine.parts[index]
    folder = f"{machine.folder}/{_word(machine, 'drawings', '図面')}"
    return f"{folder}/{part.number} {_word(machine, part.en, part.ja)}.{drawing_suffix(machine, index)}"


def photo_path(machine: Machine, index: int | None) -> str:
    """Where the photo of the machine, or of a part of it, lies."""
    folder = f"{machine.folder}/{_word(machine, 'photos', '写真')}"
    if index is None:
        return f"{folder}/{machine.code} {_word(machine, 'overview', '全景')}.jpg"
    part = machine.parts[index]
    return f"{folder}/IMG_{2000 + zlib.crc32(part.number.encode()) % 7000}.jpg"


def question_path(machine: Machine) -> str:
    """Where the question photo of a machine lies, beside the sample folder."""
    return f"{QUESTIONS}/IMG_{zlib.crc32(machine.code.encode()) % 9000}.jpg"
