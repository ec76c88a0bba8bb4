"""The learned ranker reorders answers to words, and leaves alone what precedes and what photos find."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from imtextgui.config import paths
from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Query
from imtextgui.search.ranking.features.page_features import FEATURES
from imtextgui.search.ranking.learned_ranker import LearnedRanker
from imtextgui.search.ranking.linear_model import FURTHEST, SHIPPED, LinearModel, shipped_model
from imtextgui.search.service import SearchService
from tests.unit.search.conftest import Shop
from tests.unit.search.photo.test_photo_search import photo, shelved

ZEROS = np.zeros(len(FEATURES), dtype=np.float32)
EVEN = LinearModel(ZEROS, ZEROS + 1, ZEROS, ZEROS)


def weighing(**weights: float) -> LinearModel:
    """A model that looks at nothing but some features."""
    column = ZEROS.copy()
    for name, weight in weights.items():
        column[FEATURES.index(name)] = weight
    return replace(EVEN, weights=column)


def ranked_by(shop: Shop, model: LinearModel) -> SearchService:
    return SearchService(shop.database, shop.indexes, shop.encoder, ranker=LearnedRanker(model=model))


def names(service: SearchService, text: str) -> list[str]:
    return [hit.path.name for hit in service.search(Query(text)).hits]


def test_a_model_orders_anew(shop: Shop) -> None:
    shop.add("list.csv", "pump seal")
    shop.add("long.txt", "pump seal" + " and much else" * 20)
    assert names(ranked_by(shop, weighing(first_stage=1)), "pump seal") == ["list.csv", "long.txt"]
    assert names(ranked_by(shop, weighing(is_table=-1)), "pump seal") == ["long.txt", "list.csv"]


def test_a_whole_code_stays_first(shop: Shop) -> None:
    shop.add("right.csv", "Order GP-2040 here")
    shop.add("longer.txt", "Order GP-20401 here")
    assert names(ranked_by(shop, weighing(is_table=-9)), "GP-2040")[0] == "right.csv"


def test_the_best_has_a_score_of_one(shop: Shop) -> None:
    shop.add("list.csv", "pump")
    shop.add("long.txt", "pump " * 9)
    best, second = ranked_by(shop, weighing(is_table=-1)).search(Query("pump")).hits
    assert [best.score, second.score] == pytest.approx([1, np.exp(-1)])


def test_where_another_file_is_as_likely_a_hit_is_no_more_than_possible(shop: Shop) -> None:
    shop.add("a.txt", "red pump seal")
    shop.add("b.txt", "red pump seal of another colour")
    sure = ranked_by(shop, weighing(first_stage=9)).search(Query("red pump seal"))
    unsure = ranked_by(shop, EVEN).search(Query("red pump seal"))
    assert [hit.band for hit in sure.hits] == [Band.STRONG, Band.POSSIBLE]
    assert [hit.band for hit in unsure.hits] == [Band.POSSIBLE] * 2


@pytest.mark.parametrize("asked", ["GP-2040", "GP-2040 drawing"])
def test_a_code_that_is_there_is_certain_in_every_file(shop: Shop, asked: str) -> None:
    shop.add("a.txt", "Order GP-2040 here", kind=Kind.DRAWING)
    shop.add("b.txt", "Order GP-2040 there", kind=Kind.DRAWING)
    found = ranked_by(shop, EVEN).search(Query(asked))
    assert [hit.band for hit in found.hits] == [Band.STRONG] * 2


def test_a_code_is_certain_that_is_joined_of_all_that_is_asked_for(shop: Shop) -> None:
    shop.add("a.txt", "Order GP-2040 here")
    shop.add("b.txt", "Order GP-2040 there")
    found = ranked_by(shop, EVEN).search(Query("gp 2040"))
    assert [hit.band for hit in found.hits] == [Band.STRONG] * 2


def test_a_code_beside_other_words_is_no_proof(shop: Shop) -> None:
    shop.add("a.txt", "hinge screw of M3x35 for the door")
    shop.add("b.txt", "M3x35 hinge screw, for the lid")
    found = ranked_by(shop, EVEN).search(Query("M3x35 hinge screw"))
    assert [hit.band for hit in found.hits] == [Band.POSSIBLE] * 2


def test_a_code_joined_of_some_of_the_words_precedes_nothing(shop: Shop) -> None:
    shop.add("code.csv", "BB-3 list of parts")
    shop.add("meant.txt", "case BB 3 lid")
    assert names(ranked_by(shop, weighing(is_table=-9)), "case BB 3 lid") == ["meant.txt", "code.csv"]


def test_photos_are_left_to_the_first_stage(shop: Shop) -> None:
    shelved(shop)
    query = Query("", (photo(3),))
    by_model = ranked_by(shop, weighing(first_stage=-9)).search(query)
    assert [hit.page_id for hit in by_model.hits] == [hit.page_id for hit in shop.service.search(query).hits]


def test_what_is_not_known_counts_by_itself() -> None:
    model = LinearModel(ZEROS + 1, ZEROS + 2, ZEROS + 3, ZEROS - 5)
    values = np.tile(ZEROS + 1, (3, 1))
    values[1, 0] = np.nan
    values[2, 0] = 1e9
    assert model.scores(values).tolist() == [0, -5, 3 * FURTHEST]


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"features": shipped_model().written()}), "utf-8")
    assert LinearModel.read(file).written() == shipped_model().written()


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"features": shipped_model().written()[1:]}), "utf-8")
    with pytest.raises(ValueError, match="other features"):
        LinearModel.read(file)


def test_the_shipped_model_is_small_and_has_a_card() -> None:
    file = paths.resources() / SHIPPED
    assert file.stat().st_size < 10_000
    assert "left out" in (file.parent / "README.md").read_text("utf-8")
