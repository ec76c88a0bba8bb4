"""``kill -9`` while another encoder takes over: searches find what they found, and the next time completes it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests import bad_files, bundles, unmeasured
from tests.bundles import TINY
from tests.crash.switching import CHOSEN

KILL_POINTS = 6
ASKED = ("軸シール ZX-49", "replace the seal")


@pytest.fixture
def second(own_data_folder: Path) -> str:
    """The fingerprint of the encoder that is to take over; both are installed in this test's data folder."""
    shutil.copytree(TINY, own_data_folder / "models" / "first")
    return bundles.fingerprint(bundles.second(own_data_folder / "models" / "second"))


@pytest.fixture
def indexed(tmp_path: Path, second: str, own_data_folder: Path) -> Path:
    root = tmp_path / "工場"
    root.mkdir()
    (root / "図面.pdf").write_bytes(bad_files.pdf(["軸シール ZX-49", "gear pump"], size=(1190, 842)))
    (root / "長い文書.txt").write_text(
        "油圧ポンプの軸シール GP-2040 を交換する。\n\n" * 100, encoding="utf-8"
    )
    (root / "note.txt").write_text("Replace the seal of the gear pump.", encoding="utf-8")
    for number in range(8):
        Image.effect_noise((90, 60), 30 + number).convert("RGB").save(root / f"{number:02}.png")
    folder = tmp_path / "whole"
    with Catalogue.open(folder, bundle=own_data_folder / "models" / "first", chosen=CHOSEN) as catalogue:
        catalogue.sources.add(root)
        run(catalogue.sources.index())
    return folder


def child(folder: Path, fingerprint: str, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.crash.switching", str(folder), fingerprint, str(fatal)]
    # What coverage saw is lost with a process that is killed.
    env = unmeasured.environment()
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, env=env)


def vectors(folder: Path) -> dict[tuple[str, str], int]:
    """How many vectors each encoder has of each space, in a database that is whole."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute(
            "SELECT s.fingerprint, s.name, count(*) FROM vector v JOIN space s ON s.id = v.space_id GROUP BY s.id"
        )
        return {(fingerprint, name): many for fingerprint, name, many in rows}


def answers(catalogue: Catalogue) -> list[object]:
    return [
        [(hit.path, hit.page, hit.score) for hit in catalogue.search.answer(Query(text)).hits]
        for text in ASKED
    ]


@pytest.mark.timeout(900)
def test_every_kill_point_is_survived(indexed: Path, second: str, tmp_path: Path) -> None:
    first = bundles.fingerprint(TINY)
    with Catalogue.open(indexed, chosen=CHOSEN) as catalogue:
        before = answers(catalogue)
    whole = Path(shutil.copytree(indexed, tmp_path / "switched"))
    ended = child(whole, second, 0)
    assert ended.returncode == 0, ended.stderr
    total, expected = int(ended.stdout), vectors(whole)
    assert total > 5 * KILL_POINTS
    for point in range(KILL_POINTS):
        # How many slices there are depends on the time, so that the very last statements may not come.
        fatal = 1 + point * int(0.9 * total) // (KILL_POINTS - 1)
        folder = Path(shutil.copytree(indexed, tmp_path / f"killed at {fatal}"))
        assert child(folder, second, fatal).returncode == -9
        vectors(folder)
        with Catalogue.open(folder, chosen=CHOSEN) as catalogue:
            (active,) = [state.fingerprint for state in catalogue.encoders.all() if state.active]
            assert active == first, "the row is flipped when everything is encoded"
            assert answers(catalogue) == before, f"killed at statement {fatal} of {total}"
            run(catalogue.encoders.use(second))
            assert next(state for state in catalogue.encoders.all() if state.active).fingerprint == second
        assert vectors(folder) == expected, f"killed at statement {fatal} of {total}"
        shutil.rmtree(folder)
