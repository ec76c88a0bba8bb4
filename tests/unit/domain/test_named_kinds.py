"""Names that tell of drawings."""

from pathlib import PurePosixPath

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.named_kinds import kinds_of

BOTH = frozenset((Kind.MANUAL, Kind.DRAWING))


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("PWB/schematics/PWB1_en.pdf", BOTH),
        ("PWB/PWB1_part_layout.PDF", BOTH),
        ("プレス/配線図.pdf", BOTH),
        ("プレス/保全図書/手順書.pdf", {Kind.MANUAL}),
        ("drawings/README.md", {Kind.MANUAL}),
        ("pump/user manual.pdf", {Kind.MANUAL}),
        ("schematics/deeper/notes.pdf", {Kind.MANUAL}),
    ],
)
def test_a_file_named_a_drawing_is_one_too(path: str, kinds: set[Kind]) -> None:
    assert kinds_of(Kind.MANUAL, PurePosixPath(path)) == kinds


def test_a_drawing_is_nothing_else() -> None:
    assert kinds_of(Kind.DRAWING, PurePosixPath("user manual.pdf")) == {Kind.DRAWING}
