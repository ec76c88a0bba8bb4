"""Regions in the search: the best part of a page counts for it, tells where, and crowds nobody out."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Kind, Region, RegionKind
from imtextgui.domain.query import Photo, Route
from imtextgui.encoders.preprocessing import prepare
from imtextgui.search.routes import dense
from imtextgui.store.content.regions import Regions
from imtextgui.store.vectors.vector_rows import Vectors
from tests.unit.search.conftest import Shop, blotches


def quarter(number: int) -> Box:
    column, row = number % 2, number // 2
    return Box(column / 2, row / 2, column / 2 + 0.5, row / 2 + 0.5)


def add_sheet(shop: Shop, name: str, seeds: tuple[int, ...], whole: int, regions: bool = True) -> None:
    """A page whose quarters show ``seeds`` each, and that looks as a whole like ``whole``."""
    shop.add(name, f"words of {name}", kind=Kind.DRAWING, image=blotches(whole))
    if not regions:
        return
    tensors = [prepare(blotches(seed), shop.encoder.picture) for seed in seeds]
    vectors = shop.encoder.encode_pictures(tensors)
    parts = [Region(quarter(number), RegionKind.TILE) for number in range(len(seeds))]
    with shop.database.transaction() as tx:
        (page_id,) = tx.execute("SELECT max(id) FROM page").fetchone()
        rows = {Space.PICTURE: vectors.joint, Space.APPEARANCE: vectors.appearance}
        Regions(shop.database).add(tx, page_id, parts, rows, shop.encoder.fingerprint)


def photo(picture: Image.Image) -> Photo:
    out = BytesIO()
    picture.save(out, "PNG")
    return Photo(out.getvalue())


def test_a_page_is_found_by_the_best_of_its_parts_which_is_told(shop: Shop) -> None:
    for number in range(8):
        add_sheet(shop, f"図面 {number}.pdf", tuple(range(number * 4, number * 4 + 4)), whole=100 + number)
    for seed in (2, 9, 31):
        best = shop.search("", photo(blotches(seed))).hits[0]
        assert best.path.name == f"図面 {seed // 4}.pdf"
        assert best.region == quarter(seed % 4)
        evidence = next(each for each in best.evidence if each.route is Route.APPEARANCE)
        assert evidence.region == best.region
        assert evidence.score == pytest.approx(1.0 - dense.REGION_MARGIN, abs=1e-3)


def test_a_page_that_looks_alike_as_a_whole_precedes_one_with_a_part_that_does(shop: Shop) -> None:
    for number in range(6):
        add_sheet(shop, f"other {number}.pdf", (), whole=300 + number, regions=False)
    add_sheet(shop, "part.pdf", (7, 1, 2, 3), whole=100)
    add_sheet(shop, "whole.pdf", (), whole=7, regions=False)
    first, second = shop.search("", photo(blotches(7))).hits[:2]
    assert (first.path.name, second.path.name) == ("whole.pdf", "part.pdf")
    assert (first.region, second.region) == (None, quarter(0))


def test_no_region_is_told_where_the_whole_page_is_nearest(shop: Shop) -> None:
    for number in range(4):
        add_sheet(shop, f"{number}.pdf", tuple(range(number * 4, number * 4 + 4)), whole=100 + number)
    best = shop.search("", photo(blotches(102))).hits[0]
    assert (best.path.name, best.region) == ("2.pdf", None)


def test_parts_of_one_page_leave_room_for_the_other_pages(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "CANDIDATES", 5)
    add_sheet(shop, "crowd.pdf", (7,) * 60, whole=7)
    for number in range(12):
        add_sheet(shop, f"other {number}.pdf", (), whole=200 + number, regions=False)
    row = shop.encoder.encode_pictures([prepare(blotches(7), shop.encoder.picture)]).appearance[0]
    near = shop.dense.nearest(Space.APPEARANCE, row, 5, least=-np.inf)
    assert len(near.cosines) >= 5
    assert near.regions[1] == 0, "of equal vectors that of the page as a whole is taken"


def test_what_chance_reaches_is_read_off_whole_pages(shop: Shop) -> None:
    for number in range(20):
        add_sheet(shop, f"{number}.pdf", (number,) * 4, whole=100 + number)
    pages, rows = shop.dense.sample(Space.APPEARANCE)
    assert sorted(pages.tolist()) == list(range(1, 21))
    whole = {
        number
        for number, target in Vectors(shop.database)
        .targets(Vectors(shop.database).ids(Space.APPEARANCE, shop.encoder.fingerprint))
        .items()
        if not target.region_id
    }
    np.testing.assert_allclose(rows, Vectors(shop.database).rows(np.array(sorted(whole))))


def test_the_sample_is_whole_pages_also_where_regions_are_many(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "SAMPLE", 10)
    for number in range(20):
        add_sheet(shop, f"{number}.pdf", (number,) * 4, whole=100 + number)
    pages, _ = shop.dense.sample(Space.PICTURE)
    assert 8 <= len(set(pages.tolist())) <= 10
    assert max(pages) - min(pages) >= 15, "from all over the catalogue"
