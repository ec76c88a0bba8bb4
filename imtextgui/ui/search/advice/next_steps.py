"""The buttons that help where an answer is not good enough: each does one thing that may lead to a better one."""

import re
from functools import partial

from PySide6.QtCore import Signal

from imtextgui.domain.items import Kind
from imtextgui.domain.query import NO_FILTERS, ChipKind, Results
from imtextgui.ui.widgets.flow_of_buttons import FlowOfButtons

_FILTER = re.compile(r'-?\w+:(?:"[^"]*"|\S+)')
"""A filter as it is typed."""
MOST_FILTERS = 3
"""Typed filters that a button each takes away."""
LONGEST_WORD = 40
"""Characters of what is worth teaching: a nickname or a short name, not a sentence."""


class NextSteps(FlowOfButtons):
    """A line of buttons, made anew for each answer."""

    filter_off = Signal(str)
    """The key of a chip of a filter."""
    filters_off = Signal()
    """The ticked filters."""
    all_kinds = Signal()
    """The tab of all kinds."""
    taught = Signal(str)
    """What was typed shall stand for something in the dictionary."""
    photo_wanted = Signal()
    """A photo shall be chosen to search with."""
    closest_wanted = Signal()
    """The first result shall be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.can_teach = True

    def offer(self, results: Results | None, kind: Kind | None) -> None:
        """Offer what may help with ``results``, of which only ``kind`` is on show."""
        self.clear()
        if results is None:
            return
        self._offer_filters(results)
        if kind is not None:
            self.add("all", self.tr("Show all kinds"), self.all_kinds.emit)
        if results.hits and kind is None:
            self.add("preview", self.tr("Show what came closest"), self.closest_wanted.emit)
        if not results.query.photos:
            self.add("photo", self.tr("Try a photo…"), self.photo_wanted.emit)
        # Last, as the longest: those before it share a line, and in a low window none lies below the fold.
        word = _FILTER.sub(" ", results.query.text).strip()
        if self.can_teach and word and len(word) <= LONGEST_WORD:
            text = self.tr("Teach “{word}”…").format(word=word)
            self.add("dictionary", text, lambda: self.taught.emit(word))

    def _offer_filters(self, results: Results) -> None:
        typed = [chip for chip in results.chips if chip.kind is ChipKind.FILTER and chip.on]
        for chip in typed[:MOST_FILTERS]:
            text = self.tr("Without {filter}").format(filter=chip.label)
            self.add("filter", text, partial(self.filter_off.emit, chip.key))
        if results.query.filters != NO_FILTERS:
            count = results.query.filters.count
            self.add("filter", self.tr("Take %n filter(s) away", "", count), self.filters_off.emit)
