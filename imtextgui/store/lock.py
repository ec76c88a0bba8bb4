"""The lock of a catalogue folder: one program at a time may change a catalogue."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from imtextgui.errors import CatalogueForbidden

NAME = "writer.lock"

_LOOK_AGAIN_SECONDS = 0.05
"""A change takes milliseconds: who waits for it should not be the slower one."""


class WriterLock:
    """Held by whoever may change the catalogue; the system lets go of it when the process dies, however it
    dies.
    """

    def __init__(self, folder: Path, name: str = NAME, *, mode: int = 0o600) -> None:
        """``mode`` are the rights of the file ``name``, which is the lock."""
        self._folder = folder
        # Opened in one thread and closed in another: by default each thread has a lock of its own.
        self._lock = FileLock(folder / name, thread_local=False, mode=mode)

    def acquire(self, *, wait: float = 0.0, waiting: Callable[[], None] | None = None) -> bool:
        """Take the lock and give True; give False if another program or window holds it for ``wait`` seconds more.

        ``waiting`` is called once where there is a wait. Who holds it may take it again, and lets go as often.
        Raises CatalogueForbidden where the folder cannot be written to.
        """
        try:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                if wait <= 0:
                    return False
                if waiting is not None:
                    waiting()
                self._lock.acquire(timeout=wait, poll_interval=_LOOK_AGAIN_SECONDS)
        except Timeout:
            return False
        except OSError as trouble:
            raise CatalogueForbidden(path=str(self._folder), reason=str(trouble)) from trouble
        return True

    def release(self) -> None:
        """Let go of the lock; does nothing if it is not held."""
        self._lock.release()

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
