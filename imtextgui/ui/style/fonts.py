"""The fonts of the window: that of the system, and Japanese ones after it."""

from PySide6.QtGui import QFont, QFontDatabase

JAPANESE_FONTS = (
    "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "BIZ UDPGothic",
    "IPAexGothic", "TakaoPGothic",
)  # fmt: skip


def has_japanese_font() -> bool:
    """Whether the system can show Japanese: with a font that we know, or any other that says so."""
    families = set(QFontDatabase.families())
    return any(family in families for family in JAPANESE_FONTS) or bool(
        QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    )


def with_japanese(system: QFont, points: float) -> QFont:
    """``system`` in the size of ``points``, with the Japanese fonts of this machine for what it lacks."""
    known = set(QFontDatabase.families())
    japanese = [family for family in JAPANESE_FONTS if family in known]
    # A desktop that names no font of its own says "Sans Serif", which mixes badly with the Japanese one.
    own = [] if system.family() in ("Sans Serif", "") and japanese else [system.family()]
    font = QFont(system)
    font.setFamilies([*own, *(family for family in japanese if family not in own)])
    font.setPointSizeF(points)
    return font
