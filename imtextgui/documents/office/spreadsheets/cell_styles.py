"""How the cells of a workbook show their numbers, by the styles that they name."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imtextgui.documents.office.spreadsheets.number_format import GENERAL, shown, text_shown
from imtextgui.documents.safe_xml import local

ISO_DATE = "yyyy-mm-dd"
"""For the format that is shown in the order of the reader's country, which the file does not tell."""

BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6, 37, 38), "#,##0;(#,##0)"),
    **dict.fromkeys((7, 8, 39, 40), "#,##0.00;(#,##0.00)"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: ISO_DATE,
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: f"{ISO_DATE} hh:mm",
    **dict.fromkeys((27, 36, 50, 57), "[$-411]ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), '[$-411]ggge"年"m"月"d"日"'),
    30: ISO_DATE,
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    **dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"'),
    **dict.fromkeys((35, 53, 56), 'm"月"d"日"'),
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Formats that files name by number only; those from 27 to 58 are the ones of Japanese programs."""


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The format code of each style; days are counted from 1904 in workbooks of the first programs for Macintosh."""

    codes: tuple[str, ...] = ()
    from_1904: bool = False

    def number(self, raw: str, style: str) -> str:
        """The number written ``raw`` as a cell of ``style`` shows it."""
        return shown(raw, self._code(style), from_1904=self.from_1904)

    def text(self, words: str, style: str) -> str:
        """A text as a cell of ``style`` shows it."""
        code = self._code(style)
        return text_shown(words, code) if "@" in code and code != "@" else words

    def _code(self, style: str) -> str:
        index = int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0
        return self.codes[index] if index < len(self.codes) else GENERAL


def cell_styles(tree: Element | None, book: Element) -> CellStyles:
    """The styles in the part ``tree`` of the workbook ``book``."""
    properties = next((part for part in book if local(part) == "workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    if tree is None:
        return CellStyles(from_1904=from_1904)
    own = {
        part.get("numFmtId", ""): part.get("formatCode", "")
        for part in tree.iter()
        if local(part) == "numFmt"
    }
    styles = next((part for part in tree if local(part) == "cellXfs"), None)
    keys = [style.get("numFmtId", "0") for style in styles] if styles is not None else []
    return CellStyles(tuple(own.get(key) or built_in(_number(key)) for key in keys), from_1904)


def built_in(key: int) -> str:
    """The code of the format that has the number ``key`` in all workbooks."""
    return BUILT_IN.get(key, GENERAL)


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 6 else 0
