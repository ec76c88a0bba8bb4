"""Twins share a hit: a drawing in two forms, a manual in two languages; revisions and sister products do not."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.domain.query import Route
from imtextgui.search.geometry.local_features import extract
from imtextgui.search.results import twins
from imtextgui.store.content.local_features import FeatureRows
from tests.unit.search.conftest import Shop

WORDS = frozenset({Route.WORDS, Route.CODES})

SHEET = "Gear pump housing GP-2040 scale 1:2 material EN-GJL-250 bore 52 flange 120 depth 36.5 bolts M8 mass 4.2 kg"
PLATE = "ポンプ本体 図面 GP-2040 尺度 1:2 材質 FC250 内径 52 フランジ 120 深さ 36.5 ボルト M8 質量 4.2 kg"

MANUAL = (
    "Service manual of the gear pump GP-2040. Check the oil level of the pump every 500 h, change it after 2000 h.",
    "Tighten the bolts M8 of the pump with 25 Nm, those of the flange with 48 Nm. Seal kit SK-77-10, spring RT8211.",
    "The pump runs at 1450 rpm and 16 bar; above 63 °C it stops with the error E-104. Order the coupling KU-19.",
)
JAPANESE = (
    "ギヤポンプ GP-2040 の取扱説明書です。ポンプの油量は 500 時間ごとに点検し、2000 時間で油を交換してください。",
    "ポンプのボルト M8 は 25 Nm、フランジは 48 Nm で締め付けます。シールキットは SK-77-10、ばねは RT8211 です。",
    "ポンプは 1450 rpm、16 bar で運転します。63 °C を超えると異常 E-104 で停止します。部品は KU-19 です。",
)


def families(shop: Shop, query: str) -> list[list[str]]:
    """For each hit its name and those of its family."""
    hits = shop.search(query, routes=WORDS).hits
    return sorted([hit.path.name, *sorted(member.path.name for member in hit.family)] for hit in hits)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GP-2040.pdf", "GP-2040.dxf"),
        ("drawings/pdf/GP-2040 rev B.pdf", "drawings/dxf/GP-2040 rev B.dxf"),
        ("Pump housing GP-2040.pdf", "ポンプ本体 GP-2040.dwg"),
        ("housing.png", "housing.svg"),
    ],
)
def test_a_drawing_in_two_forms_is_one_hit(shop: Shop, one: str, other: str) -> None:
    shop.add(one, SHEET)
    shop.add(other, SHEET + " drawn")
    (hit,) = shop.search("gear pump housing", routes=WORDS).hits
    (member,) = hit.family
    assert member.relation == "form"
    assert hit.twin == member


def test_a_japanese_drawing_in_two_forms_is_one_hit(shop: Shop) -> None:
    shop.add("ポンプ/図面/ポンプ本体.pdf", PLATE)
    shop.add("ポンプ/dxf/ポンプ本体.dxf", PLATE + " 第三角法")
    (hit,) = shop.search("ポンプ本体", routes=WORDS).hits
    assert [member.relation for member in hit.family] == ["form"]


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("GP-2040 rev A.pdf", "GP-2040 rev B.dxf", SHEET),
        ("GP-2040.pdf", "GP-2041.dxf", SHEET.replace("2040", "2041")),
        ("housing.pdf", "housing.dxf", SHEET.replace("52", "56").replace("120", "140").replace("36.5", "41")),
        ("left/drawing.pdf", "right/drawing.dxf", SHEET.replace("bore", "seat")),
        ("GP-2040.pdf", "GP-2040.dxf", "gear pump housing outline"),
        ("housing.pdf", "cover.dxf", SHEET),
        ("housing.pdf", "housing.step", SHEET),
    ],
)
def test_other_drawings_stay_apart(shop: Shop, one: str, other: str, text: str) -> None:
    shop.add(one, SHEET)
    shop.add(other, text + " ")
    assert len(shop.search("gear pump housing", routes=WORDS).hits) == 2


@pytest.mark.parametrize(("first", "second", "hits"), [("A", "B", 2), ("B", "B", 1)])
def test_the_revision_in_the_title_block_counts(shop: Shop, first: str, second: str, hits: int) -> None:
    shop.add("housing.pdf", f"{SHEET} REV {first}")
    shop.add("housing.dxf", f"{SHEET} REV {second} drawn")
    assert len(shop.search("gear pump housing", routes=WORDS).hits) == hits


def test_forms_and_revisions_are_one_family(shop: Shop) -> None:
    for revision in "AB":
        for form in ("pdf", "dxf"):
            shop.add(f"GP-2040 rev {revision}.{form}", f"{SHEET} {form} of {revision}")
    (hit,) = shop.search("gear pump housing", routes=WORDS).hits
    assert sorted(member.relation for member in hit.family) == ["form", "older", "older"]
    assert hit.twin is None


@pytest.mark.parametrize(
    ("query", "shown", "other"),
    [
        ("gear pump GP-2040", "GP-2040 service manual.txt", "取扱説明書.txt"),
        ("ポンプ GP-2040", "取扱説明書.txt", "GP-2040 service manual.txt"),
    ],
)
def test_a_manual_in_two_languages_is_one_hit(shop: Shop, query: str, shown: str, other: str) -> None:
    shop.add("en/GP-2040 service manual.txt".removeprefix("en/"), *MANUAL)
    shop.add("取扱説明書.txt", *JAPANESE)
    (hit,) = shop.search(query, routes=WORDS).hits
    assert (hit.path.name, [member.path.name for member in hit.family]) == (shown, [other])
    assert hit.twin is not None
    assert (hit.twin.relation, hit.twin.language) == (
        "translation",
        "en" if other.endswith("manual.txt") else "ja",
    )


def in_japanese(*replaced: tuple[str, str]) -> tuple[str, ...]:
    pages: tuple[str, ...] = JAPANESE
    for before, after in replaced:
        pages = tuple(page.replace(before, after) for page in pages)
    return pages


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("取扱説明書 GP-2050.txt", JAPANESE),
        ("取扱説明書.txt", in_japanese(("GP-2040", "GP-2050"))),
        ("取扱説明書 第2版.txt", JAPANESE),
        (
            "取扱説明書.txt",
            in_japanese(("25", "35"), ("48", "62"), ("500", "800"), ("16", "21"), ("63", "70")),
        ),
        ("取扱説明書.txt", JAPANESE * 3),
        ("ポンプ.txt", (JAPANESE[0],)),
    ],
)
def test_other_manuals_stay_apart(shop: Shop, name: str, pages: tuple[str, ...]) -> None:
    shop.add("GP-2040 service manual.txt", *MANUAL)
    shop.add(name, *pages)
    assert len(shop.search("pump ポンプ M8", routes=WORDS).hits) == 2


def test_of_two_that_may_be_the_translation_none_is(shop: Shop) -> None:
    shop.add("service manual.txt", *MANUAL)
    shop.add("取扱説明書.txt", *JAPANESE)
    shop.add("整備要領.txt", *in_japanese(("です", "である")))
    assert len(shop.search("pump ポンプ M8", routes=WORDS).hits) == 3


def test_a_translation_in_two_forms_is_no_rival_of_itself(shop: Shop) -> None:
    shop.add("service manual.txt", *MANUAL)
    shop.add("取扱説明書.txt", *JAPANESE)
    shop.add("取扱説明書.html", *in_japanese(("です", "である")))
    (hit,) = shop.search("pump ポンプ M8", routes=WORDS).hits
    assert sorted(member.relation for member in hit.family) == ["translation", "translation"]


def sheet(seed: int, scale: float = 1.0) -> Image.Image:
    """A drawing of rectangles and circles, in any size."""
    places = np.random.default_rng(seed).uniform(0.05, 0.85, (40, 2))
    picture = Image.new("RGB", (round(900 * scale), round(640 * scale)), "white")
    pen = ImageDraw.Draw(picture)
    for number, (across, down) in enumerate(places):
        side = 0.03 + 0.002 * number
        box = [across * picture.width, down * picture.height, (across + side) * picture.width]
        draw = pen.ellipse if number % 2 else pen.rectangle
        draw(
            (*box, down * picture.height + side * picture.width),
            outline="black",
            width=max(1, round(3 * scale)),
        )
    return picture


@pytest.mark.parametrize(("seed", "hits"), [(1, 1), (2, 2)])
def test_drawings_without_words_are_compared_by_their_pictures(shop: Shop, seed: int, hits: int) -> None:
    shop.add("plate.dxf", "plate")
    shop.add("plate.png", "plate scan")
    pictures = FeatureRows(shop.database)
    with shop.database.transaction() as tx:
        for page, picture in ((1, sheet(1)), (2, sheet(seed, 0.8))):
            pictures.put(tx, page, extract(picture))
    for _ in range(2):  # the second answer knows what was compared
        assert len(shop.search("plate", routes=WORDS).hits) == hits


def test_few_pictures_are_compared_for_one_answer(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST_PICTURES", 0)
    shop.add("plate.dxf", "plate")
    shop.add("plate.png", "plate scan")
    pictures = FeatureRows(shop.database)
    with shop.database.transaction() as tx:
        for page in (1, 2):
            pictures.put(tx, page, extract(sheet(1)))
    assert families(shop, "plate") == [["plate.dxf"], ["plate.png"]]


def test_what_is_kept_is_bounded(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "KEPT", 1)
    shop.add("GP-2040.pdf", SHEET)
    shop.add("GP-2040.dxf", SHEET + " drawn")
    assert all(len(shop.search("gear pump housing", routes=WORDS).hits) == 1 for _ in range(2))
