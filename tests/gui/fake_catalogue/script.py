"""What a test lets a light catalogue do: how long its calls take, which of them fail, and what it noted of them."""

import threading
import time
from dataclasses import dataclass, field

SLOW_SECONDS = 0.6


@dataclass
class Script:
    """Shared by the parts of one light catalogue. A call is named by its part and method: ``tags.rename``."""

    read_only: bool = False
    step_seconds: float = 0.0
    """How long each step of a job takes."""
    files_to_index: int = 6
    slow: str = ""
    """The call that takes ``SLOW_SECONDS``."""
    fails: dict[str, Exception] = field(default_factory=dict)
    """What calls raise."""
    threads: set[int] = field(default_factory=set)
    """Where calls came from."""
    jobs_closed: int = 0
    """How many runs, encodings and written sheets came to their end, or were stopped."""

    def enter(self, call: str) -> None:
        """A call begins."""
        self.threads.add(threading.get_ident())
        if call == self.slow:
            time.sleep(SLOW_SECONDS)
        if call in self.fails:
            raise self.fails[call]
