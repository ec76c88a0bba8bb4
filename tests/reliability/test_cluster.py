"""A folder indexed by several worker processes, one of them killed, holds what one machine makes of it."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests import loopback
from tests.bundles import TINY
from tests.published_pages import databases, pages, vectors
from tests.trade_words import DOINGS, THINGS

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(ocr="off")
SEED = 20261130

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("distributed") is None, reason="the extra imtextgui[cluster] is not installed"
    ),
]


@pytest.fixture(scope="module")
def prefix() -> list[str]:
    words = loopback.prefix()
    if words is None:
        pytest.skip("this system has no loopback for a scheduler and its workers")
    return words


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """Folders of texts, enough for a worker to be killed in the middle, and a file that cannot be read."""
    folder = tmp_path / "plant"
    for name in ("pumps", "motors", "valves"):
        (folder / name).mkdir(parents=True)
        for number in range(60):
            lines = [f"{name} GX-{number}", *lines_of(name, number)]
            (folder / name / f"{name}-{number}.txt").write_text("\n\n".join(lines))
    (folder / "note.txt").write_text("relief valve torque; where the spare parts are kept")
    (folder / "motors" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that follows is one\n")
    return folder


@pytest.fixture
def single(plant: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """The folder in one catalogue."""
    with Catalogue.open(tmp_path / "single", bundle=TINY, chosen=SETTINGS) as catalogue:
        catalogue.sources.add(plant)
        run(catalogue.sources.index())
        yield catalogue


def lines_of(name: str, number: int) -> list[str]:
    """What a page says, the same for each name and number."""
    draw = random.Random(f"{SEED} {name} {number}")
    told = [f"{draw.choice(DOINGS)} the {draw.choice(THINGS)} of the {draw.choice(THINGS)}" for _ in range(8)]
    return [f"order number {draw.randint(10_000, 99_999)}-{name[0].upper()}", *told]


def questions() -> Iterator[tuple[str, str]]:
    """The number of a page and a line of it, and its file."""
    for name in ("pumps", "motors", "valves"):
        for number in range(0, 60, 12):
            yield " ".join(lines_of(name, number)[:2]), f"{name}-{number}.txt"


def started(prefix: list[str], *words: object) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT), "IMTEXTGUI_OCR": "off", "IMTEXTGUI_LANGUAGE": "en"}
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", *map(str, words)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def require_equal(shards: Path, single: Catalogue) -> None:
    """The same pages, texts and vectors, and the same answers."""
    one = [single.folder / "catalogue.sqlite3"]
    assert pages(databases(shards)) == pages(one)
    assert vectors(databases(shards)) == vectors(one)
    with Catalogue.open_several([shards], bundle=TINY, chosen=SETTINGS) as several:
        for text, right in questions():
            joined = several.answer(Query(text))
            assert joined.left_out == ()
            alone = [hit.path.name for hit in single.search.answer(Query(text)).hits]
            together = [hit.path.name for hit in joined.results.hits]
            assert together[0] == alone[0] == right, text


def test_a_worker_that_is_killed_makes_its_shard_run_again(
    prefix: list[str], plant: Path, single: Catalogue, tmp_path: Path
) -> None:
    shards = tmp_path / "shards"
    words = ("index", plant, "--to", shards, "--bundle", TINY, "--workers", 2, "--json")
    process = started(prefix, "imtextgui.cluster", *words)
    assert process.stderr is not None
    killed, told = 0, []
    for line in process.stderr:
        told.append(line)
        begun = re.match(r"shard-0002: begun on .* \(process (\d+)\)", line)
        killed = int(begun.group(1)) if begun else killed
        if line.startswith(("shard-0002: Looking", "shard-0002: Reading")) and killed > 0:
            os.kill(killed, signal.SIGKILL)
            killed = -1
    output, _ = process.communicate()
    assert process.returncode == 0, told
    assert killed == -1, told
    assert any("shard-0002: its worker is gone" in line for line in told), told
    answer = json.loads(output)
    assert {shard["name"]: shard["attempts"] for shard in answer["shards"]} == {
        "shard-0001": 1,
        "shard-0002": 2,
    }
    assert [Path(problem["path"]).name for problem in answer["problems"]] == ["broken.pdf"]
    require_equal(shards, single)


def test_workers_of_a_scheduler_make_the_same(
    prefix: list[str], plant: Path, single: Catalogue, tmp_path: Path
) -> None:
    shards = tmp_path / "shards"
    process = started(prefix, "tests.reliability.cluster_machines", plant, shards, TINY)
    output, told = process.communicate(timeout=200)
    assert process.returncode == 0, told
    assert json.loads(output.splitlines()[-1])["published"]
    require_equal(shards, single)
