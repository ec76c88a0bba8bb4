"""What chance reaches is read off the catalogue, and anew only when that has grown."""

from math import inf
from pathlib import Path

import numpy as np
import pytest

from imtextgui.config import paths
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Kind, Region, RegionKind
from imtextgui.domain.query import Band
from imtextgui.encoders import bundle
from imtextgui.search.routes.null_distribution import (
    EVERYDAY_PHOTOS,
    FEWEST_PHOTOS,
    UNRELATED_TEXTS,
    NullDistribution,
    NullDistributions,
    everyday_photos,
)
from imtextgui.store.content.regions import Regions
from imtextgui.store.vectors.vector_rows import Vectors
from tests.unit.search.conftest import Shop, blotches

NONE, WEAK, POSSIBLE, STRONG = Band.NONE, Band.WEAK, Band.POSSIBLE, Band.STRONG


@pytest.fixture
def nulls(shop: Shop) -> NullDistributions:
    return NullDistributions(shop.dense, shop.encoder, shop.pages.describe)


def test_texts_are_encoded_once_and_compared_again_when_there_are_more_pages(
    shop: Shop, nulls: NullDistributions
) -> None:
    for number in range(10):
        shop.add(f"{number}.txt", f"gear pump {number} seal kit")
    first = nulls.of_texts(Space.MEANING)
    shop.add("one more.txt", "valve")
    assert nulls.of_texts(Space.MEANING) is first
    before = shop.encoder.texts_encoded
    for number in range(15):
        shop.add(f"v{number}.txt", f"valve {number} in the engine room")
    added = shop.encoder.texts_encoded - before
    assert nulls.of_texts(Space.MEANING) is not first
    assert shop.encoder.texts_encoded - before == added
    assert added < len(UNRELATED_TEXTS)


def test_photos_are_compared_with_other_files_only(shop: Shop, nulls: NullDistributions) -> None:
    for seed in range(FEWEST_PHOTOS + 4):
        shop.add(f"{seed}.jpg", f"{seed}", kind=Kind.PHOTO, image=blotches(seed))
    null = nulls.of_photos(Space.APPEARANCE)
    assert null.band(50.0) is Band.STRONG
    assert null.weak < 50


def test_what_is_nearest_to_each_of_many_is_what_is_nearest_to_it_alone(shop: Shop) -> None:
    for seed in range(8):
        shop.add(f"{seed}.pdf", f"page {seed}", image=blotches(seed))
    _, rows = shop.dense.sample(Space.PICTURE)
    for limit in (1, 3, 50):
        for row, together in zip(rows, shop.dense.nearest_to_each(Space.PICTURE, rows, limit), strict=True):
            alone = shop.dense.nearest(Space.PICTURE, row, limit, least=-inf)
            assert together.cosines == pytest.approx(alone.cosines, abs=1e-5)
            assert (together.mean, together.deviation) == pytest.approx((alone.mean, alone.deviation))


def test_where_one_page_has_most_vectors_more_are_looked_at_until_there_are_enough_pages(shop: Shop) -> None:
    vectors = Vectors(shop.database)
    shop.add("large.pdf", "large sheet", image=blotches(1))
    page = int(vectors.targets(shop.dense.index(Space.PICTURE).ids())[1].page_id)
    row = shop.dense.sample(Space.PICTURE)[1]
    regions = [Region(Box(0, 0, 0.1 * number, 0.5), RegionKind.TILE) for number in range(1, 9)]
    rows = {Space.PICTURE: np.repeat(row, len(regions), axis=0)}
    with shop.database.transaction() as tx:
        Regions(shop.database).add(tx, page, regions, rows, shop.encoder.fingerprint)
    for seed in range(2, 6):
        shop.add(f"{seed}.pdf", f"page {seed}", image=blotches(seed))
    (found,) = shop.dense.nearest_to_each(Space.PICTURE, row, 3)
    assert found == shop.dense.nearest(Space.PICTURE, row[0], 3, least=-inf)
    assert len(found.cosines) >= 3


def test_an_empty_catalogue_tells_nothing(nulls: NullDistributions) -> None:
    assert nulls.of_photos(Space.APPEARANCE).band(9.0) is Band.NONE
    assert nulls.of_texts(Space.PICTURE).band(9.0) is Band.NONE


def test_few_photos_are_helped_out_by_other_pages(shop: Shop, nulls: NullDistributions) -> None:
    for seed in range(6):
        shop.add(f"{seed}.pdf", f"page {seed}", image=blotches(seed))
    assert nulls.of_photos(Space.APPEARANCE).band(50.0) is Band.STRONG


@pytest.mark.parametrize(
    ("z_score", "band"), [(1.0, NONE), (3.0, NONE), (3.85, WEAK), (4.1, POSSIBLE), (6.0, STRONG)]
)
def test_a_text_is_judged_by_how_far_unrelated_ones_come(z_score: float, band: Band) -> None:
    assert NullDistribution.of_texts([4 - n / 20 for n in range(40)]).band(z_score) is band


@pytest.mark.parametrize(("z_score", "band"), [(2.9, NONE), (3.2, WEAK), (3.7, POSSIBLE), (4.2, STRONG)])
def test_a_photo_is_judged_by_what_most_photos_reach(z_score: float, band: Band) -> None:
    assert NullDistribution.of_pages([4 - n / 20 for n in range(40)]).band(z_score) is band


def test_one_stranger_that_hits_by_accident_does_not_count() -> None:
    usual = [4 - n / 20 for n in range(39)]
    assert NullDistribution.of_texts([*usual, 9.0]).band(4.5) in (POSSIBLE, STRONG)


def test_strengths_reach_from_the_weakest_stranger_to_the_best() -> None:
    null = NullDistribution(low=2.0, high=4.0)
    assert null.strengths({1: 2.0, 2: 3.0, 3: 1.0}) == {1: 0, 2: 0.5, 3: 0}
    assert null.strengths({1: 6.0, 2: 4.0}) == {1: 1, 2: 0.5}


def test_without_strangers_nothing_is_known() -> None:
    assert NullDistribution.of_texts([]).band(9.0) is NullDistribution.of_pages([]).band(9.0) is NONE


@pytest.mark.parametrize(("z_score", "band"), [(3.7, WEAK), (4.5, WEAK), (4.9, POSSIBLE), (5.5, STRONG)])
def test_a_photo_that_is_no_nearer_than_everyday_ones_is_weak(z_score: float, band: Band) -> None:
    null = NullDistribution.of_pages([4 - n / 20 for n in range(40)])
    assert null.beyond_everyday([4.8 - n / 40 for n in range(40)]).band(z_score) is band


def test_everyday_photos_move_neither_strengths_nor_what_is_beyond_them() -> None:
    null = NullDistribution.of_pages([4 - n / 20 for n in range(40)])
    raised = null.beyond_everyday([5.0, 4.5])
    assert raised.strengths({1: 3.0}) == null.strengths({1: 3.0})
    assert null.beyond_everyday([0.1, 0.2]) == null.beyond_everyday([]) == null


def test_everyday_photos_come_with_the_encoder_that_comes_with_the_program() -> None:
    encoder = bundle.load(bundle.default_folder())
    for space, length in ((Space.APPEARANCE, encoder.appearance_dim), (Space.MEANING, encoder.joint_dim)):
        rows = everyday_photos(encoder.fingerprint, space)
        assert rows is not None
        assert rows.shape[1] == length
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-3)
    assert everyday_photos("another encoder", Space.PICTURE) is None


def test_photos_are_compared_with_everyday_ones_too(
    shop: Shop, nulls: NullDistributions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(6):
        shop.add(f"{seed}.jpg", f"{seed}", kind=Kind.PHOTO, image=blotches(seed))
    before = NullDistributions(shop.dense, shop.encoder, shop.pages.describe).of_photos(Space.APPEARANCE)
    _, known = shop.dense.sample(Space.APPEARANCE)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    (tmp_path / EVERYDAY_PHOTOS).mkdir()
    np.savez(tmp_path / EVERYDAY_PHOTOS / f"{shop.encoder.fingerprint}.npz", appearance=known, joint=known)
    assert nulls.of_photos(Space.APPEARANCE).possible > before.possible
