"""The two graphs in ``resources/ocr``, opened on onnxruntime."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui import paths
from imtextgui.errors import BundleDamaged, BundleMissing

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


def opened(name: str, threads: int) -> "InferenceSession":
    """A session on the graph ``name``. Raises BundleMissing and BundleDamaged."""
    import onnxruntime

    file = folder() / name
    if not file.is_file():
        raise BundleMissing(path=str(file), reason="not installed")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # every picture has another size: kept memory would only grow
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as trouble:  # its exceptions share no class of their own
        raise BundleDamaged(path=str(file), reason=str(trouble)[:200]) from trouble
