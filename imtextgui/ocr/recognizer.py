"""What a line says: the recogniser's characters, how sure it is, and where in the strip each begins."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imtextgui.ocr import models
from imtextgui.ocr.alphabet import allowed, mended
from imtextgui.ocr.line_strips import Strip

_NARROWEST = 64


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

    def read(self, strip: Strip) -> Reading:
        """The text of ``strip``."""
        width = strip.shape[1]
        padded = np.zeros((1, 3, strip.shape[0], max(_NARROWEST, -(-width // 8) * 8)), np.float32)
        # trained on blue, green, red between -1 and 1
        padded[0, :, :, :width] = strip[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
        answer = self._session.run(None, {self._input: padded})[0]
        return self._decoded(answer[0][:, self._columns], padded.shape[3] / width)

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
