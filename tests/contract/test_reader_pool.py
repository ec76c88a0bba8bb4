"""What every pool of readers must do; the one without processes is the twin that tests may use instead."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents.content import DocumentInfo, Limits, Listing, OfPage, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import (
    DocumentCrashed,
    DocumentDamaged,
    DocumentError,
    DocumentMissing,
    DocumentTimedOut,
    DocumentTooLarge,
)
from imtextgui.indexing.reader_pool import process_stream
from imtextgui.indexing.reader_pool.events import Digest, Event, Finished, Waiting
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, from_page
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReaderPool, ReadSpec
from tests import archives, bad_files

SECONDS = 4.0
"""A page may take so long where a test is about it: enough for a good one on a busy machine."""


@dataclass
class Clock:
    """Seconds that pass where a reader says so; of the pool that cannot end a reader that hangs."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


CLOCK = Clock()


@pytest.fixture(scope="module")
def processes() -> Iterator[ReaderPool]:
    with ProcessReaderPool(2) as pool:
        yield pool


@pytest.fixture(params=["processes", "in this process"])
def pool(
    request: pytest.FixtureRequest, processes: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> ReaderPool:
    # However busy the machine is: overtaking has tests of its own.
    monkeypatch.setattr(process_stream, "OVERTAKEN_SECONDS", 600.0)
    return processes if request.param == "processes" else InProcessReaderPool(CLOCK)


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.convert("RGB").resize((8, 8)))


def hang() -> None:
    """Take far too long: for good in a worker, which can be ended, on the clock of the twin otherwise."""
    if multiprocessing.parent_process() is not None:
        time.sleep(600)
    CLOCK.seconds += 600


def no_memory() -> None:
    raise MemoryError


def bug() -> None:
    raise ZeroDivisionError


def damage() -> None:
    raise DocumentDamaged(path="a", reason="its second page")


DEEDS: dict[str, Callable[[], None]] = {"hang": hang, "memory": no_memory, "bug": bug, "damage": damage}


def misbehave(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """Reads four pages, and does what the file's first word says where its second page is due."""
    word = opened.head.split()[0].decode()
    yield DocumentInfo(Kind.MANUAL, 4, "")
    for number in range(pages[0], 5):
        if number == 2 and word in DEEDS:
            DEEDS[word]()
        yield PageContent(number, text=word)


def some_pages(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """A pass over pages: one thing found on each page that is wanted."""
    for number in pages:
        yield OfPage(number)


@dataclass
class Told:
    """What a stream told, without the moments of waiting."""

    events: list[tuple[str, Event]] = field(default_factory=list)

    def of(self, key: str) -> list[Event]:
        return [event for name, event in self.events if name == key]

    @property
    def order(self) -> list[str]:
        """The files in the order they ended."""
        return [key for key, event in self.events if isinstance(event, Finished | DocumentError)]

    @property
    def ends(self) -> dict[str, str]:
        """By file, how it ended; each file ends once."""
        assert len(set(self.order)) == len(self.order)
        return {
            key: event.code if isinstance(event, DocumentError) else "skipped" if event.skipped else "read"
            for key, event in self.events
            if isinstance(event, Finished | DocumentError)
        }

    def pages(self, key: str) -> list[int]:
        return [event.number for event in self.of(key) if isinstance(event, OfPage)]


def read(
    pool: ReaderPool,
    files: list[tuple[str, Path]],
    spec: ReadSpec | None = None,
    wanted: Callable[[str, str], PageNumbers | None] = lambda key, digest: from_page(1),
) -> Told:
    told = Told()
    with closing(pool.stream(files, spec or ReadSpec(prepare), wanted)) as stream:
        for key, event in stream:
            if not isinstance(event, Waiting):
                told.events.append((key, event))
    return told


def texts(folder: Path, *words: str) -> list[tuple[str, Path]]:
    """A file for each of ``words``, which it begins with; its key is the word and its place."""
    files = []
    for number, word in enumerate(words):
        path = folder / f"{number:03} {word}.txt"
        path.write_text(f"{word} 本文 {number}\n", encoding="utf-8")
        files.append((f"{word} {number}", path))
    return files


def test_files_come_in_their_order_and_the_digest_of_each_first(pool: ReaderPool, tmp_path: Path) -> None:
    files = texts(tmp_path, *["word"] * 20)
    picture = tmp_path / "photo.png"
    Image.new("RGB", (500, 300), "red").save(picture)
    files.insert(3, ("photo", picture))
    told = read(pool, files)
    assert told.order == [key for key, _ in files]
    for key, path in files:
        digest, info, page, end = told.of(key)
        assert isinstance(digest, Digest)
        assert (digest.size, digest.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
        assert isinstance(info, DocumentInfo)
        assert isinstance(page, PageContent)
        assert end == Finished()
    page = told.of("photo")[2]
    assert isinstance(page, PageContent)
    assert page.tensor is not None
    assert page.tensor.shape == (8, 8, 3)


def test_the_events_of_two_files_are_not_mixed(pool: ReaderPool, tmp_path: Path) -> None:
    told = read(pool, texts(tmp_path, *["word"] * 10), ReadSpec(prepare, read=misbehave))
    keys = [key for key, _ in told.events]
    assert keys == sorted(keys, key=lambda key: int(key.split()[1]))


def test_same_bytes_have_the_same_digest(pool: ReaderPool, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("the same")
    told = read(pool, [(name, tmp_path / name) for name in ("a.txt", "b.txt")])
    digests = [event.value for _, event in told.events if isinstance(event, Digest)]
    assert len(digests) == 2
    assert len(set(digests)) == 1


def test_what_is_known_is_not_read(pool: ReaderPool, tmp_path: Path) -> None:
    files = texts(tmp_path, "known", "new", "known")
    told = read(pool, files, wanted=lambda key, digest: None if "known" in key else from_page(1))
    assert told.ends == {"known 0": "skipped", "new 1": "read", "known 2": "skipped"}
    assert [type(event) for event in told.of("known 0")] == [Digest, Finished]


def test_the_digest_that_is_asked_about_is_the_one_that_is_told(pool: ReaderPool, tmp_path: Path) -> None:
    asked: dict[str, str] = {}

    def note(key: str, digest: str) -> PageNumbers:
        asked[key] = digest
        return from_page(1)

    told = read(pool, texts(tmp_path, "a", "b", "c"), wanted=note)
    assert asked == {key: event.value for key, event in told.events if isinstance(event, Digest)}


def test_reading_goes_on_from_the_page_that_is_asked_for(pool: ReaderPool, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\f".join(f"page {number}" for number in range(1, 6)))
    assert read(pool, [("long", long)], wanted=lambda key, digest: from_page(4)).pages("long") == [4, 5]


def test_a_pass_over_pages_gets_the_numbers_it_asked_for(pool: ReaderPool, tmp_path: Path) -> None:
    wanted = {"a 0": (2, 3, 7), "b 1": (1,)}
    told = read(
        pool,
        texts(tmp_path, "a", "b"),
        ReadSpec(prepare, read=some_pages),
        lambda key, digest: wanted[key],
    )
    assert told.pages("a 0") == [2, 3, 7]
    assert told.pages("b 1") == [1]
    assert [type(event) for event in told.of("b 1")] == [Digest, OfPage, Finished]


def test_more_pages_than_there_is_room_for_all_come(pool: ReaderPool, tmp_path: Path) -> None:
    spec = ReadSpec(prepare, read=some_pages, pages_ahead=2)
    told = read(pool, texts(tmp_path, "a", "b"), spec, lambda key, digest: range(1, 101))
    assert told.pages("a 0") == told.pages("b 1") == list(range(1, 101))


def test_files_that_cannot_be_read_end_in_their_code_and_cost_no_other(
    pool: ReaderPool, tmp_path: Path
) -> None:
    files = texts(tmp_path, "good", "gone", "good")
    files[1][1].unlink()
    (tmp_path / "damaged.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "large.txt").write_text("x" * 4_000)
    files += [(name, tmp_path / name) for name in ("damaged.jpg", "large.txt")]
    told = read(pool, files, ReadSpec(prepare, Limits(max_file_bytes=3_000)))
    assert told.ends == {
        "good 0": "read",
        "gone 1": DocumentMissing.code,
        "good 2": "read",
        "damaged.jpg": DocumentDamaged.code,
        "large.txt": DocumentTooLarge.code,
    }
    assert [type(event) for event in told.of("gone 1")] == [DocumentMissing]
    assert [type(event) for event in told.of("large.txt")] == [DocumentTooLarge], "it is not digested either"


@pytest.mark.parametrize(
    ("deed", "error", "at_page"),
    [
        ("hang", DocumentTimedOut, 2),
        ("memory", DocumentTooLarge, 2),
        ("damage", DocumentDamaged, None),
        pytest.param("bug", DocumentCrashed, 2, marks=pytest.mark.expects_log("a reader failed on")),
    ],
)
def test_a_bad_page_ends_its_file_with_one_problem_that_names_the_page(
    pool: ReaderPool, tmp_path: Path, deed: str, error: type[DocumentError], at_page: int | None
) -> None:
    limits = Limits(seconds_per_page=SECONDS if deed == "hang" else 120)
    files = texts(tmp_path, "good", deed, "good", deed, "good")
    told = read(pool, files, ReadSpec(prepare, limits, misbehave))
    assert [told.ends[key] for key, _ in files] == ["read", error.code, "read", error.code, "read"]
    for key in (f"{deed} 1", f"{deed} 3"):
        assert told.pages(key) == [1], "what was read before is told"
        end = told.of(key)[-1]
        assert isinstance(end, DocumentError)
        assert end.details.get("page") == at_page
    assert told.pages("good 4") == [1, 2, 3, 4]


def test_what_is_in_an_archive_can_be_read_before_the_files_that_wait(
    pool: ReaderPool, tmp_path: Path
) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(archives.zipped({"in/note.txt": b"a packed note", "b.pdf": bad_files.pdf(["words"])}))
    after = texts(tmp_path, *["word"] * 40)
    order: list[str] = []
    words: list[str] = []
    with closing(pool.stream([("a.zip", archive), *after], ReadSpec(prepare))) as stream:
        for key, event in stream:
            if isinstance(event, Listing):
                stream.insert([(entry.name, archive / entry.name) for entry in event.entries])
            elif isinstance(event, Finished | DocumentError):
                order.append(key)
            elif isinstance(event, PageContent) and key.startswith("in/"):
                words.append(event.text)
    assert words == ["a packed note"]
    assert sorted(order) == sorted(["a.zip", "in/note.txt", "b.pdf", *(key for key, _ in after)])
    assert order.index("in/note.txt") < order.index("b.pdf") < order.index(after[-1][0])


def test_files_are_asked_for_as_they_are_needed(pool: ReaderPool, tmp_path: Path) -> None:
    given: list[str] = []

    def endless() -> Iterator[tuple[str, Path]]:
        (path,) = (path for _, path in texts(tmp_path, "word"))
        for number in range(10**9):
            given.append(str(number))
            yield str(number), path

    with closing(pool.stream(endless(), ReadSpec(prepare))) as stream:
        for key, event in stream:
            if isinstance(event, Finished) and key == "2":
                break
    assert 3 <= len(given) <= 40, "the window is bounded"


def test_closing_stops_at_once_and_the_pool_goes_on(pool: ReaderPool, tmp_path: Path) -> None:
    files = texts(tmp_path, *["word"] * 40)
    stream = pool.stream(files, ReadSpec(prepare, read=misbehave))
    events = iter(stream)
    first = next(event for event in events if not isinstance(event[1], Waiting))
    assert first[0] == "word 0"
    stream.close()
    stream.close()
    assert list(events) == []
    assert read(pool, texts(tmp_path, "another")).ends == {"another 0": "read"}


def test_an_error_of_the_one_who_is_asked_goes_to_the_one_who_listens(
    pool: ReaderPool, tmp_path: Path
) -> None:
    def refuse(key: str, digest: str) -> PageNumbers | None:
        raise ConnectionError(key)

    with pytest.raises(ConnectionError):
        read(pool, texts(tmp_path, "word"), wanted=refuse)
    assert read(pool, texts(tmp_path, "word")).ends == {"word 0": "read"}


def test_one_pool_does_one_kind_of_work_after_the_other(pool: ReaderPool, tmp_path: Path) -> None:
    files = texts(tmp_path, *["word"] * 5)
    assert set(read(pool, files).ends.values()) == {"read"}
    for _ in range(3):
        told = read(pool, files, ReadSpec(prepare, read=some_pages), lambda key, digest: (1, 2))
        assert [told.pages(key) for key, _ in files] == [[1, 2]] * 5
    assert set(read(pool, files, ReadSpec(prepare, Limits(memory_mb=512))).ends.values()) == {"read"}


LOADED: list[str] = []


def load(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """Keeps something in memory from one file to the next, and tells how much."""
    LOADED.append(opened.path.name)
    yield OfPage(len(LOADED))


def unload() -> None:
    LOADED.clear()


def test_a_reset_frees_what_was_kept_between_files(tmp_path: Path, pool: ReaderPool) -> None:
    spec = ReadSpec(prepare, read=load, release=unload)
    files = texts(tmp_path, *["word"] * 6)
    pool.reset()
    told = read(pool, files, spec)
    assert max(told.pages(key)[0] for key, _ in files) >= 3, "two readers at most share six files"
    pool.reset()
    assert read(pool, files[:1], spec).pages("word 0") == [1]
    pool.reset()


def test_no_file_is_no_work(pool: ReaderPool) -> None:
    assert read(pool, []).events == []
