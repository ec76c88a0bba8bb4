"""The second pass on the samples: its time beside the first pass, its room on disk, what parts of pages are worth."""

import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import WHOLE, Box
from imtextgui.domain.progress import run
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare
from imtextgui.search.routes.dense import REGION_MARGIN
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors
from tests.benchmarks.figure import Figure, seconds
from tests.quality.photographed import photographed

_ROOM = {
    "vectors of parts": "SELECT sum(length(row)) FROM vector WHERE region_id IS NOT NULL",
    "local features": "SELECT sum(length(packed)) FROM features",
    "words with boxes": "SELECT sum(length(words)) FROM word_boxes",
}


def measure(files: Path | None = None) -> list[Figure]:
    """Index ``files``, by default the samples, in two steps, and ask with photos of pages and of halves of them."""
    encoder = bundle.load(bundle.default_folder())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Catalogue.open(folder, encoder=encoder, chosen=Settings(ocr="off")) as catalogue:
            catalogue.sources.add(files or paths.resources() / "samples")
            first = seconds(lambda: run(catalogue.sources.index(first_pass_only=True)))
            second = seconds(lambda: run(catalogue.sources.index()))
            pictures = {
                page: picture
                for page in range(1, catalogue.health.counts().pages + 1)
                if (picture := catalogue.pages.picture(page, 1_600)) is not None
            }
        database = Database.open(folder / DATABASE)
        try:
            return [
                _time(first, second, len(pictures)),
                _room(database),
                *_worth(database, encoder, pictures),
            ]
        finally:
            database.close()


def _time(first: float, second: float, pages: int) -> Figure:
    detail = (
        f"{1000 * first / pages:.0f} and {1000 * second / pages:.0f} ms a page with a picture, of {pages}"
    )
    ratio = second / first
    return Figure("second pass / first pass", f"{ratio:.1f}", "at most 6", ratio <= 6, detail)


def _room(database: Database) -> Figure:
    with database.reading() as connection:
        (pages,) = connection.execute("SELECT count(*) FROM page WHERE width > 0").fetchone()
        room = {name: (connection.execute(query).fetchone()[0] or 0) / pages for name, query in _ROOM.items()}
    whole = sum(room.values()) / 1024
    detail = ", ".join(f"{name} {each / 1024:.1f}" for name, each in room.items())
    return Figure("second pass, kB a page", f"{whole:.1f}", "at most 32", whole <= 32, detail)


def _worth(database: Database, encoder: Encoder, pictures: dict[int, Image.Image]) -> list[Figure]:
    """Recall of the page by appearance alone, with the vectors of parts and without."""
    table = Vectors(database).load(Space.APPEARANCE, encoder.fingerprint)
    targets = Vectors(database).targets(table.ids)
    is_part = np.array([bool(targets[number].region_id) for number in table.ids.tolist()])
    rng = np.random.default_rng(5)
    figures = []
    for name, share in (("a whole page", 1.0), ("a half of a page", 0.5)):
        ranks: dict[bool, list[int]] = {False: [], True: []}
        for page, picture in pictures.items():
            row = _photo(rng, encoder, picture, share)
            for parts, found in ranks.items():
                worth = table.rows @ row - REGION_MARGIN * is_part
                worth[is_part & (not parts)] = -1
                found.append(_rank(worth, table.page_ids, page))
        before, after = (np.array(ranks[parts]) for parts in (False, True))
        first = [float((each == 1).mean()) for each in (before, after)]
        among = [float((each <= 50).mean()) for each in (before, after)]
        detail = f"among 50: {among[1]:.2f} and {among[0]:.2f}; {len(before)} photos, {len(pictures)} pages"
        kept = first[1] >= first[0] - 0.02
        figures.append(
            Figure(
                f"photo of {name}, Recall@1 with parts and without",
                f"{first[1]:.2f} and {first[0]:.2f}",
                "no less with parts",
                kept,
                detail,
            )
        )
    return figures


def _photo(
    rng: np.random.Generator, encoder: Encoder, picture: Image.Image, share: float
) -> npt.NDArray[np.float32]:
    left, top = rng.uniform(0, 1 - share, 2)
    part = WHOLE if share == 1 else Box(left, top, left + share, top + share)
    shot = Image.open(BytesIO(photographed(rng, picture, part).jpeg)).convert("RGB")
    row: npt.NDArray[np.float32] = encoder.encode_pictures([prepare(shot, encoder.picture)]).appearance[0]
    return row


def _rank(worth: npt.NDArray[np.floating], pages: npt.NDArray[np.int64], right: int) -> int:
    best = {page: float(worth[pages == page].max()) for page in np.unique(pages).tolist()}
    return 1 + sum(each > best.get(right, -1.0) for each in best.values())
