"""Terms are told from pictures only where the catalogue's own names say that this can be trusted."""

import numpy as np

from imtextgui.tagging.vocabulary import TagTerm
from imtextgui.tagging.zero_shot import FEWEST, PictureTerms, agrees, likeliest_terms, reliability, term_rows

TERMS = [TagTerm(name, "", "", (name,)) for name in ("pump", "bearing", "valve")]


def told(places: list[int], scores: list[float]) -> PictureTerms:
    return PictureTerms(
        np.arange(len(places), dtype=np.int64), np.array(places), np.array(scores, dtype=np.float32)
    )


def test_a_picture_gets_the_term_that_stands_out_for_it_most() -> None:
    rows = np.eye(3, dtype=np.float32)
    # every picture is near the first term, which therefore tells nothing
    pictures = np.array(
        [[0.9, 0.1, 0.0], [0.9, 0.0, 0.1], [0.9, 0.0, 0.0], [0.9, 0.0, 0.0]], dtype=np.float32
    )
    likely = likeliest_terms(np.arange(4, dtype=np.int64), pictures, rows)
    assert likely.places[:2].tolist() == [1, 2]
    assert (likely.scores[:2] > 1).all()
    assert len(likeliest_terms(np.zeros(0, dtype=np.int64), pictures[:0], rows).places) == 0


def test_the_names_of_a_term_are_one_row() -> None:
    both = term_rows(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32)[::-1])
    assert np.allclose(both, np.sqrt(0.5))


def test_the_threshold_is_the_lowest_score_that_is_right_often_enough() -> None:
    right = told([0] * 40, [10.0 - number / 10 for number in range(40)])
    known = {page: {"pump"} if page < 25 else {"valve"} for page in range(40)}
    reliable = reliability(right, TERMS, known)
    assert reliable.known == 29
    assert reliable.precision >= 0.85
    assert abs(reliable.threshold - 7.2) < 1e-5


def test_too_few_known_pictures_or_wrong_ones_tell_nothing() -> None:
    few = told([0] * (FEWEST - 1), [5.0] * (FEWEST - 1))
    assert reliability(few, TERMS, {page: {"pump"} for page in range(FEWEST)}).threshold == np.inf
    wrong = told([0] * 40, [5.0] * 40)
    assert reliability(wrong, TERMS, {page: {"valve"} for page in range(40)}).threshold == np.inf


def test_a_wider_name_is_right_and_a_narrower_one_is_not() -> None:
    assert agrees(TERMS[1], {"ball bearing"})
    assert not agrees(TagTerm("ball bearing", "", "", ()), {"bearing"})
