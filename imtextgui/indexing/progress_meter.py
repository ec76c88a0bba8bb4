"""Counts the steps of a stage and estimates its rate and the time left."""

import time
from collections import deque

from imtextgui.domain.progress import Progress, Stage

WINDOW = 30.0
"""Seconds that the rate is taken over: long enough to be calm, short enough to follow a folder of other files."""


class ProgressMeter:
    """Progress of one stage with ``total`` units."""

    def __init__(self, stage: Stage, total: int) -> None:
        self._stage = stage
        self._total = total
        self._done = 0
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def grow(self, units: int) -> None:
        """Count ``units`` that turned up on the way."""
        self._total += units

    def step(self, units: int, detail: str = "") -> Progress:
        """Count ``units`` more and tell where the stage stands."""
        now = time.monotonic()
        self._done += units
        if now - self._marks[-1][0] >= 0.5:
            self._marks.append((now, self._done))
        while len(self._marks) > 2 and now - self._marks[0][0] > WINDOW:
            self._marks.popleft()
        since, before = self._marks[0]
        rate = (self._done - before) / (now - since) if now - since >= 1 else None
        left = (self._total - self._done) / rate if rate else None
        return Progress(self._stage, self._done, self._total, detail, rate, left)
