"""Pictures of barcodes, written by the library that the program reads them with."""

from collections.abc import Sequence

import numpy as np
import zxingcpp
from PIL import Image

KINDS = ("QRCode", "DataMatrix", "Code128", "Code39", "EAN13", "EAN8", "UPCA")


def barcode(kind: str, content: str | bytes, *, scale: int = 3, eci: str = "") -> Image.Image:
    """A code with its quiet zone, RGB; ``scale`` is the side of a module in pixels, ``eci`` states an encoding."""
    options = {"eci": eci} if eci else {}
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat[kind], **options)
    return Image.fromarray(np.array(code.to_image(scale=scale))).convert("RGB")


def sheet(pictures: Sequence[Image.Image], width: int = 1_200, height: int = 900) -> Image.Image:
    """``pictures`` in rows on a white sheet, from the left to the right and downwards."""
    page = Image.new("RGB", (width, height), "white")
    left, top, lowest = 40, 40, 0
    for picture in pictures:
        if left + picture.width > width - 40:
            left, top, lowest = 40, top + lowest + 40, 0
        page.paste(picture, (left, top))
        left, lowest = left + picture.width + 40, max(lowest, picture.height)
    return page
