"""Reads the pictures whose paths come in, one a line, with the engine of the tree that it runs in, or with rapidocr.

Started by ``ocr_comparison``, also in trees of other releases, which is why it imports nothing of the suite. For each
picture one line of JSON goes out: the words with their confidence, processor seconds, and the most memory so far in MB.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

SURE = 0.6
"""Confidence from which on words enter a page's text; rapidocr has its own limit."""

Read = Callable[[Image.Image], list[str]]


def own() -> Read:
    """The program's engine."""
    from imtextgui.ocr.pp_ocr import RapidEngine

    engine = RapidEngine(threads=1)
    return lambda picture: [word.text for word in engine.read(picture) if word.confidence >= SURE]


def rapidocr() -> Read:
    """rapidocr as it comes, on one thread."""
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={**threads, "Global.log_level": "error"})
    return lambda picture: list(engine(np.asarray(picture)[:, :, ::-1].copy()).txts or ())


def most_memory() -> int:
    """MB, the most that this process took (``ru_maxrss`` starts with what the process took that started it)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main(name: str) -> None:
    """Read until the input ends."""
    import cv2

    cv2.setNumThreads(1)
    read = rapidocr() if name == "rapidocr" else own()
    # the first reading loads what is loaded late
    read(Image.new("RGB", (800, 600), "white"))
    for path in sys.stdin:
        picture = Image.open(path.rstrip("\n")).convert("RGB")
        picture.load()
        begun = time.process_time()
        texts = read(picture)
        seconds = time.process_time() - begun
        print(json.dumps({"texts": texts, "seconds": seconds, "memory": most_memory()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
