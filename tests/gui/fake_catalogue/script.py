"""What a test lets a light catalogue do: how long its calls take, which of them fail, and what it noted of them."""

import threading
from dataclasses import dataclass, field

SLOW_SECONDS = 10.0


@dataclass
class Script:
    """Shared by the parts of one light catalogue. A call is named by its part and method: ``tags.rename``."""

    read_only: bool = False
    released: bool = False
    """Whether the other program that changes the catalogue, where it is read_only, has ended."""
    step_seconds: float = 0.0
    """How long each step of a job takes."""
    files_to_index: int = 6
    place_closed: bool = False
    """Whether it is its place that makes the catalogue read-only."""
    slow: str = ""
    """The call that does not return before ``go_on`` is set."""
    go_on: threading.Event = field(default_factory=threading.Event)
    gave_up: bool = False
    """Whether that call waited for ``SLOW_SECONDS`` in vain."""
    fails: dict[str, Exception] = field(default_factory=dict)
    """What calls raise."""
    threads: set[int] = field(default_factory=set)
    """Where calls came from."""
    jobs_begun: int = 0
    """How many encoders were begun to be added."""
    jobs_closed: int = 0
    """How many runs, encodings and written sheets came to their end, or were stopped."""

    def enter(self, call: str) -> None:
        """A call begins."""
        self.threads.add(threading.get_ident())
        if call == self.slow:
            self.gave_up = not self.go_on.wait(SLOW_SECONDS)
        if call in self.fails:
            raise self.fails[call]
