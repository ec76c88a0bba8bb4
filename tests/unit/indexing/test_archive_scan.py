"""ArchiveScan in an indexed folder: entries are items, and an unchanged archive is not opened."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from py7zr import SevenZipFile

from imtextgui.documents.content import ArchiveEntry, Limits, Listing
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.domain.progress import Stage
from imtextgui.domain.runs.retry import Retry
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess
from imtextgui.indexing.scanning.archive_scan import ArchiveScan
from imtextgui.store.content.items import KnownItem
from imtextgui.store.content.left_out import LeftOutRows
from imtextgui.store.content.sources import Sources
from tests import archives, bad_files, pdf_files
from tests.unit.indexing.conftest import Site


def save(site: Site, relpath: str, data: bytes) -> Path:
    path = site.root / relpath
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


FILES = {
    "図面/GP-2040.pdf": bad_files.pdf(["pump"]),
    "notes.txt": b"Replace the seal",
    "a.jpg": bad_files.picture("JPEG"),
}


def test_entries_are_items_with_their_path_in_the_archive(site: Site) -> None:
    save(site, "old/drawings.zip", archives.zipped(FILES))
    run = site.index()
    assert (run.files, run.new, run.unchanged, run.problems) == (4, 4, 0, 0)
    assert set(site.ids()) == {"old/drawings.zip", *(f"old/drawings.zip/{name}" for name in FILES)}
    assert site.counts().pages == 4
    assert site.index().unchanged == 4


def test_an_unchanged_archive_is_not_opened(site: Site) -> None:
    save(site, "a.zip", archives.zipped(FILES))
    site.index()

    def refuse() -> WorkerProcess:
        raise AssertionError("nothing is to be read")

    site.readers = ProcessReaderPool(1, start=refuse)
    run = site.index()
    assert (run.files, run.unchanged, run.gone) == (4, 4, 0)


@pytest.mark.parametrize("make", [archives.zipped, archives.tarred, archives.seven_zip])
def test_of_a_changed_archive_only_changed_entries_are_decoded(
    site: Site, make: Callable[[dict[str, bytes]], bytes]
) -> None:
    name = {archives.zipped: "a.zip", archives.tarred: "a.tar", archives.seven_zip: "a.7z"}[make]
    path = save(site, name, make(FILES))
    site.index()
    ids, pictures = site.ids(), site.encoder.pictures_encoded
    del ids[f"{name}/notes.txt"]
    path.write_bytes(make({"new.txt": b"New words here", **FILES, "notes.txt": b"Replace the valve"}))
    run = site.index()
    assert (run.new, run.changed, run.gone) == (1, 2, 0), "the archive and one entry changed"
    assert site.encoder.pictures_encoded == pictures
    assert ids.items() <= site.ids().items()
    path.write_bytes(make({"notes.txt": b"Replace the valve"}))
    assert site.index().gone == 3
    assert set(site.ids()) == {name, f"{name}/notes.txt"}


def test_moved_and_copied_archives_are_decoded_once(site: Site) -> None:
    path = save(site, "a.zip", archives.zipped(FILES))
    site.index()
    before, ids = site.encoded(), site.ids()
    path.rename(site.root / "b.zip")
    run = site.index()
    assert (run.moved, run.new, run.gone) == (4, 0, 0)
    assert site.ids() == {name.replace("a.zip", "b.zip"): item for name, item in ids.items()}
    shutil.copy(site.root / "b.zip", site.root / "c.zip")
    run = site.index()
    assert (run.new, run.duplicates) == (4, 3), "the archive itself is opened once more"
    names = 1 + 4  # of b.zip, of c.zip and what is in it
    assert site.encoded() == (before[0], before[1] + names)
    (site.root / "b.zip").unlink()
    assert site.index().gone == 4
    assert site.counts().pages == 4


def test_twins_of_an_archive_in_one_run_are_each_looked_into(site: Site) -> None:
    for name in "abc":
        save(site, f"{name}.zip", archives.zipped(FILES))
    run = site.index()
    assert (run.new, run.pages, run.problems) == (12, 4, 0)


def test_a_file_and_its_twin_in_an_archive_share_their_pages(site: Site) -> None:
    site.text("notes.txt", "Replace the seal")
    save(site, "a.zip", archives.zipped(FILES))
    assert site.index().pages == 4
    assert len(site.ids()) == 5


def test_archives_in_archives_and_mail(site: Site) -> None:
    inner = archives.zipped({"core.txt": b"Core words", "x.pdf": bad_files.pdf(["inner"])})
    path = save(site, "outer.tgz", archives.tarred({"inner.zip": inner, "b.txt": b"More words"}, "gz"))
    site.index()
    expected = {"outer.tgz", "outer.tgz/inner.zip", "outer.tgz/b.txt"}
    assert set(site.ids()) == expected | {"outer.tgz/inner.zip/core.txt", "outer.tgz/inner.zip/x.pdf"}
    path.write_bytes(archives.tarred({"inner.zip": archives.zipped({"core.txt": b"Core words"})}, "gz"))
    assert site.index().gone == 2
    assert set(site.ids()) == {"outer.tgz", "outer.tgz/inner.zip", "outer.tgz/inner.zip/core.txt"}


def test_a_quine_ends_in_a_problem(site: Site) -> None:
    save(site, "quine.zip", archives.quine_zip())
    site.index()
    assert site.codes() == {"3.zip": "document-too-large"}
    assert site.index().unchanged == 4


def test_hidden_system_and_excluded_entries_are_left_out(site: Site) -> None:
    with site.database.transaction() as tx:
        Sources(site.database).update(tx, site.source_id, exclude="drafts/\n*.log")
    names = (
        "good.txt",
        ".hidden",
        "__MACOSX/good.txt",
        "drafts/a.txt",
        "b/trace.log",
        "Thumbs.db",
        "~$a.docx",
    )
    save(site, "a.zip", archives.zipped(dict.fromkeys(names, b"words to be read")))
    site.index()
    assert set(site.ids()) == {"a.zip", "a.zip/good.txt"}
    told = {
        "a.zip/.hidden": LeftOutReason.HIDDEN,
        "a.zip/__MACOSX/": LeftOutReason.SYSTEM,
        "a.zip/drafts/": LeftOutReason.RULE,
        "a.zip/b/trace.log": LeftOutReason.RULE,
        "a.zip/Thumbs.db": LeftOutReason.SYSTEM,
        "a.zip/~$a.docx": LeftOutReason.SYSTEM,
    }

    def stored() -> dict[str, LeftOutReason]:
        return {one.relpath: one.reason for one in LeftOutRows(site.database).of(site.source_id)}

    assert stored() == told
    assert Sources(site.database).all()[0].left_out == 6
    site.index()
    assert stored() == told, "an archive that is not looked into again"
    save(site, "a.zip", archives.zipped({"good.txt": b"words to be read"}))
    site.index()
    assert stored() == {}


def test_what_is_left_out_of_an_archive_goes_with_it(site: Site) -> None:
    inner = archives.zipped({".x": b"words", "good.txt": b"words to be read"})
    path = save(site, "outer.zip", archives.zipped({"inner.zip": inner, ".y": b"words", "b.txt": b"words"}))
    run = site.index()
    assert [one.relpath for one in run.left_out] == ["outer.zip/.y", "outer.zip/inner.zip/.x"]
    path.write_bytes(archives.zipped({".y": b"words", "b.txt": b"words"}))
    assert [one.relpath for one in site.index().left_out] == ["outer.zip/.y"]
    path.write_bytes(b"PK\x03\x04 and no more")
    assert site.index().left_out == []


def test_links_in_archives_are_told(site: Site) -> None:
    save(site, "a.tar", archives.tarred({"good.txt": b"words"}, links={"link.txt": "good.txt"}))
    save(site, "b.zip", archives.zipped({"good.txt": b"words"}, links={"link.txt": "good.txt"}))
    (site.root.parent / "good.txt").write_text("words", encoding="utf-8")
    (site.root.parent / "link.txt").symlink_to("good.txt")
    with SevenZipFile(site.root / "c.7z", "w") as archive:
        archive.write(site.root.parent / "link.txt", "link.txt")
        archive.writestr("words", "good.txt")
    run = site.index()
    assert [(one.relpath, one.reason.value) for one in run.left_out] == [
        ("a.tar/link.txt", "link"),
        ("b.zip/link.txt", "link"),
        ("c.7z/link.txt", "link"),
    ]
    assert "c.7z/good.txt" in site.ids()


def test_bad_entries_are_problems_and_the_others_go_on(site: Site) -> None:
    save(site, "a.zip", archives.zipped({"bad.pdf": b"%PDF- no", "good.txt": b"words", "empty.txt": b""}))
    save(site, "locked.zip", archives.encrypted_zip("plan.txt"))
    site.index()
    assert site.codes() == {
        "bad.pdf": "document-damaged",
        "empty.txt": "document-empty",
        "plan.txt": "document-encrypted",
    }
    assert site.index(retry=Retry.all()).problems == 3


def test_what_was_in_a_damaged_archive_goes(site: Site) -> None:
    path = save(site, "a.zip", archives.zipped(FILES))
    site.index()
    path.write_bytes(path.read_bytes()[:-30])
    assert site.index().gone == 3
    assert site.codes() == {"a.zip": "document-damaged"}


def test_what_is_in_an_archive_that_is_away_for_a_moment_stays(site: Site) -> None:
    path = save(site, "a.zip", archives.zipped(FILES))
    site.index()
    path.unlink()
    path.symlink_to(site.root / "gone.zip")
    site.index()
    assert len(site.ids()) == 4
    assert site.codes() == {"a.zip": "document-missing"}


def test_a_cancelled_run_looks_again(site: Site) -> None:
    save(
        site,
        "a.zip",
        archives.zipped({f"{n:02}.jpg": bad_files.picture("JPEG", (64 + n, 48)) for n in range(60)}),
    )
    job = site.pipeline().index(Sources(site.database).all())
    for step in job:
        if step.stage is Stage.READ and step.done >= 50:
            break
    job.close()
    kept = site.counts().pages
    assert 0 < kept < 61
    run = site.index()
    assert site.counts().pages == 61
    assert run.pages == 61 - kept


def test_progress_counts_what_turns_up_in_archives(site: Site) -> None:
    save(site, "a.zip", archives.zipped(FILES))
    steps = [step for step in site.pipeline().index(Sources(site.database).all()) if step.stage is Stage.READ]
    assert (steps[-1].done, steps[-1].total) == (4, 4)


def test_no_file_is_written_beside_an_archive(site: Site) -> None:
    save(site, "a.zip", archives.zipped({"../../escape.txt": b"words to be read"}))
    site.index()
    assert [path.name for path in site.root.parent.rglob("*") if "escape" in path.name] == []
    assert "a.zip/escape.txt" in site.ids()
    assert [path.name for path in site.root.iterdir()] == ["a.zip"]


def test_archives_within_one_archive_share_its_bounds() -> None:
    looked = ArchiveScan({}, limits=Limits(max_entries=5))
    listing = Listing(tuple(ArchiveEntry(f"{name}.zip", 10, 1) for name in "abc"))
    assert looked.compare("outer.zip", listing).left_out is None
    found = looked.compare("outer.zip/a.zip", listing)
    assert [state.relpath for state in found.candidates] == ["outer.zip/a.zip/a.zip", "outer.zip/a.zip/b.zip"]
    assert found.left_out is not None
    assert looked.compare("other.zip", listing).left_out is None


def test_what_lies_in_an_unchanged_inner_archive_is_not_gone() -> None:
    def known(size: int) -> KnownItem:
        return KnownItem(1, size, 1, 1, complete=True, problem=None)

    looked = ArchiveScan({"a.zip/b.zip": known(10), "a.zip/b.zip/c.txt": known(3), "a.zip/d.txt": known(4)})
    found = looked.compare("a.zip", Listing((ArchiveEntry("b.zip", 10, 1),)))
    assert (found.candidates, found.gone) == ([], ["a.zip/d.txt"])
    assert looked.entries_of("a.zip") == ["a.zip/b.zip", "a.zip/b.zip/c.txt", "a.zip/d.txt"]


ATTACHED = {"部品表 B-17.txt": b"Replace the seal", "図面.pdf": bad_files.pdf(["pump"])}


def test_files_attached_to_a_pdf_are_entries_of_it(site: Site) -> None:
    path = save(site, "offer.pdf", pdf_files.with_files(ATTACHED))
    save(
        site,
        "in.zip",
        archives.zipped({"offer.pdf": pdf_files.with_files({"c.txt": b"Core words"}, portfolio=True)}),
    )
    run = site.index()
    entries = {f"offer.pdf/{name}" for name in ATTACHED}
    assert set(site.ids()) == {"offer.pdf", "in.zip", "in.zip/offer.pdf", "in.zip/offer.pdf/c.txt", *entries}
    assert (run.problems, site.index().unchanged) == (0, 6)
    ids = site.ids()
    path.rename(site.root / "moved.pdf")
    run = site.index()
    assert (run.moved, run.new, run.gone) == (3, 0, 0)
    assert {ids[f"offer.pdf/{name}"] for name in ATTACHED} == {
        site.ids()[f"moved.pdf/{name}"] for name in ATTACHED
    }
    (site.root / "moved.pdf").write_bytes(bad_files.pdf(["Cover sheet"]))
    assert site.index().gone == 2
    assert set(site.ids()) == {"moved.pdf", "in.zip", "in.zip/offer.pdf", "in.zip/offer.pdf/c.txt"}


def test_a_copy_of_a_pdf_brings_what_is_attached_to_it(site: Site) -> None:
    save(site, "a.pdf", pdf_files.with_files(ATTACHED))
    site.index()
    pages = site.counts().pages
    shutil.copy(site.root / "a.pdf", site.root / "b.pdf")
    run = site.index()
    assert (run.new, run.problems) == (3, 0)
    assert site.counts().pages == pages, "nothing is stored twice"


def test_what_is_attached_to_a_pdf_that_becomes_damaged_goes(site: Site) -> None:
    path = save(site, "a.pdf", pdf_files.with_files(ATTACHED))
    site.index()
    path.write_bytes(b"%PDF-1.4 no more")
    assert site.index().gone == 2
    assert set(site.ids()) == {"a.pdf"}
