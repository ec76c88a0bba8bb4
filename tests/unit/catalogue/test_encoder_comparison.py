"""Another bundle is measured beside the active one before it takes its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import BundleUnknown, TestSetEmpty, TestSetMissing
from tests import bundles
from tests.bundles import TINY


@pytest.fixture
def other(tmp_path: Path) -> str:
    return bundles.fingerprint(bundles.second(tmp_path / "second"))


@pytest.fixture
def catalogue(tmp_path: Path, other: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    bundles.ship(monkeypatch, tmp_path / "resources", TINY, tmp_path / "second")
    folder = tmp_path / "plant"
    folder.mkdir()
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-49 of the gear pump.")
    (folder / "valve.txt").write_text("Open the valve cover and turn the key.")
    chosen = Settings(workers=1, ocr="off", routes_off=("codes",))
    with Catalogue.open(tmp_path / "catalogue", chosen=chosen) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        yield catalogue


def confirm(catalogue: Catalogue, *texts: str) -> None:
    for text in texts:
        query = Query(text)
        catalogue.judgements.add(query, catalogue.search.answer(query).hits[0].page_id, True)


def active(catalogue: Catalogue) -> str:
    (state,) = [state for state in catalogue.encoders.all() if state.active]
    return state.fingerprint


def test_both_answer_the_confirmed_questions_and_the_active_one_stays(
    catalogue: Catalogue, other: str
) -> None:
    confirm(catalogue, "shaft seal", "valve cover")
    before = active(catalogue)
    comparison = run(catalogue.encoder_comparison.compare(other))
    assert comparison.questions == 2
    assert comparison.encoded == 2
    assert comparison.active == (1.0, 1.0, 1.0)
    assert comparison.other == (1.0, 1.0, 1.0), "words find them whatever the encoder makes of them"
    assert active(catalogue) == before != other
    again = run(catalogue.encoder_comparison.compare(other))
    assert again.encoded == 0
    assert again.to_json()["other"] == {"recall_1": 1.0, "recall_5": 1.0, "recall_10": 1.0}
    report = run(catalogue.encoders.use(other))
    assert (report.passages, report.pages) == (0, 0), "to switch is instant"


def test_the_questions_may_come_from_a_test_set(catalogue: Catalogue, other: str, tmp_path: Path) -> None:
    testset = tmp_path / "questions.csv"
    testset.write_text(
        "id,kind,language,text,photo,relevant\n"
        "1,text,en,shaft seal,,plant/pump.txt\n2,text,en,shaft seal,,plant/valve.txt\n"
    )
    comparison = run(catalogue.encoder_comparison.compare(other, testset))
    assert comparison.questions == 2
    assert comparison.active[0] == comparison.other[0] == 0.5


def test_without_questions_or_bundle_nothing_is_encoded(
    catalogue: Catalogue, other: str, tmp_path: Path
) -> None:
    with pytest.raises(TestSetEmpty):
        catalogue.encoder_comparison.compare(other)
    with pytest.raises(TestSetMissing):
        catalogue.encoder_comparison.compare(other, tmp_path / "none.csv")
    with pytest.raises(BundleUnknown):
        catalogue.encoder_comparison.compare("0" * 16)
    (state,) = [state for state in catalogue.encoders.all() if state.fingerprint == other]
    assert state.vectors == 0
