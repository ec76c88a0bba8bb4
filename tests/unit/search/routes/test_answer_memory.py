"""What was judged is found first the next time, or last: by the same words, the same photo, or nearly the same."""

import pytest

from imtextgui.domain.query import ALL_ROUTES, Band, Query, Route
from imtextgui.errors import JudgementImpossible, JudgementMissing, QueryEmpty
from tests.unit.search.conftest import Shop
from tests.unit.search.photo.test_photo_search import photo, shelved


def page_of(shop: Shop, name: str) -> int:
    """The first page of a file."""
    found = shop.search(name).hits
    return next(hit.page_id for hit in found if hit.path.name == name)


@pytest.fixture
def plant(shop: Shop) -> Shop:
    shop.add("点検表.pdf", "点検表 毎日の点検")
    shop.add("pump manual.pdf", "hydraulic pump pump pump: exploded view of the pump")
    shop.add("pump list.pdf", "list of spare parts: pump")
    for number in range(20):
        shop.add(f"note {number}.txt", f"Minutes of meeting {number}: budget and holidays")
    return shop


def judged(shop: Shop, query: Query, name: str, right: bool = True) -> int:
    return shop.service.memory.judge(query, page_of(shop, name), right)


@pytest.mark.parametrize("again", ["pump", "Ｐｕｍｐ", "  PUMP "])
def test_a_confirmed_page_comes_first_for_the_same_words(plant: Shop, again: str) -> None:
    assert plant.names("pump")[0] == "pump manual.pdf"
    judged(plant, Query("pump"), "note 7.txt")
    results = plant.search(again)
    best = results.hits[0]
    assert (best.path.name, best.band) == ("note 7.txt", Band.STRONG)
    assert best.evidence[0].route is Route.MEMORY
    assert plant.names(again, routes=ALL_ROUTES - {Route.MEMORY})[0] == "pump manual.pdf"


@pytest.mark.parametrize("again", ["油圧ポンプの点検", "点検 油圧ポンプ", "油圧ﾎﾟﾝﾌﾟの点検"])
def test_japanese_words_are_remembered_however_they_are_written(plant: Shop, again: str) -> None:
    judged(plant, Query("油圧ポンプの点検"), "pump list.pdf")
    assert plant.names("油圧ポンプの点検")[0] == "pump list.pdf"
    assert plant.names(again)[0] == "pump list.pdf"


def test_not_this_pushes_a_page_down_for_that_query_only(plant: Shop) -> None:
    judged(plant, Query("pump"), "pump manual.pdf", right=False)
    hits = plant.search("pump").hits
    assert hits[0].path.name == "pump list.pdf"
    assert (hits[-1].path.name, hits[-1].band) == ("pump manual.pdf", Band.NONE)
    assert plant.names("hydraulic pump")[0] == "pump manual.pdf"


def test_the_later_of_two_judgements_counts_and_either_can_be_withdrawn(plant: Shop) -> None:
    judged(plant, Query("pump"), "pump list.pdf")
    later = judged(plant, Query("pump"), "pump list.pdf", right=False)
    assert plant.names("pump")[-1] == "pump list.pdf"
    plant.service.memory.withdraw(later)
    assert plant.names("pump")[0] == "pump list.pdf"
    with pytest.raises(JudgementMissing):
        plant.service.memory.withdraw(later)


def test_a_nearly_equal_question_brings_the_page_up(plant: Shop) -> None:
    judged(plant, Query("budget of the next meeting in march"), "点検表.pdf")
    near = plant.search("budget of the next meeting in march please")
    evidence = {hit.path.name: {each.route for each in hit.evidence} for hit in near.hits}
    assert Route.MEMORY in evidence["点検表.pdf"]
    assert not any(Route.MEMORY in routes for name, routes in evidence.items() if name != "点検表.pdf")
    far = plant.search("pump seal")
    assert not any(each.route is Route.MEMORY for hit in far.hits for each in hit.evidence)


def test_the_same_thing_photographed_again_finds_the_confirmed_page(plant: Shop) -> None:
    judged(plant, Query(photos=(photo(3),)), "pump list.pdf")
    best = plant.search("", photo(3)).hits[0]
    assert (best.path.name, best.band) == ("pump list.pdf", Band.STRONG)
    shelved(plant)
    assert "pump list.pdf" not in plant.names("", photo(1))[:1]


def test_a_judgement_waits_for_its_page(plant: Shop) -> None:
    judged(plant, Query("pump"), "note 7.txt")
    with plant.database.transaction() as tx:
        tx.execute("UPDATE content SET digest = 'x' || digest")
    assert plant.names("pump")[0] == "pump manual.pdf"
    with plant.database.transaction() as tx:
        tx.execute("UPDATE content SET digest = substr(digest, 2)")
    assert plant.names("pump")[0] == "note 7.txt"


def test_what_cannot_be_judged_is_refused(plant: Shop) -> None:
    with pytest.raises(QueryEmpty):
        plant.service.memory.judge(Query("  "), 1, True)
    with pytest.raises(JudgementImpossible):
        plant.service.memory.judge(Query("pump"), 9999, True)
    plant.add_unreadable("broken.pdf")
    with pytest.raises(JudgementImpossible):
        judged(plant, Query("pump"), "broken.pdf")
