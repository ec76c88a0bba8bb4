"""Results of training come back as they were kept; one at most is in force."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Space
from imtextgui.domain.learning.learned import Learned, Prototype, QueryAdapter, RankerTerm
from imtextgui.domain.learning.lessons import HeldOut, Lesson, LessonKind, LessonState, Verdict
from imtextgui.store.database import Database
from imtextgui.store.user.learned import KEPT, LearnedSets, pack, unpack

ROW = np.array([0.6, 0.8], dtype=np.float32)
WHOLE = Learned(
    "encoder",
    QueryAdapter(np.ones((2, 2), dtype=np.float32)),
    None,
    RankerTerm("model", ROW, ROW),
    (Prototype("留め具", ("留め具", "clip"), 5, ROW, ROW, 0.5, ("d1", "d2")),),
)
LESSON = Lesson(
    LessonKind.PARTS, Verdict.BETTER, 5, 4, HeldOut(0, 0.5, 0.2), HeldOut(1, 1, 1), names=("留め具",)
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def keep(database: Database, state: LessonState = LessonState.PROPOSED) -> int:
    with database.transaction() as tx:
        return LearnedSets(database).add(tx, made=1.0, learned=WHOLE, lessons=[LESSON], state=state)


def test_it_comes_back_as_it_was() -> None:
    back = unpack("encoder", pack(WHOLE))
    assert back.meaning is not None
    assert back.picture is None
    assert back.term is not None
    assert back.term.model == "model"
    (part,) = back.prototypes
    assert (part.names, part.digests, part.least) == (("留め具", "clip"), ("d1", "d2"), 0.5)
    assert np.array_equal(part.picture, ROW)
    nothing = unpack("encoder", pack(Learned("encoder")))
    assert (nothing.meaning, nothing.picture, nothing.term, nothing.prototypes) == (None, None, None, ())


def test_an_adapter_moves_queries_of_its_space_alone() -> None:
    rows = ROW[None, :]
    assert np.array_equal(WHOLE.adapted(Space.PICTURE, rows), rows)
    moved = WHOLE.adapted(Space.MEANING, rows)
    assert np.allclose(np.linalg.norm(moved, axis=1), 1)
    assert not np.allclose(moved, rows)


def test_figures_come_back(database: Database) -> None:
    keep(database)
    (kept,) = LearnedSets(database).all()
    assert kept.lessons == (LESSON,)
    assert kept.helps


def test_one_is_in_force_and_those_before_come_back(database: Database) -> None:
    sets = LearnedSets(database)
    assert sets.active_id() == 0
    numbers = []
    for _ in range(KEPT + 3):
        numbers.append(keep(database))
        with database.transaction() as tx:
            sets.activate(tx, numbers[-1])
    assert sets.active_id() == numbers[-1]
    assert len(sets.all()) == KEPT + 1
    with database.transaction() as tx:
        assert sets.revert(tx)
    assert sets.active_id() == numbers[-2]
    for _ in range(KEPT):
        with database.transaction() as tx:
            assert sets.revert(tx)
    with database.transaction() as tx:
        assert not sets.revert(tx)
    assert sets.read(99) is None


def test_a_new_proposal_replaces_the_one_before(database: Database) -> None:
    keep(database)
    second = keep(database, LessonState.REFUSED)
    assert [kept.id for kept in LearnedSets(database).all()] == [second]
