"""The words of DXF texts without their codes."""

import pytest

from imtextgui.documents.cad.dxf.text import escaped, plain_lines, plain_text, tolerance_cells


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("%%c50%%p0.1 45%%d", "Ø50±0.1 45°"),
        ("%%uunder%%u 100%%% %%065", "under 100% A"),
        ("a ^G b^Ic^ d", "a b c^d"),
        (r"\U+8EF8\U+53D7", "軸受"),
        ("x^2", "x^2"),
    ],
)
def test_texts(content: str, words: str) -> None:
    assert plain_text(content) == words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (r"one\Ptwo\Nthree", "one\ntwo\nthree"),
        (r"%%c50\S+0.1^-0.2; fit", "Ø50 +0.1 -0.2 fit"),
        (r"70\S+0.3^0;", "70 +0.3 0"),
        (r"1\S1/2; in \S3#8;", "1 1/2 in 3/8"),
        (r"USE\~GREASE; 2 kg", "USE GREASE; 2 kg"),
        (r"{\fArial|b0|i0|c0|p34;words} \A1;{\H2.5;25 Nm}", "words 25 Nm"),
        (r"a\\b \{x\} 10^2 \Lunder\l", r"a\b {x} 10^2 under"),
        (r"{\Fgdt;n}25 and n", "⌀25 and n"),
        (r"\pi-3,l3,t3;first\Hsecond", "first\nsecond".replace("\n", "")),
        (r"no end \S1/2", "no end 1/2"),
        ("\\", ""),
        ("}}{{", ""),
    ],
)
def test_paragraphs(content: str, words: str) -> None:
    assert plain_lines(content) == words


@pytest.mark.parametrize("lines", ["a\\b {c} ^d", "one\ntwo ^ three", "Ø50 +0.1 -0.2", "5^2"])
def test_what_is_escaped_reads_as_before(lines: str) -> None:
    assert plain_lines(escaped(lines)) == lines


def test_cells_of_a_tolerance() -> None:
    content = r"{\Fgdt;j}%%v{\Fgdt;n}0.05%%vA%%v%%v^J{\Fgdt;f}%%v0.02%%vC"
    assert tolerance_cells(content) == [["⌖", "⌀0.05", "A"], ["∥", "0.02", "C"]]
    assert tolerance_cells("") == []
