"""Names of files get a vector of their own, which goes with the name."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.indexing.name_encoding import words_of_name
from imtextgui.store.database import Database
from imtextgui.store.vectors.name_vectors import NameRows, NameVectors
from tests.fakes import FakeEncoder, SecondEncoder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "gear_pump-manual.txt").write_text("Replace the shaft seal.", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


def names(tmp_path: Path) -> NameRows:
    with closing(Database.open(tmp_path / "catalogue" / DATABASE, read_only=True)) as database:
        return NameVectors(database, FakeEncoder.fingerprint).of_items(range(10))


@pytest.mark.parametrize(
    ("relpath", "words"),
    [
        ("manuals/gear_pump-manual.txt", "gear pump manual"),
        ("a.zip/inner/CXD5602 rev.B+notes.pdf", "CXD5602 rev B notes"),
        ("油圧ポンプ_組立図.dxf", "油圧ポンプ 組立図"),
        ("___", ""),
    ],
)
def test_the_words_of_a_name(relpath: str, words: str) -> None:
    assert words_of_name(relpath) == words


def test_every_file_has_a_vector_of_its_name_and_a_renamed_one_another(tmp_path: Path, files: Path) -> None:
    encoder = FakeEncoder()
    with Catalogue.open(tmp_path / "catalogue", encoder=encoder) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
        first = names(tmp_path)
        expected = FakeEncoder().encode_texts(["broken", "gear pump manual"])
        assert sorted(first.rows.tolist()) == pytest.approx(np.array(sorted(expected.tolist())), abs=1e-3)

        (files / "gear_pump-manual.txt").rename(files / "drain_valve.txt")
        before = encoder.texts_encoded
        run(catalogue.sources.index(first_pass_only=True))
        assert encoder.texts_encoded == before + 1, "the passage keeps its vector"
        second = names(tmp_path)
        assert second.item_ids == first.item_ids
        assert max(second.cosines(encoder.encode_texts(["drain valve"])[0]).values()) > 0.99
        assert max(second.cosines(encoder.encode_texts(["gear pump manual"])[0]).values()) < 0.9


def test_files_of_one_name_are_encoded_once_and_vectors_go_with_the_file(tmp_path: Path, files: Path) -> None:
    for number in range(5):
        (files / f"{number}").mkdir()
        (files / f"{number}" / "readme.txt").write_text(f"{number}", encoding="utf-8")
    encoder = FakeEncoder()
    with Catalogue.open(tmp_path / "catalogue", encoder=encoder) as catalogue:
        source = catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
        assert encoder.texts_encoded == 3 + 6
        assert len(names(tmp_path).item_ids) == 7
        catalogue.sources.remove(source.id)
        assert names(tmp_path).cosines(encoder.encode_texts(["readme"])[0]) == {}


def test_another_encoder_takes_names_along_and_is_forgotten_with_them(tmp_path: Path, files: Path) -> None:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
    with closing(Database.open(tmp_path / "catalogue" / DATABASE)) as database:
        other = NameVectors(database, SecondEncoder.fingerprint)
        assert other.lacking() == 2
        waiting = other.pending(other.lacking_ids())
        with database.transaction() as tx:
            tx.execute("DELETE FROM item WHERE id = ?", (waiting[0].item_id,))
            other.add(
                tx, waiting, SecondEncoder().encode_texts([words_of_name(name.relpath) for name in waiting])
            )
        assert other.of_items(range(10)).item_ids == (waiting[1].item_id,)
        assert other.lacking() == 0
