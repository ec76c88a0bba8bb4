"""Encoding anew under another bundle: the vectors of a new index, beside the old, whatever happens on the way."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.content import Limits, OfPage, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Box, Region, RegionKind
from imtextgui.domain.progress import Stage, run
from imtextgui.domain.runs.run_report import EncodingReport
from imtextgui.errors import DocumentDamaged
from imtextgui.indexing import encode_pass
from imtextgui.indexing.encode_pass import PagesWithBoxes
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, after
from imtextgui.indexing.reencode import Reencoding
from imtextgui.store.content.encoder_coverage import EncoderCoverage, MissingVectors
from imtextgui.store.content.regions import Regions
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.user.judgements import Judgements
from tests import archives, bad_files
from tests.fakes import FakeEncoder, SecondEncoder
from tests.unit.indexing.conftest import Site

A3 = (1190, 842)
Rows = dict[tuple[object, ...], Matrix]


@pytest.fixture
def second() -> SecondEncoder:
    return SecondEncoder()


@pytest.fixture
def filled(site: Site) -> Site:
    """Sheets with regions, a photo, texts in both languages, and all of it in an archive once more."""
    (site.root / "図面.pdf").write_bytes(bad_files.pdf(["油圧ポンプ GP-2040", "valve"], size=A3))
    site.photo("photo.jpg", "navy")
    site.text("pump.txt", "Replace the shaft seal ZX-49.")
    inner = {
        "in/packed.pdf": bad_files.pdf(["packed sheet", "軸受"], size=A3),
        "in/note.txt": b"a packed note",
    }
    (site.root / "archive.zip").write_bytes(archives.zipped(inner))
    site.index()
    return site


def anew(site: Site, encoder: FakeEncoder, *, retry: bool = False) -> EncodingReport:
    return run(Reencoding(site.database, encoder, readers=site.readers).run(retry=retry))


def vectors(database: Database, fingerprint: str) -> Rows:
    """Every vector of an encoder by what it stands for, whatever ids things have."""
    with database.reading() as connection:
        found = connection.execute(
            "SELECT s.name, min(i.path), p.number, a.text, r.x0, r.y0, s.dim, v.row FROM vector v"
            " JOIN space s ON s.id = v.space_id JOIN page p ON p.id = v.page_id"
            " JOIN item i ON i.content_id = p.content_id LEFT JOIN passage a ON a.id = v.passage_id"
            " LEFT JOIN region r ON r.id = v.region_id WHERE s.fingerprint = ? GROUP BY v.id",
            (fingerprint,),
        ).fetchall()
    return {
        tuple(what): np.frombuffer(row, "<f4" if len(row) == 4 * dim else "<f2").astype(np.float32)
        for *what, dim, row in found
    }


def assert_alike(found: Rows, expected: Rows) -> None:
    assert found.keys() == expected.keys()
    for what, row in expected.items():
        assert float(found[what] @ row) > 0.999, what


def missing(site: Site, encoder: FakeEncoder) -> MissingVectors:
    return EncoderCoverage(site.database, encoder.fingerprint).missing()


def test_the_vectors_are_those_of_a_new_index_and_the_old_ones_stay(
    filled: Site, second: SecondEncoder, tmp_path: Path
) -> None:
    before = vectors(filled.database, FakeEncoder.fingerprint)
    assert sum(what[0] == "picture" for what in before) == 5 + 4 * 4, "archives are looked into, too"
    report = anew(filled, second)
    assert (report.pages, report.thumbnails, report.blind) == (5, 0, 0)
    assert report.passages == sum(what[0] == "meaning" for what in before)
    fresh = Database.open(tmp_path / "fresh" / "catalogue.sqlite3")
    with fresh.transaction() as tx:
        Sources(fresh).add(tx, filled.root)
    run(
        Pipeline(fresh, SecondEncoder(), folder=tmp_path / "fresh", readers=filled.readers).index(
            Sources(fresh).all()
        )
    )
    assert_alike(vectors(filled.database, second.fingerprint), vectors(fresh, second.fingerprint))
    fresh.close()
    assert_alike(vectors(filled.database, FakeEncoder.fingerprint), before)
    assert missing(filled, second) == missing(filled, FakeEncoder()) == (0, 0, 0, 0)


def test_what_is_encoded_already_is_not_touched(filled: Site, second: SecondEncoder) -> None:
    anew(filled, second)
    seen = (second.pictures_encoded, second.texts_encoded)
    report = anew(filled, second)
    assert (report.passages, report.pages) == (0, 0)
    assert (second.pictures_encoded, second.texts_encoded) == seen


def test_progress_counts_to_the_end_with_a_rate(filled: Site, second: SecondEncoder) -> None:
    steps = [step for step in Reencoding(filled.database, second, readers=filled.readers).run() if step.total]
    stages = list(dict.fromkeys(step.stage for step in steps))
    assert stages == [Stage.MEANING, Stage.ENCODE]
    for stage in stages:
        last = [step for step in steps if step.stage is stage][-1]
        assert last.done == last.total
    assert {"図面.pdf", "packed.pdf"} <= {step.detail for step in steps}


def test_a_closed_job_keeps_its_slices_and_is_continued(site: Site, second: SecondEncoder) -> None:
    for number in range(6):
        (site.root / f"{number:02}.pdf").write_bytes(bad_files.pdf([f"sheet {number}"] * 3, size=A3))
    site.index()
    job = Reencoding(site.database, second, readers=site.readers).run()
    for step in job:
        if step.stage is Stage.ENCODE and step.done >= 9:
            break
    job.close()
    left = missing(site, second)
    assert left.passages == 0
    assert 0 < left.pages < 18
    encoded = second.pictures_encoded
    assert anew(site, second).pages == left.pages
    assert missing(site, second).pages == 0
    assert second.pictures_encoded - encoded == left.pages * 5
    assert len(vectors(site.database, second.fingerprint)) == len(vectors(site.database, "fake-encoder-1"))


def test_a_source_that_is_away_is_encoded_from_thumbnails_and_made_good_later(
    filled: Site, second: SecondEncoder
) -> None:
    hidden = filled.root.rename(filled.root.with_name("hidden"))
    report = anew(filled, second)
    assert (report.pages, report.thumbnails, report.blind) == (5, 5, 0)
    assert missing(filled, second) == (0, 0, 0, 0)
    coverage = EncoderCoverage(filled.database, second.fingerprint)
    named = [(path.name, number, picture) for path, number, picture in coverage.fallback_pages()]
    assert named == [
        *(("packed.pdf", 1, True), ("packed.pdf", 2, True)),
        *(("photo.jpg", 1, True), ("図面.pdf", 1, True), ("図面.pdf", 2, True)),
    ]
    poor = vectors(filled.database, second.fingerprint)
    assert sum(what[0] == "picture" for what in poor) == 5 + 4 * 4, (
        "regions can be told in thumbnails of sheets"
    )
    assert anew(filled, second).pages == 0, "it is not done again while the source is away"
    hidden.rename(filled.root)
    assert run(Reencoding(filled.database, second, readers=filled.readers).pictures()) == (5, 0, 0)
    assert coverage.fallback_pages() == []
    good = vectors(filled.database, second.fingerprint)
    assert good.keys() == poor.keys()
    assert any(not np.array_equal(good[what], poor[what]) for what in good)


def test_an_index_run_makes_good_what_the_active_encoder_has_from_thumbnails(
    filled: Site, second: SecondEncoder
) -> None:
    hidden = filled.root.rename(filled.root.with_name("hidden"))
    anew(filled, second)
    hidden.rename(filled.root)
    filled.encoder = second
    filled.index()
    assert EncoderCoverage(filled.database, second.fingerprint).fallback_pages() == []


def test_without_file_and_thumbnail_a_page_is_passed_over_until_its_file_is_back(
    filled: Site, second: SecondEncoder
) -> None:
    with filled.database.transaction() as tx:
        tx.execute("DELETE FROM thumbnail")
    hidden = filled.root.rename(filled.root.with_name("hidden"))
    report = anew(filled, second)
    assert (report.pages, report.blind) == (0, 5)
    assert missing(filled, second) == (0, 0, 0, 0)
    assert {
        picture for *_, picture in EncoderCoverage(filled.database, second.fingerprint).fallback_pages()
    } == {False}
    with filled.database.transaction() as tx:
        tx.execute("DELETE FROM vector WHERE space_id IN (SELECT id FROM space WHERE fingerprint <> 'x')")
    hidden.rename(filled.root)
    assert anew(filled, second).pages == 5, "also when the old vectors are forgotten"


def test_a_damaged_thumbnail_is_none(filled: Site, second: SecondEncoder) -> None:
    with filled.database.transaction() as tx:
        tx.execute("UPDATE thumbnail SET picture = x'ffd8ff00'")
    filled.root.rename(filled.root.with_name("hidden"))
    assert anew(filled, second).blind == 5


def test_a_file_that_has_changed_is_not_taken_for_what_it_was(filled: Site, second: SecondEncoder) -> None:
    photo = filled.root / "photo.jpg"
    state = photo.stat()
    photo.write_bytes(photo.read_bytes()[:-2] + b"xx")
    os.utime(photo, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert anew(filled, second).thumbnails == 1
    ((path, *_),) = EncoderCoverage(filled.database, second.fingerprint).fallback_pages()
    assert path == photo


def misbehave(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[OfPage]:
    """Reads as usual, but for files named after a deed, whose even pages do it."""
    deed = opened.path.stem
    if deed == "damaged":
        raise DocumentDamaged(path=str(opened.path), reason="all of it")
    for page in list(pages):
        if page % 2 == 0 and deed == "crash":
            os.abort()
        if page % 2 == 0 and deed == "hang":
            time.sleep(600)
        yield from READ(opened, prepare, limits, after(pages, page - 1)[:1])


READ = encode_pass.read


def test_a_bad_file_never_stops_it(
    site: Site, second: SecondEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("crash", "damaged", "good", "hang"):
        (site.root / f"{name}.pdf").write_bytes(bad_files.pdf([f"{name} {n}" for n in range(3)], size=A3))
    site.index()
    monkeypatch.setattr(encode_pass, "read", misbehave)
    monkeypatch.setattr(encode_pass.EncodePass, "limits", Limits(seconds_per_page=12.0))
    report = anew(site, second)
    assert (report.pages, report.thumbnails, report.blind) == (12, 1 + 3 + 1, 0)
    assert missing(site, second) == (0, 0, 0, 0)
    named = [
        (path.stem, page)
        for path, page, _ in EncoderCoverage(site.database, second.fingerprint).fallback_pages()
    ]
    assert named == [("crash", 2), ("damaged", 1), ("damaged", 2), ("damaged", 3), ("hang", 2)]
    assert site.codes() == {}, "the files were read well once; the next index run will tell"
    assert anew(site, second).pages == 0, "it is not tried again by itself"
    monkeypatch.undo()
    assert anew(site, second, retry=True).pages == 5
    assert EncoderCoverage(site.database, second.fingerprint).fallback_pages() == []


def test_files_indexed_meanwhile_are_missing_afterwards_and_taken_by_the_next_round(
    filled: Site, second: SecondEncoder
) -> None:
    job = Reencoding(filled.database, second, readers=filled.readers).run()
    for step in job:
        if step.stage is Stage.ENCODE:
            break
    filled.photo("new.jpg", "green")
    filled.text("新しい.txt", "新しい軸受の図面")
    filled.index()
    run(job)
    assert missing(filled, FakeEncoder()) == (0, 0, 0, 0), "they can be found with the old encoder"
    assert missing(filled, second).passages > 0
    anew(filled, second)
    assert missing(filled, second) == (0, 0, 0, 0)


def test_regions_found_anew_meanwhile_are_encoded_by_the_next_round(
    filled: Site, second: SecondEncoder
) -> None:
    job = Reencoding(filled.database, second, readers=filled.readers).run()
    for step in job:
        if step.stage is Stage.ENCODE:
            break
    with filled.database.transaction() as tx:
        ids = [page for (page,) in tx.execute("SELECT DISTINCT page_id FROM region").fetchall()]
        for page in ids:
            region = Region(Box(0.1, 0.1, 0.6, 0.6), RegionKind.FIGURE)
            Regions(filled.database).add(tx, page, [region], {}, "fake-encoder-1")
    run(job)
    # How far ahead files were asked for when the regions came decides whether this round or the next takes them.
    left = missing(filled, second).pages
    assert anew(filled, second).pages == left
    assert missing(filled, second) == (0, 0, 0, 0)
    assert sum(what[4] == 0.1 for what in vectors(filled.database, second.fingerprint)) == 2 * 4


def test_pages_that_go_meanwhile_are_passed_over(filled: Site, second: SecondEncoder) -> None:
    job = Reencoding(filled.database, second, readers=filled.readers).run()
    for step in job:
        if step.stage is Stage.ENCODE:
            break
    with filled.database.transaction() as tx:
        Sources(filled.database).remove(tx, filled.source_id)
    run(job)
    assert vectors(filled.database, second.fingerprint) == {}


def test_judged_texts_are_encoded_and_photos_that_are_not_kept_are_counted(
    filled: Site, second: SecondEncoder
) -> None:
    judgements, fingerprint = Judgements(filled.database), FakeEncoder.fingerprint
    with filled.database.transaction() as tx:
        (page,) = tx.execute("SELECT min(id) FROM page WHERE text LIKE '%seal%'").fetchone()
        rows = {Space.MEANING: filled.encoder.encode_texts(["軸シール"])[0]}
        common = {"made": 1.0, "page_id": page, "right": True, "fingerprint": fingerprint}
        judgements.add(tx, text="軸シール", photo=None, rows=rows, **common)
        photo = {Space.APPEARANCE: np.ones(FakeEncoder.appearance_dim, np.float32)}
        judgements.add(tx, text="", photo=b"points", rows=photo, **common)
    report = anew(filled, second)
    assert (report.judgements, report.photos) == (1, 1)
    text, photo_only = judgements.all(second.fingerprint)
    assert np.allclose(text.rows[Space.MEANING], second.encode_texts(["軸シール"])[0])
    assert photo_only.rows == {}
    assert anew(filled, second).judgements == 0


def test_cuts_keep_their_boxes_when_some_pages_are_done() -> None:
    whole, part = (Box(0, 0, 1, 1),), (Box(0, 0, 0.5, 0.5),)
    cuts = PagesWithBoxes((2, 5, 9), (whole, (), part))
    assert (len(cuts), list(cuts), cuts[-1]) == (3, [2, 5, 9], 9)
    assert after(cuts, 2) == PagesWithBoxes((5, 9), ((), part))
