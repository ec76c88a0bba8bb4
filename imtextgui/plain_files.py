"""Whether a path names a file whose content can be read to its end."""

import errno
import os
import stat
from pathlib import Path


def require_plain(path: Path) -> None:
    """Raise OSError unless ``path`` is a plain file, or a link to one.

    A pipe keeps whoever opens it waiting until somebody writes into it, and a device may never end.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a pipe or device, not a file", str(path))
