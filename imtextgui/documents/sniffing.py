"""What a file is, by its first bytes; its name counts only where they say nothing."""

HEAD = 2_048
"""Bytes of a file's beginning that are looked at."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_RAW_PHOTOS = frozenset(
    [
        ".3fr",
        ".arw",
        ".cr2",
        ".cr3",
        ".dcr",
        ".dng",
        ".erf",
        ".iiq",
        ".kdc",
        ".mef",
        ".mos",
        ".mrw",
        ".nef",
        ".nrw",
        ".orf",
        ".pef",
        ".raf",
        ".raw",
        ".rw2",
        ".sr2",
        ".srf",
        ".srw",
    ]
)


def sniffed(head: bytes, suffix: str) -> str | None:
    """The family of a file, "raster", "pdf" or "text", told by its first HEAD bytes; None where they do not
    tell.

    ``suffix`` (lower case, with its dot) keeps camera raw files, which begin like a TIFF, from being taken
    for one.
    """
    if head.startswith(_PICTURES) or _is_webp(head) or _is_bmp(head):
        return "raster"
    if head.startswith(_TIFF):
        return None if suffix in _RAW_PHOTOS else "raster"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return None


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_bmp(head: bytes) -> bool:
    # "BM" alone begins many an English text; the size of the header behind it is one of a few.
    return head[:2] == b"BM" and len(head) > 18 and head[14:18] in _BMP_HEADERS


_BMP_HEADERS = frozenset(size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124))
