"""A second run over an unchanged folder of 20,000 files, against the bare directory walk."""

import os
import tempfile
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from tests.benchmarks.figure import Figure, seconds
from tests.fakes import FakeEncoder

FILES, FOLDERS = 20_000, 200


def walk(folder: str) -> int:
    """What any program must do that looks at every file: ``scandir`` and ``stat``."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += walk(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                count += 1
    return count


def measure() -> list[Figure]:
    """Index once, then time the walk and the unchanged run in turn."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name) / "files"
        for number in range(FILES):
            file = top / f"{number % FOLDERS:03}" / f"note {number}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"bearing {number}")
        with Catalogue.open(Path(name) / "catalogue", encoder=FakeEncoder()) as catalogue:
            catalogue.sources.add(top)
            run(catalogue.sources.index())
            pairs = [
                (seconds(lambda: walk(str(top))), seconds(lambda: run(catalogue.sources.index())))
                for _ in range(7)
            ]
    bare, ours = sorted(pairs, key=lambda pair: pair[1] / pair[0])[len(pairs) // 2]
    return [
        Figure(
            "unchanged re-index of 20,000 files / bare walk",
            f"{ours / bare:.1f}",
            "at most 3",
            ours / bare <= 3,
            f"walk {bare * 1000:.0f} ms, re-index {ours * 1000:.0f} ms (median pair of 7)",
        )
    ]
