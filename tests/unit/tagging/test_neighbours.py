"""Tags of pictures that look alike."""

import numpy as np

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.tagging.neighbours import Neighbours


def rows(clusters: int, each: int, *, seed: int = 1) -> Matrix:
    """Pictures of ``clusters`` things, ``each`` of every one, nearly alike; all others are unrelated."""
    random = np.random.default_rng(seed)
    middles = unit(random.normal(size=(clusters, 32)).astype(np.float32))
    noise = random.normal(size=(clusters * each, 32)).astype(np.float32) * 0.02
    return unit(np.repeat(middles, each, axis=0) + noise)


def neighbours(tags: dict[int, set[str]], refused: dict[int, set[str]], clusters: int = 30) -> Neighbours:
    pictures = np.concatenate([rows(clusters, 2), unit(np.random.default_rng(2).normal(size=(200, 32)))])
    pages = np.arange(len(pictures), dtype=np.int64)
    return Neighbours(
        pages, pictures.astype(np.float32), {page: str(page) for page in pages.tolist()}, tags, refused
    )


def test_what_looks_alike_has_the_tag_of_the_other() -> None:
    near = neighbours({0: {"pump"}}, {})
    assert near.suggest(1) == [("pump", 1.0, [0])]
    assert near.suggest(2) == []
    assert near.suggest(10_000) == []


def test_a_refusal_makes_neighbours_count_less() -> None:
    pages = neighbours({0: {"pump"}}, {1: {"pump"}})
    assert pages.suggest(1) == [("pump", 1.0, [0])]
    pictures = np.concatenate([rows(20, 3), unit(np.random.default_rng(2).normal(size=(200, 32)))])
    ids = np.arange(len(pictures), dtype=np.int64)
    contents = {page: str(page) for page in ids.tolist()}
    refusing = Neighbours(ids, pictures.astype(np.float32), contents, {0: {"pump"}}, {1: {"pump"}})
    assert refusing.suggest(2) == []


def test_copies_of_a_file_are_no_neighbours_of_each_other() -> None:
    pictures = rows(30, 2).astype(np.float32)
    ids = np.arange(len(pictures), dtype=np.int64)
    same = Neighbours(ids, pictures, {page: str(page // 2) for page in ids.tolist()}, {0: {"pump"}}, {})
    assert same.suggest(1) == []


def test_how_often_neighbours_are_right_is_measured_where_enough_is_known() -> None:
    assert neighbours({0: {"pump"}}, {}).precision == 0.8
    alike = {page: {f"thing {page // 2}"} for page in range(40)}
    assert neighbours(alike, {}).precision == 1.0
    wrong = {page: {f"thing {page}"} for page in range(40)}
    assert neighbours(wrong, {}).precision == 0.0


def test_nothing_is_known_of_an_empty_catalogue() -> None:
    none = np.zeros(0, dtype=np.int64)
    empty = Neighbours(none, np.zeros((0, 0), dtype=np.float32), {}, {}, {})
    assert (empty.suggest(1), empty.precision) == ([], 0.0)
