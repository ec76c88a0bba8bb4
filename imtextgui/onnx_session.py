"""ONNX graphs, opened on onnxruntime: with a stated number of threads, and without its telemetry."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from imtextgui import onnx_operators
from imtextgui.errors import BundleDamaged, ProviderUnusable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

EIGHT_BIT_PRODUCT = bytes.fromhex(
    "080812003a620a180a01610a0162120179220d4d61744d756c496e74656765721201675a150a016112100a0e0802120a0a0312016d0a"
    "0312016b5a150a016212100a0e0803120a0a0312016b0a0312016e62150a017912100a0e0806120a0a0312016d0a0312016e42040a00"
    "1011"
)
"""The graph ``y = MatMulInteger(a, b)`` of uint8 [m, k] by int8 [k, n]; a test makes it anew with ONNX's library."""

CPU = "cpu"
"""The provider that is always there, and whose answers the golden probes of a bundle are."""

PROVIDERS = {
    CPU: "CPUExecutionProvider",
    "directml": "DmlExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
"""What onnxruntime calls the values of the setting ``provider``."""


def offered() -> list[str]:
    """The providers, by their names in the settings, that the installed onnxruntime was built with."""
    there = _library().get_available_providers()
    return [name for name, provider in PROVIDERS.items() if provider in there]


def open_graph(
    path: Path, threads: int, *, keep_memory: bool = True, provider: str = CPU
) -> "InferenceSession":
    """A session on the graph in ``path`` that uses ``threads`` threads, on a ``provider`` of PROVIDERS.

    Without ``keep_memory`` what a run took is given back after it: inputs of many sizes would otherwise keep memory
    for each. Raises BundleDamaged, also for what ``onnx_operators`` does not allow, and ProviderUnusable where another
    provider than the processor is not there or does not take the graph.
    """
    onnx_operators.check(path)
    onnxruntime = _library()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keep_memory
    # DirectML allows no plan of memory that is made ahead.
    options.enable_mem_pattern = keep_memory and provider == CPU
    # Spinning threads would take the cores from the decode workers between two batches.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not has_exact_products():
        # The right way takes twice the time: 318 and 151 µs for 128 rows of 384 by 384 x 1152, with the same sums.
        options.add_session_config_entry("session.x64quantprecision", "1")
    options.log_severity_level = 3
    # The processor takes what another provider cannot compute.
    named = list(dict.fromkeys([PROVIDERS[provider], PROVIDERS[CPU]]))
    try:
        if provider != CPU and provider not in offered():
            raise ProviderUnusable(provider=provider, reason="onnxruntime does not offer it")
        session = onnxruntime.InferenceSession(str(path), options, providers=named)
    except ProviderUnusable:
        raise
    except Exception as error:  # the library's exceptions share no base of their own
        if provider != CPU:
            raise ProviderUnusable(provider=provider, reason=str(error)[:200]) from error
        raise BundleDamaged(path=str(path), reason=str(error)[:200]) from error
    # Where its libraries are missing, onnxruntime goes on without it and without a word.
    if provider != CPU and named[0] not in session.get_providers():
        raise ProviderUnusable(provider=provider, reason="its libraries or its device are missing")
    return session


@cache
def has_exact_products() -> bool:
    """Whether this processor adds up products of 8 by 8 bits without overflow: those with VNNI do, older ones do not.

    A product of the largest numbers is tried, once: 2 ms.
    """
    session = _library().InferenceSession(EIGHT_BIT_PRODUCT, providers=["CPUExecutionProvider"])
    largest = {"a": np.full((4, 64), 255, np.uint8), "b": np.full((64, 32), 127, np.int8)}
    (sums,) = session.run(["y"], largest)
    return bool((sums == 64 * 255 * 127).all())


def _library() -> Any:
    """Onnxruntime, its telemetry switched off."""
    # Official builds from 1.29 on send usage data to their maker unless told not to, by these words before they are
    # loaded and by the call behind them; builds for Windows pass it to the system. We pin older ones besides.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime
