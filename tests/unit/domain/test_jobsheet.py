"""A sheet has a file name that is made of its title."""

import pytest

from imtextgui.domain.jobsheet import JobSheet


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("軸シール交換", "軸シール交換.pdf"),
        ('a/b\\c: "d"\n<e>|?*', "a b c d e.pdf"),
        ("..", "imtextgui.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
        ("odd\udcff", "odd.pdf"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert JobSheet(1, title, 0.0, 0.0).file_name == name
