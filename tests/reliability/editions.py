"""Random editions of a manual: pages are put in, taken out, moved and reworded, and each knows which page it was.

``python -m tests.reliability.editions --seed 7 --count 500`` makes so many manuals of a few editions each, adds
something to every page of the first, and tells how many of these additions lie on their page, on none (told), and on a
page that was another one, which must not be unless it is listed to be looked at.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.items import Kind
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.identity import page_places
from imtextgui.store.user.carried import carried
from imtextgui.store.user.descriptions import Descriptions

DIM = 32
COMMON = [f"common{number}" for number in range(60)]
"""Words that any page may have, the first ones often: as "the" and "screw" in a manual."""

FRAME = "Works Ltd gear pump manual drawn by checked by scale sheet of"

SHAPES = ("text", "drawing", "picture", "text that is not kept")


@dataclass(frozen=True)
class Leaf:
    """One page: ``origin`` tells which page it is, through all editions."""

    origin: int
    words: tuple[str, ...]
    picture: tuple[float, ...]

    def stored(self, number: int, *, is_numbered: bool) -> StoredPage:
        words = [*self.words, *([str(number)] if is_numbered and self.words else [])]
        picture: Matrix = np.array(self.picture, dtype=np.float32)
        return StoredPage(number, text=" ".join(words), appearance=picture / np.linalg.norm(picture))


class Manual:
    """A manual of one shape whose editions follow each other by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._shape = chance.choice(SHAPES)
        self._own = [f"term{number}" for number in range(chance.randint(40, 400))]
        self._alike = chance.uniform(0, 0.99) if self._shape == "picture" else chance.uniform(0.8, 0.99)
        self._mean = self._direction()
        self._made = 0
        self.is_numbered = chance.random() < 0.3
        self.pages = [self._leaf() for _ in range(chance.randint(2, 12))]

    def revise(self) -> None:
        """Make the next edition."""
        for _ in range(self._chance.randint(1, 4)):
            change = self._chance.choice(
                (self._insert, self._insert, self._remove, self._move, *[self._reword] * 3)
            )
            change()
        if self._chance.random() < 0.1:
            # A new date on each page.
            date = f"edition{self._chance.randint(0, 999)}"
            self.pages = [
                replace(page, words=(*page.words, date) if page.words else ()) for page in self.pages
            ]

    def _insert(self) -> None:
        self.pages.insert(self._chance.randint(0, len(self.pages)), self._leaf())

    def _remove(self) -> None:
        if len(self.pages) > 1:
            self.pages.pop(self._chance.randrange(len(self.pages)))

    def _move(self) -> None:
        page = self.pages.pop(self._chance.randrange(len(self.pages)))
        self.pages.insert(self._chance.randint(0, len(self.pages)), page)

    def _reword(self) -> None:
        at, share = self._chance.randrange(len(self.pages)), self._chance.uniform(0, 0.8)
        page = self.pages[at]
        words = tuple(self._word() if self._chance.random() < share else word for word in page.words)
        moved = np.array(page.picture) + share * 0.3 * self._direction()
        self.pages[at] = replace(page, words=words, picture=tuple(moved.tolist()))

    def _leaf(self) -> Leaf:
        self._made += 1
        counts = {"text": self._chance.randint(15, 150), "drawing": self._chance.randint(0, 6)}
        words = [self._word() for _ in range(counts.get(self._shape, 0))]
        framed = FRAME.split() if self._shape == "drawing" or (words and self._chance.random() < 0.5) else []
        picture = self._alike * self._mean + (1 - self._alike**2) ** 0.5 * self._direction()
        return Leaf(self._made, (*framed, *words), tuple(picture.tolist()))

    def _word(self) -> str:
        if self._chance.random() < 0.5:
            return COMMON[min(int(self._chance.expovariate(0.1)), len(COMMON) - 1)]
        return self._chance.choice(self._own)

    def _direction(self) -> Matrix:
        row: Matrix = np.array([self._chance.gauss(0, 1) for _ in range(DIM)])
        return row / np.linalg.norm(row)


@dataclass(frozen=True)
class Misplaced:
    """An addition that lies on a page that was another one, or is on none, and was not told."""

    seed: int
    edition: int
    number: int
    at: int


def try_manual(seed: int, folder: Path) -> tuple[Counter[str], list[Misplaced]]:
    """Add something to every page of a manual, and look where that is in each of its next editions."""
    chance = random.Random(seed)
    manual = Manual(chance)
    places: Counter[str] = Counter()
    wrong: list[Misplaced] = []
    database = Database.open(folder / f"{seed}.sqlite3")
    try:
        store = _StoredManual(database)
        store.put(0, manual)
        first = tuple(manual.pages)
        store.describe()
        for edition in range(1, chance.randint(2, 4)):
            manual.revise()
            told = {*store.put(edition, manual), *store.hardly_alike()}
            for number, at in store.places(edition).items():
                kind = _judged(first[number - 1], at, manual.pages, is_told=number in told)
                places[kind] += 1
                if kind == "wrong":
                    wrong.append(Misplaced(seed, edition, number, at))
    finally:
        database.close()
    return places, wrong


def _judged(page: Leaf, at: int, pages: Sequence[Leaf], *, is_told: bool) -> str:
    is_there = any(other.origin == page.origin for other in pages)
    if at > 0 and pages[at - 1].origin == page.origin:
        return "right, to look at" if is_told else "right"
    if not is_told:
        return "wrong"
    if at > 0:
        return "wrong, to look at"
    return "doubtful" if is_there else "gone"


class _StoredManual:
    """The manual in a catalogue's database, a content for each edition."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._contents, self._items, self._pages = Contents(database), Items(database), Pages(database)
        with database.transaction() as tx:
            self._source = Sources(database).add(tx, Path("/data/manuals"))

    def put(self, edition: int, manual: Manual) -> tuple[int, ...]:
        """Make this the edition that the file has; gives the pages of the first that the run would tell."""
        with self._database.transaction() as tx:
            content_id = self._contents.begin(tx, str(edition), Kind.MANUAL, len(manual.pages), "")
            self._items.put(tx, self._source.id, "m.pdf", 10, 20, content_id=content_id)
            for number, leaf in enumerate(manual.pages, 1):
                page = leaf.stored(number, is_numbered=manual.is_numbered)
                self._pages.add(tx, content_id, page, "encoder")
            self._contents.finish(tx, content_id)
            doubtful = page_places.follow(tx, str(edition))
        return tuple(number for told in doubtful for number in told.pages)

    def describe(self) -> None:
        with self._database.transaction() as tx:
            rows = tx.execute("SELECT id, number FROM page").fetchall()
            for page_id, number in rows:
                Descriptions(self._database).write(tx, page_id, "en", f"about page {number}")

    def hardly_alike(self) -> tuple[int, ...]:
        """The pages of the first that are listed, because they went along to one that is hardly like them."""
        with self._database.transaction() as tx:
            return tuple(addition.number for addition in carried(tx, "main"))

    def places(self, edition: int) -> dict[int, int]:
        """The number that each page of the first edition has now."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT made_number, number FROM description_in_force WHERE digest = ?", (str(edition),)
                )
            )


def try_manuals(seed: int, count: int, folder: Path) -> tuple[Counter[str], list[Misplaced]]:
    """The same for manuals of consecutive seeds."""
    places: Counter[str] = Counter()
    wrong: list[Misplaced] = []
    for number in range(seed, seed + count):
        some, misplaced = try_manual(number, folder)
        places += some
        wrong += misplaced
    return places, wrong


def main(arguments: Sequence[str]) -> int:
    """Make the manuals that are asked for, and print what came of it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        places, wrong = try_manuals(given.seed, given.count, Path(folder))
    print(json.dumps({"manuals": given.count, **places, "first_wrong": [repr(one) for one in wrong[:10]]}))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
