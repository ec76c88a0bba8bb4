"""One bundle takes the place of another: what is found before, meanwhile and after, there and back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.catalogue.encoders import CatalogueEncoders
from imtextgui.config.settings import Settings
from imtextgui.domain.bundles import BundleState
from imtextgui.domain.embedding import Space
from imtextgui.domain.health import Level
from imtextgui.domain.progress import Progress, Stage, run
from imtextgui.domain.query import Advice, Photo, Query, Route
from imtextgui.encoders import installed
from imtextgui.errors import (
    BundleAbsent,
    BundleDamaged,
    BundleInactive,
    BundleInUse,
    BundleUnknown,
    CatalogueReadOnly,
)
from imtextgui.index.reconcile import Stock, open_index
from imtextgui.indexing.reader_pool import run_pool
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from imtextgui.search.routes import indexes
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from tests import bad_files, bundles
from tests.bundles import TINY

FIRST = bundles.fingerprint(TINY)
QUERIES = ("shaft seal", "軸シールを交換", "ZX-49", "gear")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return bundles.second(tmp_path / "second")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    for number, colour in enumerate(("navy", "red", "white", "green")):
        picture = Image.effect_noise((300, 200), 40 + 20 * number).convert("RGB")
        Image.blend(picture, Image.new("RGB", picture.size, colour), 0.5).save(folder / f"IMG_{number}.jpg")
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-49 of the gear pump.", encoding="utf-8")
    (folder / "ポンプ.txt").write_text("油圧ポンプの軸シールを交換する。", encoding="utf-8")
    (folder / "sheet.pdf").write_bytes(bad_files.pdf(["gear pump", "valve cover"], size=(1190, 842)))
    return folder


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: Path, other: Path) -> Path:
    """A catalogue made with the first of two installed bundles."""
    bundles.ship(monkeypatch, tmp_path / "resources", TINY, other)
    with opened(tmp_path / "catalogue") as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
    return tmp_path / "catalogue"


@pytest.fixture
def catalogue(folder: Path) -> Iterator[Catalogue]:
    with opened(folder) as catalogue:
        yield catalogue


def opened(folder: Path, bundle: Path | None = None, threshold: int = 150_000) -> Catalogue:
    chosen = Settings(workers=1, ocr="off", hnsw_threshold=threshold)
    return Catalogue.open(folder, bundle=bundle, chosen=chosen)


def states(catalogue: Catalogue) -> dict[str, BundleState]:
    return {state.name: state for state in catalogue.encoders.all()}


def active(catalogue: Catalogue) -> str:
    (name,) = [state.name for state in catalogue.encoders.all() if state.active]
    return name


def answers(catalogue: Catalogue, files: Path) -> list[object]:
    """What some queries of all kinds find, to the last number; without the time it took."""
    asked = [Query(text) for text in QUERIES]
    asked += [Query(photos=(Photo(file),)) for file in sorted(files.glob("*.jpg"))[:2]]
    return [catalogue.search.answer(query).hits for query in asked]


def test_there_and_back_finds_the_very_same(catalogue: Catalogue, files: Path, other: Path) -> None:
    before = answers(catalogue, files)
    steps: list[Progress] = []
    report = run(catalogue.encoders.use(bundles.fingerprint(other)), steps.append)
    assert (report.pages, report.thumbnails) == (6, 0)
    assert active(catalogue) == "second"
    assert {Stage.CHECK, Stage.MEANING, Stage.ENCODE, Stage.PREPARE} == {step.stage for step in steps}
    assert answers(catalogue, files) != before, "scores are those of another space"
    assert catalogue.search.answer(Query("軸シールを交換")).hits[0].path.name == "ポンプ.txt"
    steps.clear()
    back = run(catalogue.encoders.use(FIRST), steps.append)
    assert (back.passages, back.pages) == (0, 0)
    assert {step.stage for step in steps} == {Stage.CHECK, Stage.PREPARE}, (
        "nothing is encoded on the way back"
    )
    assert answers(catalogue, files) == before


def test_searches_give_the_same_hits_until_the_moment_of_activation(
    catalogue: Catalogue, files: Path, other: Path
) -> None:
    before = answers(catalogue, files)
    job = catalogue.encoders.use(bundles.fingerprint(other))
    for _ in job:
        assert active(catalogue) == "for tests"
        assert answers(catalogue, files) == before
    assert active(catalogue) == "second"


def test_a_closed_job_changes_nothing_for_searches_and_is_continued(
    catalogue: Catalogue, files: Path, other: Path
) -> None:
    before = answers(catalogue, files)
    job = catalogue.encoders.use(bundles.fingerprint(other))
    for step in job:
        if step.stage is Stage.ENCODE and step.done:
            break
    job.close()
    assert active(catalogue) == "for tests"
    assert 0 < states(catalogue)["second"].percent < 100
    assert answers(catalogue, files) == before
    passages = states(catalogue)["second"].missing
    report = run(catalogue.encoders.use(bundles.fingerprint(other)))
    assert report.passages == 0
    assert report.pages == passages
    assert active(catalogue) == "second"


def test_files_indexed_meanwhile_are_found_at_once_and_encoded_before_the_switch(
    catalogue: Catalogue, files: Path, other: Path
) -> None:
    job = catalogue.encoders.use(bundles.fingerprint(other))
    for step in job:
        if step.stage is Stage.PREPARE:
            break
    (files / "新しい.txt").write_text("軸受の図面 KB-77", encoding="utf-8")
    Image.new("RGB", (64, 48), "teal").save(files / "new.png")
    run(catalogue.sources.index())
    assert catalogue.search.answer(Query("軸受の図面")).hits[0].path.name == "新しい.txt"
    run(job)
    assert active(catalogue) == "second"
    assert states(catalogue)["second"].missing == 0
    found = catalogue.search.answer(Query("軸受の図面", routes=frozenset({Route.MEANING}))).hits
    assert found[0].path.name == "新しい.txt"


def test_what_is_indexed_after_a_switch_is_caught_up_on_the_way_back(
    catalogue: Catalogue, files: Path, other: Path
) -> None:
    run(catalogue.encoders.use(bundles.fingerprint(other)))
    (files / "later.txt").write_text("A later note on the valve", encoding="utf-8")
    run(catalogue.sources.index())
    assert states(catalogue)["for tests"].missing > 0
    assert run(catalogue.encoders.use(FIRST)).passages > 0
    assert states(catalogue)["for tests"].missing == 0


def test_the_catalogue_remembers_its_encoder(folder: Path, files: Path, other: Path) -> None:
    with opened(folder) as catalogue:
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        switched = answers(catalogue, files)
    with opened(folder) as again:
        assert active(again) == "second"
        assert answers(again, files) == switched
    with opened(folder, bundle=other) as named:
        assert named.search.answer(Query("pump")).hits


def test_another_bundle_may_not_be_named_in_passing(folder: Path, other: Path) -> None:
    with opened(folder, bundle=other) as catalogue:
        for asked in (lambda: catalogue.search.answer(Query("pump")), lambda: run(catalogue.sources.index())):
            with pytest.raises(BundleInactive) as refused:
                asked()
            assert refused.value.details["name"] == "for tests 1"
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        assert catalogue.search.answer(Query("pump")).hits


def test_a_catalogue_of_before_uses_the_encoder_that_it_has_vectors_of(
    folder: Path, files: Path, other: Path
) -> None:
    with opened(folder) as catalogue:
        before = answers(catalogue, files)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("DELETE FROM choice")
        connection.execute("DELETE FROM bundle")
        connection.commit()
    shutil.move(
        folder.parent / "resources" / "models" / "bundle", folder.parent / "resources" / "models" / "z"
    )
    assert installed.installed()[0].name == "second", "it is the one for new catalogues"
    with opened(folder) as catalogue:
        assert active(catalogue) == "for tests"
        assert answers(catalogue, files) == before
        run(catalogue.sources.index())
        assert states(catalogue)["for tests"].missing == 0
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        assert connection.execute("SELECT value FROM choice WHERE name = 'encoder'").fetchone() == (FIRST,)


def test_a_second_window_follows_the_switch(folder: Path, files: Path, other: Path) -> None:
    with opened(folder) as catalogue, opened(folder) as second:
        assert second.read_only
        before = answers(second, files)
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        assert answers(second, files) == answers(catalogue, files) != before
        for refused in (second.encoders.use, second.encoders.forget):
            with pytest.raises(CatalogueReadOnly):
                refused(FIRST)


def test_without_its_encoder_words_and_codes_are_searched_and_the_rest_says_what_to_do(
    folder: Path, files: Path, other: Path
) -> None:
    (folder.parent / "resources" / "models" / "bundle").unlink()
    with opened(folder) as catalogue:
        for text, name in (("shaft seal", "pump.txt"), ("zx49", "pump.txt"), ("軸シール", "ポンプ.txt")):
            results = catalogue.search.answer(Query(text))
            assert results.hits[0].path.name == name
            assert results.advice[0] is Advice.CHOOSE_ENCODER
        photo = Query(photos=(Photo(files / "IMG_0.jpg"),))
        for asked in (
            lambda: catalogue.search.answer(photo),
            lambda: next(catalogue.search.stages(photo)),
            lambda: run(catalogue.sources.index()),
        ):
            with pytest.raises(BundleAbsent) as absent:
                asked()
            assert absent.value.details["name"] == "for tests 1"
        gone = states(catalogue)["for tests"]
        assert (gone.active, gone.bundle, gone.percent) == (True, None, 100)
        found = {each.check: each for each in run(catalogue.health.examine())}
        assert found["encoder-absent"].level is Level.FAULT
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        assert catalogue.search.answer(photo).hits
        assert Advice.CHOOSE_ENCODER not in catalogue.search.answer(Query("shaft seal")).advice


def test_an_encoder_that_is_installed_again_is_used_by_the_next_search(folder: Path) -> None:
    (folder.parent / "resources" / "models" / "bundle").unlink()
    with opened(folder) as catalogue:
        assert catalogue.search.answer(Query("pump")).advice
        run(catalogue.encoders.add(TINY))
        assert Advice.CHOOSE_ENCODER not in catalogue.search.answer(Query("pump")).advice
        assert {
            route
            for hit in catalogue.search.answer(Query("pump")).hits
            for e in hit.evidence
            for route in [e.route]
        }


def test_what_is_forgotten_is_gone_from_the_file_and_can_be_made_again(folder: Path, other: Path) -> None:
    second = bundles.fingerprint(other)
    with opened(folder) as catalogue:
        run(catalogue.encoders.use(second))
        with pytest.raises(BundleInUse):
            catalogue.encoders.forget(second)
        with pytest.raises(BundleUnknown):
            catalogue.encoders.forget("nobody")
        (folder / "index" / FIRST).mkdir(parents=True)
        (folder / "index" / FIRST / "picture.json").write_text("{}")
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            (row,) = connection.execute(
                "SELECT row FROM vector v JOIN space s ON s.id = v.space_id WHERE fingerprint = ?", (FIRST,)
            ).fetchone()
        had = states(catalogue)["for tests"].vectors
        steps: list[Progress] = []
        assert run(catalogue.encoders.forget(FIRST), steps.append) == had == steps[-1].done
    assert row not in (folder / DATABASE).read_bytes()
    assert not (folder / "index" / FIRST).exists()
    with opened(folder) as catalogue:
        assert states(catalogue)["for tests"].vectors == 0
        assert catalogue.search.answer(Query("軸シールを交換")).hits[0].path.name == "ポンプ.txt"
        assert run(catalogue.encoders.use(FIRST)).pages == 6
        assert (active(catalogue), states(catalogue)["for tests"].missing) == ("for tests", 0)


def test_a_damaged_or_unknown_bundle_is_refused_and_nothing_changes(
    catalogue: Catalogue, other: Path
) -> None:
    with pytest.raises(BundleUnknown):
        catalogue.encoders.use("nobody")
    graph = other / "image.onnx"
    graph.write_bytes(graph.read_bytes()[:-1] + b"x")
    with pytest.raises(BundleDamaged):
        run(catalogue.encoders.use(bundles.fingerprint(other)))
    assert active(catalogue) == "for tests"
    assert states(catalogue)["second"].vectors == 0


def test_large_indexes_are_built_before_the_switch_and_kept(
    folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Space] = []

    def build(folder: Path, stock: Stock, **more: Any) -> Any:
        built.append(stock.subject.space)
        return open_index(folder, stock, **more)

    monkeypatch.setattr(indexes, "open_index", build)
    with opened(folder, threshold=2) as catalogue:
        before = [hit.path for hit in catalogue.search.answer(Query("shaft seal")).hits]
        built.clear()
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        assert set(built) == set(Space)
        built.clear()
        catalogue.search.answer(Query("shaft seal"))
        assert built == [], "nothing is left to be built by the first search"
        run(catalogue.encoders.use(FIRST))
        assert [hit.path for hit in catalogue.search.answer(Query("shaft seal")).hits] == before


def test_pages_known_by_their_thumbnail_are_named_and_told_by_the_examination(
    catalogue: Catalogue, files: Path, other: Path
) -> None:
    second = bundles.fingerprint(other)
    hidden = files.rename(files.with_name("away"))
    report = run(catalogue.encoders.use(second))
    assert (report.pages, report.thumbnails) == (6, 6)
    assert active(catalogue) == "second"
    assert len(catalogue.encoders.fallback_pages(second)) == states(catalogue)["second"].fallback_pages == 6
    found = {each.check: each.details for each in run(catalogue.health.examine())}
    assert found["catalogue-makeshift"] == {"name": "second 1", "count": 6, "percent": 100}
    assert found["catalogue-other-encoder"]["name"] == "for tests 1"
    hidden.rename(files)
    run(catalogue.sources.index())
    assert catalogue.encoders.fallback_pages(second) == ()


def test_vectors_of_an_encoder_that_nobody_knows_are_told_by_the_examination(catalogue: Catalogue) -> None:
    with closing(sqlite3.connect(catalogue.folder / DATABASE)) as connection, connection:
        connection.execute("INSERT INTO space (name, fingerprint, dim) VALUES ('picture', 'abcd', 2)")
        connection.execute(
            "INSERT INTO vector (space_id, page_id, row) SELECT max(s.id), 1, x'00' FROM space s"
        )
    found = {each.check: each for each in run(catalogue.health.examine())}
    strange = found["catalogue-unknown-encoder"]
    assert (strange.level, strange.details["name"], strange.details["count"]) == (Level.ADVICE, "abcd", 1)
    assert run(catalogue.encoders.forget("abcd")) == 1
    assert "catalogue-unknown-encoder" not in {each.check for each in run(catalogue.health.examine())}


def test_something_that_can_never_be_encoded_is_a_bug_and_no_endless_loop(
    catalogue: Catalogue, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EncoderCoverage, "missing", lambda self: (1, 0, 0))
    with pytest.raises(RuntimeError, match="cannot be encoded"):
        run(catalogue.encoders.use(bundles.fingerprint(other)))


def test_power_is_saved_as_in_other_passes(
    folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    whole = run_pool.open_reader_pool

    def watched(workers: int, sources: list[Path]) -> FallbackReaderPool:
        seen.append(workers)
        return whole(workers, sources)

    monkeypatch.setattr(run_pool, "open_reader_pool", watched)
    for save, workers in (("always", 1), ("never", 3)):
        chosen = Settings(workers=3, save_power=save, ocr="off")
        with Catalogue.open(folder, chosen=chosen) as catalogue:
            run(catalogue.encoders.use(FIRST))
        assert seen.pop() == workers


def test_a_catalogue_without_an_encoder_lists_what_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, other: Path
) -> None:
    bundles.ship(monkeypatch, tmp_path / "resources", TINY, other)
    with opened(tmp_path / "new") as catalogue:
        listed = [
            (state.name, state.active, state.percent, state.vectors) for state in catalogue.encoders.all()
        ]
        assert listed == [("for tests", False, 100, 0), ("second", False, 100, 0)]
        run(catalogue.encoders.use(bundles.fingerprint(other)))
        assert active(catalogue) == "second"
    assert [bundle.name for bundle in CatalogueEncoders.installed()] == ["for tests", "second"]
