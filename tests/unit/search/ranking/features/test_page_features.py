"""The features of candidates, seen by a ranker in the place of the product's own."""

import math
from dataclasses import dataclass, field

import numpy as np
import pytest

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.domain.query import Query, Route
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.features.page_features import (
    FEATURES,
    PageFeatures,
    page_features,
    relative_path,
)
from imtextgui.search.ranking.ranker import Ranked
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.service import SearchService
from tests.unit.search.conftest import Shop


@dataclass
class Watched:
    """Ranks by the first stage and keeps the features of each file by its path in the source."""

    by_path: dict[str, PageFeatures] = field(default_factory=dict)
    candidates: Candidates = field(default_factory=Candidates)

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        ranked = WeightedFusion().rank(parsed, candidates, pages)
        matrix = page_features(parsed, ranked, pages)
        self.candidates = candidates
        self.by_path = {
            relative_path(pages.rows[page]): PageFeatures(*map(float, values))
            for page, values in zip(matrix.page_ids, matrix.values, strict=True)
        }
        return ranked


@dataclass
class Desk:
    """A shop whose ranker is watched."""

    shop: Shop
    watched: Watched
    service: SearchService

    def features(self, text: str) -> dict[str, PageFeatures]:
        """The features of what is found for ``text``."""
        self.service.search(Query(text))
        return self.watched.by_path


@pytest.fixture
def desk(shop: Shop) -> Desk:
    watched = Watched()
    dictionary = Dictionary([Entry(("pump",), ("ポンプ",))])
    service = SearchService(shop.database, shop.indexes, shop.encoder, dictionary=dictionary, ranker=watched)
    return Desk(shop, watched, service)


def test_names_versions_and_kinds_are_compared_with_the_query(desk: Desk) -> None:
    desk.shop.add("board_v1p1_schematic.png", "logger circuit", kind=Kind.DRAWING)
    desk.shop.add("board_v1p0_schematic.png", "logger circuit old", kind=Kind.DRAWING)
    desk.shop.add("parts/board_bom.csv", "logger board circuit schematic v1.1")
    found = desk.features("board schematic v1.1, not v1.0")
    right, older, table = (
        found[path]
        for path in ("board_v1p1_schematic.png", "board_v1p0_schematic.png", "parts/board_bom.csv")
    )
    assert (right.version_agrees, right.own_version, right.unwanted_version) == (1, 1, 0)
    assert (older.version_agrees, older.own_version, older.unwanted_version) == (0, -1, 1)
    assert (table.version_agrees, table.own_version, table.is_table) == (0, 0, 1)
    assert (right.kind_named, table.kind_named) == (1, 0)
    assert right.kind_behind == 0 > table.kind_behind
    assert right.heading_behind > table.heading_behind


def test_what_is_not_asked_is_not_known(desk: Desk) -> None:
    desk.shop.add("pump.txt", "pump")
    (page,) = desk.features("pump").values()
    unknown = {name for name in FEATURES if math.isnan(getattr(page, name))}
    assert {
        "version_agrees",
        "own_version",
        "unwanted_version",
        "age",
        "kind_named",
        "kind_behind",
    } <= unknown
    assert (page.first_stage, page.first_stage_rank, page.query_covered, page.whole_query) == (1, 1, 1, 1)
    assert page.sentence_length == 0


def test_only_what_is_unwanted_is_asked(desk: Desk) -> None:
    desk.shop.add("pump v1.0.txt", "pump")
    (page,) = desk.features("pump, not v1.0").values()
    assert math.isnan(page.version_agrees)
    assert page.unwanted_version == 1


@pytest.mark.parametrize(("asked", "ages"), [("latest pump manual", (1, 0)), ("old pump manual", (0, 1))])
def test_age_is_asked_for(desk: Desk, asked: str, ages: tuple[float, float]) -> None:
    desk.shop.add("pump manual v2.txt", "pump manual two")
    desk.shop.add("pump manual v1.txt", "pump manual one")
    found = desk.features(asked)
    newer, older = found["pump manual v2.txt"], found["pump manual v1.txt"]
    assert (newer.age, older.age) == ages
    assert (newer.newest, older.newest) == (1, 0)


def test_another_wording_in_a_name_counts(desk: Desk) -> None:
    desk.shop.add("ポンプ.txt", "ポンプ")
    desk.shop.add("valve.txt", "pump pump")
    found = desk.features("pump")
    assert found["ポンプ.txt"].heading_behind == 0 > found["valve.txt"].heading_behind
    assert found["ポンプ.txt"].name_said_behind == 0 > found["valve.txt"].name_said_behind


def test_a_description_looks_at_lengths_and_windows(desk: Desk) -> None:
    desk.shop.add("long.txt", "red mushroom " + "other words " * 60 + "stop does nothing when pressed")
    desk.shop.add("short.txt", "The red mushroom stop does nothing when pressed.")
    desk.shop.add("red mushroom.jpg", "", kind=Kind.PHOTO)
    found = desk.features("red mushroom stop nothing pressed")
    assert found["short.txt"].window == pytest.approx(1)
    assert found["long.txt"].window < 1
    assert found["long.txt"].sentence_length > found["short.txt"].sentence_length > 0
    photo = found["red mushroom.jpg"]
    assert math.isnan(photo.sentence_length)
    assert math.isnan(photo.window)


def test_codes_are_counted_where_some_are_asked(desk: Desk) -> None:
    desk.shop.add("a.txt", "Order GP-2040 here")
    desk.shop.add("b.txt", "Order pumps here")
    found = desk.features("order GP-2040")
    assert (found["a.txt"].codes, found["b.txt"].codes) == (1, 0)
    assert math.isnan(desk.features("order")["a.txt"].codes)


def test_routes_that_are_not_asked_say_nothing(desk: Desk) -> None:
    desk.shop.add("a.txt", "pump")
    desk.service.search(Query("pump", routes=frozenset({Route.WORDS})))
    (page,) = desk.watched.by_path.values()
    assert math.isnan(page.meaning_behind)
    assert math.isnan(page.picture_behind)


def test_names_are_near_by_what_they_mean_whatever_the_page_says(desk: Desk) -> None:
    for name in ("drain valve.txt", "gasket.txt", "unknown.txt"):
        desk.shop.add(name, f"pump drain valve in the {name}")
    with desk.shop.database.transaction() as tx:
        tx.execute("DELETE FROM name_vector WHERE item_id = (SELECT max(id) FROM item)")
    found = desk.features("drain valve")
    assert found["drain valve.txt"].name_meaning_behind == 0 > found["gasket.txt"].name_meaning_behind
    assert math.isnan(found["unknown.txt"].name_meaning_behind)
    desk.service.search(Query("pump", routes=frozenset({Route.WORDS})))
    assert all(math.isnan(page.name_meaning_behind) for page in desk.watched.by_path.values())


def test_every_candidate_with_text_has_a_meaning_however_far(desk: Desk) -> None:
    desk.shop.add("near.txt", "drain valve")
    desk.shop.add(
        "far.txt", "drain: nothing but other words about lathes, chucks, turning and oil stands here"
    )
    desk.shop.add("drain.jpg", "", kind=Kind.PHOTO)
    for number in range(20):
        desk.shop.add(f"{number}.txt", f"valve {number}")
    found = desk.features("drain valve")
    meaning = desk.watched.candidates.of_text(Route.MEANING)
    assert meaning is not None
    farther, nearest = dict(meaning.nearest.farther), meaning.nearest.cosines
    assert farther
    assert not farther.keys() & nearest.keys()
    assert max(farther.values()) < min(nearest.values())
    asked = np.array([*farther, max(farther) + 1000])
    assert desk.shop.dense.cosines(Space.MEANING, meaning.vector, asked) == farther
    assert found["near.txt"].meaning_behind == 0
    behind = [cosine - max(nearest.values()) for cosine in farther.values()]
    assert any(found["far.txt"].meaning_behind == pytest.approx(one) for one in behind)
    assert math.isnan(found["drain.jpg"].meaning_behind)


def test_nothing_found_has_no_features(desk: Desk) -> None:
    assert desk.features("nothing") == {}
