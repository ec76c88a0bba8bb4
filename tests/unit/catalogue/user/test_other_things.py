"""A name that is used again for another thing: what was added is kept aside, told, and there again with its bytes."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Route
from tests.unit.catalogue.conftest import Open, index
from tests.unit.catalogue.user.conftest import change, item_at, page_at, say, things

FIRST = (
    "Nameplate of the gear pump on press 2: flange type ZP, 40 litres a minute at 1450 turns, pressure 160 bar, oil of"
    " class HLP 46, made in 1998, seal kit 4711 from drawer 4, last inspection in May"
)
SECOND = (
    "Canteen menu for next week: Monday soup with rice, Tuesday noodles and salad, Wednesday fish, Thursday curry,"
    " Friday pancakes; fruit and green tea are served every day until two"
)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    folder.mkdir()
    change(folder / "IMG_1.txt", FIRST)
    return folder


def doubtful(catalogue: Catalogue) -> list[tuple[str, tuple[int, ...]]]:
    report = run(catalogue.sources.index(first_pass_only=True))
    return [(told.path.name, told.pages) for told in report.doubtful]


def test_the_next_card_of_a_camera_has_nothing_of_the_one_before(open_with: Open, card: Path) -> None:
    catalogue = index(open_with(), card)
    path = card / "IMG_1.txt"
    say(catalogue, path, "f")
    page = page_at(catalogue, path)
    catalogue.jobsheets.add_pages([page], "Monday")
    change(path, SECOND)
    assert doubtful(catalogue) == [("IMG_1.txt", (1,))]
    assert doubtful(catalogue) == []
    assert things(catalogue, path) == ""
    assert dict(catalogue.tags.all()) == {"tag of f": 0}
    asked = Query("question of f", routes=frozenset({Route.MEMORY}))
    assert catalogue.search.answer(asked).hits == ()
    change(path, FIRST)
    assert doubtful(catalogue) == []
    assert things(catalogue, path) == "fff"
    assert [hit.path for hit in catalogue.search.answer(asked).hits] == [path]


def test_a_tag_alone_is_told_too(open_with: Open, card: Path) -> None:
    catalogue = index(open_with(), card)
    path = card / "IMG_1.txt"
    catalogue.tags.add([item_at(catalogue, path)], "flange")
    change(path, SECOND)
    assert doubtful(catalogue) == [("IMG_1.txt", (1,))]
    assert dict(catalogue.tags.all()) == {"flange": 0}
    catalogue.tags.add([item_at(catalogue, path)], "beach")
    change(path, f"{SECOND} in Spain")
    assert doubtful(catalogue) == [("IMG_1.txt", (1,))], "still not that flange"
    assert dict(catalogue.tags.all()) == {"beach": 1, "flange": 0}


def test_a_tag_that_is_given_once_more_is_given(open_with: Open, card: Path) -> None:
    catalogue = index(open_with(), card)
    path = card / "IMG_1.txt"
    catalogue.tags.add([item_at(catalogue, path)], "photo")
    change(path, SECOND)
    doubtful(catalogue)
    assert catalogue.tags.add([item_at(catalogue, path)], "photo") == 1
    assert dict(catalogue.tags.all()) == {"photo": 1}


def test_another_card_after_the_folder_was_removed(open_with: Open, card: Path) -> None:
    catalogue = index(open_with(), card)
    path = card / "IMG_1.txt"
    say(catalogue, path, "f")
    catalogue.sources.remove(catalogue.sources.all()[0].id)
    change(path, SECOND)
    index(catalogue, card)
    assert things(catalogue, path) == ""
    change(path, FIRST)
    doubtful(catalogue)
    assert things(catalogue, path) == "fff"


def test_photos_are_told_by_what_they_look_like(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    path = folder / "IMG_1.png"
    Image.linear_gradient("L").save(path)
    catalogue = index(open_with(), folder)
    say(catalogue, path, "f")
    Image.linear_gradient("L").point(lambda value: value * 0.9).save(path)
    doubtful(catalogue)
    assert things(catalogue, path) == "fff", "made darker"
    Image.new("RGB", (256, 256), (10, 200, 40)).save(path)
    doubtful(catalogue)
    assert things(catalogue, path) == ""


def photo(path: Path, seed: int) -> None:
    """A picture of blots: those of two seeds are liker than any two things, and none is an edition of another."""
    blots = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    Image.fromarray(blots).resize((256, 256)).save(path)


def test_photos_that_are_sorted_into_a_folder_while_new_ones_take_their_names(
    open_with: Open, tmp_path: Path
) -> None:
    card = tmp_path / "card"
    card.mkdir()
    names = [f"IMG_{number}.png" for number in range(3)]
    for seed, name in enumerate(names):
        photo(card / name, seed)
    catalogue = index(open_with(), card)
    for name in names:
        say(catalogue, card / name, name[4])
        page = page_at(catalogue, card / name)
        catalogue.jobsheets.add_pages([page], "Monday")
    (card / "2025").mkdir()
    for seed, name in enumerate(names[:2]):
        (card / name).rename(card / "2025" / name)
        photo(card / name, 100 + seed)
    run(catalogue.sources.index(first_pass_only=True))
    assert [things(catalogue, card / "2025" / name) for name in names[:2]] == ["000", "111"]
    assert [things(catalogue, card / name) for name in names] == ["", "", "222"]
    (sheet,) = catalogue.jobsheets.all()
    where = [page.path.relative_to(card).as_posix() for page in catalogue.jobsheets.pages(sheet.id)]
    assert where == ["2025/IMG_0.png", "2025/IMG_1.png", "IMG_2.png"]
