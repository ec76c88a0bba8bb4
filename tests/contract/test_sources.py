"""What the sources of every catalogue must do."""

from pathlib import Path

import pytest

from imtextgui.catalogue.protocols import SourcesPart
from imtextgui.domain.progress import run
from imtextgui.errors import SourceNested
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def sources(opened: OpenedCatalogue) -> SourcesPart:
    return opened.parts.sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is no source yet."""
    made = tmp_path / "図面"
    (made / "pumps").mkdir(parents=True)
    (made / "pumps" / "GP-2040.txt").write_text("gear pump", encoding="utf-8")
    return made


def test_sources_are_listed_in_the_order_they_were_added(sources: SourcesPart, folder: Path) -> None:
    (first,) = sources.all()
    added = sources.add(folder, "archive/")
    assert (added.path, added.exclude.splitlines()[-1], added.last_run) == (folder, "archive/", None)
    assert [source.id for source in sources.all()] == [first.id, added.id]


def test_a_source_that_is_added_again_stays_and_leaves_out_more(sources: SourcesPart, folder: Path) -> None:
    added = sources.add(folder, "archive/\n*.tmp")
    again = sources.add(folder, "*.tmp\nold/")
    lines = again.exclude.splitlines()
    assert (again.id, lines[-1], lines.count("*.tmp")) == (added.id, "old/", 1)
    assert set(lines) >= {"archive/", "*.tmp", "old/"}
    sources.set_exclude(added.id, "")
    assert sources.all()[-1].exclude == ""
    assert len(sources.all()) == 2


def test_no_source_lies_in_another(sources: SourcesPart, folder: Path) -> None:
    sources.add(folder)
    for nested in (folder / "pumps", folder.parent):
        with pytest.raises(SourceNested):
            sources.add(nested)
    assert len(sources.all()) == 2


def test_a_removed_source_is_gone_and_never_gone_on_with(sources: SourcesPart, folder: Path) -> None:
    first = sources.all()[0]
    added = sources.add(folder)
    assert list(sources.interrupted()) == [added.id]
    sources.remove(added.id)
    assert [source.id for source in sources.all()] == [first.id]
    assert list(sources.interrupted()) == []


def test_the_catalogue_travels_with_its_sources_or_not(sources: SourcesPart) -> None:
    for portable in (False, True):
        sources.set_portable(portable)
        assert sources.is_portable() is portable


def test_a_run_notes_when_it_was_and_leaves_nothing_to_go_on_with(sources: SourcesPart, folder: Path) -> None:
    before = sources.all()[0].last_run
    added = sources.add(folder)
    report = run(sources.index([added.id]))
    assert len(report.sources) == 1
    first, second = sources.all()
    assert first.last_run == before
    assert second.last_run is not None
    assert second.items > 0
    assert list(sources.interrupted()) == []


def test_a_run_that_was_closed_is_gone_on_with_unless_the_user_gave_it_up(
    sources: SourcesPart,
) -> None:
    (source,) = sources.all()
    job = sources.index()
    next(job)
    job.close()
    assert list(sources.interrupted()) == [source.id]
    sources.give_up()
    assert list(sources.interrupted()) == []


def test_a_second_program_sees_sources_and_changes_none(
    opened: OpenedCatalogue, sources: SourcesPart, folder: Path
) -> None:
    added = sources.add(folder)
    other = folder.parent / "other"
    other.mkdir()
    second = opened.again().sources
    assert (sources.read_only, second.read_only) == (False, True)
    assert_read_only(
        lambda: second.add(other),
        lambda: second.remove(added.id),
        lambda: second.set_exclude(added.id, "no"),
        lambda: second.set_portable(True),
        second.index,
        second.give_up,
    )
    assert list(second.interrupted()) == []
    assert [source.path for source in second.all()] == [source.path for source in sources.all()]
