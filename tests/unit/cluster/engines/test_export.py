"""Exports: only what changed, all or nothing, and readers that have the one before."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

from imtextgui import messages
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.opening import OpenedFolder
from imtextgui.cluster.engines import export as exporting
from imtextgui.cluster.engines.candidates import EngineCandidates, in_engine
from imtextgui.cluster.engines.lance import LanceTable
from imtextgui.config.settings import CurrentSettings, Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Filters, Query
from imtextgui.errors import (
    EngineBusy,
    EngineDamaged,
    EngineMissing,
    EngineWithoutPublication,
    EngineWithoutVectors,
    ImTextError,
)
from imtextgui.store.lock import WriterLock
from tests.fakes import FakeEncoder
from tests.unit.cluster.engines.conftest import CHOSEN, Site

Keep = Callable[[Catalogue], Catalogue]


def names(catalogue: Catalogue, text: str) -> list[str]:
    return sorted(hit.path.name for hit in catalogue.search.answer(Query(text)).hits)


def text_of(catalogue: Catalogue, page_id: int) -> str:
    page = catalogue.pages.get(page_id)
    assert page is not None
    return page.text


def found(catalogue: Catalogue, text: str) -> bool:
    """Whether the first hit holds the words."""
    hits = catalogue.search.answer(Query(text)).hits
    return bool(hits) and all(word in text_of(catalogue, hits[0].page_id) for word in text.split())


def test_only_what_changed_is_written_again(shop: Site, opened: Keep) -> None:
    assert shop.export().written == 0
    (shop.files / "new.txt").write_text("spindle of the lathe", encoding="utf-8")
    (shop.files / "note 1.txt").unlink()
    (shop.files / "note 0.txt").rename(shop.files / "renamed 0.txt")
    shop.publish()
    report = shop.export()
    assert (report.pages, report.written, report.removed) == (3, 2, 1)
    catalogue = opened(shop.in_engine())
    assert found(catalogue, "spindle lathe")
    assert "note 1.txt" not in names(catalogue, "relay cabinet")
    assert "renamed 0.txt" in names(catalogue, "renamed")
    assert shop.export(anew=True).written == 3
    assert found(opened(shop.in_engine()), "spindle lathe")


def test_readers_have_the_export_that_they_opened_until_they_open_it_anew(shop: Site, opened: Keep) -> None:
    before = opened(shop.in_engine())
    (shop.files / "new.txt").write_text("spindle of the lathe", encoding="utf-8")
    shop.publish()
    shop.export()
    assert not found(before, "spindle lathe")
    assert found(before, "gear pump")
    assert found(opened(shop.in_engine()), "spindle lathe")


def test_a_killed_export_leaves_the_one_before_and_is_taken_back(
    shop: Site, opened: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop.files / "new.txt").write_text("spindle of the lathe", encoding="utf-8")
    shop.publish()

    class Killed(Exception):
        pass

    def kill(table: LanceTable, indexes: object) -> int:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(LanceTable, "settle", kill)
        with pytest.raises(Killed):
            shop.export()
    assert not found(opened(shop.in_engine()), "spindle lathe")
    assert shop.export().written == 1
    after = opened(shop.in_engine())
    assert found(after, "spindle lathe")
    assert len(after.search.answer(Query("spindle")).hits) == len(
        opened(shop.by_itself()).search.answer(Query("spindle")).hits
    )


def test_a_newer_snapshot_than_the_exported_one_is_known(shop: Site) -> None:
    def is_behind() -> bool:
        known: list[bool] = []

        def look(opening: OpenedFolder) -> EngineCandidates:
            candidates = EngineCandidates(opening, str(shop.engine))
            known.append(candidates.is_behind)
            return candidates

        Catalogue.open(
            shop.share, encoder=FakeEncoder(), chosen=CHOSEN, read_only=True, candidates=look
        ).close()
        return known[0]

    assert not is_behind()
    (shop.files / "new.txt").write_text("spindle of the lathe", encoding="utf-8")
    shop.publish()
    assert is_behind()
    shop.export()
    assert not is_behind()


def test_tags_of_the_reader_are_filtered_by_too(shop: Site, opened: Keep) -> None:
    with shop.by_itself() as mine:
        hit = mine.search.answer(Query("relay")).hits[0]
        mine.tags.add([hit.item_id], "mine")
    engine = opened(shop.in_engine())
    tagged = engine.search.answer(Query("", filters=Filters(tags=("mine",)))).hits
    assert [one.page_id for one in tagged] == [hit.page_id]


def test_a_second_export_to_a_folder_waits_for_nobody(shop: Site) -> None:
    with WriterLock(shop.engine, exporting.LOCK) as lock:
        assert lock.acquire()
        with pytest.raises(EngineBusy):
            shop.export()


def test_a_catalogue_without_vectors_is_refused(shop: Site, tmp_path: Path) -> None:
    share = tmp_path / "bare"
    with Catalogue.open(tmp_path / "empty", encoder=FakeEncoder(), chosen=CHOSEN) as empty:
        run(empty.publishing.publish(share))
    with pytest.raises(EngineWithoutVectors):
        run(exporting.export(share, str(shop.engine), CurrentSettings(Settings())))


def sentences(trouble: ImTextError) -> dict[str, str]:
    return {language: messages.sentence(trouble.code, trouble.details, language) for language in ("en", "ja")}


def broken(shop: Site, how: str) -> tuple[Path, Path]:
    """The share and the engine of a site where something is wrong."""
    if how == "no folder":
        return shop.share, shop.engine.with_name("nowhere")
    if how == "empty folder":
        place = shop.engine.with_name("empty")
        place.mkdir()
        return shop.share, place
    if how == "own catalogue":
        return shop.own, shop.engine
    for file in shop.engine.rglob("*.lance" if how == "files gone" else "*.manifest"):
        if file.is_file():
            file.write_bytes(b"" if how == "files gone" else b"no manifest at all")
    return shop.share, shop.engine


def ask(share: Path, engine: Path) -> None:
    """Open and ask: some is found wrong at the opening, some by the first question."""
    with Catalogue.open(
        share, encoder=FakeEncoder(), chosen=CHOSEN, read_only=True, candidates=in_engine(str(engine))
    ) as catalogue:
        catalogue.search.answer(Query("pump"))


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("no folder", EngineMissing),
        ("empty folder", EngineMissing),
        ("own catalogue", EngineWithoutPublication),
        ("files gone", EngineDamaged),
        ("manifests gone", EngineDamaged),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(shop: Site, how: str, error: type[ImTextError]) -> None:
    share, engine = broken(shop, how)
    with pytest.raises(error) as caught:
        ask(share, engine)
    told = sentences(caught.value)
    assert str(share if how == "own catalogue" else engine) in told["en"]
    assert "てください" in told["ja"]
