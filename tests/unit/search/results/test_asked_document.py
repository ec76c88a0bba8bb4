"""Of a document that a query asks for in one edition, all hits say so; of another document, none does."""

import pytest

from imtextgui.domain.query import Route
from tests.unit.search.conftest import Shop

WORDS = frozenset({Route.WORDS, Route.CODES})


def asked(shop: Shop, query: str) -> dict[str, str]:
    return {hit.path.name: hit.asked_edition for hit in shop.search(query, routes=WORDS).hits}


def english(shop: Shop) -> None:
    shop.add("a/GP-2040 manual V1.0 (short).pdf", "The gear pump GP-2040 V1.0 and its valve")
    shop.add("b/GP-2040 manual V1.1.pdf", "The gear pump GP-2040 V1.1 and its valve")
    shop.add("c/KX-7 manual V2.0.pdf", "The press KX-7, driven by the gear pump GP-2040 V1.0 and a valve")
    shop.add("d/gear pump.pdf", "Seal of the gear pump GP-2040")


@pytest.mark.parametrize("query", ["GP-2040 V1.0", "GP-2040 manual V1.0", "V1.0 of the GP-2040"])
def test_the_edition_is_asked_for_of_the_document_whose_name_says_the_rest(shop: Shop, query: str) -> None:
    english(shop)
    found = asked(shop, query)
    assert found.pop("GP-2040 manual V1.0 (short).pdf") == "V1.0"
    assert found.pop("GP-2040 manual V1.1.pdf") == "V1.0"
    assert "KX-7 manual V2.0.pdf" in found
    assert set(found.values()) == {""}


def test_a_word_that_is_half_of_the_rest_does_not_make_it_the_document(shop: Shop) -> None:
    shop.add("gear pump V1.1.pdf", "gear pump of the press")
    shop.add("gear press V2.0.pdf", "gear press with a pump")
    found = asked(shop, "gear pump V1.0")
    assert found == {"gear pump V1.1.pdf": "V1.0", "gear press V2.0.pdf": ""}


def test_the_title_names_the_document_too(shop: Shop) -> None:
    shop.add("scan0017 V1.1.pdf", "Seal", title="Gear pump GP-2040")
    assert asked(shop, "gear pump V1.0") == {"scan0017 V1.1.pdf": "V1.0"}


def test_all_editions_of_a_document_that_has_the_asked_one_belong_to_it(shop: Shop) -> None:
    shop.add("a/Handbook of presses V1.0.pdf", "oil for the gear pump V1.0")
    shop.add("b/Handbook of presses V1.1.pdf", "oil for the gear pump V1.1")
    (hit,) = shop.search("gear pump V1.0", routes=WORDS).hits
    assert (hit.path.name, hit.asked_edition) == ("Handbook of presses V1.0.pdf", "V1.0")
    assert [member.path.name for member in hit.family] == ["Handbook of presses V1.1.pdf"]


@pytest.mark.parametrize(
    "query", ["油圧ポンプ 第2版", "油圧ポンプ 取扱説明書 第2版", "第2版 油圧ポンプの取扱説明書"]
)
def test_the_edition_is_asked_for_in_japanese(shop: Shop, query: str) -> None:
    shop.add("油圧ポンプ 取扱説明書 第3版.pdf", "油圧ポンプの取扱説明書です")
    shop.add("コンベヤ 取扱説明書 第1版.pdf", "油圧ポンプで動くコンベヤの取扱説明書")
    assert asked(shop, query) == {
        "油圧ポンプ 取扱説明書 第3版.pdf": "第2版",
        "コンベヤ 取扱説明書 第1版.pdf": "",
    }


def test_a_kind_names_the_document_where_nothing_else_is_said(shop: Shop) -> None:
    shop.add("manual V1.1.pdf", "This manual tells all")
    shop.add("list V1.1.pdf", "See the manual")
    assert asked(shop, "manual V1.0") == {"manual V1.1.pdf": "V1.0", "list V1.1.pdf": ""}


def test_without_an_edition_nothing_is_marked(shop: Shop) -> None:
    english(shop)
    assert set(asked(shop, "GP-2040 manual").values()) == {""}
