"""Makes an encoder bundle of somebody else's checkpoint with the training kit, and installs it.

The kit is a program of its own, started as one: PyTorch is never loaded in this process, and nothing of the kit is
imported. What it needs besides comes with the extra ``imtextgui[import]``.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from imtextgui.config import paths
from imtextgui.config.temporary import temporary_folder
from imtextgui.domain.bundles import Bundle
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.encoders.installed import add
from imtextgui.encoders.manifest import FILE_NAME
from imtextgui.errors import BundleNotImported, ImporterMissing

LIBRARIES = ("onnx", "open_clip", "safetensors", "sentencepiece", "timm", "torch", "transformers")
"""What the extra brings, by the names of their modules."""

_PROGRAM = "export.import_clip"
_WEIGHTS = frozenset({".safetensors", ".bin", ".pt", ".pth", ".ckpt"})
_STEP_SECONDS = 0.5
_REASON_LENGTH = 400


def holds_checkpoint(folder: Path) -> bool:
    """Whether a folder has weights as PyTorch writes them, and no manifest of a bundle."""
    if (folder / FILE_NAME).exists():
        return False
    try:
        return any(file.suffix.lower() in _WEIGHTS for file in folder.iterdir())
    except OSError:
        return False


def import_checkpoint(
    checkpoint: Path, *, name: str = "", licence: str = "", eight_bit: bool = False
) -> Job[Bundle]:
    """Make a bundle of the checkpoint in a folder (CLIP, OpenCLIP, MobileCLIP, SigLIP) and install it.

    Takes minutes and, for a large checkpoint, some gigabytes of memory; nothing is downloaded, and nothing is left
    where the job is closed. ``name`` and ``licence`` (SPDX) are those of the bundle, by default what the checkpoint
    says. Raises ImporterMissing, BundleNotImported, and as ``installed.add``.
    """
    kit = paths.training_kit()
    missing = [library for library in LIBRARIES if find_spec(library) is None]
    if kit is None or missing:
        raise ImporterMissing(names=", ".join(missing) or _PROGRAM)
    with temporary_folder() as folder:
        out = folder / "bundle"
        command = [
            sys.executable,
            "-m",
            _PROGRAM,
            "--checkpoint",
            str(checkpoint.absolute()),
            "--out",
            str(out),
        ]
        command += ["--name", name] if name else []
        command += ["--licence", licence] if licence else []
        command += ["--eight-bit"] if eight_bit else []
        yield from _run(command, kit, folder, checkpoint)
        return (yield from add(out))


def _run(command: Sequence[str], kit: Path, folder: Path, checkpoint: Path) -> Job[None]:
    """Wait for ``command``, which finds the kit in the folder ``kit``; end it where the job is closed."""
    module_path = os.pathsep.join(filter(None, [str(kit), os.environ.get("PYTHONPATH", "")]))
    told = folder / "told.txt"
    with told.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - this Python, and no shell
            command,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": module_path, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        while True:
            yield Progress(Stage.CHECK, detail=checkpoint.name)
            try:
                status = process.wait(_STEP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            break
    finally:
        process.kill()
        process.wait()
    if status:
        lines = told.read_text(encoding="utf-8", errors="replace").split("\n")
        reason = next((line for line in reversed(lines) if line.strip()), f"status {status}")
        raise BundleNotImported(path=str(checkpoint), reason=reason.strip()[-_REASON_LENGTH:])
