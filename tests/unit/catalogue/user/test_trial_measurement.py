"""What the search alone reaches in a trial is worked out once, and again when something changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.measurement.trial import TrialPlan
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Results
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
    """What the search was asked; the first question of a measurement is asked twice, to load what is needed."""
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
    assert len(asked) == 4
    assert first is not None
    assert first.every.questions == 3
    assert run(site.trial.measure()) == first
    run(site.trial.write(tmp_path / "report.html", language="ja"))
    assert len(asked) == 4
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


def take_another_photo(catalogue: Catalogue, folder: Path) -> None:
    Image.new("RGB", (60, 40), "red").save(folder / "photo.jpg")


@pytest.mark.parametrize("change", [index_more, rename, describe, tag, teach, take_another_photo])
def test_whatever_changes_has_it_asked_again(
    site: Catalogue, asked: list[Query], tmp_path: Path, change: Change
) -> None:
    run(site.trial.measure())
    asked.clear()
    change(site, tmp_path / "site")
    run(site.trial.measure())
    assert len(asked) == 4
    run(site.trial.measure())
    assert len(asked) == 4


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
