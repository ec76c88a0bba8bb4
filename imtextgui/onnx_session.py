"""ONNX graphs, opened on onnxruntime: on the processor, with a stated number of threads, and without its telemetry."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui import onnx_operators
from imtextgui.errors import BundleDamaged

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_graph(path: Path, threads: int, *, keep_memory: bool = True) -> "InferenceSession":
    """A session on the graph in ``path`` that uses ``threads`` threads.

    Without ``keep_memory`` what a run took is given back after it: inputs of many sizes would otherwise keep memory
    for each. Raises BundleDamaged, also for what ``onnx_operators`` does not allow.
    """
    onnx_operators.check(path)
    # Official builds from 1.29 on send usage data to their maker unless told not to, by these words before they are
    # loaded and by the call behind them; builds for Windows pass it to the system. We pin older ones besides.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keep_memory
    options.enable_mem_pattern = keep_memory
    # Spinning threads would take the cores from the decode workers between two batches.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without VNNI, products of 8 by 8 bits overflow in the sums; this takes the slower, right way there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's exceptions share no base of their own
        raise BundleDamaged(path=str(path), reason=str(error)[:200]) from error
