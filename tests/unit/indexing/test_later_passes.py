"""The second pass: what is done, in which order, what a bad page costs, and how it is taken up again."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from imtextgui.documents.content import DEFAULT_LIMITS, DrawnPage, Limits, OfPage, Prepare
from imtextgui.documents.layout.regions import find
from imtextgui.documents.opening import Opened, open_document
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Region, RegionKind, Word
from imtextgui.domain.progress import Stage, run
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.errors import DocumentDamaged
from imtextgui.indexing import region_pass
from imtextgui.indexing.later_passes import MOST_BAD_PAGES, PassRun
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read
from imtextgui.indexing.region_pass import RegionPass, read
from imtextgui.search.geometry import local_features
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import Passes
from imtextgui.store.content.regions import Regions
from imtextgui.store.content.sources import Sources
from imtextgui.store.text.word_boxes import WordBoxes
from tests import archives, bad_files
from tests.unit.indexing.conftest import Site

A3 = (1190, 842)
DEEDS = Path("deeds")


def sheets(site: Site, name: str, *texts: str) -> Path:
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bad_files.pdf(texts, size=A3))
    return path


def first_pass(site: Site) -> None:
    run(site.pipeline().index(Sources(site.database).all(), second_pass=False))


def waiting(site: Site) -> int:
    return len(list(Passes(site.database).waiting(1, [site.source_id])))


def second_pass(
    site: Site, how: Read = read, limits: Limits = DEFAULT_LIMITS, *, retry: Retry = NO_RETRY
) -> int:
    work = RegionPass(site.database, site.encoder.fingerprint)
    work.read, work.limits = how, limits
    return run(
        PassRun(site.database, site.encoder, work, readers=site.readers).run([site.source_id], retry=retry)
    )


def test_opencv_starts_no_threads_in_a_reader(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system tells nothing of its processors, Windows' OpenCV fails at the first one."""
    opened = open_document(sheets(site, "a.pdf", "one"))
    threads: list[int] = []

    def looking(page: DrawnPage) -> tuple[Region, ...]:
        threads.append(cv2.getNumThreads())
        return find(page)

    monkeypatch.setattr(region_pass, "find", looking)
    cv2.setNumThreads(4)
    (page,) = read(opened, lambda _: np.zeros(1, np.float32), DEFAULT_LIMITS, [1])
    assert page.problem is None
    assert threads == [1]


def test_large_sheets_get_regions_after_everything_can_be_found(site: Site) -> None:
    sheets(
        site, "図面.pdf", "\n".join(f"{number} 油圧ポンプ GP-{2040 + number}" for number in range(12)), "弁"
    )
    site.text("notes.txt", "pump")
    stages: list[Stage] = []
    for step in site.pipeline().index(Sources(site.database).all()):
        if step.stage is Stage.REGIONS and Stage.REGIONS not in stages:
            assert site.counts().vectors[Space.PICTURE] == 2, "pages can be found before"
        stages.append(step.stage)
    assert list(dict.fromkeys(stages)) == [Stage.SCAN, Stage.READ, Stage.MEANING, Stage.REGIONS]
    assert site.counts().vectors[Space.PICTURE] == site.counts().vectors[Space.APPEARANCE] == 2 + 8
    page = Pages(site.database).page_of(site.ids()["図面.pdf"], 1)
    assert page is not None
    assert [region.kind for region in Regions(site.database).of(page.page_id)] == [RegionKind.TILE] * 4
    kept = local_features.unpack(FeatureRows(site.database).of([page.page_id])[page.page_id])
    assert kept is not None
    assert len(kept) > 0, "the words are points to recognise the page by"
    assert waiting(site) == 0


def test_words_of_text_layers_get_boxes(site: Site) -> None:
    sheets(site, "図面.pdf", "油圧ポンプ GP-2040")
    site.photo("a.jpg")
    site.index()
    page = Pages(site.database).page_of(site.ids()["図面.pdf"], 1)
    assert page is not None
    words = WordBoxes(site.database)
    assert [word.text for word in words.of(page.page_id)] == ["油圧ポンプ", "GP-2040"]
    read = Word("銘板", Box(0, 0, 0.1, 0.1), confidence=0.7)
    with site.database.transaction() as tx:
        words.add(tx, page.page_id, [read])
        tx.execute("UPDATE page SET passes = 0")
    assert second_pass(site) == 2
    assert [word.text for word in words.of(page.page_id)] == ["油圧ポンプ", "GP-2040", "銘板"]


def test_progress_counts_pages_to_the_end(site: Site) -> None:
    sheets(site, "a.pdf", "one", "two", "three")
    site.photo("b.jpg")
    first_pass(site)
    steps = [
        step for step in site.pipeline().index(Sources(site.database).all()) if step.stage is Stage.REGIONS
    ]
    assert steps[-1].done == steps[-1].total == 4
    assert {step.detail for step in steps if step.detail} == {"a.pdf", "b.jpg"}


def test_nothing_is_done_twice(site: Site) -> None:
    sheets(site, "a.pdf", "one")
    site.index()
    before = site.encoded()
    shutil.copy(site.root / "a.pdf", site.root / "copy.pdf")
    site.index()
    assert site.encoded() == (before[0], before[1] + 1), "only its name is another"
    assert second_pass(site) == 0


def test_a_pass_that_was_switched_off_is_caught_up(site: Site) -> None:
    sheets(site, "a.pdf", "one")
    first_pass(site)
    assert site.counts().vectors[Space.PICTURE] == 1
    site.index()
    assert site.counts().vectors[Space.PICTURE] == 5


def test_a_closed_job_keeps_its_pages_and_is_continued(site: Site) -> None:
    for number in range(12):
        sheets(site, f"{number:02}.pdf", f"one {number}", f"two {number}")
    first_pass(site)
    job = site.pipeline().index(Sources(site.database).all())
    for step in job:
        if step.stage is Stage.REGIONS and step.done >= 16:
            break
    job.close()
    assert 0 < waiting(site) < 24
    left = waiting(site)
    assert second_pass(site) == left
    assert site.counts().vectors[Space.PICTURE] == 24 * 5


def test_files_that_are_gone_or_changed_are_left_for_later(site: Site) -> None:
    gone, changed = sheets(site, "gone.pdf", "one"), sheets(site, "changed.pdf", "two")
    touched = sheets(site, "touched.pdf", "three")
    first_pass(site)
    hidden = gone.rename(site.root.with_name("hidden.pdf"))
    state = changed.stat()
    changed.write_bytes(changed.read_bytes().replace(b"842", b"843"))
    os.utime(changed, ns=(state.st_atime_ns, state.st_mtime_ns))
    os.utime(touched, ns=(1, 1))
    assert second_pass(site) == 0
    assert waiting(site) == 3
    hidden.rename(gone)
    assert second_pass(site) == 1
    site.index()
    assert waiting(site) == 1, "the changed file looks as before, and only its digest tells"


def test_a_copy_stands_in_for_a_file_that_is_gone(site: Site) -> None:
    path = sheets(site, "a.pdf", "one")
    shutil.copy(path, site.root / "b.pdf")
    first_pass(site)
    path.unlink()
    assert second_pass(site) == 1


def test_entries_of_archives_are_looked_at_as_long_as_they_hold_the_same(site: Site) -> None:
    packed = {"in/a.pdf": bad_files.pdf(["one"], size=A3)}
    archive = site.root / "packed.zip"
    archive.write_bytes(archives.zipped(packed))
    first_pass(site)
    archive.write_bytes(archives.zipped({"in/a.pdf": bad_files.pdf(["other"], size=A3)}))
    second_pass(site)
    assert site.counts().regions == 0, "what lies there now is something else"
    archive.write_bytes(archives.zipped(packed))
    assert second_pass(site) == 1
    assert site.counts().regions == 4


def misbehave(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[OfPage]:
    """Reads as usual, but for files named after a deed, whose even pages do it."""
    deed = opened.path.stem
    for page in pages:
        if page % 2 == 0 or "every" in deed:
            if "hang" in deed:
                time.sleep(600)
            elif "crash" in deed:
                os.abort()
            elif "bug" in deed:
                raise KeyError(page)
        yield from read(opened, prepare, limits, [page])
    if "damaged" in deed:
        raise DocumentDamaged(path=str(opened.path), reason="its end")


@pytest.mark.parametrize(("deed", "code"), [("hang", "document-timed-out"), ("crash", "document-crashed")])
def test_a_bad_page_costs_only_itself(site: Site, deed: str, code: str) -> None:
    sheets(site, f"{deed}.pdf", "one", "bad", "three")
    sheets(site, "good.pdf", "one", "two", "three!")
    first_pass(site)
    assert second_pass(site, misbehave, Limits(seconds_per_page=4.0)) == 6
    assert waiting(site) == 0
    assert [(each.path.name, each.code, each.page) for each in site.items.problems()] == [
        (f"{deed}.pdf", code, 2)
    ]
    assert site.counts().vectors[Space.PICTURE] == 6 + 5 * 4
    assert second_pass(site, misbehave) == 0, "it is not tried again by itself"
    assert second_pass(site, retry=Retry.all()) == 1
    assert site.codes() == {}
    assert site.counts().vectors[Space.PICTURE] == 6 + 6 * 4


@pytest.mark.expects_log("a reader failed on")
def test_a_bug_at_a_page_costs_that_page(site: Site) -> None:
    sheets(site, "bug.pdf", "one", "bad", "three")
    first_pass(site)
    assert second_pass(site, misbehave) == 3
    assert [each.page for each in site.items.problems()] == [2]
    assert site.counts().vectors[Space.PICTURE] == 3 + 2 * 4


def test_a_file_of_bad_pages_is_given_up(site: Site) -> None:
    sheets(site, "crash every.pdf", *map(str, range(MOST_BAD_PAGES + 4)))
    sheets(site, "good.pdf", "one")
    first_pass(site)
    assert second_pass(site, misbehave) == MOST_BAD_PAGES + 5
    assert waiting(site) == 0
    assert len(site.items.problems()) == MOST_BAD_PAGES


def test_a_file_that_cannot_be_read_to_its_end_is_listed_once_and_done(site: Site) -> None:
    sheets(site, "damaged.pdf", "one", "two")
    first_pass(site)
    assert second_pass(site, misbehave) == 2
    assert site.codes() == {}, "all its pages had come"
    assert waiting(site) == 0


def unreadable(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[OfPage]:
    yield from ()
    raise DocumentDamaged(path=str(opened.path), reason="all of it")


def test_a_file_that_cannot_be_read_at_all_is_done_with_one_problem(site: Site) -> None:
    sheets(site, "a.pdf", "one", "two")
    first_pass(site)
    assert second_pass(site, unreadable) == 2
    assert waiting(site) == 0
    assert [(each.code, each.page) for each in site.items.problems()] == [("document-damaged", 1)]


def silent(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[OfPage]:
    yield from ()


def test_pages_of_which_nothing_came_are_done(site: Site) -> None:
    sheets(site, "a.pdf", "one", "two")
    first_pass(site)
    assert second_pass(site, silent) == 2
    assert waiting(site) == 0


def test_pages_that_go_while_they_are_read_are_passed_over(site: Site) -> None:
    for number in range(6):
        sheets(site, f"{number}.pdf", str(number))
    first_pass(site)
    work = RegionPass(site.database, site.encoder.fingerprint)
    job = PassRun(site.database, site.encoder, work, readers=site.readers).run([site.source_id])
    next(job)
    with site.database.transaction() as tx:
        site.items.remove(tx, list(site.ids().values())[:3])
    run(job)
    assert site.counts().pages == 3
    assert site.counts().vectors[Space.PICTURE] == 3 * 5
