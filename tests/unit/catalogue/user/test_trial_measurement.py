"""What the search alone reaches in a trial is worked out once, and again when something changed."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.measurement.trial import TrialPlan
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Results
from imtextgui.search.photo import photo_features
from tests.fakes import FakeEncoder

CSV = (
    "id,kind,language,text,photo,relevant\n"
    "1,words,en,shaft seal,,one.txt#1\n2,photo,,,site/photo.jpg,photo.jpg\n3,words,en,belt,,two.txt#1\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Catalogue]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "one.txt").write_text("Replace the shaft seal.", encoding="utf-8")
    (folder / "two.txt").write_text("The belt squeaks.", encoding="utf-8")
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(folder / "photo.jpg")
    (tmp_path / "set.csv").write_text(CSV, encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        catalogue.trial.start(TrialPlan(test_set=tmp_path / "set.csv", judged=False, propose=0))
        yield catalogue


@pytest.fixture
def asked(site: Catalogue, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """What the search was asked."""
    queries: list[Query] = []
    answer: Callable[[Query], Results] = site.search.answer

    def noted(query: Query) -> Results:
        queries.append(query)
        return answer(query)

    monkeypatch.setattr(site.search, "answer", noted)
    return queries


def test_a_second_report_asks_nothing_and_says_the_same(
    site: Catalogue, asked: list[Query], tmp_path: Path
) -> None:
    first = run(site.trial.measure())
    assert len(asked) == 3
    assert first is not None
    assert first.every.questions == 3
    assert run(site.trial.measure()) == first
    run(site.trial.write(tmp_path / "report.html", language="ja"))
    assert len(asked) == 3
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as reader:
        assert reader.read_only
        assert run(reader.trial.measure()) == first


def test_a_question_less_asks_nothing_and_counts_less(site: Catalogue, asked: list[Query]) -> None:
    run(site.trial.measure())
    asked.clear()
    site.trial.remove_question(site.trial.questions()[2].id)
    measured = run(site.trial.measure())
    assert measured is not None
    assert measured.every.questions == 2
    assert asked == []


Change = Callable[[Catalogue, Path], object]


def index_more(catalogue: Catalogue, folder: Path) -> None:
    (folder / "belt.txt").write_text("Belt, belt, belt.", encoding="utf-8")
    run(catalogue.sources.index())


def index_something_else(catalogue: Catalogue, folder: Path) -> None:
    (folder / "lamp.txt").write_text("The lamp is green.", encoding="utf-8")
    run(catalogue.sources.index())


def rename(catalogue: Catalogue, folder: Path) -> None:
    (folder / "two.txt").rename(folder / "belt.txt")
    run(catalogue.sources.index())


def describe(catalogue: Catalogue, folder: Path) -> None:
    view = catalogue.pages.by_path(folder / "photo.jpg", 1)
    assert view is not None
    catalogue.descriptions.write(view.page_id, "en", "A belt.")


def tag(catalogue: Catalogue, folder: Path) -> None:
    view = catalogue.pages.by_path(folder / "photo.jpg", 1)
    assert view is not None
    catalogue.tags.add([view.item_id], "belt")


def teach(catalogue: Catalogue, folder: Path) -> None:
    catalogue.dictionary.replace([Entry(("belt",), ("帯",))])


@pytest.mark.parametrize("change", [index_more, rename, describe, tag, teach])
def test_whatever_changes_has_it_asked_again(
    site: Catalogue, asked: list[Query], tmp_path: Path, change: Change
) -> None:
    run(site.trial.measure())
    asked.clear()
    change(site, tmp_path / "site")
    run(site.trial.measure())
    assert len(asked) == 3
    run(site.trial.measure())
    assert len(asked) == 3


def test_what_was_confirmed_changes_nothing(site: Catalogue, asked: list[Query], tmp_path: Path) -> None:
    run(site.trial.measure())
    asked.clear()
    view = site.pages.by_path(tmp_path / "site" / "two.txt", 1)
    assert view is not None
    site.judgements.add(Query("shaft seal"), view.page_id, True)
    run(site.trial.measure())
    assert asked == [], "answers are measured without the memory of confirmed ones"


def test_names_are_read_once_however_many_questions_there_are(
    site: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imtextgui.store.content.items import Items

    read: list[int] = []
    paths = Items.paths

    def counted(items: Items) -> list[Path]:
        read.append(1)
        return paths(items)

    monkeypatch.setattr(Items, "paths", counted)
    run(site.trial.measure())
    assert len(read) == 1


def test_forgetting_everything_takes_the_ranks_along(site: Catalogue, tmp_path: Path) -> None:
    run(site.trial.measure())
    run(site.privacy.forget_everything())
    assert b"trial-ranks" not in (tmp_path / "catalogue" / "catalogue.sqlite3").read_bytes()
    assert b"trial-photo " not in (tmp_path / "catalogue" / "catalogue.sqlite3").read_bytes()


def kept_photos(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "catalogue" / "catalogue.sqlite3")) as rows:
        (count,) = rows.execute("SELECT count(*) FROM choice WHERE name LIKE 'trial-photo %'").fetchone()
    return int(count)


def test_a_photo_is_looked_at_once_in_another_session_too(
    site: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = run(site.trial.measure())
    assert kept_photos(tmp_path) == 1
    index_something_else(site, tmp_path / "site")
    looked_at: list[object] = []
    monkeypatch.setattr(photo_features, "detect", looked_at.append)
    monkeypatch.setattr(FakeEncoder, "encode_pictures", lambda encoder, pictures: looked_at.append(pictures))
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), read_only=True) as again:
        assert run(again.trial.measure()) == measured
    assert looked_at == []


def test_what_is_kept_of_a_photo_and_damaged_is_worked_out_again(site: Catalogue, tmp_path: Path) -> None:
    measured = run(site.trial.measure())
    index_something_else(site, tmp_path / "site")
    with closing(sqlite3.connect(tmp_path / "catalogue" / "catalogue.sqlite3")) as rows:
        rows.execute("UPDATE choice SET value = 'AAAA' WHERE name LIKE 'trial-photo %'")
        rows.commit()
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), read_only=True) as again:
        assert run(again.trial.measure()) == measured


def test_what_was_answered_before_a_stop_is_not_asked_again(site: Catalogue, asked: list[Query]) -> None:
    with closing(site.trial.measure()) as job:
        for _ in range(2):
            step = next(job)
    assert (step.done, step.total) == (2, 3)
    assert len(asked) == 2
    asked.clear()
    assert run(site.trial.measure()) is not None
    assert [query.text for query in asked] == ["belt"]


def test_another_photo_is_asked_with_alone_and_the_first_is_forgotten(
    site: Catalogue, asked: list[Query], tmp_path: Path
) -> None:
    shutil.copy(tmp_path / "site" / "photo.jpg", tmp_path / "asked.jpg")
    table = tmp_path / "other.csv"
    table.write_text(CSV.replace("site/photo.jpg", "asked.jpg"), encoding="utf-8")
    site.trial.remove()
    site.trial.start(TrialPlan(test_set=table, judged=False, propose=0))
    run(site.trial.measure())
    asked.clear()
    Image.new("RGB", (60, 40), "red").save(tmp_path / "asked.jpg")
    run(site.trial.measure())
    assert [len(query.photos) for query in asked] == [1]
    assert kept_photos(tmp_path) == 1


def test_a_trial_that_is_forgotten_takes_along_what_was_seen_on_its_photos(
    site: Catalogue, tmp_path: Path
) -> None:
    run(site.trial.measure())
    site.trial.remove()
    assert kept_photos(tmp_path) == 0


def test_a_folder_that_is_forgotten_takes_them_along(site: Catalogue, tmp_path: Path) -> None:
    run(site.trial.measure())
    (source,) = site.sources.all()
    run(site.privacy.forget_source(source.id))
    assert kept_photos(tmp_path) == 0
