"""A catalogue takes its reference, notes numbers of searches, and tells what drifted."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.measurement import drift_sentences
from imtextgui.domain.measurement.drift import DriftAdvice, DriftCheck, DriftFinding, DriftKind
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.store.user.drift import DriftRecords
from tests.fakes import FakeEncoder
from tests.unit.cli.conftest import Command, command, files, indexed  # noqa: F401 - fixtures

PARTS = (
    "pump",
    "seal",
    "valve",
    "gear",
    "shaft",
    "housing",
    "spring",
    "flange",
    "gasket",
    "bearing",
    "bolt",
    "washer",
)
FOOD = (
    "noodle",
    "broth",
    "onion",
    "pepper",
    "butter",
    "sugar",
    "flour",
    "yeast",
    "basil",
    "cumin",
    "ginger",
    "honey",
)


def write(folder: Path, words: tuple[str, ...], count: int, name: str) -> None:
    for number in range(count):
        turned = words[number % 12 :] + words[: number % 12]
        text = " ".join((*turned, *turned[: number % 7], f"{name}{number // 2}x"))
        (folder / f"{name}{number}.txt").write_text(f"{text}\n{text}", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Catalogue]:
    folder = tmp_path / "site"
    folder.mkdir()
    write(folder, PARTS, 30, "sheet")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        yield catalogue


def records(catalogue: Catalogue) -> DriftRecords:
    return DriftRecords(catalogue.monitoring._database)  # noqa: SLF001 - what is kept


def test_the_first_look_takes_the_reference(site: Catalogue) -> None:
    assert site.monitoring.latest() is None
    assert site.monitoring.is_due()
    check = run(site.monitoring.check())
    assert (check.compared, check.findings) == ((), ())
    assert site.monitoring.latest() == check
    assert not site.monitoring.is_due()
    reference = records(site).reference()
    assert reference is not None
    assert (reference.fingerprint, reference.contents) == (FakeEncoder.fingerprint, 30)
    assert drift_sentences.summary(check).startswith("The reference")


def test_other_files_are_told_and_more_of_the_same_are_not(site: Catalogue) -> None:
    run(site.monitoring.check())
    folder = site.sources.all()[0].path
    write(folder, PARTS, 25, "leaf")
    run(site.sources.index())
    assert DriftKind.PAGE_WORDS not in {finding.kind for finding in run(site.monitoring.check()).findings}
    run(site.monitoring.renew())
    write(folder, FOOD, 25, "menu")
    for number in range(25):
        Image.new("RGB", (60 + number, 40), (number * 9, 90, 30)).save(folder / f"photo{number}.png")
    run(site.sources.index())
    check = run(site.monitoring.check())
    found = {finding.kind: finding for finding in check.findings}
    assert {DriftKind.PAGE_WORDS, DriftKind.PAGE_KINDS} <= set(found)
    assert set(found[DriftKind.PAGE_WORDS].words) & set(FOOD)
    assert "noodle" not in json.dumps(drift_sentences.to_json(check)["compared"])


def test_files_that_wait_ask_for_a_run(site: Catalogue) -> None:
    run(site.monitoring.check())
    write(site.sources.all()[0].path, PARTS, 25, "leaf")
    (finding,) = run(site.monitoring.check()).findings
    assert (finding.kind, finding.now, finding.advice) == (
        DriftKind.OUTDATED,
        25.0,
        (DriftAdvice.INDEX_AGAIN,),
    )


def test_numbers_of_searches_are_kept_without_words(site: Catalogue) -> None:
    site.dictionary.replace([Entry(("druckwerk",), ("圧力装置",))])
    assert site.monitoring.note(site.search.answer(Query("pump zwqkelpfass druckwerk")))
    (reading,) = records(site).readings()
    assert (reading.words, reading.unknown, reading.by_photo) == (3, 1, False)
    site.apply_settings(Settings(watch_quality=False))
    assert not site.monitoring.note(site.search.answer(Query("pump")))
    assert not site.monitoring.is_due()
    site.close()
    held = [file for file in site.folder.rglob("*") if file.is_file() and b"zwqkelpfass" in file.read_bytes()]
    assert held == []


def test_searches_with_other_words_are_told_with_the_words_of_the_history(site: Catalogue) -> None:
    run(site.monitoring.check())
    known, other = site.search.answer(Query("pump seal")), site.search.answer(Query("zwqkel pfassel"))
    site.history.add(Query("zwqkel pfassel"))
    for answer in [known] * 45 + [other] * 45:
        site.monitoring.note(answer)
    found = {finding.kind: finding for finding in run(site.monitoring.check()).findings}
    assert set(found[DriftKind.QUERY_WORDS].words) == {"zwqkel", "pfassel"}
    assert found[DriftKind.QUERY_WORDS].before == 0.0


def test_confirmed_questions_are_measured_and_their_loss_is_told(site: Catalogue) -> None:
    folder = site.sources.all()[0].path
    run(site.monitoring.check())
    for number in range(14):
        view = site.pages.by_path(folder / f"sheet{2 * number}.txt", 1)
        assert view is not None
        site.judgements.add(Query(f"sheet{number}x"), view.page_id, True)
    check = run(site.monitoring.check())
    assert check.answered is not None
    assert len(check.answered) == 14
    reference = records(site).reference()
    assert reference is not None
    assert reference.answered == check.answered  # confirmed later than the encoder was chosen
    assert site.quality.snapshots()
    with site.monitoring._database.transaction() as tx:  # noqa: SLF001 - as if they had been found before
        records(site).add_reference(tx, replace(reference, answered=dict.fromkeys(check.answered, True)))
    lost = [name for name, right in check.answered.items() if not right]
    later = run(site.monitoring.check())
    assert (DriftKind.HIT_RATE in {finding.kind for finding in later.findings}) == (len(lost) >= 8)


def test_a_notice_is_put_away(site: Catalogue) -> None:
    finding = DriftFinding(DriftKind.BEST_HIT, 0.1, 0.5, 0.0, (DriftAdvice.TEACH,))
    check = DriftCheck(time.time(), FakeEncoder.fingerprint, (DriftKind.BEST_HIT,), (finding,))
    site.monitoring.hide()
    with site.monitoring._database.transaction() as tx:  # noqa: SLF001 - as a look does
        records(site).add_check(tx, check)
    site.monitoring.hide()
    latest = site.monitoring.latest()
    assert latest == replace(check, hidden=True)
    assert "less often sure" in drift_sentences.reason(finding)
    assert "1 of its figures" in drift_sentences.summary(check)


def test_every_kind_and_advice_has_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en", "ja"):
        monkeypatch.setenv("IMTEXTGUI_LANGUAGE", language)
        for kind in DriftKind:
            finding = DriftFinding(kind, 0.25, 0.75, 0.0, tuple(DriftAdvice), ("a", "b"), ("1",))
            assert drift_sentences.reason(finding)
            assert len(list(drift_sentences.advice(finding))) == len(DriftAdvice)
            assert len(list(drift_sentences.advice(replace(finding, words=(), questions=())))) == len(
                DriftAdvice
            )


def test_the_doctor_watches(
    command: Command,  # noqa: F811
    indexed: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command("doctor", "--watch") == 0
    assert "The reference was taken" in capsys.readouterr().out
    write(indexed, PARTS, 25, "leaf")
    assert command("doctor", "--watch", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["drift"], told["findings"][0]["kind"]) == (True, "outdated")
    assert command("doctor", "--watch") == 0
    assert "Index again" in capsys.readouterr().out
