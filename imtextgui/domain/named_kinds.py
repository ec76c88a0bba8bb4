"""Kinds that the name of a file tells beside what its content looks like.

What a file is, is told by the first page (``documents``): a drawing with a cover sheet, or of many sheets, looks like
a manual there. Whoever asks for drawings still means it.
"""

import re
from pathlib import PurePath

from imtextgui.domain.items import Kind
from imtextgui.domain.text.normalization import fold

_DRAWN = frozenset(
    [
        ".pdf",
        ".tif",
        ".tiff",
        ".png",
        ".jpg",
        ".jpeg",
        ".bmp",
        ".gif",
        ".webp",
        ".xps",
        ".oxps",
        ".vsd",
        ".vsdx",
        ".ppt",
        ".pptx",
        ".odg",
        ".odp",
    ]
)
"""Suffixes of files that may show a drawing; a text about drawings is none."""
_LATIN = frozenset(
    [
        "schematic",
        "schematics",
        "drawing",
        "drawings",
        "diagram",
        "diagrams",
        "layout",
        "layouts",
        "blueprint",
        "blueprints",
        "wiring",
    ]
)
_JAPANESE = re.compile(
    "図面|(?:回路|配線|組立|外形|分解|展開|部品|系統|結線|構造|断面|寸法|配置|配管|平面|立面|正面|側面|製作|承認|完成|詳細|全体)図"
)
_WORD = re.compile(r"[a-z]+")


def kinds_of(kind: Kind, path: PurePath) -> frozenset[Kind]:
    """``kind``, and DRAWING where the file of that kind, or the folder right above it, is named as one."""
    if kind is Kind.DRAWING or path.suffix.lower() not in _DRAWN:
        return frozenset((kind,))
    named = fold(f"{path.parent.name}/{path.stem}")
    if _LATIN.isdisjoint(_WORD.findall(named)) and not _JAPANESE.search(named):
        return frozenset((kind,))
    return frozenset((kind, Kind.DRAWING))
