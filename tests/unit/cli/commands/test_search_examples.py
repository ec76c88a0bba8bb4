"""What ``imtextgui search --examples`` tells of known pictures, below a hit and where nothing was found."""

from pathlib import Path
from typing import Any, cast

import pytest

from imtextgui import messages
from imtextgui.cli.commands.search import examples_as_json, examples_of, print_examples
from imtextgui.domain.query import Band, Photo, Query, Results
from imtextgui.domain.tagging.examples import Plausibility, SimilarExample

KNOWN = SimilarExample(7, Path("/plant/seal.jpg"), 1, 0.91, "tags", "shaft seal")
TOLD = Plausibility((KNOWN,), 0.4, 0.6)


class Examples:
    """Knows one picture, which is like everything."""

    def of_photo(self, photo: Photo) -> Plausibility:
        return TOLD

    def of_page(self, page_id: int) -> Plausibility:
        return TOLD


def test_a_refusal_tells_what_came_closest_to_each_photo() -> None:
    photos = (Photo(Path("a.jpg")), Photo(Path("b.jpg")))
    refused = Results(Query(photos=photos), (), Band.NONE, 0.0)
    assert list(examples_of(cast("Any", Examples()), refused)) == [("", TOLD), ("", TOLD)]


def test_an_answer_to_words_alone_has_none() -> None:
    assert list(examples_of(cast("Any", Examples()), Results(Query("pump"), (), Band.STRONG, 0.0))) == []


@pytest.mark.parametrize(("language", "closest"), [("en", "needs 0.6"), ("ja", "0.6")])
def test_each_known_picture_is_told_with_how_it_is_known(
    capsys: pytest.CaptureFixture[str], language: str, closest: str
) -> None:
    messages.use(language)
    print_examples([("/plant/pump.pdf#3", TOLD), ("", TOLD)])
    lines = capsys.readouterr().out.splitlines()
    assert "/plant/pump.pdf#3" in lines[0]
    assert closest in lines[2]
    assert [line.strip().startswith(f"{KNOWN.path}#1 ") for line in lines] == [False, True, False, True]
    assert "shaft seal" in lines[1]


def test_scripts_are_told_the_same() -> None:
    known = {"path": str(KNOWN.path), "page": 1, "likeness": 0.91, "known_by": "tags", "words": "shaft seal"}
    expected = {"hit": "/plant/pump.pdf#3", "likeness": 0.4, "needed": 0.6, "known": [known]}
    assert examples_as_json("/plant/pump.pdf#3", TOLD) == expected
    assert examples_as_json("", TOLD)["hit"] is None
