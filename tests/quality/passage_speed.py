"""``python -m tests.quality.passage_speed CATALOGUE [CATALOGUE ...]``: what the passages of catalogues cost to encode.

Some of the passages are encoded with the text tower of the shipped bundle in turns, five times: with two threads for
one text and 8-bit products in the slower way (as before), and with a text to each of two threads. Printed is the
processor time a passage, the least of five, whether the vectors are the same, and what the 8-bit products of the
tower alone would take at the speed of one such product, below which no arrangement can come.
"""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import onnxruntime

from imtextgui.catalogue.catalogue import DATABASE
from imtextgui.encoders import bundle
from imtextgui.onnx_session import EIGHT_BIT_PRODUCT

ROUNDS = 5
EVERY = 60
"""Every sixtieth passage is taken."""

MATRICES = 6 * (384 * 1152 + 384 * 384 + 2 * 384 * 1536)
"""Weights of the six layers of the tower: products for one token."""

Run = Callable[[], list[np.ndarray]]


def session(path: Path, threads: int, slower: str) -> onnxruntime.InferenceSession:
    """The text tower as ``imtextgui.onnx_session`` opens it, but for what is compared."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", slower)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def product_rate() -> float:
    """Products of 8 by 8 bits a second of one thread, for the largest matrix of the tower and 128 tokens."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    product = onnxruntime.InferenceSession(EIGHT_BIT_PRODUCT, options, providers=["CPUExecutionProvider"])
    feed = {"a": np.full((128, 384), 7, np.uint8), "b": np.full((384, 1536), 3, np.int8)}
    took = []
    for _ in range(50):
        started = process_time()
        for _ in range(10):
            product.run(None, feed)
        took.append((process_time() - started) / 10)
    return 128 * 384 * 1536 / min(took)


def main(folders: Sequence[str]) -> None:
    """Print the figures for every sixtieth passage of the catalogues."""
    encoder = bundle.load(bundle.default_folder())
    texts = []
    for folder in folders:
        with closing(sqlite3.connect(Path(folder) / DATABASE)) as connection:
            texts += [text for (text,) in connection.execute("SELECT text FROM passage ORDER BY id")][::EVERY]
    tokens = encoder.tokenizer().tokens(texts)
    feeds = [{"ids": np.array([ids]), "mask": np.ones((1, len(ids)), np.int64)} for ids in tokens]
    path = encoder.folder / encoder.manifest.files.text.name
    before, now = session(path, 2, "1"), session(path, 1, "0")
    with ThreadPoolExecutor(2) as pool:
        ways: dict[str, Run] = {
            "before": lambda: [before.run(None, feed)[0] for feed in feeds],
            "now": lambda: list(pool.map(lambda feed: now.run(None, feed)[0], feeds)),
        }
        took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        rows = {}
        for _ in range(ROUNDS):
            for name, run in ways.items():
                processor, wall = process_time(), perf_counter()
                rows[name] = np.concatenate(run())
                took[name].append((process_time() - processor, perf_counter() - wall))
    mean = float(np.mean([len(ids) for ids in tokens]))
    print(
        f"{len(texts)} passages of {mean:.0f} tokens, vectors the same: {np.array_equal(rows['before'], rows['now'])}"
    )
    for name, figures in took.items():
        processor, wall = (min(column) / len(texts) * 1000 for column in zip(*figures, strict=True))
        print(f"{name}: {processor:.2f} ms of processor time a passage, {wall:.2f} ms until it is there")
    print(f"products alone: {MATRICES * mean / product_rate() * 1000:.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
