"""A run gives the same catalogue whether worker processes read the files or this process does."""

from pathlib import Path

import pytest

from imtextgui.domain.progress import run
from imtextgui.domain.runs.run_report import IndexReport
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReaderPool
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from tests import archives, bad_files
from tests.every_format import SAMPLES
from tests.fakes import FakeEncoder, FakeEngine, lettered

HELD = {
    "items": "SELECT i.path, i.size, i.problem, c.digest, c.kind, c.pages, c.title, c.complete, c.problem"
    " FROM item i JOIN content c ON c.id = i.content_id",
    "pages": "SELECT c.digest, p.number, p.title, p.text, p.section, p.language, p.width, p.height, p.problem,"
    " p.passes, t.picture, w.words, f.packed FROM page p JOIN content c ON c.id = p.content_id"
    " LEFT JOIN thumbnail t ON t.page_id = p.id LEFT JOIN word_boxes w ON w.page_id = p.id"
    " LEFT JOIN features f ON f.page_id = p.id",
    "passages": "SELECT c.digest, p.number, a.origin, a.text FROM passage a JOIN page p ON p.id = a.page_id"
    " JOIN content c ON c.id = p.content_id",
    "vectors": "SELECT c.digest, p.number, s.name, a.text, r.kind, r.x0, r.y0, r.x1, r.y1, v.row FROM vector v"
    " JOIN space s ON s.id = v.space_id JOIN page p ON p.id = v.page_id JOIN content c ON c.id = p.content_id"
    " LEFT JOIN passage a ON a.id = v.passage_id LEFT JOIN region r ON r.id = v.region_id",
}
"""What a catalogue holds by table, without ids: archives are looked into sooner by one pool than by the other."""


def indexed(root: Path, folder: Path, readers: ReaderPool) -> tuple[IndexReport, dict[str, list[str]]]:
    """The report of a run over ``root``, and all that the catalogue holds after it."""
    database = Database.open(folder / "catalogue.sqlite3")
    try:
        with database.transaction() as tx:
            Sources(database).add(tx, root)
        pipeline = Pipeline(database, FakeEncoder(), folder=folder, readers=readers, open_ocr=FakeEngine)
        report = run(pipeline.index(Sources(database).all()))
        with database.reading() as connection:
            held = {name: sorted(map(repr, connection.execute(query))) for name, query in HELD.items()}
    finally:
        database.close()
    return report, held


CHOSEN = (
    *(
        "a.jpg",
        "a.png",
        "frames.tif",
        "a.pdf",
        "a.svg",
        "a.docx",
        "a.xlsx",
        "a.html",
        "a.csv",
        "Shift_JIS.txt",
    ),
    *("a.eml", "a.7z", "a.tar.gz"),
)
BAD = (
    "empty.pdf",
    "cut.jpg",
    "junk.pdf",
    "locked.pdf",
    "no pages.pdf",
    "cut.docx",
    "junk.zip",
    "drawing.dwg",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Files of many formats, archives in archives, copies, bad files, and pictures with words."""
    root = tmp_path / "工場"
    root.mkdir()
    for name in CHOSEN:
        (root / name).write_bytes(SAMPLES[name].data())
    bad = bad_files.bad_contents()
    for name in BAD:
        (root / f"bad {name}").write_bytes(bad[name][0])
    packed = {"in/a.pdf": bad_files.pdf(["軸受 AB-1277"], size=(1190, 842)), "twin.txt": b"the same bytes"}
    (root / "outer.zip").write_bytes(archives.zipped({"inner.zip": archives.zipped(packed), **packed}))
    (root / "twin.txt").write_bytes(b"the same bytes")
    lettered("軸受 AB-1277").save(root / "plate.png")
    return root


@pytest.mark.slow
def test_both_pools_of_readers_give_the_same_catalogue(
    root: Path, tmp_path: Path, readers: ReaderPool
) -> None:
    report, held = indexed(root, tmp_path / "processes", readers)
    report_here, held_here = indexed(root, tmp_path / "here", InProcessReaderPool())
    assert {name: len(rows) >= 10 for name, rows in held.items()} == dict.fromkeys(HELD, True)
    for name, rows in held.items():
        assert held_here[name] == rows, name
    (source,), (source_here,) = report.sources, report_here.sources
    counts = ("files", "new", "pages", "pictures", "duplicates", "problems")
    assert [getattr(source_here, name) for name in counts] == [getattr(source, name) for name in counts]
