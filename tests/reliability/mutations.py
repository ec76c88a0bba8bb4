"""Damages inputs of every kind and watches that each ends in an answer or in one expected problem.

    python -m tests.reliability.mutations --seed 7 --count 2000 [--target pdf ...]

``count`` is how many mutated inputs each target gets. A failure is printed with the seed that makes it again, and the
status is 1 then. What a document does to its reader process is contained, and counted: time-outs, deaths. Exceptions
that no reader should raise are failures.
"""

import argparse
import contextlib
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config import settings
from imtextgui.documents.content import Limits
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders.manifest import read_manifest
from imtextgui.encoders.preprocessing import prepare
from imtextgui.encoders.tokenizer import Tokenizer
from imtextgui.errors import DocumentError, ImTextError, QueryError
from imtextgui.evaluation.test_set import read_testset
from imtextgui.index import snapshot
from imtextgui.index.hnsw import HnswIndex
from imtextgui.indexing.reader_pool.events import Finished
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from imtextgui.onnx_operators import check
from imtextgui.search.query.dictionary import read_entries
from imtextgui.search.query.query_parser import check_askable, parse_query
from imtextgui.store.database import Database
from imtextgui.store.upkeep import backup
from tests.every_format import SAMPLES
from tests.fakes import FakeEncoder

BUNDLE = Path(__file__).resolve().parents[1] / "data" / "bundle"
LARGEST = 400_000
"""Samples of more bytes are left out: they are large for another test's sake."""
SECONDS = 20.0
"""A page of a mutated document may take so long."""
FILES_AT_ONCE = 50


@dataclass
class Outcome:
    """How the inputs of one target ended, by code; and what must not have happened, with the seed that makes it."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.ends.values())


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with some bytes turned, cut out, repeated, moved, or replaced by those that programs stumble over."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 200))
        match chance.randrange(24) % 9 if chance.random() < 0.96 else 9:
            case 0 | 6 | 7 | 8 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at : at + length] = chance.randbytes(length)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length] * chance.choice((1, 3, 100))
            case 4:
                out[at : at + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\x80\0\0\0")
                )
            case 5:
                out[at:at] = chance.choice(
                    (b"\0", b"%n%s", b"'\"--", b"[" * 500, "\u202e\ud7ff\U0010ffff".encode())
                )
            case 9:
                del out[chance.randrange(len(out) + 1) :]
        out = out or bytearray(b"\0")
    return bytes(out)


def _one(outcome: Outcome, label: str, act: Callable[[], object]) -> None:
    """Note how ``act`` ends: in a value or in one of our own problems; anything else is a failure."""
    try:
        act()
        outcome.ends["answered"] += 1
    except ImTextError as trouble:
        outcome.ends[trouble.code] += 1
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:  # what must not be, panics of Rust among it: it is told with its seed
        outcome.ends["failure"] += 1
        outcome.failures.append(f"{label}: {type(trouble).__name__}: {trouble}"[:300])


def _by_file(
    name: str, whole: Callable[[], bytes], act: Callable[[Path], object], seed: int, count: int, folder: Path
) -> Outcome:
    """Mutated ``whole`` in a file ``name``, given to ``act``."""
    outcome, data = Outcome(), whole()
    for number in range(count):
        place = folder / str(number)
        place.mkdir()
        file = place / name
        file.write_bytes(mutated(data, random.Random(f"{seed} {name} {number}")))
        _one(outcome, f"{name} seed {seed} number {number}", partial(act, file))
        shutil.rmtree(place)
    return outcome


def _queries(seed: int, count: int, folder: Path) -> Outcome:
    texts = (
        'pump "shaft seal" -filter folder:"line 3" type:pdf before:2020-01 GP-2040-B1 1/2 in',
        "油圧ポンプ 軸受け -ボルト フォルダー:図面 ﾍﾞﾔﾘﾝｸﾞ ＡＢ－１２",
    )
    outcome = Outcome()
    for number in range(count):
        chance = random.Random(f"{seed} query {number}")
        text = mutated(chance.choice(texts).encode(), chance).decode("utf-8", "surrogateescape")

        def ask(text: str = text) -> None:
            with suppress(QueryError):
                check_askable(parse_query(Query(text)))

        _one(outcome, f"query seed {seed} number {number}", ask)
    return outcome


def _searches(seed: int, count: int, folder: Path) -> Outcome:
    """Mutated queries asked of a catalogue, down to the full text."""
    outcome = Outcome()
    (folder / "files").mkdir()
    (folder / "files" / "pump.txt").write_text(
        "Replace the shaft seal ZX-49 of the pump 油圧ポンプ", encoding="utf-8"
    )
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder / "files")
        run(catalogue.sources.index(first_pass_only=True))
        for number in range(count):
            chance = random.Random(f"{seed} search {number}")
            text = mutated('pump "shaft seal" -x type:txt ZX-49 油圧'.encode(), chance)
            query = Query(text.decode("utf-8", "surrogateescape"))
            _one(outcome, f"search seed {seed} number {number}", partial(catalogue.search.answer, query))
    return outcome


@cache
def _database(folder: Path) -> bytes:
    with Catalogue.open(folder / "made", encoder=FakeEncoder()) as catalogue:
        (folder / "source").mkdir()
        (folder / "source" / "pump.txt").write_text("Replace the shaft seal ZX-49", encoding="utf-8")
        catalogue.sources.add(folder / "source")
        run(catalogue.sources.index(first_pass_only=True))
    return (folder / "made" / DATABASE).read_bytes()


def _open_database(file: Path) -> None:
    with closing(Database.open(file, read_only=True)) as database, database.reading() as connection:
        for table in ("source", "item", "page", "passage", "judgement"):
            connection.execute(f"SELECT * FROM {table}").fetchall()


def _backup(folder: Path) -> bytes:
    target = folder / "whole.zip"
    with closing(Database.open(folder / "db" / DATABASE)) as database:
        run(backup.backup(database, target))
    return target.read_bytes()


def _restore(file: Path) -> None:
    run(backup.restore(file, file.parent / "restored", DATABASE))


def _snapshot(folder: Path) -> bytes:
    index = HnswIndex(4, capacity=8)
    snapshot.save(index, folder / "snap", Space.PICTURE, "print")
    return (folder / "snap" / f"{Space.PICTURE}.json").read_bytes()


def _load_snapshot(file: Path) -> None:
    snapshot.load(file.parent, Space.PICTURE, "print", 4)


def _settings(file: Path) -> None:
    settings.read(file)
    settings.recover(file)


_CSV = "en,ja,kind\npump|GP-2040,ポンプ,machine\nseal,軸シール,\n"
_TESTSET = "id,kind,language,text,photo,relevant\nq1,text,en,shaft seal,,pump.txt#1|b.pdf\n"
_SETTINGS = 'language = "en"\nthreads = 2\nroutes_off = ["words"]\nexclude = "a/\\nb"\n'

Target = Callable[[int, int, Path], Outcome]


def _documents(name: str, pool: ProcessReaderPool, seed: int, count: int, folder: Path) -> Outcome:
    """Mutated documents, read in processes as a run reads them."""
    outcome, data = Outcome(), SAMPLES[name].data()
    bugs = _Bugs()
    logger = logging.getLogger("imtextgui")
    logger.addHandler(bugs)
    spec = ReadSpec(partial(prepare, picture=FakeEncoder().picture), Limits(seconds_per_page=SECONDS))
    try:
        for first in range(0, count, FILES_AT_ONCE):
            files = []
            for number in range(first, min(first + FILES_AT_ONCE, count)):
                file = folder / f"{number} {name}"
                file.write_bytes(mutated(data, random.Random(f"{seed} {name} {number}")))
                files.append((number, file))
            left = {number for number, _ in files}
            with closing(pool.stream(files, spec)) as stream:
                for number, event in stream:
                    if isinstance(event, Finished | DocumentError):
                        code = event.code if isinstance(event, DocumentError) else "answered"
                        outcome.ends[code] += 1
                        left.discard(number)
            outcome.failures += [f"{name} seed {seed} number {number}: no end" for number in sorted(left)]
            for _, file in files:
                file.unlink(missing_ok=True)
    finally:
        logger.removeHandler(bugs)
    outcome.failures += [f"{name} seed {seed}: {bug}" for bug in bugs.told]
    return outcome


class _Bugs(logging.Handler):
    """Takes what the log says of exceptions that no reader should raise."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage()[-400:])


def targets(folder: Path, pool: ProcessReaderPool) -> dict[str, Target]:
    """What takes inputs from outside, by name; ``folder`` is a temporary one, ``pool`` reads documents."""
    whole: dict[str, tuple[str, Callable[[], bytes], Callable[[Path], object]]] = {
        "settings": ("settings.toml", _SETTINGS.encode, _settings),
        "dictionary": ("dictionary.csv", _CSV.encode, read_entries),
        "test set": ("testset.csv", _TESTSET.encode, read_testset),
        "manifest": (
            "manifest.json",
            (BUNDLE / "manifest.json").read_bytes,
            lambda file: read_manifest(file.parent),
        ),
        "tokenizer": ("tokenizer.json", (BUNDLE / "tokenizer.json").read_bytes, _tokenizer),
        "graph": ("image.onnx", (BUNDLE / "image.onnx").read_bytes, check),
        "database": (DATABASE, partial(_database, folder), _open_database),
        "backup": ("backup.zip", partial(_whole_backup, folder), _restore),
        "snapshot": (f"{Space.PICTURE}.json", partial(_snapshot, folder), _load_snapshot),
    }
    made: dict[str, Target] = {"query": _queries, "search": _searches}
    for name, (file, data, act) in whole.items():
        made[name] = partial(_by_file, file, data, act)
    for name, sample in SAMPLES.items():
        if "/" not in name and len(sample.data()) <= LARGEST:
            made[name] = partial(_documents, name, pool)
    return made


def _tokenizer(file: Path) -> None:
    Tokenizer(file, read_manifest(BUNDLE).text).tokens(["pump"])


def _whole_backup(folder: Path) -> bytes:
    place = folder / "db"
    if not place.exists():
        place.mkdir()
        (place / DATABASE).write_bytes(_database(folder))
    return _backup(folder)


def campaign(seed: int, count: int, wanted: list[str] | None = None) -> Iterator[tuple[str, Outcome]]:
    """Each target with how its inputs ended."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as name, ProcessReaderPool(2) as pool:
        folder = Path(name)
        for target, act in targets(folder, pool).items():
            if wanted and target not in wanted:
                continue
            place = folder / target.replace("/", "_")
            place.mkdir()
            yield target, act(seed, count, place)
            shutil.rmtree(place, ignore_errors=True)


def main() -> int:
    """Run a campaign and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--target", action="append")
    arguments = parser.parse_args()
    began, total, failures = time.monotonic(), 0, 0
    for target, outcome in campaign(arguments.seed, arguments.count, arguments.target):
        total += outcome.count
        failures += len(outcome.failures)
        print(json.dumps({target: dict(outcome.ends.most_common())}), flush=True)
        for failure in outcome.failures[:5]:
            print("FAILURE", failure, flush=True)
    seconds = round(time.monotonic() - began)
    print(json.dumps({"seed": arguments.seed, "inputs": total, "failures": failures, "seconds": seconds}))
    return 1 if failures else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
