"""Pictures of pages: how large they are drawn, and the small ones of the result view."""

from io import BytesIO

from PIL import Image

RENDERED_SIDE = 1024
"""Longest side in pixels of the one rendering of a page that tensor and thumbnail are made of."""

THUMBNAIL_SIDE = 320
"""Longest side of a stored thumbnail in pixels."""


def encoded(image: Image.Image) -> bytes:
    """``image`` (RGB) as JPEG bytes."""
    out = BytesIO()
    # WebP would be a fifth smaller and cost ten times as much.
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def fitted(image: Image.Image, longest: int) -> Image.Image:
    """``image`` scaled down so that its longest side is at most ``longest`` pixels; never scaled up."""
    factor = longest / max(image.size)
    if factor >= 1:
        return image
    width, height = (max(1, round(side * factor)) for side in image.size)
    return image.resize((width, height), Image.Resampling.HAMMING, reducing_gap=1.5)
