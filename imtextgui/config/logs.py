"""The program's own log: a rotating file in the data folder, and standard error on request."""

import copy
import logging
import logging.handlers
import sys
from hashlib import blake2b
from pathlib import Path, PurePath

from imtextgui.config import paths
from imtextgui.errors import ImTextError

_FORMAT = "%(asctime)s %(levelname)s %(processName)s %(name)s: %(message)s"
_BYTES = 1_000_000
_OLD_FILES = 3


class DiscreetFormatter(logging.Formatter):
    """Writes no path of a file: a path among the arguments of a record becomes a digest of it, which tells equal files.

    Of exceptions of the system, which name their file, only the reason is written; of our own, only the code. So
    the log may be sent to somebody who must not know what a site has.
    """

    def format(self, record: logging.LogRecord) -> str:
        """As the base class does."""
        discreet = copy.copy(record)
        if isinstance(record.args, tuple):
            discreet.args = tuple(map(without_path, record.args))
        return super().format(discreet)


class FileHandler(logging.handlers.RotatingFileHandler):
    """A record that cannot be written, on a disk that is full, is left out: the base class would write a traceback
    for each to standard error.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """As the base class does, but silent about the system."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def without_path(value: object) -> object:
    """What of an argument of a record may be written."""
    if isinstance(value, PurePath):
        digest = blake2b(str(value).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        return f"file {digest}"
    if isinstance(value, OSError):
        return value.strerror or type(value).__name__
    if isinstance(value, ImTextError):
        return value.code
    return value


def default_file() -> Path:
    """The log file that is used where none is named."""
    return paths.logs_dir() / "imtextgui.log"


def start(file: Path | None = None, *, verbose: bool = False) -> Path | None:
    """Send the package's records to ``file`` and, when ``verbose``, also to standard error.

    Returns the file, or None where its folder cannot be written: a log that fails must not stop the work.
    A second call replaces the first.
    """
    file = file or default_file()
    logger = logging.getLogger("imtextgui")
    stop()
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    if verbose and sys.stderr is not None:
        _add(logger, logging.StreamHandler(sys.stderr))
    try:
        paths.make_private(file.parent)
        if not file.exists():
            file.touch(mode=0o600)
        _add(
            logger,
            FileHandler(
                file, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8", errors="backslashreplace"
            ),
        )
    except OSError as trouble:
        logger.info("no log file at %s: %s", file, trouble)
        return None
    return file


def stop() -> None:
    """Close and forget the handlers of ``start``."""
    logger = logging.getLogger("imtextgui")
    for handler in [handler for handler in logger.handlers if getattr(handler, "of_imtextgui", False)]:
        logger.removeHandler(handler)
        handler.close()


def _add(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(DiscreetFormatter(_FORMAT))
    handler.of_imtextgui = True  # type: ignore[attr-defined]  # marks ours among handlers that tests add
    logger.addHandler(handler)
