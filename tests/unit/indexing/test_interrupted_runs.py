"""What was interrupted goes on at the next start; what has ended, failed or was stopped by the user does not."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from imtextgui import cli
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.progress import Stage, run
from imtextgui.errors import BundleDamaged, CatalogueReadOnly
from tests.fakes import FakeEncoder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    for number in range(4):
        (folder / f"note {number}.txt").write_text(f"pump GP-204{number}", "utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        yield catalogue


def cut_short(catalogue: Catalogue, stage: Stage) -> None:
    """A run that is closed in the midst of ``stage``, as a window that is closed does."""
    job = catalogue.sources.index()
    while next(job).stage is not stage:
        pass
    job.close()


@pytest.mark.parametrize("stage", [Stage.SCAN, Stage.READ, Stage.MEANING, Stage.REGIONS])
def test_a_run_that_was_cut_short_goes_on(
    catalogue: Catalogue, files: Path, tmp_path: Path, stage: Stage
) -> None:
    source = catalogue.sources.add(files)
    cut_short(catalogue, stage)
    catalogue.close()
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as again:
        assert again.sources.interrupted() == [source.id]
        run(again.sources.index(again.sources.interrupted()))
        assert again.sources.interrupted() == []
        assert (again.health.counts().pages, again.health.counts().waiting) == (4, 0)


def test_a_folder_that_still_waited_for_its_first_run_is_indexed(catalogue: Catalogue, files: Path) -> None:
    source = catalogue.sources.add(files)
    assert catalogue.sources.interrupted() == [source.id]
    run(catalogue.sources.index())
    catalogue.sources.add(files)
    assert catalogue.sources.interrupted() == []


def test_a_run_of_one_folder_does_not_end_that_of_another(catalogue: Catalogue, tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.txt").write_text(name)
        ids.append(catalogue.sources.add(tmp_path / name).id)
    run(catalogue.sources.index(ids[:1]))
    assert catalogue.sources.interrupted() == ids[1:]
    catalogue.sources.remove(ids[1])
    assert catalogue.sources.interrupted() == []


def test_what_the_user_stopped_does_not(catalogue: Catalogue, files: Path) -> None:
    catalogue.sources.add(files)
    cut_short(catalogue, Stage.READ)
    catalogue.sources.give_up()
    assert catalogue.sources.interrupted() == []


def test_nothing_goes_on_where_the_folder_is_away_or_the_catalogue_locked(
    catalogue: Catalogue, files: Path, tmp_path: Path
) -> None:
    source = catalogue.sources.add(files)
    cut_short(catalogue, Stage.READ)
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as second:
        assert second.sources.interrupted() == []
        with pytest.raises(CatalogueReadOnly):
            second.sources.give_up()
    shutil.move(files, tmp_path / "elsewhere")
    assert catalogue.sources.interrupted() == []
    shutil.move(tmp_path / "elsewhere", files)
    assert catalogue.sources.interrupted() == [source.id]


def test_a_run_that_failed_has_told_why_and_does_not(files: Path, tmp_path: Path) -> None:
    class Broken(FakeEncoder):
        def encode_texts(self, texts: Sequence[str]) -> Matrix:
            raise BundleDamaged(path="bundle", reason="broken")

    with Catalogue.open(tmp_path / "catalogue", encoder=Broken()) as catalogue:
        catalogue.sources.add(files)
        with pytest.raises(BundleDamaged):
            run(catalogue.sources.index())
        assert catalogue.sources.interrupted() == []


def test_pages_wait_for_what_the_settings_ask_for(files: Path, tmp_path: Path) -> None:
    expected = {
        Settings(): 4,
        Settings(ocr="off"): 4,
        Settings(keep_text=False): 4,
        Settings(second_pass=False): 0,
    }
    for number, (chosen, waiting) in enumerate(expected.items()):
        folder = tmp_path / f"catalogue {number}"
        with Catalogue.open(folder, encoder=FakeEncoder(), chosen=chosen) as catalogue:
            catalogue.sources.add(files)
            run(catalogue.sources.index(first_pass_only=True))
            assert catalogue.health.counts().waiting == waiting
            run(catalogue.sources.index())
            assert catalogue.health.counts().waiting == 0


def test_ctrl_c_on_the_command_line_is_a_stop_by_the_user(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(job: object) -> None:
        next(job)  # type: ignore[call-overload]  # a job
        raise KeyboardInterrupt

    monkeypatch.setattr("imtextgui.cli.commands.index.drive", interrupted)
    folder = tmp_path / "catalogue"
    assert (
        cli.main(cli.parser().parse_args(["index", str(files), "--catalogue", str(folder)]))
        == cli.INTERRUPTED
    )
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        assert catalogue.sources.interrupted() == []
