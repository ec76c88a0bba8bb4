"""The barcodes on a query photo, and what is typed to find what they name."""

from typing import TYPE_CHECKING

from imtextgui.domain.query import PhotoCode
from imtextgui.domain.text.codes import Code, codes
from imtextgui.ocr.barcodes import barcode_contents

if TYPE_CHECKING:
    from PIL import Image

MOST = 8
"""Codes of one photo; one with more shows a sheet of labels, not a thing."""

_MOST_NUMBERS = 4
"""Part numbers that are asked for of one code: type, serial number, order and article."""

_LONGEST = 120
"""Characters of a question; what a code says beyond them is an address or a description."""


def photo_codes(picture: "Image.Image") -> tuple[PhotoCode, ...]:
    """The barcodes of the RGB ``picture``, each content once, in reading order."""
    contents = {word.text: word.box for word in reversed(barcode_contents(picture))}
    return tuple(PhotoCode(text, asked(text), box) for text, box in reversed(contents.items()))[:MOST]


def asked(content: str) -> str:
    """What is typed to find what a code says: its part numbers, else its words, in neither case a filter."""
    numbers = list(dict.fromkeys(code.raw for code in _outermost(content)))
    return " ".join(numbers[:_MOST_NUMBERS]) or " ".join(content.replace(":", " ").split())[:_LONGEST].strip()


def _outermost(content: str) -> list[Code]:
    """The part numbers of ``content`` that are no part of another one."""
    found = codes(content)
    return [
        code
        for code in found
        if not any(
            other is not code and other.start <= code.start and code.end <= other.end for other in found
        )
    ]
