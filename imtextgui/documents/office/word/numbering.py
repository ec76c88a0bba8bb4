"""The numbers that Word puts before paragraphs by itself."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from imtextgui.documents.office.list_numbers import numbered
from imtextgui.documents.safe_xml import attribute, local

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


class NumberLevel(NamedTuple):
    """One level of a list: its first number, how numbers are written, and the words around them (``%1.%2``)."""

    start: int = 1
    form: str = "decimal"
    template: str = ""
    style: str = ""
    restarts: bool = True
    legal: bool = False


@dataclass(slots=True)
class _List:
    """Paragraphs that are counted together; ``counts`` holds the last number of each level."""

    levels: dict[int, NumberLevel]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a document, counted on as its paragraphs are read in order."""

    def __init__(self, tree: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._started: set[str] = set()
        self._numbers: dict[str, tuple[str, dict[int, int]]] = {}
        for element in tree if tree is not None else ():
            if local(element) == "abstractNum":
                levels = {level: _level(part) for part in element if (level := _index(part)) is not None}
                self._lists[attribute(element, "abstractNumId")] = _List(levels)
            elif local(element) == "num":
                self._add(element)

    def level_of_style(self, number: str, style: str) -> int:
        """On which level of the list ``number`` paragraphs of ``style`` stand where they do not say so."""
        levels = self._list(number).levels
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """What stands before the next paragraph of the list ``number``; "" before one without a number."""
        counted = self._list(number)
        if level not in counted.levels:
            return ""
        self._start(number, counted)
        own = counted.levels[level]
        counted.counts[level] = counted.counts.get(level, own.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            if counted.levels.get(deeper, own).restarts:
                counted.counts.pop(deeper, None)
        if own.form in ("bullet", "none"):
            return ""

        def written(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            shown = counted.levels.get(index, NumberLevel())
            count = counted.counts.get(index, shown.start)
            return numbered(count, "decimal" if own.legal else shown.form)

        return _PLACE.sub(written, own.template).strip()

    def _list(self, number: str) -> _List:
        return self._lists.get(self._numbers.get(number, ("", {}))[0]) or _List({})

    def _start(self, number: str, counted: _List) -> None:
        """Begin to count anew where the list says so, when its first paragraph comes."""
        if number not in self._started:
            self._started.add(number)
            for level, start in self._numbers[number][1].items():
                counted.counts[level] = start - 1

    def _add(self, element: Element) -> None:
        number, abstract = attribute(element, "numId"), ""
        starts: dict[int, int] = {}
        own: dict[int, NumberLevel] = {}
        for part in element:
            if local(part) == "abstractNumId":
                abstract = attribute(part, "val")
            index = _index(part)
            for inner in part if local(part) == "lvlOverride" and index is not None else ():
                if index is not None and local(inner) == "startOverride":
                    starts[index] = _whole(attribute(inner, "val"), 1)
                elif index is not None and local(inner) == "lvl":
                    own[index] = _level(inner)
        if own and abstract in self._lists:
            levels = self._lists[abstract].levels | own
            abstract = f"{abstract} {number}"
            self._lists[abstract] = _List(levels)
        self._numbers[number] = (abstract, starts)


def _level(element: Element) -> NumberLevel:
    values = {local(part): attribute(part, "val") for part in element}
    return NumberLevel(
        _whole(values.get("start", "1"), 1),
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
        values.get("pStyle", ""),
        values.get("lvlRestart") != "0",
        "isLgl" in values and values["isLgl"] not in ("0", "false"),
    )


def _index(element: Element) -> int | None:
    level = attribute(element, "ilvl")
    return int(level) if local(element) in ("lvl", "lvlOverride") and level in "012345678" and level else None


def _whole(value: str, usual: int) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else usual
