"""Photo indexing throughput: against reading alone and encoding alone, and against a ViT-B/32 tower."""

import statistics
import tempfile
from functools import partial
from pathlib import Path

import numpy as np

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.documents.content import PageContent
from imtextgui.domain.progress import run
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare
from imtextgui.indexing.batch_writer import BATCH_PICTURES
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from tests.benchmarks.figure import Figure, cores, seconds
from tests.benchmarks.pictures import photos
from tests.benchmarks.vit import VitEncoder, write_vit

COUNT = 240
ROUNDS = 3


def read_only(files: list[Path], encoder: Encoder) -> None:
    """What the readers do, with nobody encoding."""
    numbered = list(enumerate(files))
    spec = ReadSpec(partial(prepare, picture=encoder.picture))
    with ProcessReaderPool(cores()) as pool:
        pages = sum(isinstance(event, PageContent) for _, event in pool.stream(numbered, spec))
    assert pages == len(files)


def encode_only(count: int, encoder: Encoder) -> None:
    """What the encoder does, with nobody reading."""
    rng = np.random.default_rng(3)
    size = encoder.picture.size
    batch = [rng.integers(0, 256, (size, size, 3), np.uint8) for _ in range(BATCH_PICTURES)]
    for done in range(0, count, BATCH_PICTURES):
        encoder.encode_pictures(batch[: count - done])


def whole(folder: Path, encoder: Encoder) -> None:
    """The product: read, encode and store into a new catalogue."""
    with (
        tempfile.TemporaryDirectory() as name,
        Catalogue.open(Path(name) / "catalogue", encoder=encoder) as catalogue,
    ):
        catalogue.sources.add(folder)
        run(catalogue.sources.index(first_pass_only=True))


def measure() -> list[Figure]:
    """Measure in rounds, each figure beside its references, and give the medians."""
    with tempfile.TemporaryDirectory() as name:
        files = photos(Path(name) / "photos", COUNT)
        write_vit(Path(name) / "vit.onnx")
        ours = bundle.load(bundle.default_folder(), threads=cores())
        vit = VitEncoder(Path(name) / "vit.onnx", threads=cores())
        rounds = [_round(files, ours, vit) for _ in range(ROUNDS)]
    taken = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    return _figures(taken)


def _round(files: list[Path], ours: Encoder, vit: Encoder) -> dict[str, float]:
    """Seconds for all photos, by what is done with them."""
    return {
        "read": seconds(partial(read_only, files, ours)),
        "encode": seconds(partial(encode_only, COUNT, ours)),
        "product": seconds(partial(whole, files[0].parent, ours)),
        "ViT-B/32 encodes": seconds(partial(encode_only, COUNT, vit)),
        "same pipeline with ViT-B/32": seconds(partial(whole, files[0].parent, vit)),
    }


def _figures(taken: dict[str, float]) -> list[Figure]:
    """The figures for ``taken``, seconds for all photos by what was done."""
    detail = ", ".join(f"{name} {COUNT / each:.0f}/s" for name, each in taken.items())
    share = max(taken["read"], taken["encode"]) / taken["product"]
    speed = taken["same pipeline with ViT-B/32"] / taken["product"]
    towers = taken["ViT-B/32 encodes"] / taken["encode"]
    return [
        Figure(
            "photo indexing / slower of reading alone and encoding alone",
            f"{share:.2f}",
            "at least 0.8",
            share >= 0.8,
            detail,
        ),
        Figure(
            "photo indexing / same pipeline with a ViT-B/32 tower",
            f"{speed:.1f}",
            "at least 5",
            speed >= 5,
            "as above",
        ),
        Figure(
            "our image tower / ViT-B/32 tower, nothing else",
            f"{towers:.1f}",
            "at least 5",
            towers >= 5,
            "as above",
        ),
    ]
