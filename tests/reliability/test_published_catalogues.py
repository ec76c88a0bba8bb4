"""Many readers of one published catalogue, publishing that is killed, mounts that cannot be written."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from tests.fakes import FakeEncoder
from tests.reliability.published_reader import generations

ROOT = Path(__file__).parents[2]
POINTS = ("copied", "described", "renamed")

_KILLED = """
import os, signal, sys
from pathlib import Path
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.store.published import publishing
from tests.fakes import FakeEncoder

def end(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

point, folder, share = sys.argv[1:]
renaming = point == "renamed"
name = {"copied": "_copy_files", "described": "_put_in_place", "renamed": "replace"}[point]
setattr(publishing.durable if renaming else publishing, name, end)
run(Catalogue.open(Path(folder), encoder=FakeEncoder(), read_only=True).publishing.publish(Path(share)))
"""


class Publisher:
    """A catalogue of two files, which are changed, indexed and published together."""

    def __init__(self, folder: Path) -> None:
        self.share = folder / "share"
        self._source = folder / "source"
        self._source.mkdir()
        self.catalogue = Catalogue.open(folder / "catalogue", encoder=FakeEncoder(), chosen=Settings())
        self.catalogue.sources.add(self._source)

    def index(self, generation: int) -> None:
        for name in ("alpha", "beta"):
            (self._source / f"{name}.txt").write_text(f"generation {generation} {name}", encoding="utf-8")
        run(self.catalogue.sources.index())

    def publish(self, generation: int) -> Path:
        self.index(generation)
        return run(self.catalogue.publishing.publish(self.share)).folder


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    made = Publisher(tmp_path)
    yield made
    made.catalogue.close()


def started(module: str, *words: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def reading(share: Path) -> Iterator[subprocess.Popen[str]]:
    reader = started("tests.reliability.published_reader", share)
    try:
        with reader:
            yield reader
    finally:
        reader.kill()


def told(reader: subprocess.Popen[str]) -> str:
    assert reader.stdout is not None
    return reader.stdout.readline().strip()


def ended(reader: subprocess.Popen[str]) -> int:
    """How many answers a reader had that is told to end."""
    assert reader.stdin is not None
    reader.stdin.close()
    lines = [told(reader)]
    while lines[-1] and not lines[-1].startswith("answers"):
        lines.append(told(reader))
    assert reader.wait(60) == 0
    return int(lines[-1].split()[1])


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_readers_see_every_answer_whole_while_it_is_published_again(publisher: Publisher) -> None:
    publisher.publish(0)
    with ExitStack() as stack:
        readers = [stack.enter_context(reading(publisher.share)) for _ in range(3)]
        for generation in range(4):
            if generation:
                publisher.publish(generation)
            assert [told(reader) for reader in readers] == [str(generation)] * 3
        assert all(ended(reader) >= 4 for reader in readers)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_twenty_readers_for_five_minutes(publisher: Publisher) -> None:
    publisher.publish(0)
    with ExitStack() as stack:
        readers = [stack.enter_context(reading(publisher.share)) for _ in range(20)]
        begun = time.monotonic()
        for generation in range(1, 31):
            wait = begun + 10 * generation - time.monotonic()
            time.sleep(max(0.0, wait))
            publisher.publish(generation)
        for reader in readers:
            line = told(reader)
            while line != "30":
                assert line, f"a reader ended: {reader.poll()}"
                line = told(reader)
        answers = [ended(reader) for reader in readers]
    assert min(answers) > 30
    print(f"{sum(answers)} answers, {min(answers)} of one reader at least")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_publishing_that_is_killed_leaves_the_one_before(publisher: Publisher, point: str) -> None:
    first = publisher.publish(1)
    publisher.index(2)
    ending = subprocess.run(
        [sys.executable, "-c", _KILLED, point, publisher.catalogue.folder, publisher.share],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ending.returncode == -9
    with Catalogue.open(publisher.share, encoder=FakeEncoder(), chosen=Settings()) as reader:
        assert generations(reader) == [1, 1]
    second = publisher.publish(2)
    assert sorted((publisher.share / "snapshots").iterdir()) == sorted([first, second])
    with Catalogue.open(publisher.share, encoder=FakeEncoder(), chosen=Settings()) as reader:
        assert generations(reader) == [2, 2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts of Linux")
def test_a_mount_that_cannot_be_written_is_read(publisher: Publisher, tmp_path: Path) -> None:
    publisher.publish(1)
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    if subprocess.run(
        ["mount", "--bind", publisher.share, mounted], capture_output=True, check=False
    ).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", mounted], check=True)
        with pytest.raises(OSError, match="Read-only"):
            (mounted / "file").write_bytes(b"")
        with Catalogue.open(mounted, encoder=FakeEncoder(), chosen=Settings()) as reader:
            assert generations(reader) == [1, 1]
            publisher.publish(2)
            assert reader.publication is not None
            assert run(reader.publication.follow())
            assert generations(reader) == [2, 2]
    finally:
        subprocess.run(["umount", mounted], check=True)
