"""What kind of document a query asks for, and what kind a file is by its name, its title and its format."""

import re
from enum import StrEnum
from functools import lru_cache

from imtextgui.domain.items import Kind
from imtextgui.domain.text.name_parts import name_parts, stem
from imtextgui.domain.text.normalization import fold


class DocumentKind(StrEnum):
    """A kind of document that queries ask for by name."""

    SCHEMATIC = "schematic"
    DIMENSIONS = "dimensions"
    LAYOUT = "layout"
    PINOUT = "pinout"
    PARTS_LIST = "parts list"
    ASSEMBLY = "assembly"
    MANUAL = "manual"
    PHOTO = "photo"
    DRAWING = "drawing"


_WORDS = {
    DocumentKind.SCHEMATIC: (
        "schematic schematics sch schem circuit 回路図 配線図 結線図 接続図 schaltplan stromlaufplan esquema"
    ),
    DocumentKind.DIMENSIONS: (
        "dimension dimensions dim dims dimensional outline 寸法 外形 外観図 maßbild maßzeichnung"
    ),
    DocumentKind.LAYOUT: "layout placement gerber 配置図 部品配置 レイアウト",
    DocumentKind.PINOUT: "pin pins pinout 端子表 ピン配置 ピン端子",
    DocumentKind.PARTS_LIST: (
        "bom bill materials parts part partlist partslist 部品表 部品一覧 パーツリスト 部品リスト stückliste teileliste"
    ),
    DocumentKind.ASSEMBLY: (
        "assembly assemble assy asm build building 組立 組立図 組図 組み立て ビルドガイド montage"
    ),
    DocumentKind.MANUAL: (
        "manual guide handbook instruction マニュアル 取説 説明書 手順書 要領書 ガイド anleitung bedienungsanleitung"
        " handbuch"
    ),
    DocumentKind.PHOTO: "photo photograph picture image view seen 写真 画像",
    DocumentKind.DRAWING: "drawing dwg drw sheet dxf 図面 zeichnung plano",
}
_KINDS: dict[str, DocumentKind] = {
    stem(fold(word)): kind for kind, words in _WORDS.items() for word in words.split()
}
_JAPANESE = tuple(
    (fold(word), kind) for kind, words in _WORDS.items() for word in words.split() if not word.isascii()
)
_LONG = tuple(
    (stem(fold(word)), kind) for kind, words in _WORDS.items() for word in words.split() if len(word) >= 6
)
"""Words that are told in a glued name: boardschematic, motorlayout."""

# 図 at the end of a word, and not of one that says which kind of drawing it is
_ANY_DRAWING = re.compile("図(?![一-鿿])")
_DRAWN = frozenset(
    (
        DocumentKind.SCHEMATIC,
        DocumentKind.DIMENSIONS,
        DocumentKind.LAYOUT,
        DocumentKind.PINOUT,
        DocumentKind.DRAWING,
    )
)
_OF_KIND: dict[Kind, frozenset[DocumentKind]] = {
    Kind.DRAWING: _DRAWN,
    Kind.PHOTO: frozenset((DocumentKind.PHOTO,)),
    Kind.MANUAL: frozenset((DocumentKind.MANUAL, DocumentKind.ASSEMBLY)),
    Kind.OTHER: frozenset(),
}
_LIKELY = 0.6
"""What a file counts that is probably of the kind, though its name does not say so."""
_TABLES = frozenset((".csv", ".tsv", ".xls", ".xlsx", ".ods"))


@lru_cache(maxsize=1 << 14)
def kinds_named(text: str) -> frozenset[DocumentKind]:
    """The kinds that ``text``, a query, a name or a title, says."""
    parts = name_parts(text)
    named = {_KINDS[token] for token in parts.stems if token in _KINDS}
    named |= {
        kind
        for word, kind in _LONG
        for token in parts.tokens
        if token.folded != word and word in token.folded
    }
    if not parts.folded.isascii():
        named |= {kind for word, kind in _JAPANESE if word in parts.folded}
        if not named and _ANY_DRAWING.search(parts.folded):
            named.add(DocumentKind.DRAWING)
    return frozenset(named)


def kind_agreement(
    asked: frozenset[DocumentKind], named: frozenset[DocumentKind], kind: Kind, suffix: str
) -> float:
    """How well a file, whose name and folder say ``named``, is of a kind ``asked`` for: from -1, not at all, to 1.

    What the name says counts; where it says nothing, the ``kind`` that the program takes the file for, and its
    ``suffix``.
    """
    if asked & named:
        return 1.0
    if _is_of(asked, kind, suffix):
        return -0.5 if named else _LIKELY
    if named:
        return -1.0
    return -0.5 if asked & _DRAWN or kind is not Kind.MANUAL else 0.0


def is_table(suffix: str) -> bool:
    """Whether files with ``suffix`` are tables."""
    return suffix.lower() in _TABLES


def _is_of(asked: frozenset[DocumentKind], kind: Kind, suffix: str) -> bool:
    if is_table(suffix):
        return DocumentKind.PARTS_LIST in asked
    return bool(asked & _OF_KIND[kind])
