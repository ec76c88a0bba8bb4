"""A catalogue measures itself on what its users confirmed, and keeps the figures."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import Progress, Stage, run
from imtextgui.domain.query import Query
from imtextgui.errors import TestSetEmpty
from tests.fakes import FakeEncoder
from tests.unit.cli.conftest import Command, command, files, indexed  # noqa: F401 - fixtures

TEXTS = {
    "pump.txt": "Replace the shaft seal ZX-49 of the gear pump.",
    "軸受.txt": "軸受を交換する。",
    "note.txt": "The belt squeaks.",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Catalogue]:
    """Three texts, of which none has its words in its name but one."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        yield catalogue


def confirm(catalogue: Catalogue, words: str, name: str, *, right: bool = True) -> None:
    page = catalogue.pages.by_path(catalogue.sources.all()[0].path / name, 1)
    assert page is not None
    catalogue.judgements.add(Query(words), page.page_id, right)


def test_without_a_confirmed_answer_there_is_nothing_to_measure(site: Catalogue) -> None:
    confirm(site, "belt", "pump.txt", right=False)
    with pytest.raises(TestSetEmpty):
        run(site.quality.measure())
    assert site.quality.snapshots() == ()


def test_confirmed_questions_are_answered_as_if_nobody_had_confirmed_them(site: Catalogue) -> None:
    confirm(site, "shaft seal", "pump.txt")
    confirm(site, "軸受", "軸受.txt")
    confirm(site, "shaft seal of the gear", "note.txt")  # the memory alone would find this one
    report = run(site.quality.measure())
    ranks = {outcome.page for outcome in report.outcomes}
    assert [outcome.page for outcome in report.outcomes[:2]] == [1, 1]
    assert len(report.outcomes) == 3
    assert ranks != {1}


def test_the_figures_are_kept_for_comparison(site: Catalogue) -> None:
    confirm(site, "shaft seal", "pump.txt")
    first = run(site.quality.measure())
    confirm(site, "軸受", "軸受.txt")
    run(site.quality.measure())
    kept = site.quality.snapshots()
    assert [each.page.queries for each in kept] == [1, 2]
    assert kept[0].file == first.groups[0].file
    assert kept[0].pages == 3
    assert kept[0].fingerprint == FakeEncoder().fingerprint
    assert kept[0].names.recall_1 == 0
    assert kept[1].names.recall_1 == 0.5
    assert kept[0].made <= kept[1].made


def test_a_second_window_measures_without_keeping(site: Catalogue) -> None:
    confirm(site, "shaft seal", "pump.txt")
    with Catalogue.open(site.folder, encoder=FakeEncoder()) as second:
        assert second.read_only
        assert run(second.quality.measure()).groups[0].page.recall_1 == 1
    assert site.quality.snapshots() == ()


def test_it_tells_how_far_it_is_and_can_be_stopped(site: Catalogue) -> None:
    confirm(site, "shaft seal", "pump.txt")
    confirm(site, "軸受", "軸受.txt")
    steps: list[Progress] = []
    run(site.quality.measure(), steps.append)
    assert [(step.stage, step.done, step.total) for step in steps] == [
        (Stage.EVALUATE, 1, 2),
        (Stage.EVALUATE, 2, 2),
    ]
    job = site.quality.measure()
    next(job)
    job.close()
    assert len(site.quality.snapshots()) == 1


def test_the_command_measures_what_was_confirmed(
    command: Command,  # noqa: F811 - a fixture
    indexed: Path,  # noqa: F811 - a fixture
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command("evaluate") == 3
    assert "confirmed" in capsys.readouterr().err
    assert command("judge", "gear pump", "--right", indexed / "pump.txt") == 0
    capsys.readouterr()
    assert command("evaluate", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["groups"][0]["page"]["queries"] == 1
    assert list(told["baselines"]) == ["file-name search"]
