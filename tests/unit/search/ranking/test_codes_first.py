"""A literal whole code stands first whatever else the catalogue holds."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imtextgui.domain.query import Band, ChipKind, Route
from imtextgui.domain.text.codes import looks_like_code, normalise, shape
from tests.unit.search.conftest import Shop, opened

CODE = st.from_regex(r"[A-Z]{1,3}-[0-9OIS]{2,5}(-[A-Z][0-9])?", fullmatch=True).filter(looks_like_code)


@given(
    code=CODE,
    others=st.lists(CODE, max_size=4),
    more=st.text("0123456789AB", min_size=1, max_size=3),
    times=st.integers(1, 40),
)
@settings(max_examples=12, deadline=None)
def test_the_whole_code_is_first(code: str, others: list[str], more: str, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as shop:
        shop.add("longer.txt", f"{code}{more} drawing " * times, title=f"{code}{more}")
        shop.add("before.txt", f"{more}{code} " * times)
        for number, other in enumerate(others):
            shop.add(f"{number}.txt", f"{other} " * times)
        shop.add("right.txt", "A long page that says much of other things. " * 20 + f"Order {code} here.")
        hits = shop.search(code).hits
        assert normalise(code) in normalise(_text(shop, hits[0].page_id))
        whole = [
            hit
            for hit in hits
            if any(e.route is Route.CODES and not (e.partial or e.confused) for e in hit.evidence)
        ]
        assert hits[: len(whole)] == tuple(whole)
        assert any(hit.path.name == "right.txt" for hit in whole)


def _text(shop: Shop, page_id: int) -> str:
    page = shop.pages.page(page_id)
    return page.text if page else ""


@pytest.mark.parametrize("asked", ["GP-2O40", "gp2O4O", "GP-204O"])
def test_a_code_with_letters_for_digits_is_found_and_marked(shop: Shop, asked: str) -> None:
    shop.add("a.txt", "Order GP-2040 here")
    shop.add("b.txt", "Order GP-2041 here")
    results = shop.search(asked)
    best = results.hits[0]
    assert best.path.name == "a.txt"
    (evidence,) = [each for each in best.evidence if each.route is Route.CODES]
    assert (evidence.confused, evidence.partial, evidence.terms) == (True, False, ("GP-2040",))
    assert results.band is not Band.NONE


def test_the_code_itself_precedes_what_looks_like_it(shop: Shop) -> None:
    assert shape("GP2O40") == shape("GP2040")
    shop.add("a.txt", "GP-2O40 " * 30)
    shop.add("b.txt", "Order GP-2040 here")
    assert shop.names("GP-2040") == ["b.txt", "a.txt"]


@pytest.mark.parametrize(
    ("asked", "label"),
    [("GP-2040 pump seal press", "GP-2040"), ("ポンプ 軸受 分解図 ＧＰ－２０４０", "ＧＰ－２０４０")],
)
def test_a_code_of_the_catalogue_is_a_chip_that_can_be_switched_off(
    shop: Shop, asked: str, label: str
) -> None:
    shop.add("pump.txt", "The pump, its seal, and the press. ポンプの軸受の分解図")
    shop.add("list.txt", "GP-2040 rubber boots")
    found = shop.search(asked)
    (chip,) = [each for each in found.chips if each.kind is ChipKind.CODE]
    assert (chip.label, chip.on, found.hits[0].path.name) == (label, True, "list.txt")
    without = shop.search(asked, off=frozenset({chip.key}))
    assert [each.on for each in without.chips if each.kind is ChipKind.CODE] == [False]
    assert without.hits[0].path.name == "pump.txt"
    assert not any(each.route is Route.CODES for hit in without.hits for each in hit.evidence)


def test_what_only_looks_like_a_code_is_no_chip(shop: Shop) -> None:
    shop.add("pump.txt", "GP-2040 pump")
    assert shop.search("GP-2041 pump").chips == ()


def boards(shop: Shop) -> None:
    shop.add(
        "changes.txt",
        "Changes of the LIME2 schematic: rev C, rev F, rev G2, rev L. LIME2 has more memory now.",
    )
    shop.add("display_Rev_A.pdf", "Display for the LIME2, rev A. Schematic G2 G3 G4")
    for revision in ("C", "G2", "L"):
        shop.add(
            f"hardware/A20-OLinuXino-Lime2_Rev_{revision}.pdf",
            f"Schematic, revision {revision}: RTL8211, A20, DDR3",
        )


@pytest.mark.parametrize("query", ["LIME2 schematic Rev.G2", "LIME2 rev G2", "LIME2 Rev. G2 schematic"])
def test_the_document_of_a_named_revision_precedes_pages_that_say_its_code(shop: Shop, query: str) -> None:
    boards(shop)
    hit = shop.search(query).hits[0]
    assert (hit.path.name, hit.band) == ("A20-OLinuXino-Lime2_Rev_G2.pdf", Band.STRONG)
    assert {member.path.stem[-1] for member in hit.family} == {"C", "L"}


def test_a_revision_that_no_document_has_puts_none_ahead(shop: Shop) -> None:
    boards(shop)
    shop.add("LIME2X_Rev_Q.pdf", "Another board")  # the code is no whole part of its name
    assert shop.names("LIME2 schematic Rev.Q")[0] in {"changes.txt", "display_Rev_A.pdf"}
