"""Compare text models, ranking losses and choices of negatives on features of the frozen trunk.

python -m export.compare --training FOLDER --cache FOLDER --out export/COMPARISON.md

Each run trains a plain picture head, and the text model where it is not frozen, on the same pictures, and is measured
on classes and families that it never saw.
"""

import argparse
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import torch

from export.compare.batches import BATCH, NEGATIVES, Data, picture_data
from export.compare.losses import LOSSES
from export.compare.runs import RATE, TEXTS, measured
from export.compare.table import Recipe, Result, page
from imtextgui.encoders.bundle import default_folder, load

STEPS = 300


def recipes() -> dict[str, list[Recipe]]:
    """The tables by heading, and their rows."""
    return {
        "Text models": [Recipe(text=name) for name in (*TEXTS, Recipe().text)],
        "Losses": [Recipe(loss=name) for name in LOSSES],
        "Negatives": [
            Recipe(loss=name, negatives=kind)
            for name in ("InfoNCE", "all-pairs hinge (sum)")
            for kind in NEGATIVES
        ],
    }


class ResultCache:
    """Results of runs, kept in a file, so that a stop or another seed repeats nothing."""

    def __init__(self, path: Path, data: Data) -> None:
        """``path`` is the file; results are told apart by the pictures and texts of ``data``, too."""
        named = [
            [(p.source, p.name, p.english) for p in own.pictures]
            for own in (data.seen, *data.unseen.values())
        ]
        probe = data.embed([data.seen.pictures[0].english[0]]).round(3).tolist()
        self.code = sha256(repr((named, probe, STEPS, BATCH, RATE)).encode()).hexdigest()
        self.path = path

    def __call__(self, recipe: Recipe, seed: int, run: Callable[[], Result]) -> Result:
        """What ``run`` returned for this ``recipe`` and ``seed``, now or before."""
        known: dict[str, Any] = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
        key = sha256(repr((self.code, recipe, seed)).encode()).hexdigest()
        if key not in known:
            known[key] = asdict(run())
            unfinished = self.path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(known), encoding="utf-8")
            unfinished.replace(self.path)
        return msgspec.convert(known[key], Result)


def compared(data: Data, seeds: int, remembered: ResultCache) -> dict[Recipe, list[Result]]:
    """Every recipe with every seed; one that is in several tables is run once."""
    wanted = dict.fromkeys(recipe for rows in recipes().values() for recipe in rows)
    results: dict[Recipe, list[Result]] = {recipe: [] for recipe in wanted}
    for seed in range(1, seeds + 1):
        for recipe, own in results.items():
            own.append(remembered(recipe, seed, partial(measured, recipe, data, seed, STEPS)))
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, compare, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m export.compare", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training data and weights")
    parser.add_argument("--cache", type=Path, required=True, help="folder for features; kept between runs")
    parser.add_argument("--out", type=Path, required=True, help="Markdown file to write")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--bundle", type=Path, help="bundle of the frozen text model (default: the shipped one)"
    )
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("export").setLevel(logging.INFO)
    torch.set_num_threads(1)
    encoder = load(chosen.bundle or default_folder(), threads=1)
    data = picture_data(chosen.training, chosen.cache, encoder)
    results = compared(data, chosen.seeds, ResultCache(chosen.cache / "compare-results.json", data))
    name = f"{encoder.manifest.name} {encoder.manifest.version}"
    text = page(recipes(), results, len(data.seen.pictures), name, (STEPS, BATCH))
    unfinished = chosen.out.with_suffix(".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(chosen.out)


if __name__ == "__main__":
    main()
