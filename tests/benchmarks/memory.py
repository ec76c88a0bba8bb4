"""Peak memory of ``imtextgui index`` over 1,000 twelve-megapixel photos, workers included."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks.figure import Figure
from tests.benchmarks.pictures import photos

COUNT = 1_000
LIMIT = 700


def proportional_mb(process: psutil.Process) -> float:
    """Memory of the process and its descendants, each shared page counted once (PSS), in MB."""
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # it ended between the two calls
    return total / 1e6


def measure() -> list[Figure]:
    """Watch the command ten times a second until it ends."""
    with tempfile.TemporaryDirectory() as name:
        photos(Path(name) / "photos", COUNT)
        command = [
            sys.executable,
            "-m",
            "imtextgui",
            "index",
            f"{name}/photos",
            "--catalogue",
            f"{name}/catalogue",
            "--first-pass-only",
        ]
        start, peak = time.perf_counter(), 0.0
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        process = psutil.Process(child.pid)
        while child.poll() is None:
            peak = max(peak, proportional_mb(process))
            time.sleep(0.1)
        taken = time.perf_counter() - start
    assert child.returncode == 0
    return [
        Figure(
            "peak memory while indexing 1,000 photos of 12 megapixels",
            f"{peak:.0f} MB",
            f"under {LIMIT} MB",
            peak < LIMIT,
            f"{COUNT / taken:.0f} photos a second",
        )
    ]
