"""How sure a hit is, calibrated against what queries that have nothing to do with this catalogue reach."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    """The best standings that unrelated queries reach in one space, ascending."""

    standings: tuple[float, ...]

    @classmethod
    def of(cls, standings: Iterable[float]) -> "Strangers":
        """Keep ``standings`` in order."""
        return cls(tuple(sorted(standings)))

    def strengths(self, standings: Mapping[int, float]) -> dict[int, float]:
        """Scale ``standings`` to 0 for the weakest of the strangers and 1 for the strongest of both."""
        if not standings:
            return {}
        low = self.standings[0] if self.standings else 0.0
        high = max(*self.standings, *standings.values(), low + 1e-6)
        return {page: max(0.0, (each - low) / (high - low)) for page, each in standings.items()}

    def band(self, standing: float) -> Band:
        """Say how far ``standing`` is beyond what unrelated queries reach; NONE where nothing is known."""
        if not self.standings:
            return Band.NONE
        share = bisect_left(self.standings, standing) / len(self.standings)
        if share < 1:
            return Band.WEAK if share >= 0.9 else Band.NONE
        middle, highest = self.standings[len(self.standings) // 2], self.standings[-1]
        return Band.STRONG if standing >= highest + 0.5 * (highest - middle) else Band.POSSIBLE


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
