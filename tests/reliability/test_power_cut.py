"""A power cut leaves the log of the database cut off, or torn, at any byte: what was committed before is there, whole.

With ``synchronous = FULL`` a commit is on the disk when it returns; what a cut may lose or tear is the log behind it.
"""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.reliability.life import JUDGED, make_files

CUTS = 24
JUDGEMENTS = 12


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """A copy of a catalogue with its log, taken while it is open; and how long the log was after each judgement."""
    place = tmp_path_factory.mktemp("power")
    root, folder, copy = place / "files", place / "catalogue", place / "copy"
    make_files(root)
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(root)
        run(catalogue.sources.index())
        page = catalogue.pages.by_path(root / JUDGED, 1)
        assert page is not None
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        log = folder / f"{DATABASE}-wal"
        lengths = []
        for number in range(JUDGEMENTS):
            catalogue.judgements.add(Query(f"question {number}"), page.page_id, True)
            lengths.append(log.stat().st_size)
        copy.mkdir()
        for name in (DATABASE, log.name):
            shutil.copy(folder / name, copy / name)
    return copy, lengths


@pytest.mark.slow
@pytest.mark.parametrize("torn", [False, True])
def test_what_was_committed_before_a_cut_is_there(
    lived: tuple[Path, list[int]], tmp_path: Path, torn: bool
) -> None:
    copy, lengths = lived
    whole = (copy / f"{DATABASE}-wal").read_bytes()
    chance = random.Random(f"power {torn}")
    for number in range(CUTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy(copy / DATABASE, folder / DATABASE)
        cut = chance.randrange(len(whole) + 1)
        # A torn write: pages behind the last sync are there, with bytes of something else in them.
        rest = chance.randbytes(min(len(whole) - cut, 8_192)) if torn else b""
        (folder / f"{DATABASE}-wal").write_bytes(whole[:cut] + rest)
        with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
            kept = [judgement.text for judgement in catalogue.judgements.all()]
            safe = sum(length <= cut for length in lengths)
            assert kept == [f"question {judged}" for judged in range(len(kept))]
            assert len(kept) >= safe, f"cut at {cut} of {len(whole)}"
            with closing(sqlite3.connect(folder / DATABASE)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        shutil.rmtree(folder)
