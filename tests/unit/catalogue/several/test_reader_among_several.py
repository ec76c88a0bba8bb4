"""Hits of another catalogue that is searched, too: what is done with them counts by the bytes of their files."""

import shutil
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.measurement.search_session import SessionFigures
from imtextgui.domain.measurement.trial import Ending, Phase, TrialPlan
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index

ASKED = "which one leaks"


@pytest.fixture
def own(open_with: Open, workshop: Path) -> Catalogue:
    return index(open_with(), workshop)


@pytest.fixture
def other(workshop: Path, tmp_path: Path) -> Path:
    """The folder of a catalogue with copies of the same files and one of its own."""
    copies = tmp_path / "copies"
    shutil.copytree(workshop, copies)
    (copies / "gearbox.txt").write_text("gearbox of another plant", encoding="utf-8")
    with Catalogue.open(tmp_path / "other", encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        index(catalogue, copies)
    return tmp_path / "other"


def test_what_a_reader_finds_wrong_is_not_confirmed_by_the_publishers_own_catalogue(
    own: Catalogue, tmp_path: Path
) -> None:
    page = own.search.answer(Query("Dichtung")).hits[0]
    own.judgements.add(Query(ASKED), page.page_id, True)
    share = tmp_path / "share"
    run(own.publishing.publish(share))
    with Catalogue.open(share, encoder=FakeEncoder(), chosen=Settings()) as reader:
        seen = reader.search.answer(Query("Dichtung")).hits[0]
        reader.judgements.add(Query(ASKED), seen.page_id, False)
        for chosen in ([share, own.folder], [own.folder, share]):
            with Catalogue.open_several(chosen, encoder=FakeEncoder(), chosen=Settings()) as several:
                answer = several.answer(Query(ASKED))
                assert answer.left_out == ()
                assert [
                    hit for hit in answer.results.hits if hit.path == page.path and hit.band == "strong"
                ] == []


def test_hits_of_another_catalogue_are_told_from_own_ones(own: Catalogue, other: Path) -> None:
    own.neighbours.choose([other])
    hits = {hit.path.name: hit for hit in own.neighbours.search.answer(Query("gearbox")).hits}
    foreign = hits["gearbox.txt"]
    pages = own.neighbours.pages
    assert pages.elsewhere(foreign.page_id) == pages.elsewhere(foreign.item_id) == other
    mine = own.search.answer(Query("Dichtung")).hits[0]
    assert pages.elsewhere(mine.page_id) is None
    assert own.pages.elsewhere(mine.page_id) is None
    assert own.tags.add([foreign.item_id], "mine") == 0
    added = own.jobsheets.add_pages([foreign.page_id], "job")
    assert (added.entries, added.refused) == ((), 1)
    assert own.jobsheets.all() == ()


def test_an_attempt_that_ends_on_another_catalogues_hit_counts_by_its_bytes(
    own: Catalogue, other: Path
) -> None:
    page = own.search.answer(Query("Dichtung")).hits[0]
    own.judgements.add(Query(ASKED), page.page_id, True)
    own.trial.start(TrialPlan(propose=0))
    own.trial.go_to(Phase.SEARCH)
    (question,) = own.trial.questions()
    own.neighbours.choose([other])
    own.neighbours.search.answer(Query("Dichtung"))
    place = 1 << 40
    with Catalogue.open(other, encoder=FakeEncoder(), chosen=Settings(), read_only=True) as there:
        same = there.search.answer(Query("Dichtung")).hits[0]
        wrong = there.search.answer(Query("gearbox")).hits[0]

    def attempt(item_id: int, number: int) -> bool | None:
        ended = SessionFigures(3.0, 1, 0, Ending.FOUND, False, (item_id, number))
        kept = own.trial.record(ended, phase=Phase.SEARCH, question_id=question.id)
        assert kept is not None
        return kept.right

    assert attempt(page.item_id, page.page) is True
    assert attempt(place + same.item_id, same.page) is True
    assert attempt(place + wrong.item_id, wrong.page) is False
    own.neighbours.close()
    assert attempt(place + same.item_id, same.page) is False
