"""One picture being read: how its lines run, what each says, and in which order."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr import layout
from imtextgui.ocr.detector import Corners, Line, Picture
from imtextgui.ocr.line_strips import WAYS, Way, cut, edges
from imtextgui.ocr.recognizer import Reading, Recogniser

CERTAIN = 0.9
"""So sure of sample lines, no other way of reading them is tried."""

DOUBTFUL = 0.9
"""Below it, a line is tried in the other ways, too. Of the 2,602 characters of the generated pictures that
``python -m tests.quality.ocr --compare`` chooses on, 258 were wrong with 0.6, 232 with 0.7, 213 with 0.8, 211 with 0.9
and 216 with 0.95; of the 1,743 of those held out 70, 54, 51, 51 and 51. Invented were with 0.6 and 0.9 77 and 69, held
out 33 and 28; 0.9 took 3 % more time, held out none.
"""

_TELLING, _SHORT_DOUBTFUL = 4, 0.6
"""Texts of fewer characters are doubtful below _SHORT_DOUBTFUL only.

With 0.9 for all, seven I/O in grey on a real table of pins turned into O/I. So 229 and 59 of the above are wrong.
"""

_SAMPLES = 3
_SECOND_TRIES = 24
"""Doubtful lines of one picture that are tried in the other ways, too."""

_LEADERS = frozenset(".·・•…‥")
"""Dots that lead the eye, as from a title to its page in a table of contents; words of nothing else say nothing."""


class Sheet:
    """A picture with the ``lines`` found in it; what was read once is kept.

    Lines that were found in another state of the same page run as those ``like`` do, and are read in no other way
    unless they are ``few``.
    """

    def __init__(
        self,
        shown: Picture,
        lines: Sequence[Line],
        recogniser: Recogniser,
        like: "Sheet | None" = None,
        few: bool = False,
    ) -> None:
        self._shown = shown
        self._lines = lines
        self._recogniser = recogniser
        self._like = like
        self._tries = _SECOND_TRIES if like is None or few else 0
        self._known: dict[tuple[int, Way], ReadLine] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that were found."""
        return self._lines

    def way(self) -> Way:
        """How most of the writing runs."""
        tall = [line for line in self._lines if line.tall]
        wide = [line for line in self._lines if line.wide]
        return self._way_of(max(wide, tall, key=len), len(tall) > len(wide))

    def way_of_group(self, upended: bool) -> Way:
        """How most of the lines run that are tall, or of those that are not."""
        group = [line for line in self._lines if line.tall == upended]
        return self._way_of([line for line in group if upended or line.wide] or group, upended)

    def words(self) -> tuple[Word, ...]:
        """All words, in reading order."""
        height, width = self._shown.shape[:2]
        return in_order(self.read_lines(), width, height)

    def read_lines(self) -> list["ReadLine"]:
        """What each line says, read in the way that suits it."""
        found = []
        tries = self._tries
        for line, usual in self._usual_ways():
            one = self._read(line, usual)
            if tries and one.doubtful:
                tries -= 1
                ways = dict.fromkeys((usual, *WAYS[line.tall]))
                self._read_together([(line, way) for way in ways])
                one = max((self._read(line, way) for way in ways), key=lambda each: each.sure)
            found.append(one)
        return found

    def _usual_ways(self) -> list[tuple[Line, Way]]:
        """Each line with the way in which it most likely runs, read so."""
        usual = []
        judge = self._like or self
        page = judge.way()
        for upended in (False, True):
            group = [line for line in self._lines if line.tall == upended]
            way = judge.way_of_group(upended)
            # A word of two letters is as high as wide, and runs as most of the page does.
            usual += [(line, way if line.tall or line.wide else page) for line in group]
        self._read_together(usual)
        return usual

    def _way_of(self, lines: Sequence[Line], upended: bool) -> Way:
        """How most of ``lines`` run, judged by a few with many characters: what is large may be no writing at all."""
        samples = sorted(lines, key=_slender, reverse=True)[:_SAMPLES]
        best, usual = 0.0, WAYS[upended][0]
        for way in WAYS[upended] if samples else ():
            sureness = [each for line in samples for each in self._read(line, way).reading.sureness]
            sure = sum(sureness) / max(len(sureness), 1)
            if sure > best:
                best, usual = sure, way
            if best >= CERTAIN:
                break
        return usual

    def _read(self, line: Line, way: Way) -> "ReadLine":
        self._read_together([(line, way)])
        return self._known[id(line), way]

    def _read_together(self, wanted: Sequence[tuple[Line, Way]]) -> None:
        """Read the lines in these ways, unless they were."""
        fresh = [(line, way) for line, way in wanted if (id(line), way) not in self._known]
        readings = self._recogniser.read([cut(self._shown, line, way) for line, way in fresh])
        for (line, way), reading in zip(fresh, readings, strict=True):
            self._known[id(line), way] = ReadLine(line, way, reading)


class ReadLine:
    """A line with what it says when it is read in one way."""

    def __init__(self, line: Line, way: Way, reading: Reading) -> None:
        self.line, self.way, self.reading = line, way, reading

    @property
    def sure(self) -> float:
        """How sure the reading is."""
        return self.reading.confidence

    @property
    def doubtful(self) -> bool:
        """Whether another way may be the right one."""
        letters = len(self.reading.text)
        return letters > 1 and self.reading.confidence < (
            DOUBTFUL if letters >= _TELLING else _SHORT_DOUBTFUL
        )

    def words(self, width: int, height: int) -> list[Word]:
        """The words, with boxes on a picture of ``width`` and ``height``."""
        found = []
        characters = zip(self.reading.text, self.reading.places, self.reading.sureness, strict=True)
        for blank, group in groupby(characters, key=lambda character: character[0].isspace()):
            if not blank:
                letters, places, sureness = zip(*group, strict=True)
                if _LEADERS.issuperset(letters):
                    continue
                box = _box(self._part(places), width, height)
                found.append(Word("".join(letters), box, sum(sureness) / len(sureness)))
        return found

    def _part(self, places: Sequence[float]) -> Corners:
        """The corners of what lies around ``places``, half a character beyond the outer ones."""
        corners = edges(self.line, self.way)
        along, down = corners[1] - corners[0], corners[3] - corners[0]
        known = self.reading.places
        half = 0.5 * (known[-1] - known[0] + 0.02) / len(known)
        if len(known) == 1:
            half = 1.0  # the line is the character
        start, end = max(0.0, min(places) - half), min(1.0, max(places) + half)
        first, last = corners[0] + along * start, corners[0] + along * end
        return np.array([first, last, last + down, first + down], np.float32)


def in_order(lines: Sequence[ReadLine], width: int, height: int) -> tuple[Word, ...]:
    """The words of ``lines`` on a picture of ``width`` and ``height``, in reading order.

    Those of lines that run alike come together, of the way that most run in first.
    """
    by_way: dict[Way, list[ReadLine]] = {}
    for one in lines:
        if one.reading.text.strip():
            by_way.setdefault(one.way, []).append(one)
    words: list[Word] = []
    for way, alike in sorted(by_way.items(), key=lambda entry: -len(entry[1])):
        boxes = [turned(_box(one.line.corners, width, height), way) for one in alike]
        for place in layout.order(boxes):
            words += alike[place].words(width, height)
    return tuple(words)


def _slender(line: Line) -> float:
    """How many times as long as high a line is, which is about half of its characters."""
    return max(line.size) / max(min(line.size), 1)


def _box(corners: Corners, width: int, height: int) -> Box:
    x, y = corners[:, 0] / width, corners[:, 1] / height
    left, top, right, bottom = x.min(), y.min(), x.max(), y.max()
    return Box(*(min(1.0, max(0.0, float(value))) for value in (left, top, right, bottom)))


def turned(box: Box, way: Way) -> Box:
    """``box`` on the page turned so that lines of ``way`` are upright on it."""
    match way:
        case Way.OVER:
            return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
        case Way.UP:
            return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
        case Way.DOWN | Way.COLUMN:
            return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
        case _:
            return box
