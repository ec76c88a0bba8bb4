"""Collects cyclic garbage in the window's thread only.

Python collects in whatever thread happens to allocate. In a lane that would destroy QObjects of the window there: Qt
then holds a lock and waits for Python's, while the window's thread holds Python's and waits for Qt's, for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
"""How often it is looked whether a collection is due; Python itself looks at each allocation."""
STARTED_AFTER = 10
"""Looks after which what the start has made is left out of all collections: modules and the window stay for ever. Of
151,000 objects a full collection took the window's thread 80 ms of processor time, without those of the start 1 ms.
"""


class GcGuard(QObject):
    """Takes the place of Python's own collecting until ``stop``; made and stopped in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that Python itself would collect now, if any."""
        self._looks += 1
        if self._looks == STARTED_AFTER:
            gc.freeze()  # looks at nothing and so takes no time; a full collection would look at all of it
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
