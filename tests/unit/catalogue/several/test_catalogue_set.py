"""Several catalogues answer as one with the same pages would, and one that cannot answer costs only itself."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.several import member_workers
from imtextgui.catalogue.several.catalogue_set import CatalogueSet
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Filters, Query, Results
from imtextgui.errors import CatalogueMissing, CatalogueSlow, QueryEmpty
from tests.fakes import FakeEncoder
from tests.trade_words import DOINGS, PLACES, THINGS

SEED = 20261130
FILES = 60
TIE = 0.02
"""Shares of the best likelihood that tell two files no more apart than the sample of unrelated pages does."""


def text_of(number: int) -> str:
    """A page of a manual, the same for each number."""
    draw = random.Random(SEED + number)
    lines = [f"{draw.choice(THINGS)} GX-{1000 + number}"]
    lines += [
        f"{draw.choice(DOINGS)} the {draw.choice(THINGS)} of the {draw.choice(PLACES)}"
        for _ in range(draw.randint(3, 12))
    ]
    return "\n".join(lines)


def questions() -> list[tuple[str, str]]:
    """Words and the file that they were taken from: one or two of its lines, some words of one, or its number."""
    draw = random.Random(SEED)
    asked = []
    for number in range(0, FILES, 2):
        lines = text_of(number).splitlines()
        words = draw.choice((lines[0], lines[-1], " ".join(lines[1:3]), " ".join(lines[2].split()[:3])))
        asked.append((words, f"manual {number:03}.txt"))
    return asked


Make = Callable[[str, range], Path]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("several")


def make(place: Path, name: str, numbers: range) -> Path:
    source = place / "files" / name
    source.mkdir(parents=True)
    for number in numbers:
        (source / f"manual {number:03}.txt").write_text(text_of(number), encoding="utf-8")
    folder = place / name
    with Catalogue.open(folder, encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        catalogue.sources.add(source)
        run(catalogue.sources.index())
    return folder


@pytest.fixture(scope="module")
def whole(place: Path) -> Path:
    """One catalogue with all pages."""
    return make(place, "whole", range(FILES))


@pytest.fixture(scope="module")
def parts(place: Path) -> list[Path]:
    """Three catalogues with the same pages, the last of which is a published one."""
    first, second, third = (make(place, f"part {number}", range(number, FILES, 3)) for number in range(3))
    with Catalogue.open(third, encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        run(catalogue.publishing.publish(place / "share"))
    return [first, second, place / "share"]


def several_of(folders: list[Path]) -> CatalogueSet:
    return Catalogue.open_several(folders, encoder=FakeEncoder(), chosen=Settings())


@pytest.fixture
def several(parts: list[Path]) -> Iterator[CatalogueSet]:
    with several_of(parts) as opened:
        yield opened


def names(results: Results) -> list[str]:
    return [hit.path.name for hit in results.hits]


def test_the_right_file_is_among_ten_where_it_is_in_one_catalogue(whole: Path, several: CatalogueSet) -> None:
    """R@10 is the same question by question, but for files that tie with the tenth."""
    with Catalogue.open(whole, encoder=FakeEncoder(), chosen=Settings()) as one:
        same, first = [], []
        for text, right in questions():
            alone = one.search.answer(Query(text, limit=20)).hits
            joined = names(several.answer(Query(text, limit=10)).results)
            scores = {hit.path.name: hit.score for hit in alone}
            ties = abs(scores.get(right, 0.0) - alone[9].score) <= TIE
            same.append(ties or (right in joined) is (right in [hit.path.name for hit in alone[:10]]))
            first.append(joined[0] == alone[0].path.name)
    assert all(same), [text for (text, _), equal in zip(questions(), same, strict=True) if not equal]
    assert sum(first) >= 0.9 * len(first)


def test_each_hit_tells_its_catalogue_and_its_own_numbers(several: CatalogueSet, parts: list[Path]) -> None:
    answer = several.answer(Query("GX-1002"))
    hit = answer.results.hits[0]
    assert hit.path.name == "manual 002.txt"
    assert several.folder_of(hit.page_id) == several.folder_of(hit.item_id) == parts[2]
    assert several.folder_of(several.answer(Query("GX-1001")).results.hits[0].page_id) == parts[1]
    assert answer.left_out == ()
    assert answer.results.band == "strong"


def test_filters_facets_and_chips_are_those_of_all(whole: Path, several: CatalogueSet) -> None:
    asked = Query("pump", filters=Filters(types=("txt",)), limit=100)
    with Catalogue.open(whole, encoder=FakeEncoder(), chosen=Settings()) as one:
        alone = one.search.answer(asked)
    joined = several.answer(asked).results
    assert sorted(names(joined)) == sorted(names(alone))
    assert [facet for facet in joined.facets if facet.name == "type"] == [
        facet for facet in alone.facets if facet.name == "type"
    ]
    assert {chip.key for chip in joined.chips} == {chip.key for chip in alone.chips}
    listed = several.answer(Query("", filters=Filters(types=("txt",)), limit=100)).results
    assert len(listed.hits) == FILES


def test_a_misspelt_word_is_corrected_by_what_stands_anywhere(whole: Path, several: CatalogueSet) -> None:
    asked = Query("gaskt")
    with Catalogue.open(whole, encoder=FakeEncoder(), chosen=Settings()) as one:
        alone = one.search.answer(asked)
    joined = several.answer(asked).results
    assert joined.did_you_mean == alone.did_you_mean == "gasket"
    assert len(joined.hits) == len(alone.hits)


def test_own_terms_of_one_help_in_all(parts: list[Path]) -> None:
    with Catalogue.open(parts[0], encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        catalogue.dictionary.replace([Entry(("thingummy", "pulley"), ("滑車",), "part")])
    try:
        with several_of(parts) as several:
            found = several.answer(Query("thingummy", limit=40)).results
        assert {several.folder_of(hit.page_id) for hit in found.hits} == set(parts)
    finally:
        (parts[0] / "dictionary.csv").unlink()


def test_what_two_have_is_told_once(parts: list[Path], whole: Path) -> None:
    with several_of([parts[0], whole]) as both:
        hit, *others = both.answer(Query("GX-1003")).results.hits
    assert hit.path.name == "manual 003.txt"
    assert [path.name for path in hit.copies] == ["manual 003.txt"]
    assert all(other.path.name != "manual 003.txt" for other in others)


def test_a_dead_one_costs_only_itself_and_is_told(parts: list[Path], place: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "share", tmp_path / "share")
    dead = tmp_path / "nothing"
    folders = [dead, parts[0], tmp_path / "share"]
    with several_of(folders) as several:
        answer = several.answer(Query("GX-1003"))
        assert names(answer.results)[0] == "manual 003.txt"
        assert [type(trouble) for trouble in answer.left_out] == [CatalogueMissing]
        assert answer.left_out[0].details["path"] == str(dead)
        shutil.copytree(parts[1], dead)
        answer = several.answer(Query("GX-1001"))
        assert (names(answer.results)[0], answer.left_out) == ("manual 001.txt", ())


def test_where_none_can_be_searched_that_is_the_answer(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    with several_of(folders) as several:
        with pytest.raises(CatalogueMissing) as refused:
            several.answer(Query("pump"))
        assert refused.value.details["path"] == str(folders[0])


def test_a_query_that_asks_for_nothing_is_refused(several: CatalogueSet) -> None:
    with pytest.raises(QueryEmpty):
        several.answer(Query(""))


def test_a_slow_one_is_left_out_until_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(member_workers, "PATIENCE_SECONDS", 0.0)
    workers, go = member_workers.MemberWorkers({0: "/quick", 1: "/slow"}), Event()
    try:

        def slow() -> str:
            go.wait()
            return "late"

        assert workers.ask({0: lambda: "soon", 1: slow}) == {0: "soon"}
        assert isinstance(workers.troubles[1], CatalogueSlow)
        assert workers.busy() == {1}
        assert workers.ask({0: lambda: "soon", 1: lambda: "again"}) == {0: "soon"}
        assert workers.troubles[1].details["path"] == "/slow"
        go.set()
        while workers.busy():
            pass
        assert workers.ask({1: lambda: "again"}) == {1: "again"}
        assert workers.troubles == {}
    finally:
        go.set()
        workers.close()


def test_a_fault_of_ours_is_no_answer() -> None:
    workers = member_workers.MemberWorkers({0: "/one"})
    try:
        with pytest.raises(ZeroDivisionError):
            workers.ask({0: lambda: 1 // 0})
    finally:
        workers.close()


def test_a_window_searches_in_others_and_shows_their_pages(parts: list[Path]) -> None:
    own = Catalogue.open(parts[0], encoder=FakeEncoder(), chosen=Settings())
    with own:
        both = own.neighbours
        assert names(next(iter(both.search.stages(Query("GX-1001"))))) != ["manual 001.txt"]
        both.choose([parts[0], parts[1]])
        assert both.folders == (parts[1],)
        (results,) = both.search.stages(Query("GX-1001"))
        hit = results.hits[0]
        assert (hit.path.name, both.left_out) == ("manual 001.txt", ())
        assert both.folder_of(hit.page_id) == parts[1]
        pages = both.pages
        view = pages.get(hit.page_id)
        assert view is not None
        assert (view.page_id, view.item_id, view.path) == (hit.page_id, hit.item_id, hit.path)
        assert pages.by_number(hit.item_id, 1) == view
        assert [one.page_id for one in pages.of_item(hit.item_id)] == [hit.page_id]
        beside = pages.counterpart(hit.page_id, hit.item_id)
        assert beside is None or beside.page_id == hit.page_id
        assert pages.find(hit.item_id, "GX-1001")[0].page_id == hit.page_id
        assert len(pages.find_on_page(hit.page_id, "GX-1001")) == len(
            pages.highlights(hit.page_id, Query("GX-1001"))
        )
        assert pages.thumbnail(hit.page_id) is None
        assert pages.picture(hit.page_id, 100) is None
        mine = both.search.answer(Query("GX-1000")).hits[0]
        assert both.folder_of(mine.page_id) == parts[0]
        assert pages.get(mine.page_id) == own.pages.get(mine.page_id)
        assert pages.compare(mine.page_id, hit.page_id, 100) is None
        assert both.search.complete("GX-100") == own.search.complete("GX-100")
        both.choose([parts[2]])
        assert pages.get(hit.page_id) is None
        assert both.folder_of(both.search.answer(Query("GX-1002")).hits[0].page_id) == parts[2]
        both.choose([])
        assert pages.get(hit.page_id) is None
        assert names(both.search.answer(Query("GX-1000")))[0] == "manual 000.txt"
