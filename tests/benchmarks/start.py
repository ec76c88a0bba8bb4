"""What ``imtextgui --version`` costs and imports."""

import subprocess
import sys

from tests.benchmarks.figure import Figure, seconds

HEAVY = ("PySide6", "onnxruntime", "torch")


def measure() -> list[Figure]:
    """Time the command against a bare interpreter, and look at what it imported."""
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 9)
    version = [sys.executable, "-X", "importtime", "-m", "imtextgui", "--version"]
    ours = seconds(
        lambda: subprocess.run(
            [sys.executable, "-m", "imtextgui", "--version"], check=True, capture_output=True
        ),
        9,
    )
    imported = subprocess.run(version, check=True, capture_output=True, text=True).stderr
    found = [name for name in HEAVY if f" {name}\n" in imported]
    return [
        Figure(
            "heavy libraries imported by `imtextgui --version`",
            ", ".join(found) or "none",
            "none of Qt, onnxruntime, torch",
            not found,
            f"{ours * 1000:.0f} ms, bare interpreter {bare * 1000:.0f} ms",
        )
    ]
