"""The null distribution of each space: how near things come here that have nothing to do with each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from imtextgui.config import paths
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Kind
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.progress import Job, Progress, Stage, run
from imtextgui.domain.query import Band
from imtextgui.search.routes.dense import DenseSearch, NearestPages

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.store.content.pages import PageRow

UNRELATED_TEXTS = (
    "how long to boil an egg",
    "best beaches for a family holiday",
    "symptoms of the common cold in children",
    "lyrics of a love song from the sixties",
    "who won the football cup final",
    "train a puppy to sit",
    "mortgage interest rates this year",
    "history of the Roman emperors",
    "knitting pattern for a baby blanket",
    "vegetarian lasagne with spinach",
    "how to say thank you in Italian",
    "novel about a detective in Paris",
    "divorce lawyer opening hours",
    "when do tulips bloom",
    "yoga exercises for back pain",
    "wedding dress with long sleeves",
    "cheap flights to Barcelona in June",
    "planets of the solar system by distance",
    "poem about autumn leaves",
    "side effects of aspirin",
    "the queen of England's children",
    "makeup tutorial for green eyes",
    "salary of a primary school teacher",
    "how whales breathe",
    "ワインに合うチーズ",
    "赤ちゃんの名前の付け方",
    "京都の紅葉の見頃",
    "猫が餌を食べない理由",
    "カレーライスの作り方",
    "英語の過去形の活用",
    "相続税の申告期限",
    "サッカー日本代表の試合結果",
    "桜の開花予想",
    "子供の誕生日プレゼント",
    "江戸時代の将軍一覧",
    "腰痛に効くストレッチ",
    "結婚式の招待状の文例",
    "人気のラーメン屋ランキング",
    "小説家の代表作",
    "年賀状の挨拶文",
)
"""Everyday things that no technical catalogue answers; what they reach, chance reaches."""

PHOTOS = 96
"""Pages of the catalogue that stand for query photos, evenly spread."""

FEWEST_PHOTOS = 24
"""With fewer photos than this in the sample, other pages stand for them, too."""

EVERYDAY_PHOTOS = "everyday_photos"
"""Folder of resources with the vectors, by encoder, of photos that no technical catalogue shows.

``export/everyday_photos.py`` makes them.
"""

_NEIGHBOURS = 12
"""Pages looked at for one of another file: so many may be of the page's own file."""

_AT_ONCE = 8
"""Rows compared in one step, as many as an index of short rows compares at once: of 500,000 a tenth of a second."""

RECORDED_FROM = 20_000
"""Vectors of a space from which on what was measured is kept for the next process: among 500,000 texts take a second
and photos several, among as many as this hardly any time.
"""

_MEASURED = ((Space.MEANING, False), (Space.PICTURE, False), *((space, True) for space in Space))
"""Spaces in which texts (False) and photos are looked for."""

Describe = Callable[[Sequence[int]], "Iterable[PageRow]"]


@dataclass(frozen=True, slots=True)
class NullDistribution:
    """The z-scores that unrelated queries reach in one space: ``low`` is the weakest; then where each band begins."""

    low: float = 0.0
    high: float = 1.0
    weak: float = inf
    possible: float = inf
    strong: float = inf

    @classmethod
    def of_texts(cls, z_scores: Sequence[float]) -> "NullDistribution":
        """Judge by texts that have no right answer: only what is beyond nearly all of them is possible.

        The furthest may have hit something by accident, so it alone is not what chance reaches.
        """
        if not z_scores:
            return cls()
        low, middle, most, high = (float(quantile) for quantile in np.quantile(z_scores, (0, 0.5, 0.9, 0.97)))
        return cls(low, high, most, high, high + 0.5 * (high - middle))

    @classmethod
    def of_pages(cls, z_scores: Sequence[float]) -> "NullDistribution":
        """Judge by photos and what is next to them among the other files.

        Some of that shows the same thing, so chance is read off the lower half alone.
        """
        if not z_scores:
            return cls()
        low, lower, middle = (float(quantile) for quantile in np.quantile(z_scores, (0, 0.1, 0.5)))
        spread = max(middle - lower, 0.1)
        return cls(low, middle + 1.3 * spread, middle, middle + 0.6 * spread, middle + 1.3 * spread)

    def beyond_everyday(self, z_scores: Sequence[float]) -> "NullDistribution":
        """The same bounds, but no photo is possible that is no nearer than nearly all everyday ones are.

        What is next to a catalogue's own photos is less than that in a small catalogue: there everything is far away.
        """
        if not z_scores:
            return self
        middle, high = (float(quantile) for quantile in np.quantile(z_scores, (0.5, 0.97)))
        possible, strong = max(self.possible, high), max(self.strong, high + 0.5 * (high - middle))
        return replace(self, possible=possible, strong=strong)

    def strengths(self, z_scores: Mapping[int, float], best: float = -inf) -> dict[int, float]:
        """Scale ``z_scores`` to 0 for ``low`` and 1 for the greatest of ``high``, ``best`` and the best of them."""
        high = max([self.high, self.low + 1e-6, best, *z_scores.values()])
        return {page: max(0.0, (score - self.low) / (high - self.low)) for page, score in z_scores.items()}

    def band(self, z_score: float) -> Band:
        """Say how far ``z_score`` is beyond chance; NONE where nothing is known."""
        if z_score > self.possible:
            return Band.STRONG if z_score >= self.strong else Band.POSSIBLE
        return Band.WEAK if z_score >= self.weak else Band.NONE


MeasuredNull: TypeAlias = tuple[int, NullDistribution]
"""How many vectors there were when it was measured, and what came of it."""


class Records(Protocol):
    """Keeps what was measured for the next process; ``search.routes.null_records`` does."""

    def load(self, space: Space, photos: bool) -> MeasuredNull | None:
        """What was kept of ``space``, of photos or of texts."""

    def save(self, space: Space, photos: bool, measured: MeasuredNull) -> None:
        """Keep what was ``measured``."""


class NullDistributions:
    """Measures the null distributions of one catalogue: when first needed, and again when it has grown by a fifth.

    Unrelated texts are moved by what was ``learned`` as queries are, so that confidence stays calibrated. ``records``
    have what was measured of a large catalogue before, without such a move.
    """

    def __init__(
        self,
        dense: DenseSearch,
        encoder: "Encoder",
        describe: Describe,
        learned: Learned | None = None,
        records: Records | None = None,
    ) -> None:
        self._dense = dense
        self._encoder = encoder
        self._describe = describe
        self._learned = learned or Learned(encoder.fingerprint)
        self._texts: Matrix | None = None
        self._records = records
        self._kept: dict[tuple[Space, bool], MeasuredNull] = {}

    def of_texts(self, space: Space) -> NullDistribution:
        """What everyday texts reach in ``space``."""
        return run(self._fresh(space, photos=False))

    def of_photos(self, space: Space) -> NullDistribution:
        """What the catalogue's own photos reach in ``space`` among the other files, and everyday photos."""
        return run(self._fresh(space, photos=True))

    def bring_up_to_date(self) -> Job[None]:
        """Measure what is not current in a large catalogue, in short steps, so that no search has to."""
        for space, photos in _MEASURED:
            count = self._dense.count(space)
            records = self._records_of(space, photos, count)
            kept = None if records is None else records.load(space, photos)
            if records is not None and (kept is None or not _is_current(kept, count)):
                yield from self._fresh(space, photos=photos)

    def _fresh(self, space: Space, *, photos: bool) -> Job[NullDistribution]:
        count = self._dense.count(space)
        kept = self._kept.get((space, photos))
        records = self._records_of(space, photos, count)
        if records is not None and (kept is None or not _is_current(kept, count)):
            kept = records.load(space, photos)
        if kept is None or not _is_current(kept, count):
            measured = yield from self._of_photos(space) if photos else self._of_texts(space)
            kept = (count, measured)
            if records is not None:
                records.save(space, photos, kept)
        self._kept[space, photos] = kept
        return kept[1]

    def _of_texts(self, space: Space) -> Job[NullDistribution]:
        return NullDistribution.of_texts((yield from self._z_scores(space, self._text_rows(space))))

    def _of_photos(self, space: Space) -> Job[NullDistribution]:
        everyday = everyday_photos(self._encoder.fingerprint, space)
        reached = [] if everyday is None else (yield from self._z_scores(space, everyday))
        own = yield from self._photo_z_scores(space)
        return NullDistribution.of_pages(own).beyond_everyday(reached)

    def _z_scores(self, space: Space, rows: Matrix) -> Job[list[float]]:
        reached: list[float] = []
        for start in range(0, len(rows), _AT_ONCE):
            reached += self._dense.z_scores(space, rows[start : start + _AT_ONCE])
            yield Progress(Stage.PREPARE)
        return reached

    def _records_of(self, space: Space, photos: bool, count: int) -> Records | None:
        """Where what is measured of ``space`` is kept, if it is."""
        is_moved = not photos and self._learned.adapter(space) is not None
        return None if is_moved or count < RECORDED_FROM else self._records

    def _text_rows(self, space: Space) -> Matrix:
        if self._texts is None:
            self._texts = self._encoder.encode_texts(UNRELATED_TEXTS)
        return self._learned.adapted(space, self._texts)

    def _photo_z_scores(self, space: Space) -> Job[list[float]]:
        own = Space.APPEARANCE if space is Space.APPEARANCE else Space.PICTURE
        pages, rows = self._dense.sample(own)
        described = {row.page_id: row for row in self._describe(pages.tolist())}
        photos = [place for place, page in enumerate(pages.tolist()) if _is_photo(described.get(page))]
        chosen = photos if len(photos) >= FEWEST_PHOTOS else range(len(pages))
        places = np.array(chosen, dtype=np.intp)[:: max(1, len(chosen) // PHOTOS)][:PHOTOS]
        if not len(places):
            return []
        contents = {page: row.content_id for page, row in described.items()}
        all_nearest: list[NearestPages] = []
        for start in range(0, len(places), _AT_ONCE):
            some = rows[places[start : start + _AT_ONCE]]
            all_nearest += self._dense.nearest_to_each(space, some, _NEIGHBOURS)
            yield Progress(Stage.PREPARE)
        unknown = {page for nearest in all_nearest for page in nearest.cosines} - contents.keys()
        contents.update((row.page_id, row.content_id) for row in self._describe(sorted(unknown)))
        best = [
            _best_other(page, nearest, contents)
            for page, nearest in zip(pages[places].tolist(), all_nearest, strict=True)
        ]
        return [z_score for z_score in best if z_score is not None]


def _is_current(measured: MeasuredNull, count: int) -> bool:
    """Whether what was measured holds for ``count`` vectors: a fifth more or less changes little."""
    return abs(count - measured[0]) <= 0.2 * measured[0]


def _best_other(page: int, nearest: NearestPages, contents: Mapping[int, int]) -> float | None:
    """The z-score of the nearest page of another file than that of ``page``, by the ``contents`` of pages."""
    others = [other for other in nearest.cosines if contents.get(other) != contents.get(page)]
    return max(map(nearest.z_score, others), default=None)


def everyday_photos(fingerprint: str, space: Space) -> Matrix | None:
    """Rows [n, dim] of everyday photos as the encoder with ``fingerprint`` sees them in ``space``; None of others."""
    file = paths.resources() / EVERYDAY_PHOTOS / f"{fingerprint}.npz"
    if not file.exists():
        return None
    with np.load(file) as vectors:
        rows: Matrix = vectors["appearance" if space is Space.APPEARANCE else "joint"].astype(np.float32)
    return rows


def _is_photo(row: "PageRow | None") -> bool:
    return row is not None and row.kind is Kind.PHOTO
