"""A snapshot is whole, or it is not used; whatever became of its files."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from imtextgui.domain.embedding import Space, unit
from imtextgui.index import snapshot
from imtextgui.index.hnsw import HnswIndex

DIM = 8
ROWS = unit(np.random.default_rng(0).normal(size=(100, DIM)))
SUBJECT = snapshot.Subject(Space.PICTURE, "fp", DIM)


@pytest.fixture
def index() -> HnswIndex:
    index = HnswIndex(DIM)
    index.add(np.arange(100), ROWS)
    index.remove(np.arange(10))
    return index


@pytest.fixture
def folder(tmp_path: Path, index: HnswIndex) -> Path:
    folder = tmp_path / "索引 index"
    assert snapshot.save(index.state(), folder, "graph", SUBJECT)
    return folder


def load(folder: Path) -> HnswIndex | None:
    return snapshot.load(folder, "graph", SUBJECT, HnswIndex.restored)


def test_what_was_saved_is_loaded(folder: Path, index: HnswIndex) -> None:
    loaded = load(folder)
    assert loaded is not None
    np.testing.assert_array_equal(loaded.ids(), index.ids())
    assert loaded.search(ROWS[50:51], 1)[0].tolist() == [[50]]


def test_a_new_snapshot_replaces_the_old(folder: Path, index: HnswIndex) -> None:
    index.remove(np.arange(50))
    assert snapshot.save(index.state(), folder, "graph", SUBJECT)
    loaded = load(folder)
    assert loaded is not None
    assert len(loaded) == 50
    assert len(list(folder.iterdir())) == 2


def test_an_old_one_that_somebody_reads_on_windows_stays_and_costs_nothing(
    folder: Path, index: HnswIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = folder.glob("*.npz")

    def refuse(file: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(file))

    index.remove(np.arange(50))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        assert snapshot.save(index.state(), folder, "graph", SUBJECT)
    assert before.exists()
    loaded = load(folder)
    assert loaded is not None
    assert len(loaded) == 50
    index.remove(np.arange(60))
    assert snapshot.save(index.state(), folder, "graph", SUBJECT)
    assert len(list(folder.iterdir())) == 2


def test_spaces_do_not_disturb_each_other(folder: Path) -> None:
    other = HnswIndex(4)
    subject = SUBJECT._replace(space=Space.MEANING, dim=4)
    assert snapshot.save(other.state(), folder, "graph", subject)
    snapshot.remove(folder, Space.MEANING)
    assert load(folder) is not None
    assert snapshot.load(folder, "graph", subject, HnswIndex.restored) is None


def test_another_encoder_length_space_or_kind_is_not_loaded(folder: Path) -> None:
    for subject in (
        SUBJECT._replace(fingerprint="other"),
        SUBJECT._replace(dim=DIM + 1),
        SUBJECT._replace(space=Space.MEANING),
    ):
        assert snapshot.load(folder, "graph", subject, HnswIndex.restored) is None
    assert snapshot.load(folder, "coarse", SUBJECT, HnswIndex.restored) is None


def _data(folder: Path) -> Path:
    return next(folder.glob("*.npz"))


def _manifest(folder: Path) -> Path:
    return folder / "picture.json"


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)


def _claim(folder: Path, **claims: object) -> None:
    manifest = json.loads(_manifest(folder).read_bytes())
    _manifest(folder).write_text(json.dumps(manifest | claims))


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _foreign(folder: Path) -> None:
    """Put a well-formed archive in place that is no index, with a manifest that vouches for it."""
    np.savez(_data(folder), hello=np.arange(3))
    _claim(folder, size=_data(folder).stat().st_size, sha256=_sha256(_data(folder)))


def _pickled(folder: Path) -> None:
    np.savez(_data(folder), hello=np.array([{"a": 1}], dtype=object))
    _claim(folder, size=_data(folder).stat().st_size, sha256=_sha256(_data(folder)))


def _no_archive(folder: Path) -> None:
    _data(folder).write_bytes(b"PK\3\4 nonsense")
    _claim(folder, size=_data(folder).stat().st_size, sha256=_sha256(_data(folder)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: _data(folder).unlink(),
        lambda folder: _data(folder).write_bytes(b""),
        lambda folder: _data(folder).write_bytes(_data(folder).read_bytes()[:-100]),
        lambda folder: _flip(_data(folder), 3000),
        lambda folder: _manifest(folder).unlink(),
        lambda folder: _manifest(folder).write_bytes(b""),
        lambda folder: _manifest(folder).write_bytes(b"\xff\xfe{}"),
        lambda folder: _manifest(folder).write_text("[1, 2]"),
        lambda folder: _manifest(folder).write_text('{"format": 1}'),
        lambda folder: _claim(folder, format=1),
        lambda folder: _claim(folder, file="../../secret"),
        lambda folder: _claim(folder, file=None),
        _foreign,
        _pickled,
        _no_archive,
        shutil.rmtree,
    ],
)
def test_a_damaged_snapshot_is_not_loaded(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    assert load(folder) is None


@pytest.mark.parametrize("failing", ["json.dumps", "os.fsync", "numpy.savez", "os.replace"])
def test_a_failure_while_saving_keeps_the_snapshot_before(
    folder: Path, index: HnswIndex, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    index.remove(np.arange(50))
    with monkeypatch.context() as patch:
        patch.setattr(failing, fail)
        assert not snapshot.save(index.state(), folder, "graph", SUBJECT)
    loaded = load(folder)
    assert loaded is not None
    assert len(loaded) == 90
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path, index: HnswIndex) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not snapshot.save(index.state(), tmp_path / "file" / "index", "graph", SUBJECT)


@pytest.mark.parametrize("content", [b"", b"noise" * 50, bytes(200)])
def test_a_file_of_vectors_with_a_true_checksum_and_a_broken_header_is_not_used(
    folder: Path, content: bytes
) -> None:
    manifest = folder / f"{Space.PICTURE}.json"
    told = json.loads(manifest.read_bytes())
    data = folder / told["file"]
    with ZipFile(data) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    with ZipFile(data, "w") as packed:
        for name, whole in held.items():
            # An unclosed bracket in the header, which numpy gives to Python's own parser.
            packed.writestr(name, content or whole.replace(b"}", b" ", 1))
    told |= {"size": data.stat().st_size, "sha256": hashlib.sha256(data.read_bytes()).hexdigest()}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert load(folder) is None
