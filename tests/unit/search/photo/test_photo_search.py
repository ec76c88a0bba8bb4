"""A photo finds its page in two steps: what looks alike, then what its words say and what its points prove."""

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.domain.items import Box, Kind, Word
from imtextgui.domain.query import ALL_ROUTES, Band, Evidence, Hit, Photo, Query, Route
from imtextgui.search.geometry.local_features import extract
from imtextgui.search.service import SearchService
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.pages import Pages
from tests.unit.search.conftest import ROOT, Shop
from tests.unit.search.geometry.test_geometry import drawing, overlap, seen

SEEDS = range(6)
TILTED = [(60.0, 70.0), (830.0, 40.0), (860.0, 650.0), (40.0, 600.0)]


@cache
def packed(seed: int) -> bytes:
    """The points of a drawing."""
    return extract(drawing(seed))


def shelved(shop: Shop, *names: str) -> None:
    """Drawings that look alike from afar, each with its points."""
    rows = FeatureRows(shop.database)
    for seed, name in enumerate(names or [f"図面 {seed}.pdf" for seed in SEEDS]):
        shop.add(name, f"drawing number {seed}", kind=Kind.DRAWING, image=drawing(seed))
    with shop.database.transaction() as tx:
        for seed, row in enumerate(Pages(shop.database).describe(range(1, 1 + len(names or SEEDS)))):
            rows.put(tx, row.page_id, packed(seed))


def photo(seed: int, crop: Box | None = None) -> Photo:
    stream = BytesIO()
    seen(drawing(seed), TILTED).save(stream, "JPEG")
    return Photo(stream.getvalue(), crop)


def reading(shop: Shop, *texts: str) -> SearchService:
    """The shop's service with somebody who reads ``texts`` on every photo."""
    words = [Word(text, Box(0, 0, 1, 1), 0.9) for text in texts]
    return SearchService(shop.database, shop.indexes, shop.encoder, read_words=lambda _: words)


def proof(hit: Hit) -> Evidence | None:
    return next((each for each in hit.evidence if each.route is Route.GEOMETRY), None)


def test_points_prove_the_page_and_tell_where(shop: Shop) -> None:
    shelved(shop)
    results = shop.search("", photo(3))
    best = results.hits[0]
    assert (best.path, best.band, results.band) == (ROOT / "図面 3.pdf", Band.STRONG, Band.STRONG)
    found = proof(best)
    assert found is not None
    assert (found.rank, found.score >= 15) == (1, True)
    assert found.region is not None
    assert found.photo_region is not None
    assert overlap(found.region, Box(0, 0, 1, 1)) > 0.9
    assert overlap(found.photo_region, Box(40 / 900, 40 / 700, 860 / 900, 650 / 700)) > 0.9
    assert best.region == found.region
    assert all(proof(hit) is None for hit in results.hits[1:])


def test_the_region_of_a_crop_is_told_on_the_whole_photo(shop: Shop) -> None:
    shelved(shop)
    crop = Box(0.4, 0.3, 1, 1)
    found = proof(shop.search("", photo(3, crop)).hits[0])
    assert found is not None
    assert found.photo_region is not None
    assert found.photo_region.x0 == pytest.approx(crop.x0, abs=0.02)
    assert found.photo_region.y0 == pytest.approx(crop.y0, abs=0.02)


def test_without_the_route_or_without_points_nothing_is_proved(shop: Shop) -> None:
    shelved(shop)
    hits = shop.search("", photo(3), routes=ALL_ROUTES - {Route.GEOMETRY}).hits
    assert hits
    assert all(proof(hit) is None for hit in hits)
    blank = BytesIO()
    Image.new("RGB", (300, 200), "white").save(blank, "PNG")
    assert all(proof(hit) is None for hit in shop.search("", Photo(blank.getvalue())).hits)


def test_every_photo_has_to_agree_or_any(shop: Shop) -> None:
    shelved(shop)
    both = Query(photos=(photo(1), photo(4)))
    found = shop.service.search(both).hits
    assert {hit.path.name for hit in found if proof(hit)} == {"図面 1.pdf", "図面 4.pdf"}
    every = Query(photos=both.photos, every_photo=True)
    assert not any(proof(hit) for hit in shop.service.search(every).hits)


def test_what_looks_alike_comes_first_and_the_proof_after(shop: Shop) -> None:
    shelved(shop)
    first, last = shop.service.search_stages(Query(photos=(photo(3),)))
    assert first.hits
    assert not any(proof(hit) for hit in first.hits)
    assert last.hits == shop.search("", photo(3)).hits
    assert len(list(shop.service.search_stages(Query("drawing")))) == 1


def test_a_code_on_a_plate_puts_its_document_first(shop: Shop) -> None:
    shelved(shop)
    shop.add("取扱説明書.pdf", "目次", "型式 KX-4821-B の仕様")
    asked = Query(photos=(photo(9),))
    plated = reading(shop, "KITAHAMA", "KX-4821-B").search(asked)
    best = plated.hits[0]
    assert (best.path.name, best.page, best.band) == ("取扱説明書.pdf", 2, Band.STRONG)
    assert [(each.route, each.terms) for each in best.evidence] == [(Route.CODES, ("KX-4821-B",))]
    (chip,) = [chip for chip in plated.chips if chip.label == "KX-4821-B"]
    off = Query(photos=asked.photos, off=frozenset({chip.key}))
    without = reading(shop, "KITAHAMA", "KX-4821-B").search(off)
    assert "取扱説明書.pdf" not in {hit.path.name for hit in without.hits}
    assert [each.on for each in without.chips if each.key == chip.key] == [False]


@pytest.mark.parametrize(("kind", "first"), [(Kind.DRAWING, "図面 3.pdf"), (Kind.PHOTO, "manual.pdf")])
def test_a_photo_is_read_unless_it_proves_a_page_of_a_document(shop: Shop, kind: Kind, first: str) -> None:
    shelved(shop)
    shop.add("manual.pdf", "KX-4821-B")
    with shop.database.transaction() as tx:
        tx.execute("UPDATE content SET kind = ? WHERE kind = 'drawing'", (kind,))
    found = reading(shop, "KX-4821-B").search(Query(photos=(photo(3),)))
    assert found.hits[0].path.name == first
    assert bool(found.chips) == (kind is Kind.PHOTO)


def test_words_on_a_photo_find_the_page_that_holds_them(shop: Shop) -> None:
    shop.add("a.pdf", "Contents", "Replace the diaphragm, the gasket and the spindle of the valve")
    shop.add("b.pdf", "Contents", "Oil the chain")
    asked = Query(photos=(photo(3),))
    best = reading(shop, "diaphragm gasket", "spindle", "valve").search(asked).hits[0]
    assert (best.path.name, best.page, best.band) == ("a.pdf", 2, Band.POSSIBLE)
    assert set(best.evidence[0].terms) == {"diaphragm", "gasket", "spindle", "valve"}
    only_codes = Query(photos=asked.photos, routes=frozenset({Route.CODES}))
    assert reading(shop, "diaphragm").search(only_codes).hits == ()


def test_a_photo_is_looked_at_once_until_it_changes(shop: Shop, tmp_path: Path) -> None:
    shelved(shop)
    path = tmp_path / "photo.jpg"
    seen(drawing(2), TILTED).save(path)
    before = shop.encoder.pictures_encoded
    assert shop.names("", Photo(path))[0] == "図面 2.pdf"
    assert shop.names("drawing", Photo(path))[0] == "図面 2.pdf"
    assert shop.encoder.pictures_encoded == before + 1
    path.unlink()
    seen(drawing(5), TILTED).save(path)
    assert shop.names("", Photo(path))[0] == "図面 5.pdf"
