"""A run lets searches go first, and makes the same vectors."""

from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders.preprocessing import prepare, probe_picture
from imtextgui.indexing.patient_encoder import AT_ONCE, PatientEncoder
from imtextgui.search.under_way import SearchesUnderWay
from tests.fakes import FakeEncoder


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, 2 * AT_ONCE + 1])
def test_it_waits_before_every_few_and_makes_the_same_vectors(count: int) -> None:
    waits: list[int] = []
    own = FakeEncoder()
    patient = PatientEncoder(own, lambda: waits.append(own.texts_encoded))
    texts = [f"text {number}" for number in range(count)]
    np.testing.assert_array_equal(patient.encode_texts(texts), FakeEncoder().encode_texts(texts))
    assert waits == list(range(0, max(1, count), AT_ONCE))
    tensors = [prepare(probe_picture(number), own.picture) for number in range(count)]
    seen, expected = patient.encode_pictures(tensors), FakeEncoder().encode_pictures(tensors)
    np.testing.assert_array_equal(seen.joint, expected.joint)
    np.testing.assert_array_equal(seen.appearance, expected.appearance)
    assert len(waits) == 2 * len(range(0, max(1, count), AT_ONCE))


def test_all_else_is_told_by_the_encoder_itself() -> None:
    own = FakeEncoder()
    patient = PatientEncoder(own, lambda: None)
    assert patient.fingerprint == own.fingerprint
    assert (patient.joint_dim, patient.appearance_dim) == (own.joint_dim, own.appearance_dim)
    assert (patient.picture, patient.calibration) == (own.picture, own.calibration)


def test_a_run_looks_whether_anybody_searches_and_searches_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, under_way = list[str](), list[str]()
    count_one = SearchesUnderWay.one

    def one(searches: SearchesUnderWay) -> AbstractContextManager[None]:
        under_way.append("search")
        return count_one(searches)

    monkeypatch.setattr(SearchesUnderWay, "wait", lambda searches: looked.append("run"))
    monkeypatch.setattr(SearchesUnderWay, "one", one)
    files = tmp_path / "files"
    files.mkdir()
    (files / "note.txt").write_text("Grease the bearing once a month.", encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        run(catalogue.sources.index([catalogue.sources.add(files).id]))
        assert len(looked) >= 2, "for the passage and for the name"
        assert under_way == []
        whole = catalogue.search.answer(Query("bearing"))
        assert len(under_way) == 1
        stages = list(catalogue.search.stages(Query("bearing")))
        assert len(under_way) == 1 + len(stages) + 1
        assert [hit.page_id for hit in stages[-1].hits] == [hit.page_id for hit in whole.hits] != []
