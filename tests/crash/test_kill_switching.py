"""``kill -9`` while another encoder takes over: searches find what they found, and the next time completes it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests import bad_files, bundles, unmeasured
from tests.bundles import TINY
from tests.crash import kill_points
from tests.crash.switching import CHOSEN

pytestmark = pytest.mark.slow

KILL_POINTS = 6
ASKED = ("軸シール ZX-49", "replace the seal")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which both encoders are installed."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(TINY, data / "models" / "first")
    bundles.second(data / "models" / "second")
    return data


@pytest.fixture(autouse=True)
def both_are_installed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMTEXTGUI_DATA", str(data))


@pytest.fixture(scope="module")
def second(data: Path) -> str:
    """The fingerprint of the encoder that is to take over."""
    return bundles.fingerprint(data / "models" / "second")


@pytest.fixture(scope="module")
def indexed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that was indexed with the first encoder; tests work on copies."""
    place = tmp_path_factory.mktemp("indexed")
    root = place / "工場"
    root.mkdir()
    (root / "図面.pdf").write_bytes(bad_files.pdf(["軸シール ZX-49", "gear pump"], size=(1190, 842)))
    (root / "長い文書.txt").write_text(
        "油圧ポンプの軸シール GP-2040 を交換する。\n\n" * 100, encoding="utf-8"
    )
    (root / "note.txt").write_text("Replace the seal of the gear pump.", encoding="utf-8")
    for number in range(8):
        Image.effect_noise((90, 60), 30 + number).convert("RGB").save(root / f"{number:02}.png")
    folder = place / "catalogue"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMTEXTGUI_DATA", str(data))
        with Catalogue.open(folder, bundle=data / "models" / "first", chosen=CHOSEN) as catalogue:
            catalogue.sources.add(root)
            run(catalogue.sources.index())
    return folder


def child(data: Path, folder: Path, fingerprint: str, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.crash.switching", str(folder), fingerprint, str(fatal)]
    # What coverage saw is lost with a process that is killed.
    env = unmeasured.environment() | {"IMTEXTGUI_DATA": str(data)}
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


@dataclass(frozen=True)
class Whole:
    """An exchange that was not killed: how many statements it had, the vectors then, and what was found before."""

    statements: int
    vectors: dict[tuple[str, str], int]
    before: list[object]


@pytest.fixture(scope="module")
def whole(data: Path, indexed: Path, second: str, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = Path(shutil.copytree(indexed, tmp_path_factory.mktemp("whole") / "catalogue"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMTEXTGUI_DATA", str(data))
        with Catalogue.open(folder, chosen=CHOSEN) as catalogue:
            before = answers(catalogue)
    ended = child(data, folder, second, 0)
    assert ended.returncode == 0, ended.stderr
    return Whole(int(ended.stdout), vectors(folder), before)


@pytest.mark.parametrize("point", kill_points(KILL_POINTS, by_default=(1, 3, 5)))
def test_a_kill_is_survived(
    data: Path, indexed: Path, second: str, whole: Whole, tmp_path: Path, point: int
) -> None:
    first = bundles.fingerprint(TINY)
    assert whole.statements > 5 * KILL_POINTS
    # How many slices there are depends on the time, so that the very last statements may not come.
    fatal = 1 + point * int(0.9 * whole.statements) // (KILL_POINTS - 1)
    folder = Path(shutil.copytree(indexed, tmp_path / "catalogue"))
    assert child(data, folder, second, fatal).returncode == -9
    vectors(folder)
    killed = f"killed at statement {fatal} of {whole.statements}"
    with Catalogue.open(folder, chosen=CHOSEN) as catalogue:
        (active,) = [state.fingerprint for state in catalogue.encoders.all() if state.active]
        assert active == first, "the row is flipped when everything is encoded"
        assert answers(catalogue) == whole.before, killed
        run(catalogue.encoders.use(second))
        assert next(state for state in catalogue.encoders.all() if state.active).fingerprint == second
    assert vectors(folder) == whole.vectors, killed
