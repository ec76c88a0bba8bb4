"""The service finds the right page by words, codes, meaning and photo, and says when nothing fits."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.domain.items import Box, Kind
from imtextgui.domain.query import Band, Evidence, Photo, Query, Results, Route
from imtextgui.errors import QueryCropInvalid, QueryEmpty, QueryPhotoUnreadable, QueryRouteUnknown
from imtextgui.search.routes.null_distribution import UNRELATED_TEXTS
from tests.unit.search.conftest import ROOT, Shop, blotches


def fill(shop: Shop) -> Shop:
    """Pump documents in two languages and pages of other things."""
    shop.add(
        "manuals/gear pump.pdf",
        "Gear pump. Safety first.",
        "Replace the seal kit of the gear pump.",
        "Spare parts",
    )
    shop.add("manuals/歯車ポンプ.pdf", "安全上の注意", "歯車ポンプのシールを交換する。", "部品表")
    shop.add("drawings/GP-2040.pdf", "Flange coupling, scale 1:2", kind=Kind.DRAWING)
    for number in range(12):
        shop.add(
            f"other/note {number}.txt", f"Minutes of meeting {number}: budget and holidays", kind=Kind.OTHER
        )
    return shop


def evidence(results: Results, route: Route) -> Evidence:
    return next(each for each in results.hits[0].evidence if each.route is route)


@pytest.mark.parametrize(
    ("text", "name", "page"),
    [
        ("replace seal kit", "gear pump.pdf", 2),
        ("how do I replace the seals?", "gear pump.pdf", 2),
        ("シールの交換方法", "歯車ポンプ.pdf", 2),
        ("ｼｰﾙの交換", "歯車ポンプ.pdf", 2),
        ("部品表", "歯車ポンプ.pdf", 3),
    ],
)
def test_the_right_page_comes_first(shop: Shop, text: str, name: str, page: int) -> None:
    best = fill(shop).search(text).hits[0]
    assert (best.path.name, best.page) == (name, page)


def test_a_hit_has_snippet_evidence_kind_and_band(shop: Shop) -> None:
    results = fill(shop).search("replace seal kit")
    best = results.hits[0]
    assert best.snippet is not None
    assert [best.snippet.text[start:end] for start, end in best.snippet.matches] == ["Replace", "seal", "kit"]
    assert evidence(results, Route.WORDS).terms == ("replace", "seal", "kit")
    assert evidence(results, Route.MEANING).rank == 1
    assert (best.kind, best.pages, best.band, results.band) == (Kind.MANUAL, 3, Band.STRONG, Band.STRONG)


def test_a_hit_by_meaning_shows_the_passage_that_is_near(shop: Shop) -> None:
    shop.add("a.txt", "Safety. " * 100 + "Grease the bearing. " * 12)
    shop.add("b.txt", "Contents")
    hit = shop.search("Grease the bearing.", routes=frozenset({Route.MEANING})).hits[0]
    assert hit.snippet is not None
    assert "bearing" in hit.snippet.text


@pytest.mark.parametrize("text", ["xyzzy plugh", "recipe for chocolate cake", "京都の紅葉"])
def test_nonsense_has_no_good_match(shop: Shop, text: str) -> None:
    assert fill(shop).search(text).band is Band.NONE


def test_nothing_is_found_in_an_empty_catalogue(shop: Shop) -> None:
    results = shop.search("pump")
    assert (results.hits, results.band) == ((), Band.NONE)


@pytest.mark.parametrize("text", ["ZX-49", "zx 49", "ＺＸ－４９", "ZX49 の図面"])
def test_a_longer_code_never_stands_above_the_code_itself(shop: Shop, text: str) -> None:
    shop.add("a.txt", "ZX-4819 " * 50, title="ZX-4819 drawing")
    shop.add("b.txt", "Ordering: see page 4. " * 30 + "ZX-49 is a spare part.")
    shop.add("ZX-4819 図面.txt", "図面 の 一覧 " * 20)
    results = shop.search(text)
    assert results.hits[0].path.name == "b.txt"
    assert evidence(results, Route.CODES).terms == ("ZX-49",)
    assert results.band is Band.STRONG


def test_a_part_of_a_code_is_marked_and_ranks_below(shop: Shop) -> None:
    shop.add("a.txt", "GP-2040-B1 assembly")
    shop.add("b.txt", "GP-2040 pump")
    results = shop.search("gp2040")
    assert [hit.path.name for hit in results.hits[:2]] == ["b.txt", "a.txt"]
    partial = [each.partial for hit in results.hits[:2] for each in hit.evidence if each.route is Route.CODES]
    assert partial == [False, True]
    assert results.hits[1].band is Band.POSSIBLE


def test_a_code_in_a_file_name_puts_the_files_pages_first(shop: Shop) -> None:
    shop.add("GP-2040.pdf", "Contents", "Torque of the screws")
    shop.add("other.pdf", "Torque of the screws. Torque of the screws.")
    best = shop.search("GP-2040 screws torque").hits[0]
    assert (best.path.name, best.page) == ("GP-2040.pdf", 2)


def test_a_file_that_cannot_be_read_is_found_by_its_name(shop: Shop) -> None:
    fill(shop).add_unreadable("cad/front plate.dxf")
    assert shop.names("front plate")[0] == "front plate.dxf"


def test_words_written_together_find_a_joined_name(shop: Shop) -> None:
    fill(shop).add_unreadable("photos/gearhousing.jpg")
    assert shop.names("gear housing")[0] == "gearhousing.jpg"


def test_exclusion_and_phrase_hold_for_all_routes(shop: Shop) -> None:
    shop.add("a.txt", "electric pump and valve")
    shop.add("b.txt", "hand pump and valve")
    assert shop.names("pump -electric") == ["b.txt"]
    assert shop.names('"hand pump"') == ["b.txt"]
    assert shop.names('"pump hand"') == []


def test_copies_share_a_hit_and_other_pages_that_are_an_answer_are_listed(shop: Shop) -> None:
    pages = ("pump seal", "a pump and the seal of it", "pump shaft", "index")
    shop.add("a.pdf", *pages)
    shop.add("b/copy.pdf", *pages)
    (hit, *rest) = shop.search("pump seal", routes=frozenset({Route.WORDS})).hits
    assert rest == []
    assert (hit.path, hit.copies, hit.page, hit.other_pages) == (
        ROOT / "a.pdf",
        (ROOT / "b/copy.pdf",),
        1,
        (2,),
    )


def test_where_nothing_fits_no_other_page_does(shop: Shop) -> None:
    shop.add("a.pdf", "pump shaft", "pump casing", "index")
    (hit,) = shop.search("pump seal conveyor", routes=frozenset({Route.WORDS})).hits
    assert (hit.band, hit.other_pages) == (Band.NONE, ())


def test_routes_can_be_switched_off(shop: Shop) -> None:
    fill(shop)
    found = shop.search("seal kit", routes=frozenset({Route.WORDS}))
    assert {each.route for hit in found.hits for each in hit.evidence} == {Route.WORDS}
    assert shop.search("seal kit", routes=frozenset({Route.APPEARANCE})).hits == ()


def test_limit_counts_items(shop: Shop) -> None:
    assert len(fill(shop).search("meeting", limit=5).hits) == 5


def saved(folder: Path, seed: int) -> Path:
    path = folder / "photo.png"
    blotches(seed).save(path)
    return path


def test_several_photos_mean_any_of_them_or_all(shop: Shop, tmp_path: Path) -> None:
    for seed in range(8):
        shop.add(f"page {seed}.pdf", f"text {seed}", image=blotches(seed))
    shop.add("ポンプ組立図.pdf", "両方", image=Image.blend(blotches(2), blotches(5), 0.5))
    photos = []
    for seed in (2, 5):
        blotches(seed).save(tmp_path / f"{seed}.png")
        photos.append(Photo(tmp_path / f"{seed}.png"))
    assert set(shop.names("", *photos)[:2]) == {"page 2.pdf", "page 5.pdf"}
    both = shop.search("", *photos, every_photo=True)
    assert both.hits[0].path.name == "ポンプ組立図.pdf"
    assert [each.route for each in both.hits[0].evidence].count(Route.APPEARANCE) == 1


def test_a_photo_finds_the_page_that_shows_the_same(shop: Shop, tmp_path: Path) -> None:
    for seed in range(8):
        shop.add(f"photo {seed}.jpg", "", title=f"{seed}", kind=Kind.PHOTO, image=blotches(seed))
    for seed in range(8):
        shop.add(f"page {seed}.pdf", f"text {seed}", image=blotches(seed))
    results = shop.search("", Photo(saved(tmp_path, 3)))
    assert results.hits[0].path.name in {"page 3.pdf", "photo 3.jpg"}
    assert evidence(results, Route.APPEARANCE).rank == 1


def test_text_and_photo_are_weighed(shop: Shop, tmp_path: Path) -> None:
    shop.add("shown.pdf", "nothing of note", image=blotches(1))
    shop.add("written.pdf", "seal kit of the pump", image=blotches(2))
    photo = Photo(saved(tmp_path, 1))
    assert shop.names("seal kit", photo, photo_weight=0.9)[0] == "shown.pdf"
    assert shop.names("seal kit", photo, photo_weight=0.1)[0] == "written.pdf"


def test_a_photo_may_be_pasted_and_cropped(shop: Shop) -> None:
    shop.add("left.pdf", "left", image=blotches(1))
    shop.add("right.pdf", "right", image=blotches(2))
    both = blotches(1).resize((320, 120))
    both.paste(blotches(1), (0, 0))
    both.paste(blotches(2), (160, 0))
    pasted = BytesIO()
    both.save(pasted, "PNG")
    assert shop.names("", Photo(pasted.getvalue(), Box(0.5, 0, 1, 1)))[0] == "right.pdf"
    assert shop.names("", Photo(pasted.getvalue(), Box(0, 0, 0.5, 1)))[0] == "left.pdf"


@pytest.mark.parametrize(
    "crop", [Box(0.5, 0, 0.5, 1), Box(-0.1, 0, 1, 1), Box(0, 0, 1, 1.2), Box(0.5, 0.5, 0.501, 0.6)]
)
def test_a_crop_without_area_or_outside_is_refused(shop: Shop, tmp_path: Path, crop: Box) -> None:
    with pytest.raises(QueryCropInvalid):
        shop.search("", Photo(saved(tmp_path, 1), crop))


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n broken"])
def test_a_photo_that_cannot_be_opened_is_refused(shop: Shop, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(content)
    for photo in (Photo(path), Photo(content), Photo(tmp_path / "gone.png")):
        with pytest.raises(QueryPhotoUnreadable):
            shop.search("", photo)


def test_a_query_asks_for_something_by_known_routes(shop: Shop) -> None:
    with pytest.raises(QueryEmpty):
        shop.search("  \n")
    with pytest.raises(QueryRouteUnknown) as caught:
        shop.service.search(Query("pump", routes=frozenset({"smell"})))  # type: ignore[arg-type]  # what a script may send
    assert caught.value.details["route"] == "smell"


def test_what_unrelated_texts_reach_is_worked_out_once(shop: Shop) -> None:
    fill(shop).search("pump")
    before = shop.encoder.texts_encoded
    shop.search("valve")
    assert shop.encoder.texts_encoded == before + 1
    assert len(UNRELATED_TEXTS) > 30


def test_a_long_japanese_word_of_which_only_pieces_are_there_is_told_apart(shop: Shop) -> None:
    shop.add("whole.txt", "マイクロコントローラ基板の図面")
    shop.add("pieces.txt", "マイクロメータ コントローラ室の図面")
    results = shop.search("マイクロコントローラ 図面")
    told = {
        hit.path.name: [(e.terms, e.partial) for e in hit.evidence if e.route is Route.WORDS]
        for hit in results.hits
    }
    assert told["whole.txt"] == [(("マイクロコントローラ", "図面"), False)]
    assert told["pieces.txt"] == [(("図面",), False), (("マイクロコントローラ",), True)]
