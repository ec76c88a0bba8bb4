"""Passages get their vectors; the same text is encoded once."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import run
from imtextgui.indexing import passage_encoding
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors
from tests.fakes import FakeEncoder


@pytest.mark.parametrize("remembered", [2048, 1])
def test_a_text_that_many_files_hold_is_encoded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    monkeypatch.setattr(passage_encoding, "REMEMBERED", remembered)
    files = tmp_path / "files"
    files.mkdir()
    texts = ["Grease the bearing once a month.", "Do not open the valve under pressure."]
    for number in range(10):
        text = texts[number % 2]
        (files / f"{number}.txt").write_text(text + "\n" * number, encoding="utf-8")
    encoder = FakeEncoder()
    with Catalogue.open(tmp_path / "catalogue", encoder=encoder) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
    with closing(Database.open(tmp_path / "catalogue" / DATABASE, read_only=True)) as database:
        rows = Vectors(database).load(Space.MEANING, encoder.fingerprint).rows
    assert encoder.texts_encoded == 2 + len(list(files.iterdir())), "and the names"
    expected = FakeEncoder().encode_texts(texts)
    assert sorted(row.tobytes() for row in rows) == sorted(
        row.tobytes() for row in np.repeat(expected, 5, axis=0)
    )
