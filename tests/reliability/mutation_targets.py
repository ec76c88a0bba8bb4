"""What takes inputs from outside: the readers of every format, and each file that people may bring along."""

import argparse
import hashlib
import json
import os
import pickle
import random
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import numpy as np

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.cli.query_arguments import batch_queries
from imtextgui.config import policy, settings
from imtextgui.documents import readers
from imtextgui.documents.archives.entries import OpenArchives
from imtextgui.documents.content import Limits, Listing
from imtextgui.documents.opening import open_document
from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders.manifest import read_manifest
from imtextgui.encoders.preprocessing import prepare
from imtextgui.encoders.tokenizer import Tokenizer
from imtextgui.errors import DocumentError, QueryError
from imtextgui.evaluation.test_set import read_testset
from imtextgui.index import snapshot
from imtextgui.index.coarse import CoarseIndex, fit
from imtextgui.index.exact import VectorIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.reconcile import COARSE, GRAPH
from imtextgui.onnx_operators import check
from imtextgui.search.query.dictionary_table import read_entries
from imtextgui.search.query.query_parser import check_askable, parse_query
from imtextgui.store.database import Database
from imtextgui.store.upkeep import backup
from tests.every_format import SAMPLES
from tests.fakes import FakeEncoder
from tests.reliability.contained import Act, Alive
from tests.reliability.mutating import mutated

BUNDLE = Path(__file__).resolve().parents[1] / "data" / "bundle"

LARGEST = 400_000
"""Samples of more bytes are left out: they are large for another test's sake."""

LOOKED_CLOSER = 3
"""Each so many-th document is also drawn large and asked for the places of its words, as later passes do."""

MOST_ENTRIES = 12
"""Of an archive so many files are read."""

Make: TypeAlias = Callable[[int, Path], Act]
"""What makes, from a seed and a folder for temporary files, that which takes an input."""

_PREPARE = partial(prepare, picture=FakeEncoder().picture)


@dataclass(frozen=True)
class FileTarget:
    """Mutations of ``whole(folder)`` in a file ``name``, given to ``act``."""

    name: str
    whole: Callable[[Path], bytes]
    act: Callable[[Path], object]

    def __call__(self, seed: int, folder: Path) -> Act:
        """See ``Make``."""
        data = self.whole(folder)

        def give(number: int, _: Alive) -> None:
            place = folder / str(number)
            place.mkdir()
            try:
                file = place / self.name
                file.write_bytes(mutated(data, random.Random(f"{seed} {self.name} {number}")))
                self.act(file)
            finally:
                shutil.rmtree(place, ignore_errors=True)

        return give


@dataclass(frozen=True)
class DocumentTarget:
    """Mutations of the sample ``name``, read as a reader process reads them."""

    name: str

    def __call__(self, seed: int, folder: Path) -> Act:
        """See ``Make``."""
        data = SAMPLES[self.name].data()

        def give(number: int, alive: Alive) -> None:
            file = folder / f"{number} {self.name}"
            file.write_bytes(mutated(data, random.Random(f"{seed} {self.name} {number}")))
            try:
                _read(file, alive, closer=number % LOOKED_CLOSER == 0)
            finally:
                file.unlink(missing_ok=True)

        return give


def _read(file: Path, alive: Alive, *, closer: bool) -> None:
    limits = Limits()
    listed: list[str] = []
    for content in readers.read(file, _PREPARE, limits):
        pickle.dumps(content)
        alive()
        if isinstance(content, Listing):
            listed = [entry.name for entry in content.entries[:MOST_ENTRIES]]
    if listed:
        _read_entries(file, listed, limits, alive)
    if closer:
        readers.words(file, 1, limits)
        alive()
        readers.render(file, 1, 800, limits)


def _read_entries(file: Path, listed: list[str], limits: Limits, alive: Alive) -> None:
    with OpenArchives(limits) as archives:
        for inner in listed:
            alive()
            with suppress(DocumentError):
                for content in readers.read_opened(
                    open_document(file / inner, archives=archives), _PREPARE, limits
                ):
                    pickle.dumps(content)
                    alive()


_QUERIES = (
    'pump "shaft seal" -filter folder:"line 3" type:pdf before:2020-01 GP-2040-B1 1/2 in',
    "油圧ポンプ 軸受け -ボルト フォルダー:図面 ﾍﾞﾔﾘﾝｸﾞ ＡＢ－１２",
    'after:2023-05 before:2024 tag:urgent machine:"Press 2" -type:photo lang:ja M8x1.25 -"x y"',
)


def _query(seed: int, _: Path) -> Act:
    """Mutated questions, taken to pieces."""

    def ask(number: int, _: Alive) -> None:
        text = _question(seed, "query", number)
        with suppress(QueryError):
            check_askable(parse_query(Query(text)))

    return ask


def _question(seed: int, name: str, number: int) -> str:
    chance = random.Random(f"{seed} {name} {number}")
    return mutated(chance.choice(_QUERIES).encode(), chance).decode("utf-8", "surrogateescape")


def _search(seed: int, folder: Path) -> Act:
    """Mutated questions asked of a catalogue, down to the full text."""
    files, place = folder / f"files {os.getpid()}", folder / f"catalogue {os.getpid()}"
    files.mkdir()
    (files / "pump.txt").write_text("Replace the shaft seal ZX-49 of the pump 油圧ポンプ", encoding="utf-8")
    catalogue = Catalogue.open(place, encoder=FakeEncoder())
    catalogue.sources.add(files)
    run(catalogue.sources.index(first_pass_only=True))

    def ask(number: int, _: Alive) -> None:
        catalogue.search.answer(Query(_question(seed, "search", number)))

    return ask


def _database(folder: Path) -> bytes:
    made, source = folder / f"made {os.getpid()}", folder / f"source {os.getpid()}"
    source.mkdir()
    (source / "pump.txt").write_text("Replace the shaft seal ZX-49", encoding="utf-8")
    with Catalogue.open(made, encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(source)
        run(catalogue.sources.index(first_pass_only=True))
    return (made / DATABASE).read_bytes()


def _open_database(file: Path) -> None:
    """Opened for reading, and asked what a window asks first."""
    with Catalogue.open(file.parent, encoder=FakeEncoder(), read_only=True, create=False) as catalogue:
        catalogue.search.answer(Query("shaft seal ZX-49"))
        catalogue.sources.all()
        catalogue.tags.all()
        catalogue.jobsheets.all()
        catalogue.judgements.all()
        catalogue.health.problems()
        catalogue.health.counts()


def _backup(folder: Path) -> bytes:
    place = folder / f"db {os.getpid()}"
    place.mkdir()
    (place / DATABASE).write_bytes(_database(folder))
    target = place / "whole.zip"
    with closing(Database.open(place / DATABASE)) as database:
        run(backup.backup(database, target))
    return target.read_bytes()


def _restore(file: Path) -> None:
    run(backup.restore(file, file.parent / "restored", DATABASE))


_DIM = 8


_SUBJECT = snapshot.Subject(Space.PICTURE, "print", _DIM)
_ROWS = np.random.default_rng(1).normal(size=(40, _DIM)).astype(np.float32)


def _fetch(ids: Ids) -> Matrix:
    return _ROWS[ids % len(_ROWS)]


_RESTORE: dict[str, Callable[[dict[str, Any]], VectorIndex]] = {
    GRAPH: HnswIndex.restored,
    COARSE: partial(CoarseIndex.restored, fetch_rows=_fetch),
}


def _snapshot(folder: Path, suffix: str, kind: str) -> bytes:
    index = HnswIndex(_DIM, capacity=64) if kind == GRAPH else CoarseIndex(fit(_ROWS), _fetch)
    index.add(np.arange(40), _ROWS)
    place = folder / f"snap {os.getpid()}"
    snapshot.save(index.state(), place, kind, _SUBJECT)
    return next(place.glob(f"*{suffix}")).read_bytes()


def _load_snapshot(file: Path, kind: str) -> None:
    index = snapshot.load(file.parent, kind, _SUBJECT, _RESTORE[kind])
    if index is not None:
        index.search(np.ones((1, _DIM), np.float32), 5)


def _load_vectors(file: Path, kind: str) -> None:
    """The description is made to fit, as whoever wants to do harm would."""
    data = file.read_bytes()
    told = {
        "format": snapshot.FORMAT,
        "kind": kind,
        **_SUBJECT._asdict(),
        "file": file.name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (file.parent / f"{Space.PICTURE}.json").write_text(json.dumps(told), encoding="utf-8")
    _load_snapshot(file, kind)


def _settings(file: Path) -> None:
    settings.read(file)
    settings.recover(file)


def _policy(file: Path) -> None:
    with patch.object(policy, "system_file", lambda: file):
        settings.read()
        policy.place("data")


def _batch(file: Path) -> None:
    arguments = argparse.Namespace(batch=file, limit=10, weight=None, routes=None, all_photos=False)
    list(batch_queries(arguments))


def _manifest(file: Path) -> None:
    read_manifest(file.parent)


def _tokenizer(file: Path) -> None:
    Tokenizer(file, read_manifest(BUNDLE).text).tokens(["pump"])


def _of_bundle(name: str, _: Path) -> bytes:
    return (BUNDLE / name).read_bytes()


def _given(text: str, _: Path) -> bytes:
    return text.encode()


_CSV = "en,ja,kind\npump|GP-2040,ポンプ,machine\nseal,軸シール,\n"
_TESTSET = "id,kind,language,text,photo,relevant\nq1,text,en,shaft seal,,pump.txt#1|b.pdf\n"
_BATCH = "id,text,photo\nq1,pump,\nq2,,a.jpg@0.1,0.2,0.9,0.8|b.jpg\n"
_SETTINGS = 'language = "en"\nthreads = 2\nroutes_off = ["words"]\nexclude = "a/\\nb"\n'
_POLICY = '[locked]\nlanguage = "ja"\n[default]\nthreads = 2\n[places]\ndata = "~/data"\ncatalogue = "/srv/catalogue"\n'


def targets() -> dict[str, Make]:
    """What takes inputs from outside, by name."""
    made: dict[str, Make] = {
        "query": _query,
        "search": _search,
        "settings": FileTarget("settings.toml", partial(_given, _SETTINGS), _settings),
        "policy": FileTarget("policy.toml", partial(_given, _POLICY), _policy),
        "dictionary": FileTarget("dictionary.csv", partial(_given, _CSV), read_entries),
        "test set": FileTarget("testset.csv", partial(_given, _TESTSET), read_testset),
        "batch": FileTarget("batch.csv", partial(_given, _BATCH), _batch),
        "manifest": FileTarget("manifest.json", partial(_of_bundle, "manifest.json"), _manifest),
        "tokenizer": FileTarget("tokenizer.json", partial(_of_bundle, "tokenizer.json"), _tokenizer),
        "graph": FileTarget("image.onnx", partial(_of_bundle, "image.onnx"), check),
        "database": FileTarget(DATABASE, _database, _open_database),
        "backup": FileTarget("backup.zip", _backup, _restore),
        "snapshot": FileTarget(
            f"{Space.PICTURE}.json",
            partial(_snapshot, suffix=".json", kind=GRAPH),
            partial(_load_snapshot, kind=GRAPH),
        ),
        **{
            f"snapshot of a {kind} index": FileTarget(
                "v.npz", partial(_snapshot, suffix=".npz", kind=kind), partial(_load_vectors, kind=kind)
            )
            for kind in (GRAPH, COARSE)
        },
    }
    for name, sample in SAMPLES.items():
        if "/" not in name and len(sample.data()) <= LARGEST:
            made[name] = DocumentTarget(name)
    return made
