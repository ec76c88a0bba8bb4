"""Takes in what a worker process sends, and nothing but values: it may be in the hands of the file that it reads.

A pickle calls whatever it names. So it may name only what holds values and does nothing: this program's frozen data
classes, named tuples, enumerations and problems with documents, paths, and arrays of numbers.
"""

import enum
import io
import pathlib
import pickle
import sys
from dataclasses import is_dataclass
from multiprocessing.connection import Connection
from typing import Any

from imtextgui.errors import DocumentError

_PATHS = (pathlib.PosixPath, pathlib.WindowsPath, pathlib.PurePosixPath, pathlib.PureWindowsPath)
_BUILDERS = {
    ("imtextgui.errors", "_rebuild"),
    *(("numpy", "ndarray"), ("numpy", "dtype")),
    *(("numpy._core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "scalar")),
    ("numpy._core.numeric", "_frombuffer"),
}
"""What builds a problem, or an array, of values and of nothing else."""


class NotAValue(pickle.UnpicklingError):
    """A worker sent something else than values."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        # Nothing is imported for a worker: whatever it may send, this process knows.
        if module not in sys.modules:
            raise NotAValue(f"{module}.{name}")
        found = super().find_class(module, name)
        if (module, name) in _BUILDERS or any(found is kind for kind in _PATHS) or _holds_values(found):
            return found
        raise NotAValue(f"{module}.{name}")


def receive(connection: Connection) -> Any:
    """The next value of ``connection``. Raises EOFError, OSError, and NotAValue for anything else than a value."""
    data = connection.recv_bytes()
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except NotAValue:
        raise
    except Exception as trouble:  # whatever a pickle that was tampered with makes of it
        raise NotAValue(repr(trouble)) from trouble


def _holds_values(found: object) -> bool:
    if not isinstance(found, type):
        return False
    frozen = is_dataclass(found) and found.__dataclass_params__.frozen  # type: ignore[attr-defined]
    named_tuple = issubclass(found, tuple) and hasattr(found, "_fields")
    return frozen or named_tuple or issubclass(found, enum.Enum | DocumentError)
