"""``kill -9`` at any moment leaves a catalogue that opens, is consistent, and is finished by the next run."""

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import run
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from imtextgui.search.routes.indexes import Indexes
from imtextgui.store.content.counts import Counts, count
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.text.word_boxes import WordBoxes
from imtextgui.store.vectors.vector_rows import Vectors
from tests import bad_files, unmeasured
from tests.crash import catalogue_dims, kill_points
from tests.fakes import FakeEncoder, FakeEngine, lettered

pytestmark = pytest.mark.slow

KILL_POINTS = 24
PLATES = 4


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every kind: photos, twins, frames, long texts, a damaged one, one that is not supported."""
    root = tmp_path_factory.mktemp("site")
    for number in range(20):
        Image.new("RGB", (40, 30), f"#{number * 12:02x}3050").save(root / f"photo {number:02}.jpg")
    shutil.copy(root / "photo 03.jpg", root / "twin.jpg")
    frames = [Image.new("L", (30, 30), shade) for shade in range(0, 250, 25)]
    frames[0].save(root / "frames.tif", save_all=True, append_images=frames[1:])
    (root / "長い文書.txt").write_text(
        "油圧ポンプの軸シール GP-2040 を交換する。\n\n" * 800, encoding="utf-8"
    )
    (root / "long.txt").write_text(
        "Replace the shaft seal ZX-49 of the gear pump.\n\n" * 600, encoding="utf-8"
    )
    for number in range(PLATES):
        lettered(f"軸受 AB-{number}77").save(root / f"plate {number}.png")
    (root / "図面.pdf").write_bytes(bad_files.pdf(["軸シール ZX-49", "gear pump"], size=(1190, 842)))
    for seed in range(3):
        Image.effect_noise((200, 150), 60 + seed).convert("RGB").save(root / f"noise {seed}.png")
    (root / "damaged.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    (root / "part.dwg").write_bytes(b"AC1032\0\0")
    return root


def child(root: Path, folder: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.crash.child", str(root), str(folder), str(fatal)]
    # What coverage saw is lost with a process that is killed.
    env = unmeasured.environment()
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env)


def kill(root: Path, folder: Path, fatal: int) -> None:
    """Let a run die at statement ``fatal``, or at its last if it had fewer: how many there are depends on time."""
    while (dead := child(root, folder, fatal)).returncode == 0:
        fatal = int(dead.stdout)
        shutil.rmtree(folder)
    assert dead.returncode == -9, dead.stderr


def statements_of_a_whole_run(root: Path, folder: Path) -> int:
    whole = child(root, folder, 0)
    assert whole.returncode == 0, whole.stderr
    return int(whole.stdout)


def finish(root: Path, folder: Path) -> Counts:
    """Reopen after the kill: sound, index ids equal catalogue ids; then finish the run."""
    database = Database.open(folder / "catalogue.sqlite3")
    try:
        with sqlite3.connect(database.path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        with database.transaction() as tx:
            Sources(database).add(tx, root)
        assert_in_step(database, folder)
        encoder = FakeEncoder()
        with InProcessReaderPool() as readers:
            pipeline = Pipeline(database, encoder, folder=folder, readers=readers, open_ocr=FakeEngine)
            run(pipeline.index(Sources(database).all()))
        assert_in_step(database, folder)
        assert_read(database)
        assert_looked_at(database)
        return count(database)
    finally:
        database.close()


def assert_in_step(database: Database, folder: Path) -> None:
    vectors = Vectors(database)
    fingerprint = FakeEncoder.fingerprint
    indexes = Indexes(folder / "index", vectors, fingerprint, catalogue_dims(), graph_from=4)
    for space in Space:
        assert sorted(indexes.get(space).ids()) == list(vectors.ids(space, fingerprint))


def assert_looked_at(database: Database) -> None:
    """Every page with a picture was looked at once: its regions with their vectors, words and local features."""
    with database.reading() as connection:
        waiting, regions, vectors, features = connection.execute(
            "SELECT (SELECT count(*) FROM page WHERE passes & 1 = 0), (SELECT count(*) FROM region),"
            " (SELECT count(*) FROM vector WHERE region_id IS NOT NULL), (SELECT count(*) FROM features)"
        ).fetchone()
        (sheet,) = connection.execute(
            "SELECT min(id) FROM page WHERE text LIKE '%ZX-49' AND width > 0"
        ).fetchone()
    assert waiting == 0
    assert regions >= 2 * 4 + 3 * 2
    assert vectors == 2 * regions
    assert features > 0
    assert [word.text for word in WordBoxes(database).of(sheet)] == ["軸シール", "ZX-49"]


def assert_read(database: Database) -> None:
    """The words on every plate were read, and are found, once."""
    for number in range(PLATES):
        (hit,) = Codes(database).find(f"AB{number}77", partial=False)
        assert [word.text for word in WordBoxes(database).of(hit.page_id)] == ["軸受", f"AB-{number}77"]
        assert Fulltext(database).words([f"AB-{number}77"])[0].page_id == hit.page_id
        page = Pages(database).page(hit.page_id)
        assert page is not None
        assert page.text.count("軸受") == 1


@dataclass(frozen=True)
class Whole:
    """A run that was not killed: how many statements it had, and what the catalogue then holds."""

    statements: int
    counts: Counts


@pytest.fixture(scope="module")
def whole(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    statements = statements_of_a_whole_run(root, folder)
    return Whole(statements, finish(root, folder))


def test_a_run_that_is_not_killed_leaves_nothing_to_do(whole: Whole) -> None:
    assert whole.counts.problems == 2
    assert whole.statements > KILL_POINTS * 10


@pytest.mark.parametrize("point", kill_points(KILL_POINTS, by_default=(2, 12, 21)))
def test_a_kill_is_survived(root: Path, whole: Whole, tmp_path: Path, point: int) -> None:
    fatal = 1 + point * (whole.statements - 1) // (KILL_POINTS - 1)
    kill(root, tmp_path / "catalogue", fatal)
    counts = finish(root, tmp_path / "catalogue")
    assert counts == whole.counts, f"killed at statement {fatal} of {whole.statements}"
