"""A published catalogue answers in an engine as it does by itself: the samples, asked in many ways."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.engines.candidates import in_engine
from imtextgui.domain.query import Filters, Hit, Photo, Query, Results
from tests.fakes import FakeEncoder
from tests.unit.cluster.engines.conftest import CHOSEN, SAMPLES, Site

pytestmark = pytest.mark.slow

Both = tuple[Catalogue, Catalogue]
WRITTEN = (
    "pump",
    "gear pump seal",
    "gearpump",
    "hydraulic press manual",
    "油圧ポンプ",
    "ポンプ",
    "弁",
    "組立図",
    "取り付け",
    "シリンダ",
    "標準部品",
    "M8 bolt",
    "M8x20",
    "GP-2040",
    "gp2040",
    "2040",
    "GP-2O40",
    "204",
    '"gear pump"',
    "pump -seal",
    "bearing 軸受",
    "seal ring drawing rev B",
    "wird gewartet",
    "nothing of the kind zzyzx",
)
SEED, DRAWN = 20261130, 40


@pytest.fixture(scope="module")
def both(samples: Site) -> Both:
    return samples.by_itself(), samples.in_engine()


@pytest.fixture(scope="module", autouse=True)
def _closed(both: Both) -> Iterator[None]:
    yield
    for catalogue in both:
        catalogue.close()


def shown(hit: Hit) -> tuple[object, ...]:
    """What is told of a hit, but for figures of vectors, which the engine works out in another order."""
    return hit.path, hit.page, hit.band, hit.snippet, hit.tags, [one.route for one in hit.evidence]


def same(both: Both, query: Query) -> Results:
    """Ask both, and compare all that is told."""
    own, engine = (catalogue.search.answer(query) for catalogue in both)
    assert [hit.page_id for hit in engine.hits] == [hit.page_id for hit in own.hits], query
    assert [shown(hit) for hit in engine.hits] == [shown(hit) for hit in own.hits]
    assert (engine.facets, engine.chips, engine.did_you_mean) == (own.facets, own.chips, own.did_you_mean)
    return engine


def drawn_questions(own: Catalogue) -> list[str]:
    """Two to four words in a row from pages of the samples, in whatever language they are in."""
    draw = random.Random(SEED)
    asked = []
    hits = [hit for text in ("pump", "部品", "drawing", "図") for hit in own.search.answer(Query(text)).hits]
    for hit in draw.choices(hits, k=DRAWN):
        page = own.pages.get(hit.page_id)
        words = page.text.split() if page else []
        if words:
            start = draw.randrange(len(words))
            asked.append(" ".join(words[start : start + draw.randint(2, 4)]))
    return asked


@pytest.mark.parametrize("text", WRITTEN)
def test_words_and_codes_find_the_same(both: Both, text: str) -> None:
    same(both, Query(text))


def test_words_of_the_pages_find_the_same(both: Both) -> None:
    questions = drawn_questions(both[0])
    assert len(questions) > DRAWN / 2
    assert sum(bool(same(both, Query(text)).hits) for text in questions) > DRAWN / 2


@pytest.mark.parametrize(
    "filters",
    [
        Filters(types=("drawing",)),
        Filters(types=("-photo",)),
        Filters(types=("pdf", "jpg")),
        Filters(languages=("ja",)),
        Filters(languages=("-en",)),
        Filters(tags=("点検",)),
        Filters(tags=("-点検",)),
        Filters(machines=("Press line",)),
        Filters(machines=("-プレスライン",), types=("manual",)),
        Filters(folders=("Press",)),
        Filters(after=date(2001, 1, 1)),
        Filters(before=date(2001, 1, 1)),
        Filters(types=("manual",), languages=("ja", "en"), machines=("搬送ライン",)),
        Filters(tags=("no such tag",)),
    ],
)
@pytest.mark.parametrize("text", ["pump", "ポンプ 組立", ""])
def test_filters_leave_the_same(both: Both, text: str, filters: Filters) -> None:
    same(both, Query(text, filters=filters))


def test_photos_find_the_same_pages(both: Both) -> None:
    photos = sorted(SAMPLES.rglob("*.jpg"))[:3]
    assert photos
    for photo in photos:
        assert same(both, Query(photos=(Photo(photo),))).hits
        same(both, Query("pump", photos=(Photo(photo),), filters=Filters(types=("photo",))))


def test_a_hit_opens_its_page_and_says_why(both: Both) -> None:
    engine = both[1]
    hit = same(both, Query("油圧ポンプ")).hits[0]
    assert hit.evidence
    assert engine.pages.thumbnail(hit.page_id)


def test_several_catalogues_in_an_engine_answer_together(samples: Site, both: Both) -> None:
    with Catalogue.open_several(
        [samples.share], encoder=FakeEncoder(), chosen=CHOSEN, candidates=in_engine(str(samples.engine))
    ) as joined:
        answer = joined.answer(Query("gear pump seal"))
    assert answer.left_out == ()
    alone = both[1].search.answer(Query("gear pump seal"))
    assert [hit.path for hit in answer.results.hits[:10]] == [hit.path for hit in alone.hits[:10]]
