"""How sure a hit is, calibrated against what queries that have nothing to do with this catalogue reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from imtextgui.domain.query import Band

# everyday things that are no business of a technical catalogue; what they reach, chance reaches
STRANGE_TEXTS = (
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

_ORDER = (Band.NONE, Band.WEAK, Band.POSSIBLE, Band.STRONG)


@dataclass(frozen=True, slots=True)
class Strangers:
    """What chance reaches in one space, as standings: ``low`` by the weakest, and where each band begins."""

    low: float = 0.0
    high: float = 1.0
    weak: float = inf
    possible: float = inf
    strong: float = inf

    @classmethod
    def of_texts(cls, standings: Sequence[float]) -> "Strangers":
        """Judge by texts that have no right answer: only what is beyond nearly all of them is possible.

        The furthest may have hit something by accident, so it alone is not what chance reaches.
        """
        if not standings:
            return cls()
        low, middle, most, high = (float(each) for each in np.quantile(standings, (0, 0.5, 0.9, 0.97)))
        return cls(low, high, most, high, high + 0.5 * (high - middle))

    @classmethod
    def of_pages(cls, standings: Sequence[float]) -> "Strangers":
        """Judge by photos and what is next to them among the other files.

        Some of that shows the same thing, so chance is read off the lower half alone.
        """
        if not standings:
            return cls()
        low, lower, middle = (float(each) for each in np.quantile(standings, (0, 0.1, 0.5)))
        spread = max(middle - lower, 0.1)
        return cls(low, middle + 1.3 * spread, middle, middle + 0.6 * spread, middle + 1.3 * spread)

    def strengths(self, standings: Mapping[int, float]) -> dict[int, float]:
        """Scale ``standings`` to 0 for ``low`` and 1 for the greater of ``high`` and the best of them."""
        high = max([self.high, self.low + 1e-6, *standings.values()])
        return {page: max(0.0, (each - self.low) / (high - self.low)) for page, each in standings.items()}

    def band(self, standing: float) -> Band:
        """Say how far ``standing`` is beyond chance; NONE where nothing is known."""
        if standing > self.possible:
            return Band.STRONG if standing >= self.strong else Band.POSSIBLE
        return Band.WEAK if standing >= self.weak else Band.NONE


def words_band(coverage: float, words: int, rarest: float) -> Band:
    """Say how sure a page is that holds ``coverage`` of the ``words`` asked for.

    ``rarest`` is the share of the catalogue's pages with the rarest of them: a single word that is
    everywhere tells little.
    """
    if coverage >= 0.95:
        return Band.STRONG if words > 1 or rarest <= 0.05 else Band.POSSIBLE
    if coverage >= 0.6:
        return Band.POSSIBLE
    return Band.WEAK if coverage >= 0.4 else Band.NONE


def combined(words: Band, codes: Band, others: Iterable[Band]) -> Band:
    """Weigh the routes' bands: text that is there is proof, likeness alone is none, both together more."""
    likeness = highest(others)
    if Band.STRONG in (words, codes):
        return Band.STRONG
    if words is Band.POSSIBLE and likeness in (Band.POSSIBLE, Band.STRONG):
        return Band.STRONG
    return highest((words, codes, lowest((likeness, Band.POSSIBLE))))


def highest(bands: Iterable[Band]) -> Band:
    """The surest of ``bands``, NONE of none."""
    return max(bands, key=_ORDER.index, default=Band.NONE)


def lowest(bands: Iterable[Band]) -> Band:
    """The least sure of ``bands``, NONE of none."""
    return min(bands, key=_ORDER.index, default=Band.NONE)
