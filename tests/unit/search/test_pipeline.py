"""Parse, retrieve, rank, present: each step is pure, none is done twice, and later ones extend what is there."""

import threading
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.embedding import Ids, Matrix, Space, Tensor
from imtextgui.domain.items import WHOLE, Word
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.query import Band, Filters, Query, Route
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.index.exact import ExactIndex, VectorIndex
from imtextgui.search import service as service_module
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.query_parser import ParsedQuery, expand, parse_query
from imtextgui.search.query.spelling import Speller
from imtextgui.search.ranking.candidate_pages import CandidatePages, candidate_pages
from imtextgui.search.ranking.pruning import pages_to_rank, pages_to_verify
from imtextgui.search.ranking.ranker import Ranked, RankedPage
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.example_search import ExampleSearch
from imtextgui.search.routes.indexes import Indexes
from imtextgui.search.routes.null_distribution import NullDistributions
from imtextgui.search.routes.photo_retrieval import PhotoRetriever
from imtextgui.search.routes.retrieval import Retriever
from imtextgui.search.routes.text_vectors import TextVectors
from imtextgui.search.service import SearchService
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.text.vocabulary import Vocabulary
from tests.fakes import FakeEncoder
from tests.unit.search.conftest import Shop
from tests.unit.search.photo.test_photo_search import photo, shelved

PUMP = Entry(("pump",), ("ポンプ",))
TERMS = Dictionary([PUMP, Entry(("wiring diagram",), ("配線図",)), Entry(("three-phase",), ("三相",))])


class CountingDictionary(Dictionary):
    """Notes the words that it is asked for."""

    def __init__(self) -> None:
        super().__init__([PUMP])
        self.asked: list[tuple[str, ...]] = []

    def wordings(self, asked: Sequence[str]) -> list[QueryWording]:
        self.asked.append(tuple(asked))
        return super().wordings(asked)


class CountingIndexes:
    """Notes the spaces in which vectors are searched among some pages."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes
        self.asked: list[Space] = []

    def stamp(self, space: Space) -> tuple[int, int]:
        return self._indexes.stamp(space)

    def get(self, space: Space) -> VectorIndex:
        return self._indexes.get(space)

    def of_pages(self, space: Space, pages: Ids) -> Ids:
        self.asked.append(space)
        return self._indexes.of_pages(space, pages)


class ByPageId:
    """A ranker that puts the newest page first, whatever is known of it, and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[ParsedQuery, Candidates, CandidatePages]] = []

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        self.given.append((parsed, candidates, pages))
        newest = sorted(pages.rows, reverse=True)
        return Ranked(tuple(RankedPage(page, 1 / page, Band.WEAK) for page in newest), candidates)


@pytest.fixture
def retriever(shop: Shop) -> Retriever:
    dense = shop.dense
    nulls = NullDistributions(dense, shop.encoder, shop.pages.describe)
    return Retriever(
        Fulltext(shop.database),
        Codes(shop.database),
        Speller(Vocabulary(shop.database)),
        dense,
        nulls,
        TextVectors(shop.encoder),
        PhotoFeatures(shop.encoder),
        ExampleSearch((), dense, nulls, Contents(shop.database)),
        Learned(shop.encoder.fingerprint),
    )


@pytest.fixture
def closer(shop: Shop, retriever: Retriever) -> PhotoRetriever:
    return PhotoRetriever(retriever.photos, FeatureRows(shop.database), retriever.codes, retriever.fulltext)


def fill(shop: Shop) -> None:
    """Pages on pumps, with and without codes."""
    shop.add("pump manual.pdf", "Gear pump GP-2040", "Replace the seal of the pump", "Spare parts")
    shop.add("ポンプ.pdf", "歯車ポンプの分解")
    shop.add("GP-2040 list.txt", "list of spare parts, pump and seal")
    for number in range(12):
        shop.add(f"note {number}.txt", f"minutes of meeting {number}: budget and holidays")


def snapshot(value: object) -> str:
    """All that ``value`` holds, as text, arrays included."""
    return repr(value)


# Parse


def test_parsing_tells_text_filters_terms_and_chips_apart() -> None:
    query = Query('ｐｕｍｐ "seal kit" -electric GP-2040 type:pdf lang:ja', off=frozenset({"code:GP2040"}))
    parsed = parse_query(query)
    assert (parsed.query, parsed.text.strip()) == (query, 'ｐｕｍｐ "seal kit" -electric GP-2040')
    assert (parsed.filters.types, parsed.filters.languages) == (("pdf",), ("ja",))
    assert len(parsed.filter_chips) == 2
    assert (parsed.terms.phrases, parsed.terms.excluded) == (("seal kit",), ("electric",))
    assert [code.raw for code in parsed.typed.codes if not code.spaced] == ["GP-2040"]
    assert not any(code.normalised == "GP2040" for code in parsed.terms.codes)
    assert parse_query(query) == parsed


def test_ticks_of_a_facet_are_left_out_and_written_days_bound_them() -> None:
    parsed = parse_query(
        Query("pump type:pdf after:2020-01-01", filters=Filters(types=("manual",), tags=("a",)))
    )
    assert parsed.filters.types == ("manual", "pdf")
    assert parsed.filters_without("type").types == ()
    assert parsed.filters_without("type").tags == ("a",)
    assert parsed.filters_without("year").after == parsed.filters.after


def test_expansion_cuts_compounds_that_stand_nowhere_and_leaves_the_first_value_alone(shop: Shop) -> None:
    shop.add("a.txt", "三相 pump")
    parsed = parse_query(Query("三相配線図 pump punp"))
    before = snapshot(parsed)
    expanded = expand(parsed, TERMS, Fulltext(shop.database))
    assert (parsed.terms.words, expanded.terms.words) == (
        ("三相配線図", "pump", "punp"),
        ("三相", "配線図", "pump", "punp"),
    )
    assert "ポンプ" in {wording.text for wording in expanded.wordings}
    assert expanded.correctable == {"punp"}
    assert (snapshot(parsed), expanded.typed) == (before, parsed.typed)
    assert expand(parsed, TERMS, Fulltext(shop.database)) == expanded


@pytest.mark.parametrize("filters", [Filters(), Filters(types=("manual", "other"))])
def test_a_query_is_parsed_and_encoded_once(shop: Shop, filters: Filters) -> None:
    fill(shop)
    counting = CountingDictionary()
    service = SearchService(shop.database, shop.indexes, shop.encoder, dictionary=counting)
    service.search(Query("valve"))
    service.memory.judge(Query("budget"), 3, True)
    asked, texts = len(counting.asked), shop.encoder.texts_encoded
    results = service.search(Query("pump seal", filters=filters))
    assert results.hits[0].path.name == "pump manual.pdf"
    assert counting.asked[asked:] == [("pump", "seal")]
    assert shop.encoder.texts_encoded == texts + 1


def test_a_photo_query_in_two_stages_is_parsed_once(shop: Shop) -> None:
    shelved(shop)
    counting = CountingDictionary()
    service = SearchService(shop.database, shop.indexes, shop.encoder, dictionary=counting)
    assert len(list(service.search_stages(Query("drawing", (photo(3),))))) == 2
    assert counting.asked == [("drawing",)]


# Retrieve


@pytest.mark.parametrize(
    "value",
    [parse_query(Query("pump")), Candidates(), CandidatePages(), Ranked(), RankedPage(1, 1.0, Band.WEAK)],
)
def test_the_values_between_steps_are_frozen(value: object) -> None:
    for part in fields(value):  # type: ignore[arg-type]  # all of them are dataclasses
        with pytest.raises(FrozenInstanceError):
            setattr(value, part.name, None)


def test_every_route_gives_its_evidence_and_the_same_again(shop: Shop, retriever: Retriever) -> None:
    fill(shop)
    parsed = parse_query(Query("GP-2040 pump seal"))
    before = snapshot(parsed)
    candidates = retriever.retrieve(parsed)
    assert candidates.words.pages
    assert candidates.codes.pages
    assert [matches.route for matches in candidates.vectors] == [Route.MEANING, Route.PICTURE]
    assert (candidates.geometry.pages, candidates.judged.same) == ({}, {})
    assert snapshot(retriever.retrieve(parsed)) == snapshot(candidates)
    assert snapshot(parsed) == before


def test_vectors_are_compared_while_words_are_looked_up(
    shop: Shop, retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other thread goes on only once words are asked for, and is waited for."""
    fill(shop)
    words_asked, compared = threading.Event(), list[str]()
    prepare, words = ExactIndex.prepare, Fulltext.words

    def prepare_beside(index: ExactIndex, query: Matrix) -> None:
        assert words_asked.wait(10)
        compared.append(threading.current_thread().name)
        prepare(index, query)

    def ask(fulltext: Fulltext, terms: Sequence[str], *others: Any, **more: Any) -> Any:
        words_asked.set()
        return words(fulltext, terms, *others, **more)

    monkeypatch.setattr(ExactIndex, "prepare", prepare_beside)
    monkeypatch.setattr(Fulltext, "words", ask)
    candidates = retriever.retrieve(parse_query(Query("pump seal")))
    assert candidates.words.pages
    assert len(compared) == 2
    assert threading.current_thread().name not in compared


def test_an_encoder_that_fails_beside_the_words_is_told(shop: Shop, retriever: Retriever) -> None:
    fill(shop)

    class Failing(FakeEncoder):
        def encode_texts(self, texts: Sequence[str]) -> Matrix:
            raise ValueError("no such tensor")

    with pytest.raises(ValueError, match="no such tensor"):
        replace(retriever, texts=TextVectors(Failing())).retrieve(parse_query(Query("pump seal")))


def test_the_same_questions_find_less_among_fewer_pages(shop: Shop, retriever: Retriever) -> None:
    fill(shop)
    parsed = parse_query(Query("GP-2040 pump seal"))
    everywhere = retriever.retrieve(parsed)
    before, texts = snapshot(everywhere), shop.encoder.texts_encoded
    some = shop.dense.sample(Space.MEANING)[0][:3]
    among = retriever.retrieve_again(everywhere, parsed.terms, some)
    assert snapshot(among) == snapshot(retriever.retrieve(parsed, some))
    assert set(among.words.pages) | set(among.codes.pages) <= set(some.tolist())
    assert (snapshot(everywhere), shop.encoder.texts_encoded) == (before, texts)


def test_routes_that_are_off_give_nothing(shop: Shop, retriever: Retriever) -> None:
    fill(shop)
    candidates = retriever.retrieve(parse_query(Query("GP-2040 pump", routes=frozenset({Route.CODES}))))
    assert candidates.codes.pages
    assert (candidates.words.pages, candidates.vectors) == ({}, ())


def test_each_space_is_searched_once_for_a_photo_in_two_stages(shop: Shop) -> None:
    shelved(shop)
    shop.add("取扱説明書.pdf", "型式 KX-4821-B の仕様")
    indexes = CountingIndexes(shop.indexes)
    words = [Word("KX-4821-B", WHOLE, 0.9)]
    service = SearchService(shop.database, indexes, shop.encoder, read_words=lambda _: words)
    *_, last = service.search_stages(Query("type:pdf", (photo(9),)))
    assert last.hits[0].path.name == "取扱説明書.pdf"
    assert sorted(indexes.asked) == sorted([Space.APPEARANCE, Space.PICTURE, Space.MEANING])


def test_a_closer_look_extends_the_candidates(
    shop: Shop, retriever: Retriever, closer: PhotoRetriever
) -> None:
    shelved(shop)
    parsed = parse_query(Query(photos=(photo(3),)))
    candidates = retriever.retrieve(parsed)
    before = snapshot(candidates)
    likely = pages_to_verify(parsed, candidates)
    verified = closer.with_geometry(parsed, candidates, likely)
    assert verified.geometry.certain_page() == 4
    assert verified.geometry.compared == set(likely)
    assert verified.vectors is candidates.vectors
    assert closer.with_geometry(parsed, verified, likely) is verified
    assert snapshot(candidates) == before


def test_a_nameplate_extends_the_candidates(shop: Shop, retriever: Retriever, closer: PhotoRetriever) -> None:
    fill(shop)
    words = [Word(text, WHOLE, 0.9) for text in ("GP-2040", "seal")]
    reading = replace(closer, photos=PhotoFeatures(shop.encoder, read_words=lambda _: words))
    parsed = parse_query(Query("spare parts", (photo(3),)))
    candidates = retriever.retrieve(parsed)
    before = snapshot(candidates)
    nameplate = reading.nameplate(parsed)
    extended = reading.with_nameplate(parsed, candidates, nameplate)
    assert [code.raw for code in nameplate.codes] == ["GP-2040"]
    assert extended.codes.existing == ("GP2040",)
    assert extended.nameplate_words.pages
    assert (extended.words is candidates.words, extended.vectors is candidates.vectors) == (True, True)
    assert snapshot(candidates) == before


def test_of_a_nameplate_only_what_may_be_looked_for_is_found(
    shop: Shop, retriever: Retriever, closer: PhotoRetriever
) -> None:
    fill(shop)
    words = [Word(text, WHOLE, 0.9) for text in ("GP-2040", "seal")]
    reading = replace(closer, photos=PhotoFeatures(shop.encoder, read_words=lambda _: words))
    asked = Query(photos=(photo(3),))
    for routes, codes, read in (
        ({Route.WORDS}, False, True),
        ({Route.CODES}, True, False),
        ({Route.APPEARANCE}, False, False),
    ):
        parsed = parse_query(replace(asked, routes=frozenset(routes)))
        candidates = retriever.retrieve(parsed)
        extended = reading.with_nameplate(parsed, candidates, reading.nameplate(parsed))
        assert (bool(extended.codes.pages), bool(extended.nameplate_words.pages)) == (codes, read)


# Rank


def described(shop: Shop, parsed: ParsedQuery, candidates: Candidates) -> CandidatePages:
    return candidate_pages(shop.pages, parsed, candidates, pages_to_rank(parsed, candidates), None)


def test_ranking_gives_the_same_again_and_changes_nothing(shop: Shop, retriever: Retriever) -> None:
    fill(shop)
    parsed = parse_query(Query("GP-2040 pump seal"))
    candidates = retriever.retrieve(parsed)
    pages = described(shop, parsed, candidates)
    before = snapshot((parsed, candidates, pages))
    first, again = (WeightedFusion().rank(parsed, candidates, pages) for _ in range(2))
    assert snapshot(first) == snapshot(again)
    assert snapshot((parsed, candidates, pages)) == before
    assert set(pages.rows) >= {page.page_id for page in first.pages}
    assert first.candidates.codes.of_named_files
    assert not candidates.codes.of_named_files


def test_one_ranker_orders_every_answer(shop: Shop) -> None:
    fill(shop)
    ranker = ByPageId()
    service = SearchService(shop.database, shop.indexes, shop.encoder, ranker=ranker)
    results = service.search(
        Query("pump", routes=frozenset({Route.WORDS}), filters=Filters(types=("manual",)))
    )
    pages = [hit.page_id for hit in results.hits]
    assert pages == sorted(pages, reverse=True)
    assert results.band is Band.WEAK
    ((parsed, candidates, given),) = ranker.given
    assert (parsed.terms.words, set(given.rows) <= set(candidates.words.pages)) == (("pump",), True)


def test_pages_are_pruned_before_they_are_described(shop: Shop, retriever: Retriever) -> None:
    for number in range(130):
        shop.add(f"{number}.txt", f"pump {number}")
    parsed = parse_query(Query("pump"))
    candidates = retriever.retrieve(parsed)
    wanted = pages_to_rank(parsed, candidates)
    assert len(candidates.words.pages) > len(wanted) == 120
    assert wanted == sorted(wanted)


def test_texts_are_read_only_where_several_words_may_stand_close(shop: Shop, retriever: Retriever) -> None:
    fill(shop)
    for text, expected in (("pump", False), ("pump seal", True), ("pump -budget", True)):
        parsed = parse_query(Query(text))
        assert bool(described(shop, parsed, retriever.retrieve(parsed)).texts) is expected


# Present


def test_every_stage_is_an_answer_of_its_own(shop: Shop) -> None:
    shelved(shop)
    first, last = shop.service.search_stages(Query(photos=(photo(3),)))
    assert (first.advice, bool(last.hits)) == ((), True)
    assert last.seconds > first.seconds > 0
    again = shop.service.search(Query(photos=(photo(3),)))
    assert replace(again, seconds=0) == replace(last, seconds=0)


@pytest.mark.parametrize(
    ("query", "follow"),
    [
        (Query("drawing"), [False]),
        (Query("drawing", filters=Filters(types=("drawing",))), [True, False]),
        (Query("type:drawing drawing"), [True, False]),
        (Query("", filters=Filters(types=("drawing",))), [True, False]),
        (Query("", (photo(3),), filters=Filters(types=("drawing",))), [True, True, False]),
    ],
)
def test_hits_come_before_facets_that_take_another_search(
    shop: Shop, query: Query, follow: list[bool]
) -> None:
    shelved(shop)
    stages = list(shop.service.search_stages(query))
    assert [stage.facets_follow for stage in stages] == follow
    assert [bool(stage.facets) for stage in stages] == [not follows for follows in follow]
    assert stages[-1].hits
    if len(follow) > 1:
        assert stages[-1].hits is stages[-2].hits
    assert replace(shop.service.search(query), seconds=0) == replace(stages[-1], seconds=0)


class SlowEncoder(FakeEncoder):
    """Needs five seconds of ``clock`` for each call."""

    def __init__(self, clock: list[float]) -> None:
        super().__init__()
        self._clock = clock

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        self._clock[0] += 5
        return super().encode_texts(texts)

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        self._clock[0] += 5
        return super().encode_pictures(tensors)


def test_the_time_of_an_answer_is_that_of_all_its_steps(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(shop)
    clock = [0.0]
    monkeypatch.setattr(service_module, "perf_counter", lambda: clock[0])
    slow = SearchService(shop.database, shop.indexes, SlowEncoder(clock))
    slow.search(Query("valve"))
    assert slow.search(Query("drawing")).seconds == 5
    stages = slow.search_stages(Query(photos=(photo(3),)))
    first = next(stages)
    clock[0] += 100
    assert (first.seconds, next(stages).seconds) == (5, 5)


def test_other_searches_come_in_between_two_stages(shop: Shop) -> None:
    shelved(shop)
    stages = shop.service.search_stages(Query(photos=(photo(3),)))
    first = next(stages)
    assert shop.names("drawing number 2")[0] == "図面 2.pdf"
    assert next(stages).hits[0].page_id == 4
    assert first.hits
