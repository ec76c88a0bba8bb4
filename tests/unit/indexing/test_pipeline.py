"""Indexing a folder: what is read, linked, moved, kept and forgotten."""

import os
import shutil
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from imtextgui.documents.content import DocumentInfo, PageContent
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.domain.progress import Stage
from imtextgui.domain.runs.retry import Retry
from imtextgui.errors import DocumentError, DocumentForbidden, DocumentMissing, DocumentReaderKilled
from imtextgui.indexing import batch_writer, pipeline
from imtextgui.indexing.reader_pool.events import Digest, Event, Finished, Waiting
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from imtextgui.indexing.scanning.scan import FileState, scan
from imtextgui.store.content.sources import Sources
from tests.unit.indexing.conftest import Site


def test_photos_and_texts_become_pages_with_vectors(site: Site) -> None:
    site.photo("ポンプ.jpg")
    site.text("manual/notes.txt", "Replace the seal of the pump. 油圧ポンプの分解")
    run = site.index()
    assert (run.files, run.new, run.pages, run.pictures, run.problems) == (2, 2, 2, 1, 0)
    counts = site.counts()
    assert (counts.items, counts.contents, counts.pages) == (2, 2, 2)
    assert counts.vectors[Space.PICTURE] == counts.vectors[Space.APPEARANCE] == 1
    assert counts.vectors[Space.MEANING] == counts.passages > 0


def test_a_second_run_encodes_nothing(site: Site) -> None:
    site.photo("a.jpg")
    site.text("b.txt", "pump")
    site.index()
    before = site.encoded()
    run = site.index()
    assert site.encoded() == before
    assert (run.unchanged, run.new, run.changed) == (2, 0, 0)


def test_a_changed_file_keeps_its_item_and_loses_its_old_pages(site: Site) -> None:
    path = site.text("a.txt", "old words")
    site.index()
    ids = site.ids()
    path.write_text("entirely new words here")
    run = site.index()
    assert (run.changed, run.new) == (1, 0)
    assert site.ids() == ids
    assert (site.counts().contents, site.counts().pages) == (1, 1)


def test_a_touched_file_is_not_read_again(site: Site) -> None:
    path = site.photo("a.jpg")
    site.index()
    before = site.encoded()
    os.utime(path, ns=(10**9, 10**9))
    run = site.index()
    assert (run.changed, run.unchanged) == (0, 1)
    assert site.encoded() == before
    assert site.index().unchanged == 1


def test_renaming_encodes_nothing_and_keeps_the_items(site: Site) -> None:
    for number in range(30):
        site.photo(f"old/{number:02}.jpg", f"#{number * 8:02x}4040")
    site.index()
    before, ids = site.encoded(), site.ids()
    (site.root / "old").rename(site.root / "新しい")
    run = site.index()
    assert (run.moved, run.new, run.gone) == (30, 0, 0)
    assert site.encoded() == before
    assert site.ids() == {path.replace("old/", "新しい/"): item for path, item in ids.items()}


def test_a_copy_of_what_a_changed_file_was_before_is_found(site: Site) -> None:
    """The changed file is read first, and its old bytes are nobody's until the copy is looked at."""
    original = site.text("manual.txt", "alpha words")
    site.index()
    shutil.copy(original, site.root / "manual_old.txt")
    original.write_text("edited text")
    run = site.index()
    assert (run.new, run.changed, run.gone) == (1, 1, 0)
    assert site.texts() == {"manual.txt": "edited text", "manual_old.txt": "alpha words"}


def test_files_that_take_each_others_names_keep_their_own_words(site: Site) -> None:
    names = ["r1.txt", "r2.txt", "r3.txt"]
    for name in names:
        site.text(name, f"words of {name}")
    site.index()
    (site.root / "r3.txt").rename(site.root / "r4.txt")
    (site.root / "r2.txt").rename(site.root / "r3.txt")
    (site.root / "r1.txt").rename(site.root / "r2.txt")
    site.text("r1.txt", "the newest words")
    site.index()
    assert site.texts() == {
        "r1.txt": "the newest words",
        **{f"r{number + 1}.txt": f"words of r{number}.txt" for number in (1, 2, 3)},
    }
    swapped = site.root / "swapped"
    (site.root / "r1.txt").rename(swapped)
    (site.root / "r4.txt").rename(site.root / "r1.txt")
    swapped.rename(site.root / "r4.txt")
    site.index()
    assert (site.texts()["r1.txt"], site.texts()["r4.txt"]) == ("words of r3.txt", "the newest words")


def test_entries_of_a_copied_archive_are_found_when_the_first_one_has_changed(site: Site) -> None:
    def pack(words: str) -> None:
        with ZipFile(site.root / "a.zip", "w") as packed:
            packed.writestr("one.txt", words)

    pack("zip alpha")
    site.index()
    shutil.copy(site.root / "a.zip", site.root / "b.zip")
    pack("zip of newer words")
    site.index()
    texts = site.texts()
    assert (texts["a.zip/one.txt"], texts["b.zip/one.txt"]) == ("zip of newer words", "zip alpha")


def test_a_duplicate_shares_the_pages_of_its_twin(site: Site) -> None:
    twin = site.photo("a.jpg")
    site.index()
    before = site.encoded()
    shutil.copy(twin, site.root / "copy.jpg")
    run = site.index()
    assert (run.new, run.duplicates) == (1, 1)
    assert site.encoded() == (before[0], before[1] + 1), "only its name is another"
    assert (site.counts().items, site.counts().pages) == (2, 1)


def test_twins_found_in_one_run_are_read_once(site: Site) -> None:
    for number in range(8):
        site.photo(f"{number}.jpg", "blue")
    run = site.index()
    assert (run.new, run.duplicates, run.pages) == (8, 7, 1)
    assert site.encoder.pictures_encoded == 1


def test_damaged_twins_are_each_a_problem(site: Site) -> None:
    for name in ("a.jpg", "b.jpg"):
        (site.root / name).write_bytes(b"\xff\xd8\xff\xe0 no picture at all" * 20)
    site.photo("good.jpg")
    run = site.index()
    assert run.problems == 2
    assert site.codes() == {"a.jpg": "document-damaged", "b.jpg": "document-damaged"}


def test_deleting_one_twin_keeps_the_pages_and_deleting_both_removes_them(site: Site) -> None:
    first, second = site.photo("a.jpg"), site.photo("b.jpg")
    site.text("c.txt", "stays")
    site.index()
    first.unlink()
    assert site.index().gone == 1
    assert site.counts().vectors[Space.PICTURE] == 1
    second.unlink()
    site.index()
    assert site.counts().vectors[Space.PICTURE] == 0


def test_an_unreachable_source_is_offline_and_keeps_everything(site: Site) -> None:
    site.photo("a.jpg")
    site.index()
    hidden = site.root.with_name("unplugged")
    site.root.rename(hidden)
    assert site.index().offline
    assert Sources(site.database).all()[0].offline
    assert site.counts().pages == 1
    hidden.rename(site.root)
    assert not site.index().offline
    assert not Sources(site.database).all()[0].offline


def test_an_unsupported_file_is_listed_and_not_read(site: Site) -> None:
    (site.root / "part.dwg").write_bytes(b"AC1032\0\0")
    run = site.index()
    assert (run.new, run.problems) == (1, 1)
    assert site.codes() == {"part.dwg": "document-needs-converter"}
    assert site.index().unchanged == 1


def test_a_problem_is_retried_when_the_file_changes(site: Site) -> None:
    path = site.root / "a.jpg"
    path.write_bytes(b"")
    site.index()
    assert site.codes() == {"a.jpg": "document-empty"}
    site.photo("a.jpg")
    site.index()
    assert site.codes() == {}
    assert site.counts().pages == 1


def test_a_problem_is_retried_on_demand_only(site: Site) -> None:
    (site.root / "a.txt").write_bytes(b"")
    site.index()
    assert site.index().unchanged == 1
    assert site.index(retry=Retry.all()).problems == 1


def test_only_the_named_files_are_taken_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (site.root / name).parent.mkdir(exist_ok=True)
        (site.root / name).write_bytes(b"")
    site.index()
    taken: list[str] = []

    def walk(*given: Any, **more: Any) -> Any:
        taken.extend(sorted(more["stale"]))
        return scan(*given, **more)

    monkeypatch.setattr(pipeline, "scan", walk)
    site.index(retry=Retry.files([site.root / "sub/c.txt", site.root / "gone.txt", Path("/elsewhere/a.txt")]))
    assert taken == ["sub/c.txt"]
    assert set(site.codes()) == {"a.txt", "b.txt", "c.txt"}
    site.index(retry=Retry.all())
    assert taken[1:] == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_damaged_file_loses_its_old_pages(site: Site) -> None:
    path = site.photo("a.jpg")
    site.index()
    path.write_bytes(path.read_bytes()[:200])
    site.index()
    assert site.codes() == {"a.jpg": "document-damaged"}
    assert site.counts().vectors[Space.PICTURE] == 0


def test_a_broken_link_is_taken_as_soon_as_it_is_mended(site: Site) -> None:
    (site.root / "link.txt").symlink_to(site.root / "target.txt")
    site.index()
    assert site.codes() == {"link.txt": "document-missing"}
    site.text("target.txt", "here now")
    site.index()
    assert site.codes() == {}
    assert set(site.ids()) == {"link.txt", "target.txt"}


def test_a_cancelled_run_keeps_its_slices_and_is_continued(site: Site) -> None:
    for number in range(60):
        site.photo(f"{number:02}.jpg", f"#{number * 4:02x}8080")
    job = site.pipeline().index(Sources(site.database).all())
    for step in job:
        if step.stage is Stage.READ and step.done >= 50:
            break
    job.close()
    kept = site.counts().pages
    assert 0 < kept < 60
    run = site.index()
    assert site.counts().pages == 60
    assert run.pages == 60 - kept


def test_progress_counts_files_to_the_end(site: Site) -> None:
    for number in range(5):
        site.photo(f"{number}.jpg", f"#{number:02x}0000")
    steps = [step for step in site.pipeline().index(Sources(site.database).all()) if step.stage is Stage.READ]
    assert steps[-1].done == steps[-1].total == 5
    assert {step.detail for step in steps} == {f"{number}.jpg" for number in range(5)}


def test_awkward_names_are_indexed(site: Site) -> None:
    names = ["new\nline.txt", "図面 🛠.txt", "x" * 251 + ".txt", os.fsdecode(b"\xff\xfe.txt")]
    for name in names:
        (site.root / name).write_text("pump")
    deep = site.root.joinpath(*["folder" * 8] * 6, "deep.txt")
    deep.parent.mkdir(parents=True)
    deep.write_text("pump deep below")
    assert len(str(deep)) > 260
    assert site.index().problems == 0
    assert set(site.ids()) == {*names, deep.relative_to(site.root).as_posix()}


def test_the_users_files_are_never_written(site: Site) -> None:
    site.photo("a.jpg")
    site.text("b.txt", "x")
    (site.root / "bad.pdf").write_bytes(b"%PDF-1.4 broken")

    def state() -> dict[Path, tuple[int, bytes]]:
        return {
            p: (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(site.root.rglob("*")) if p.is_file()
        }

    before = state()
    site.index()
    site.index(retry=Retry.all())
    assert state() == before


class ScriptedReaderPool(InProcessReaderPool):
    """Tells ``events``, whatever it is asked to read."""

    def __init__(self, events: list[tuple[FileState, Event]]) -> None:
        super().__init__()
        self._events = events

    def stream(self, *_: Any) -> Any:
        return ScriptedStream(self._events)


class ScriptedStream(list[tuple[FileState, Event]]):
    def close(self) -> None:
        self.clear()


def test_what_was_read_is_saved_while_a_slow_file_is_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = FileState("a.txt", 1, 1), FileState("slow.pdf", 1, 1)
    page = PageContent(1, "pump")
    read: list[Event] = [Digest("d", 1, 1), DocumentInfo(Kind.MANUAL, 1, ""), page, Finished()]
    site.readers = ScriptedReaderPool([*[(fast, event) for event in read], (slow, Waiting())])
    monkeypatch.setattr(batch_writer, "BATCH_SECONDS", 0.0)
    site.text("a.txt", "x")
    for step in site.pipeline().index(Sources(site.database).all()):
        if step.detail == "slow.pdf":
            assert site.counts().pages == 1
            return
    pytest.fail("the slow file was never waited for")


class Mixing(InProcessReaderPool):
    """Tells the events of all files in turns, as where each takes its time."""

    def stream(self, files: Any, spec: Any, wanted: Any = None) -> Any:
        told: dict[Any, list[Any]] = {}
        for key, event in super().stream(files, spec, wanted):
            told.setdefault(key, []).append(event)
        return MixedStream(told)


class MixedStream:
    def __init__(self, told: dict[Any, list[Any]]) -> None:
        self._told = told

    def __iter__(self) -> Any:
        for events in zip_longest(*self._told.values()):
            yield from [(key, event) for key, event in zip(self._told, events, strict=True) if event]

    def close(self) -> None:
        """Nothing is open."""


def test_files_may_be_told_of_in_turns(site: Site) -> None:
    site.text("a.txt", "\f".join(f"page {number} of the first" for number in range(5)))
    site.text("b.txt", "\f".join(f"leaf {number} of the second" for number in range(3)))
    site.text("c.txt", "\f".join(f"leaf {number} of the second" for number in range(3)))
    site.photo("d.jpg")
    (site.root / "e.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all" * 20)
    site.readers = Mixing()
    run = site.index()
    assert (run.new, run.pages, run.problems, run.duplicates) == (5, 9, 1, 1)
    assert site.codes() == {"e.jpg": "document-damaged"}
    assert site.counts().pages == 5 + 3 + 1 + 1
    again = site.index()
    assert (again.unchanged, again.new) == (5, 0)


class Killing(InProcessReaderPool):
    """Ends files of a name as where somebody ends their reader, after ``pages`` pages."""

    def __init__(self, pages: int, error: type[DocumentError]) -> None:
        super().__init__()
        self._pages = pages
        self._error = error

    def stream(self, files: Any, spec: Any, wanted: Any = None) -> Any:
        return KilledStream(super().stream(files, spec, wanted), self._pages, self._error)


class KilledStream:
    def __init__(self, stream: Any, pages: int, error: type[DocumentError]) -> None:
        self._stream, self._pages, self._error = stream, pages, error

    def __iter__(self) -> Any:
        dead: set[Any] = set()
        for key, event in self._stream:
            if key in dead:
                continue
            if isinstance(event, Finished) and not event.skipped and key.relpath == "a.txt":
                dead.add(key)
                yield key, self._error(path=str(key.relpath))
            elif isinstance(event, PageContent) and event.number > self._pages and key.relpath == "a.txt":
                dead.add(key)
                yield key, self._error(path=str(key.relpath), page=event.number)
            else:
                yield key, event

    def close(self) -> None:
        self._stream.close()


@pytest.mark.parametrize("pages", [0, 2, 5])
@pytest.mark.parametrize("error", [DocumentReaderKilled, DocumentMissing, DocumentForbidden])
def test_what_was_no_fault_of_the_file_is_taken_again_by_the_next_run(
    site: Site, pages: int, error: type[DocumentError]
) -> None:
    site.text("a.txt", "\f".join(f"page {number}" for number in range(5)))
    site.text("b.txt", "other")
    healthy = site.readers
    site.readers = Killing(pages, error)
    for _ in range(2):
        site.index()
        assert site.codes() == {"a.txt": error.code}
    site.readers = healthy
    run = site.index()
    assert (site.codes(), run.problems) == ({}, 0)
    assert site.counts().pages == 6
    assert site.index().unchanged == 2


def test_what_an_earlier_version_took_for_its_end_is_gone_on_with(site: Site) -> None:
    site.text("a.txt", "\f".join(f"page {number}" for number in range(5)))
    healthy = site.readers
    site.readers = Killing(2, DocumentMissing)
    site.index()
    with site.database.transaction() as tx:
        tx.execute("UPDATE content SET complete = 1")
    site.readers = healthy
    assert site.index().problems == 0
    assert site.counts().pages == 5
