"""What a line says: the recogniser's characters, how sure it is, and where in the strip each begins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imtextgui.ocr import models
from imtextgui.ocr.alphabet import allowed, mended
from imtextgui.ocr.line_strips import HEIGHT, Strip

_NARROWEST = 64

_MOST_TOGETHER, _WIDEST_TOGETHER = 8, 1_600
"""Strips that are read together, and pixels of all of them: an answer has 18,710 numbers for eight pixels."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one strip.

    ``sureness`` (0 to 1) and ``places`` (the middle of a character, as a fraction of the strip's length) have an entry
    for each character of ``text``.
    """

    text: str = ""
    sureness: tuple[float, ...] = ()
    places: tuple[float, ...] = ()

    @property
    def confidence(self) -> float:
        """Mean sureness of the characters; 0 where there is none."""
        return sum(self.sureness) / len(self.sureness) if self.sureness else 0.0


class Recogniser:
    """Reads strips."""

    def __init__(self, languages: Iterable[str], threads: int) -> None:
        self._session = models.opened(models.RECOGNISE, threads)
        self._input = self._session.get_inputs()[0].name
        written = self._session.get_modelmeta().custom_metadata_map["character"]
        # the first column means "nothing new here", the last a space
        characters = ["", *written.split("\n"), " "]
        kept = allowed(characters, languages)
        self._columns = kept
        self._characters = [characters[place] for place in kept]

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """The texts of ``strips``; what one says does not depend on the others.

        Those of one padded width are read together: of the marks on a schematic, which are 64 pixels wide, eight take
        2.5 ms each, alone 3.4; lines of 320 pixels gain nothing.
        """
        readings = [Reading()] * len(strips)
        by_width: dict[int, list[int]] = {}
        for place, strip in enumerate(strips):
            by_width.setdefault(max(_NARROWEST, -(-strip.shape[1] // 8) * 8), []).append(place)
        for width, places in by_width.items():
            for together in _batches(places, max(1, min(_MOST_TOGETHER, _WIDEST_TOGETHER // width))):
                answer = self._run(width, [strips[place] for place in together])
                for row, place in enumerate(together):
                    readings[place] = self._decoded(
                        answer[row][:, self._columns], width / strips[place].shape[1]
                    )
        return readings

    def _run(self, width: int, strips: Sequence[Strip]) -> npt.NDArray[np.float32]:
        """The chances of all characters [strips, steps, characters]."""
        padded = np.zeros((len(strips), 3, HEIGHT, width), np.float32)
        for row, strip in enumerate(strips):
            # trained on blue, green, red between -1 and 1
            shown = strip[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
            padded[row, :, :, : strip.shape[1]] = shown
        return np.asarray(self._session.run(None, {self._input: padded})[0], np.float32)

    def _decoded(self, chances: npt.NDArray[np.float32], stretch: float) -> Reading:
        """Characters where the best column changes; ``stretch`` is the length of the input in strips."""
        best = chances.argmax(axis=1)
        new = best != np.concatenate([[-1], best[:-1]])
        steps = np.flatnonzero(new & (best != 0))
        return Reading(
            mended("".join(self._characters[best[step]] for step in steps)),
            tuple(float(chances[step, best[step]]) for step in steps),
            tuple(min(1.0, (step + 0.5) / len(best) * stretch) for step in steps),
        )


def _batches(places: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(places), most):
        yield places[start : start + most]
