"""What people wrote about pages is found by the ordinary search, in both languages, as long as it stands."""

from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.hit_reasons import reasons
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band, Hit, Query, Route
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index

WORDS = frozenset({Route.WORDS})


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    folder = tmp_path / "plant"
    (folder / "line").mkdir(parents=True)
    for number in range(3):
        Image.effect_noise((64, 64), 40 + number).convert("RGB").save(folder / "line" / f"IMG_{number}.png")
    for number in range(20):
        (folder / f"note {number}.txt").write_text(f"About the valve number {number}", encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(open_with: Open, plant: Path) -> Catalogue:
    return index(open_with(), plant)


def page(catalogue: Catalogue, path: Path) -> int:
    view = catalogue.pages.by_path(path, 1)
    assert view is not None
    return view.page_id


def hits(catalogue: Catalogue, text: str) -> list[Hit]:
    return list(catalogue.search.answer(Query(text, routes=WORDS)).hits)


def names(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.path.name for hit in hits(catalogue, text)]


def test_words_of_a_written_sentence_find_its_page_with_an_honest_reason(
    catalogue: Catalogue, plant: Path
) -> None:
    photo = page(catalogue, plant / "line" / "IMG_1.png")
    assert names(catalogue, "gearbox") == []
    catalogue.descriptions.write(photo, "en", "The old gearboxes of hall 2.")
    catalogue.descriptions.write(photo, "ja", "第二工場の古い減速機です。")
    for asked in ("gearbox", "old gearbox", "減速機", '"gearboxes of hall"'):
        best = hits(catalogue, asked)[0]
        assert best.path.name == "IMG_1.png"
        assert best.band is not Band.NONE
        (reason,) = [one for one in best.evidence if one.route is Route.WORDS]
        assert reason.described
    assert list(reasons(hits(catalogue, "gearbox")[0])) == ["description: gearbox"]


def test_words_of_the_page_and_of_its_description_are_told_apart(catalogue: Catalogue, plant: Path) -> None:
    note = page(catalogue, plant / "note 7.txt")
    catalogue.descriptions.write(note, "en", "Replaced after the flood.")
    best = hits(catalogue, "valve flood")[0]
    assert best.path.name == "note 7.txt"
    told = [(one.described, one.terms) for one in best.evidence if one.route is Route.WORDS]
    assert told == [(False, ("valve",)), (True, ("flood",))]
    catalogue.descriptions.write(note, "en", "Another valve.")
    assert all(not one.described for hit in hits(catalogue, "valve") for one in hit.evidence)


def test_filters_exclusions_and_phrases_hold_for_it(catalogue: Catalogue, plant: Path) -> None:
    catalogue.descriptions.write(page(catalogue, plant / "line" / "IMG_1.png"), "en", "A red gearbox.")
    catalogue.descriptions.write(page(catalogue, plant / "note 3.txt"), "en", "A blue gearbox.")
    assert set(names(catalogue, "gearbox")) == {"IMG_1.png", "note 3.txt"}
    assert names(catalogue, "gearbox type:photo") == ["IMG_1.png"]
    assert names(catalogue, "gearbox -blue") == ["IMG_1.png"]
    assert names(catalogue, "gearbox -valve") == ["IMG_1.png"]
    assert "note 3.txt" in names(catalogue, "valve 3")
    assert "note 3.txt" not in names(catalogue, "valve 3 -blue")
    assert names(catalogue, '"blue gearbox"') == ["note 3.txt"]
    assert names(catalogue, '"gearbox blue"') == []


def test_it_is_not_found_any_more_when_it_is_withdrawn_or_its_file_is_gone(
    catalogue: Catalogue, plant: Path
) -> None:
    path = plant / "line" / "IMG_1.png"
    catalogue.descriptions.write(page(catalogue, path), "en", "The old gearbox.")
    assert names(catalogue, "gearbox") == ["IMG_1.png"]
    catalogue.descriptions.write(page(catalogue, path), "en", "")
    assert names(catalogue, "gearbox") == []
    catalogue.descriptions.write(page(catalogue, path), "en", "The old gearbox.")
    content = path.read_bytes()
    path.unlink()
    run(catalogue.sources.index())
    assert names(catalogue, "gearbox") == []
    path.write_bytes(content)
    run(catalogue.sources.index())
    assert names(catalogue, "gearbox") == ["IMG_1.png"]
    run(catalogue.privacy.forget_source(catalogue.sources.all()[0].id))
    index(catalogue, plant)
    assert names(catalogue, "gearbox") == []


def test_automatic_sentences_are_not_searched(catalogue: Catalogue, plant: Path) -> None:
    run(catalogue.tagging.update())
    photo = page(catalogue, plant / "line" / "IMG_1.png")
    assert "picture" in catalogue.descriptions.of([photo])[photo].en.lower()
    assert names(catalogue, "picture") == []


def test_a_second_program_that_may_only_read_finds_it_and_follows(catalogue: Catalogue, plant: Path) -> None:
    photo = page(catalogue, plant / "line" / "IMG_1.png")
    catalogue.descriptions.write(photo, "en", "The old gearbox.")
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder(), read_only=True) as second:
        assert names(second, "gearbox") == ["IMG_1.png"]
        catalogue.descriptions.write(photo, "en", "The old motor.")
        assert names(second, "gearbox") == []
        assert names(second, "motor") == ["IMG_1.png"]
