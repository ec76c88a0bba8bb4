"""Shows the text of a page with the matching words marked."""

import re
from collections.abc import Iterable

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from imtextgui.domain.query import Hit, Route
from imtextgui.domain.text.occurrences import occurrences
from imtextgui.ui.style import theme
from imtextgui.ui.widgets.text_offsets import utf16_offsets

MOST_MARKS = 500
"""More cannot be told apart, and each is a selection that Qt paints."""


class PageText(QPlainTextEdit):
    """Read-only text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Text of the page"))
        self.setPlaceholderText(self.tr("This page has no text."))

    def show_text(self, text: str, terms: Iterable[str]) -> None:
        """Show ``text``, mark ``terms`` in it, and scroll to the first mark."""
        self.setPlainText(text)
        marks = [self._mark(start, end) for start, end in find(text, terms)]
        self.setExtraSelections(marks)
        cursor = QTextCursor(self.document())
        if marks:
            cursor.setPosition(marks[0].cursor.selectionStart())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def show_places(self, text: str, wanted: str, current: int | None) -> None:
        """Mark where ``text``, which is on show, holds ``wanted``, and scroll to place ``current``, from 0."""
        offset = utf16_offsets(text)
        places = [(offset(start), offset(end)) for start, end in occurrences(text, wanted)][:MOST_MARKS]
        chosen = None if current is None or not places else min(current, len(places) - 1)
        self.setExtraSelections(
            [self._mark(*place, current=number == chosen) for number, place in enumerate(places)]
        )
        if chosen is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(places[chosen][0])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _mark(self, start: int, end: int, *, current: bool = False) -> QTextEdit.ExtraSelection:
        colours = theme.current()
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setBackground(QColor(colours.accent if current else colours.mark))
        look.setForeground(QColor(colours.on_accent if current else colours.on_mark))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        mark.format = look
        return mark


def find(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of ``terms`` stands in ``text``, in UTF-16 units as Qt counts; at most ``MOST_MARKS``."""
    wanted = sorted({term for term in terms if term.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(_whole(term) for term in wanted), re.IGNORECASE)
    offset = utf16_offsets(text)
    places = []
    for match in pattern.finditer(text):
        places.append((offset(match.start()), offset(match.end())))
        if len(places) == MOST_MARKS:
            break
    return places


def _whole(term: str) -> str:
    """A pattern that does not find "05" in "0405", but "pumps" for "pump"; Japanese has no gaps to look at."""
    before = r"(?<![0-9A-Za-z])" if term[0].isascii() and term[0].isalnum() else ""
    several = "(?:e?s)?" if len(term) > 2 and term[-2:].isascii() and term[-2:].isalpha() else ""
    after = r"(?![0-9A-Za-z])" if term[-1].isascii() and term[-1].isalnum() else ""
    return before + re.escape(term) + several + after


def names_of(hit: Hit) -> list[str]:
    """The words that a hit was found by, also where the dictionary or the spelling led to them."""
    return [term for evidence in hit.evidence if evidence.route is Route.WORDS for term in evidence.terms]


def terms_of(hit: Hit) -> list[str]:
    """The words of a hit that are worth marking, as the page writes them."""
    terms = [term for evidence in hit.evidence for term in evidence.terms]
    if hit.snippet:
        terms += [hit.snippet.text[start:end] for start, end in hit.snippet.matches]
    return terms
