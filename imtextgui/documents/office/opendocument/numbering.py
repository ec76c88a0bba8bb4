"""The numbers that OpenDocument programs put before headings and items of lists by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from imtextgui.documents.office.list_numbers import numbered
from imtextgui.documents.safe_xml import attribute, local

_LEVELS = frozenset(["list-level-style-number", "outline-level-style"])


class OdfLevel(NamedTuple):
    """One level of a list: its first number, how numbers are written, what stands around them, and how many levels
    are shown.
    """

    start: int
    form: str
    before: str
    after: str
    shown: int


@dataclass(slots=True)
class Counter:
    """A list as far as it was counted; ``counts`` holds the last number of each level, from 1."""

    levels: dict[int, OdfLevel]
    counts: dict[int, int] = field(default_factory=dict)

    def label(self, level: int, start: str = "") -> str:
        """What stands before the next item on ``level``, which may ``start`` with a number of its own."""
        own = self.levels.get(level)
        if own is None:
            return ""
        self.counts[level] = self.counts.get(level, own.start - 1) + 1
        if start.isascii() and start.isdigit() and len(start) < 9:
            self.counts[level] = int(start)
        for deeper in [known for known in self.counts if known > level]:
            del self.counts[deeper]
        numbers = []
        for each_level in range(level - own.shown + 1, level + 1):
            shown = self.levels.get(each_level)
            if shown is not None and shown.form:
                numbers.append(numbered(self.counts.get(each_level, shown.start), shown.form))
        return f"{own.before}{'.'.join(numbers)}{own.after}".strip() if own.form else ""


class OdfNumbering:
    """The styles of all lists of a document, and its headings as they are counted."""

    def __init__(self, trees: Iterable[Element | None]) -> None:
        self._styles: dict[str, dict[int, OdfLevel]] = {}
        self._lists: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}
        outline: dict[int, OdfLevel] = {}
        for tree in trees:
            for element in tree.iter() if tree is not None else ():
                if local(element) == "list-style":
                    self._styles[attribute(element, "name")] = _levels(element)
                elif local(element) == "outline-style":
                    outline = _levels(element)
        self.headings = Counter(outline)

    def begun(self, element: Element) -> Counter:
        """The counter of the list ``element``: a new one, unless it goes on with another."""
        style = attribute(element, "style-name")
        counter = None
        if key := attribute(element, "continue-list"):
            counter = self._lists.get(key)
        elif attribute(element, "continue-numbering") == "true":
            counter = self._last.get(style)
        counter = counter or Counter(self._styles.get(style, {}))
        self._last[style] = counter
        if key := attribute(element, "id"):
            self._lists[key] = counter
        return counter


def _levels(style: Element) -> dict[int, OdfLevel]:
    levels: dict[int, OdfLevel] = {}
    for element in style:
        if local(element) in _LEVELS:
            levels[_whole(attribute(element, "level"))] = OdfLevel(
                _whole(attribute(element, "start-value")),
                attribute(element, "num-format"),
                attribute(element, "num-prefix"),
                attribute(element, "num-suffix"),
                _whole(attribute(element, "display-levels")),
            )
    return levels


def _whole(value: str) -> int:
    """A number from 1 on; 1 where there is none."""
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 4 else 1
