"""A catalogue learns from what was taught, keeps what helps, and takes it back; nothing that people added changes."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.learning.lessons import LessonKind, LessonSet, LessonState, Verdict
from imtextgui.domain.progress import run
from imtextgui.domain.query import Photo, Query, Route
from imtextgui.errors import CatalogueReadOnly, LearnedMissing
from tests.fakes import FakeEncoder, SecondEncoder

QUICK = Settings(ocr="off", second_pass=False)


def draw(path: Path, seed: int, *, bracket: bool, ring: bool = False) -> Path:
    """A noisy picture, of a bracket, of a ring or of anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(seed)
    noise = generator.integers(60, 200, (8, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((160, 160), Image.Resampling.BILINEAR)
    if bracket:
        pen = ImageDraw.Draw(picture)
        pen.rectangle((10, 10, 55, 150), fill=(0, 0, 0))
        pen.rectangle((10, 110, 150, 150), fill=(255, 255, 255))
    if ring:
        pen = ImageDraw.Draw(picture)
        pen.ellipse((20, 20, 140, 140), fill=(255, 255, 255))
        pen.ellipse((50, 50, 110, 110), fill=(0, 0, 0))
    picture.save(path, quality=95)
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for number in range(24):
        draw(folder / f"IMG_{number:04}.jpg", number, bracket=number % 4 == 0, ring=number % 4 == 2)
    return folder


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    for number in range(5):
        draw(folder / "Winkelhalter" / f"{number}.jpg", 100 + number, bracket=True)
        draw(folder / "odds and ends" / f"{number}.jpg", 200 + number, bracket=False)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, site: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=QUICK) as opened:
        opened.sources.add(site)
        run(opened.sources.index())
        yield opened


def found(catalogue: Catalogue, query: Query) -> list[int]:
    """The numbers of the pictures that are found, best first."""
    return [int(hit.path.stem[4:]) for hit in catalogue.search.answer(query).hits]


def learn(catalogue: Catalogue, examples: Path | None = None, *, propose: bool = False) -> LessonSet:
    return run(catalogue.learning.train(examples, propose=propose))


def added(folder: Path) -> list[tuple[object, ...]]:
    """All judgements, tags and vectors, as they are stored."""
    with sqlite3.connect(folder / DATABASE) as connection:
        tables = ("judgement", "judgement_vector", "judgement_file", "content_tag", "vector")
        return [row for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def test_five_pictures_make_a_part_findable_by_name_and_by_photo(
    catalogue: Catalogue, examples: Path, tmp_path: Path
) -> None:
    before = added(tmp_path / "catalogue")
    kept = learn(catalogue, examples)
    assert (kept.state, kept.lessons[0].verdict) == (LessonState.ACTIVE, Verdict.BETTER)
    assert kept.lessons[0].names == ("Winkelhalter",)
    assert kept.lessons[0].refused == ("odds and ends",)
    assert all(number % 4 == 0 for number in found(catalogue, Query("the Winkelhalter", limit=4)))
    photo = draw(tmp_path / "new.jpg", 999, bracket=True)
    best = catalogue.search.answer(Query("", (Photo(photo),))).hits[0]
    assert [one.terms for one in best.evidence if one.route is Route.EXAMPLES] == [("Winkelhalter",)]
    assert added(tmp_path / "catalogue") == before


def test_one_call_takes_it_back_and_another_brings_it_back(catalogue: Catalogue, examples: Path) -> None:
    query = Query("Winkelhalter", limit=4)
    before = found(catalogue, query)
    learn(catalogue, examples)
    after = found(catalogue, query)
    assert after != before
    assert catalogue.learning.revert() is None
    assert found(catalogue, query) == before
    assert catalogue.learning.status().can_accept
    assert catalogue.learning.accept().state is LessonState.ACTIVE
    assert found(catalogue, query) == after


def test_the_route_can_be_switched_off(catalogue: Catalogue, examples: Path) -> None:
    learn(catalogue, examples)
    off = Query("Winkelhalter", routes=frozenset({Route.WORDS}))
    assert catalogue.search.answer(off).hits == ()


def test_what_is_proposed_waits(catalogue: Catalogue, examples: Path) -> None:
    assert learn(catalogue, examples, propose=True).state is LessonState.PROPOSED
    status = catalogue.learning.status()
    assert status.active is None
    assert status.can_accept
    catalogue.learning.accept()
    assert catalogue.learning.status().can_revert


def test_pictures_of_anything_change_nothing(catalogue: Catalogue, examples: Path) -> None:
    kept = learn(catalogue, examples / "odds and ends")
    assert kept.state is LessonState.REFUSED
    assert catalogue.learning.status().active is None
    with pytest.raises(LearnedMissing):
        catalogue.learning.accept()
    with pytest.raises(LearnedMissing):
        catalogue.learning.revert()


def test_tags_teach_parts_and_few_questions_teach_nothing(catalogue: Catalogue) -> None:
    brackets = list(range(0, 24, 4))
    items = {hit.path.stem: hit.item_id for hit in catalogue.search.answer(Query("IMG", limit=24)).hits}
    catalogue.tags.add([items[f"IMG_{number:04}"] for number in brackets], "Winkelhalter")
    kept = learn(catalogue)
    verdicts = {lesson.kind: lesson.verdict for lesson in kept.lessons}
    assert verdicts == {LessonKind.WORDS: Verdict.TOO_FEW, LessonKind.PARTS: Verdict.BETTER}
    assert sorted(found(catalogue, Query("Winkelhalter", limit=6))) == brackets


def test_a_part_is_found_by_what_the_dictionary_calls_it(catalogue: Catalogue, examples: Path) -> None:
    catalogue.dictionary.replace([Entry(("Winkelhalter",), ("取付金具",))])
    learn(catalogue, examples)
    assert all(number % 4 == 0 for number in found(catalogue, Query("取付金具", limit=4)))


def test_parts_learned_before_stay_when_others_are_learned(
    catalogue: Catalogue, examples: Path, tmp_path: Path
) -> None:
    learn(catalogue, examples)
    for number in range(5):
        draw(tmp_path / "more" / "Flansch" / f"{number}.jpg", 300 + number, bracket=False, ring=True)
    learn(catalogue, tmp_path / "more")
    for name, rest in (("Winkelhalter", 0), ("Flansch", 2)):
        assert found(catalogue, Query(name, limit=1))[0] % 4 == rest


def test_another_encoder_lets_it_rest(catalogue: Catalogue, examples: Path, tmp_path: Path) -> None:
    learn(catalogue, examples)
    catalogue.close()
    with sqlite3.connect(tmp_path / "catalogue" / DATABASE) as connection:
        connection.execute("UPDATE choice SET value = ? WHERE name = 'encoder'", (SecondEncoder.fingerprint,))
    connection.close()
    with Catalogue.open(tmp_path / "catalogue", encoder=SecondEncoder(), chosen=QUICK) as other:
        status = other.learning.status()
        assert status.foreign
        assert not status.can_accept
        assert other.search.answer(Query("Winkelhalter")).hits == ()


def test_forgetting_the_files_forgets_what_was_learned_of_them(
    catalogue: Catalogue, site: Path, tmp_path: Path
) -> None:
    for number in range(0, 20, 4):
        draw(tmp_path / "own" / "Winkelhalter" / f"{number}.jpg", number, bracket=True)
    learn(catalogue, tmp_path / "own")
    assert catalogue.learning.status().active is not None
    run(catalogue.privacy.forget_source(catalogue.sources.all()[0].id))
    assert catalogue.learning.status().latest is None


def test_files_that_are_gone_and_forgotten_are_forgotten_here_too(
    catalogue: Catalogue, site: Path, tmp_path: Path
) -> None:
    for number in range(0, 20, 4):
        draw(tmp_path / "own" / "Winkelhalter" / f"{number}.jpg", number, bracket=True)
    learn(catalogue, tmp_path / "own")
    catalogue.sources.remove(catalogue.sources.all()[0].id)
    assert catalogue.learning.status().active is not None
    run(catalogue.privacy.forget_removed())
    assert catalogue.learning.status().active is None


def test_a_backup_holds_it(catalogue: Catalogue, examples: Path, tmp_path: Path) -> None:
    learn(catalogue, examples)
    run(catalogue.health.backup(tmp_path / "kept.zip"))
    run(Catalogue.restore(tmp_path / "kept.zip", tmp_path / "restored"))
    with Catalogue.open(tmp_path / "restored", encoder=FakeEncoder(), chosen=QUICK) as restored:
        assert restored.learning.status().can_revert
        assert found(restored, Query("Winkelhalter", limit=1))[0] % 4 == 0


def test_who_may_not_change_the_catalogue_learns_nothing(
    catalogue: Catalogue, examples: Path, tmp_path: Path
) -> None:
    with Catalogue.open(
        tmp_path / "catalogue", encoder=FakeEncoder(), read_only=True, chosen=QUICK
    ) as second:
        with pytest.raises(CatalogueReadOnly):
            learn(second, examples)
        learn(catalogue, examples)
        # What the other program learned is followed at the next search.
        assert found(second, Query("Winkelhalter", limit=1))[0] % 4 == 0


def test_an_unreadable_picture_is_left_out(catalogue: Catalogue, examples: Path) -> None:
    (examples / "Winkelhalter" / "9.jpg").write_bytes(b"no picture")
    assert learn(catalogue, examples).lessons[0].names == ("Winkelhalter",)


def test_questions_that_are_answered_already_teach_nothing_and_are_measured(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(22):
        (folder / f"{number:02}.txt").write_text(f"Replace seal {chr(97 + number) * 5} of the pump.", "utf-8")
    with Catalogue.open(tmp_path / "texts", encoder=FakeEncoder(), chosen=QUICK) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        for number in range(22):
            page = catalogue.pages.by_path(folder / f"{number:02}.txt", 1)
            assert page is not None
            catalogue.judgements.add(Query(f"seal {chr(97 + number) * 5}"), page.page_id, True)
        assert catalogue.learning.status().questions == 22
        (words, _) = learn(catalogue).lessons
        assert (words.kind, words.verdict, words.pairs) == (LessonKind.WORDS, Verdict.NOT_BETTER, 22)
        assert words.before is not None
        assert words.before.recall_1 == 1.0


def test_a_table_teaches_questions_that_nobody_judged(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "pump.txt").write_text("油圧ポンプの軸シール", encoding="utf-8")
    table = tmp_path / "pairs.csv"
    table.write_text("text,relevant\nseal,notes/pump.txt#1\nother,gone.txt\n", encoding="utf-8")
    with Catalogue.open(tmp_path / "texts", encoder=FakeEncoder(), chosen=QUICK) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        lesson = run(catalogue.learning.train(table)).lessons[0]
        assert (lesson.verdict, lesson.pairs) == (Verdict.TOO_FEW, 1)
