"""Which family of readers takes a file: by its content first, then by its name, then by whether it is text."""

import re
from pathlib import Path

from imtextgui.documents import conversions
from imtextgui.documents.archives import open_archive
from imtextgui.documents.sniffing import COMPOUND, OLD_SHEETS, OLD_WORKBOOK, RAW_PHOTOS, sniffed
from imtextgui.errors import DocumentDamaged, DocumentUnsupported

BY_SUFFIX = {
    ".bmp": "raster",
    ".dib": "raster",
    ".gif": "raster",
    ".jfif": "raster",
    ".jpe": "raster",
    ".jpeg": "raster",
    ".jpg": "raster",
    ".png": "raster",
    ".tif": "raster",
    ".tiff": "raster",
    ".webp": "raster",
    ".avif": "raster",
    ".heic": "raster",
    ".heif": "raster",
    ".hif": "raster",
    **dict.fromkeys(RAW_PHOTOS, "raw"),
    **dict.fromkeys((".stl", ".3mf", ".glb", ".gltf", ".obj", ".ply"), "mesh"),
    ".step": "step",
    ".stp": "step",
    ".pdf": "pdf",
    ".svg": "svg",
    ".svgz": "svg",
    ".dxf": "dxf",
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "office"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), "office"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", *OLD_SHEETS), "office"),
    **dict.fromkeys((".odt", ".ott", ".ods", ".ots", ".odp", ".otp", ".odg"), "office"),
    **dict.fromkeys((".xps", ".oxps"), "xps"),
    ".epub": "epub",
    ".msg": "outlook",
    **dict.fromkeys((".mht", ".mhtml"), "text"),
    ".csv": "text",
    ".htm": "text",
    ".html": "text",
    ".log": "text",
    ".mtl": "text",
    ".markdown": "text",
    ".md": "text",
    ".rst": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xhtml": "text",
    **dict.fromkeys((".rtf", ".eml", ".json", ".geojson", ".ipynb", ".xml"), "text"),
    **dict.fromkeys((".cfg", ".conf", ".ini", ".toml", ".yaml", ".yml", ".properties"), "text"),
    **dict.fromkeys((".adoc", ".asciidoc", ".org", ".tex", ".text", ".readme", ".nfo", ".srt"), "text"),
    **dict.fromkeys((".c", ".cc", ".cpp", ".cs", ".go", ".h", ".hpp", ".ino", ".java", ".js", ".py"), "text"),
    **dict.fromkeys((".rs", ".sh", ".bat", ".ps1", ".sql", ".ts", ".vb", ".bas", ".st", ".scl"), "text"),
}
"""The family of readers that a name promises, by its suffix; the content may say otherwise."""

_NUMBERS = frozenset(
    [
        *(".off", ".wrl", ".x3d", ".dae", ".igs", ".iges", ".brd", ".sch"),
        *(".gcode", ".nc", ".tap", ".gbr", ".drl", ".hex", ".map", ".lock", ".ps", ".eps"),
        *(".kicad_pcb", ".kicad_sch", ".kicad_mod"),
    ]
)
"""Of files that are text to a program only."""

_FEWEST_SIGNS = 12
_LETTERS = 0.5
_NAMED = 0.4
"""Share of a list's words that are no figures: of a number, a quantity and a weight with its unit it is a half."""

_FIGURE = re.compile(r"[+-]?(\d[\d.,]*([eEdD][+-]?\d+)?|0x[\da-fA-F]+|nan|inf)", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"([\da-fA-F]{2}){1,8}:?")


def family_of(path: Path, head: bytes, data: bytes | None) -> str:
    """Which reader takes a file: by its first bytes, else by its name, else as text if its name promises a
    picture.
    """
    suffix = path.suffix.lower()
    family = sniffed(head, suffix)
    if family == "dwg":
        return "foreign"
    if family in (None, "office") and conversions.needs_converter(suffix):
        if family is None and _is_office_text(head, suffix):
            return "text"
        return "office" if _is_old_workbook(head, suffix) else "foreign"
    return _family_by_content(family, path, data) or _family_by_name(path, head)


def _family_by_content(family: str | None, path: Path, data: bytes | None) -> str | None:
    """The family of a file that was ``sniffed`` as ``family``, where more than its first bytes must be looked at."""
    if family == "zip":
        from imtextgui.documents.office import package

        return package.family_of(path, data)
    if family == "packed":
        return "archive" if open_archive.is_archive(path.name) else None
    return "outlook" if family == "office" and path.suffix.lower() == ".msg" else family


def _family_by_name(path: Path, head: bytes) -> str:
    suffix = path.suffix.lower()
    if open_archive.is_archive(path.name) and suffix not in open_archive.MAILS:
        return _text_or_damaged(path, head)
    family = BY_SUFFIX.get(suffix)
    if family is None:
        return "companion" if _is_companion(path) else _text_or_unsupported(path, head)
    return family if family in ("text", "mesh") else _text_or_damaged(path, head)


def _is_old_workbook(head: bytes, suffix: str) -> bool:
    """Whether a file is one that we read where no converter is there for it."""
    is_known = head.startswith((COMPOUND, OLD_WORKBOOK))
    return suffix in OLD_SHEETS and is_known and conversions.converter_for(suffix) is None


def _is_companion(path: Path) -> bool:
    """Whether a file is a part of a model beside it."""
    if path.suffix.lower() != ".bin":
        return False
    from imtextgui.documents.cad.companion import is_buffer

    return is_buffer(path)


def _is_office_text(head: bytes, suffix: str) -> bool:
    """Whether a file of an old office program is a page, a table or XML, as web servers and machines call them."""
    from imtextgui.documents.text_encoding import decoded

    return suffix in conversions.OFFICE and decoded(head) is not None


def _text_or_unsupported(path: Path, head: bytes) -> str:
    """A file whose name promises nothing: read if it begins with words or codes, but not with columns of numbers."""
    from imtextgui.documents.text_encoding import decoded

    text = "" if path.suffix.lower() in _NUMBERS else decoded(head) or ""
    signs = [char for char in text if not char.isspace()]
    letters = sum(char.isalpha() for char in signs)
    telling = letters >= _LETTERS * len(signs) or _is_list(text)
    if len(signs) < _FEWEST_SIGNS or not telling or not _is_sure(head):
        raise DocumentUnsupported(path=str(path))
    return "text"


def _is_list(text: str) -> bool:
    """Whether ``text`` is a table or log with names and codes beside its figures; a dump of bytes is none."""
    words = text.split()
    if all(_HEXADECIMAL.fullmatch(word) for word in words):
        return False
    named = sum(any(char.isalpha() for char in word) and not _FIGURE.fullmatch(word) for word in words)
    return named >= _NAMED * len(words)


def _is_sure(head: bytes) -> bool:
    """Whether bytes are text without guessing: UTF-8, marked as UTF-16, or clearly Japanese."""
    from imtextgui.documents.text_encoding import is_japanese

    try:
        head[: max(1, len(head) - 3)].decode("utf-8")
    except UnicodeDecodeError as trouble:
        marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        return marked or trouble.start >= len(head) - 7 or is_japanese(head)
    return b"\0" not in head


def _text_or_damaged(path: Path, head: bytes) -> str:
    """A file named like a picture or PDF that does not begin like one: a saved message of a server, or
    damaged.
    """
    from imtextgui.documents.text_encoding import decoded

    if decoded(head) is None:
        raise DocumentDamaged(path=str(path), reason=f"not a {path.suffix[1:].upper()} file")
    return "text"
