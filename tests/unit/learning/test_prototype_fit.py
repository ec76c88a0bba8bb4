"""A part is learned from pictures that have something in common, and from no others."""

import numpy as np

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.learning.prototype_fit import FEWEST, Background, fit_part
from imtextgui.learning.taught_pairs import PartExamples, merged_parts

DIM = 32


def pictures(seed: int, count: int, centre: Matrix | None = None) -> Matrix:
    generator = np.random.default_rng(seed)
    rows = unit(generator.normal(size=(count, DIM)))
    return rows if centre is None else unit(rows + 1.5 * centre)


def part(name: str, rows: Matrix) -> PartExamples:
    return PartExamples(name, (name,), rows, rows, ("digest",))


BACKGROUND = Background(pictures(1, 200), pictures(1, 200))
CENTRE = unit(np.random.default_rng(9).normal(size=(1, DIM)))
NAME = unit(np.random.default_rng(10).normal(size=(1, DIM)))[0]


def test_alike_pictures_are_a_part_and_found_by_the_others() -> None:
    fitted = fit_part(part("bracket", pictures(2, 5, CENTRE)), [], BACKGROUND, NAME)
    assert fitted.prototype is not None
    assert fitted.prototype.examples == 5
    assert fitted.prototype.digests == ("digest",)
    assert all(example.after == 1 for example in fitted.held_out)
    assert np.mean([example.before for example in fitted.held_out]) > 10
    new = pictures(3, 6, CENTRE)
    assert (fitted.prototype.likeness(new, new) >= fitted.prototype.least).mean() > 0.6
    others = BACKGROUND.picture
    assert (fitted.prototype.likeness(others, others) >= fitted.prototype.least).mean() < 0.02


def test_pictures_of_anything_are_no_part() -> None:
    fitted = fit_part(part("odds", pictures(4, 6)), [], BACKGROUND, NAME)
    assert fitted.prototype is None
    assert len(fitted.held_out) == 6


def test_a_few_pictures_are_no_part() -> None:
    fitted = fit_part(part("bracket", pictures(2, FEWEST - 1, CENTRE)), [], BACKGROUND, NAME)
    assert fitted.prototype is None
    assert fitted.held_out == ()


def test_parts_of_one_name_are_joined_and_the_same_picture_counts_once() -> None:
    first, second = part("Bracket", pictures(2, 3, CENTRE)), part("bracket", pictures(2, 4, CENTRE))
    (merged,) = merged_parts([first, second])
    assert merged.name == "Bracket"
    assert len(merged.picture) == 4 + 3 - sum(
        bool((np.abs(row - first.picture).sum(axis=1) < 1e-5).any()) for row in second.picture
    )
