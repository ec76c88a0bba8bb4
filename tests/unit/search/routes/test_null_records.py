"""What chance reaches in a large catalogue is kept for the next process."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.domain.learning.learned import Learned, QueryAdapter
from imtextgui.search.routes import null_distribution as module
from imtextgui.search.routes.null_distribution import FEWEST_PHOTOS, NullDistribution, NullDistributions
from imtextgui.search.routes.null_records import NullRecords
from tests.unit.search.conftest import Shop, blotches

MEASURED = (100, NullDistribution(1.0, 2.0, 3.0, 4.0, 5.0))


def records(folder: Path, *, may_save: bool = True) -> NullRecords:
    return NullRecords(folder / "index", lambda: nullcontext(may_save))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few vectors are many."""
    monkeypatch.setattr(module, "RECORDED_FROM", 1)


def test_what_was_measured_is_there_again(tmp_path: Path) -> None:
    assert records(tmp_path).load(Space.PICTURE, False) is None
    records(tmp_path).save(Space.PICTURE, False, MEASURED)
    unknown = (7, NullDistribution())
    records(tmp_path).save(Space.PICTURE, True, unknown)
    assert records(tmp_path).load(Space.PICTURE, False) == MEASURED
    assert records(tmp_path).load(Space.PICTURE, True) == unknown
    assert records(tmp_path).load(Space.MEANING, False) is None


@pytest.mark.parametrize(
    "told",
    [b"", b"[]", b'{"version": "0", "measured": {"picture-texts": [1, 1, 1, 1, 1, 1]}}', b'{"version": 1}'],
)
def test_what_cannot_be_read_or_another_version_measured_counts_as_nothing(
    tmp_path: Path, told: bytes
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "chance.json").write_bytes(told)
    assert records(tmp_path).load(Space.PICTURE, False) is None


@pytest.mark.parametrize("numbers", ["[1, 2]", "[]", '["x", 1, 1, 1, 1, 1]', "null"])
def test_damaged_numbers_count_as_nothing(tmp_path: Path, numbers: str) -> None:
    records(tmp_path).save(Space.PICTURE, False, MEASURED)
    file = tmp_path / "index" / "chance.json"
    told = file.read_text()
    file.write_text(told[: told.index("[")] + numbers + told[told.index("]") + 1 :])
    assert records(tmp_path).load(Space.PICTURE, False) is None


def test_who_may_not_write_or_cannot_keeps_nothing(tmp_path: Path) -> None:
    records(tmp_path, may_save=False).save(Space.PICTURE, False, MEASURED)
    assert not (tmp_path / "index").exists()
    (tmp_path / "index").write_bytes(b"no folder")
    records(tmp_path).save(Space.PICTURE, False, MEASURED)
    assert records(tmp_path).load(Space.PICTURE, False) is None


def test_who_may_not_write_knows_what_was_measured_until_it_ends(tmp_path: Path) -> None:
    allowed = [False, True]
    kept = NullRecords(tmp_path / "index", lambda: nullcontext(allowed.pop(0)))
    kept.save(Space.PICTURE, True, MEASURED)
    assert kept.load(Space.PICTURE, True) == MEASURED
    assert kept.load(Space.PICTURE, False) is None
    later = (200, MEASURED[1])
    kept.save(Space.PICTURE, True, later)
    assert kept.load(Space.PICTURE, True) == later
    assert records(tmp_path).load(Space.PICTURE, True) == later


def nulls_of(shop: Shop, folder: Path, learned: Learned | None = None) -> NullDistributions:
    return NullDistributions(shop.dense, shop.encoder, shop.pages.describe, learned, records(folder))


def fill(shop: Shop) -> None:
    for seed in range(FEWEST_PHOTOS):
        shop.add(f"{seed}.jpg", f"{seed}", kind=Kind.PHOTO, image=blotches(seed))


@pytest.mark.usefixtures("large")
def test_the_next_process_measures_nothing_until_the_catalogue_has_grown(shop: Shop, tmp_path: Path) -> None:
    fill(shop)
    first = nulls_of(shop, tmp_path)
    steps = len(list(first.bring_up_to_date()))
    spaces, at_least = 5, FEWEST_PHOTOS // 8
    assert steps >= spaces * at_least  # each so short that a search beside it waits for no more
    before = shop.encoder.texts_encoded
    second = nulls_of(shop, tmp_path)
    assert list(second.bring_up_to_date()) == []
    for space in (Space.MEANING, Space.PICTURE):
        assert second.of_texts(space) == first.of_texts(space)
        assert second.of_photos(space) == first.of_photos(space)
    assert shop.encoder.texts_encoded == before
    for number in range(FEWEST_PHOTOS):
        shop.add(f"more {number}.txt", f"valve {number}")
    assert len(list(nulls_of(shop, tmp_path).bring_up_to_date())) > 0


@pytest.mark.usefixtures("large")
def test_a_search_takes_over_what_a_run_measured_meanwhile(shop: Shop, tmp_path: Path) -> None:
    fill(shop)
    searching = nulls_of(shop, tmp_path)
    before = searching.of_texts(Space.MEANING)
    for number in range(FEWEST_PHOTOS):
        shop.add(f"more {number}.txt", f"valve {number}")
    count = shop.dense.count(Space.MEANING)
    records(tmp_path).save(Space.MEANING, False, (count, MEASURED[1]))
    assert before != MEASURED[1]
    assert searching.of_texts(Space.MEANING) == MEASURED[1]


def test_of_a_small_catalogue_nothing_is_kept(shop: Shop, tmp_path: Path) -> None:
    fill(shop)
    assert list(nulls_of(shop, tmp_path).bring_up_to_date()) == []
    assert not (tmp_path / "index").exists()


@pytest.mark.usefixtures("large")
def test_what_is_measured_with_queries_that_learning_moves_is_not_kept(shop: Shop, tmp_path: Path) -> None:
    fill(shop)
    dim = shop.encoder.joint_dim
    adapter = QueryAdapter(np.zeros((dim, dim), np.float32))
    moved = nulls_of(shop, tmp_path, Learned(shop.encoder.fingerprint, meaning=adapter))
    assert moved.of_texts(Space.MEANING).high > 0
    assert moved.of_texts(Space.PICTURE).high > 0
    assert records(tmp_path).load(Space.MEANING, False) is None
    assert records(tmp_path).load(Space.PICTURE, False) is not None
