"""RTF: every word that is seen, in every encoding that it may have."""

import pytest

from imtextgui.documents.furigana import separated
from imtextgui.documents.text.plain_text import HEADING
from imtextgui.documents.text.rtf import rtf_to_text

HEAD = (
    rb"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 MS Mincho;}"
    rb"{\f2\fcharset2 Symbol;}{\f3\fcharset204 Arial Cyr;}}"
)


def body(words: bytes) -> str:
    return rtf_to_text(HEAD + words + b"}").body.strip()


def in_hex(words: str, encoding: str) -> bytes:
    return b"".join(b"\\'%02x" % byte for byte in words.encode(encoding))


def test_boxes_and_notes_stand_behind_their_paragraph() -> None:
    shape = (
        rb"{\shp{\*\shpinst\shpleft0{\sp{\sn wzDescription}{\sv Exploded view}}"
        rb"{\shptxt\pard Box label\par}}{\shprslt{\*\do fallback}}}"
    )
    words = rb"Seal " + shape + rb"kit{\footnote\pard see table 4} B-17\par next\par"
    text = rtf_to_text(HEAD + words + b"}")
    assert text.body.strip() == "Seal kit B-17\nBox label\nsee table 4\nnext"
    assert text.described == "Exploded view"


def test_margins_and_properties_are_told_beside_the_text() -> None:
    text = rtf_to_text(
        HEAD
        + rb"{\info{\title Pump manual}{\keywords GP-2040}{\operator nobody}{\creatim\yr2020}}"
        + rb"{\header\pard Doc HX-1\par}{\*\background {\shp}}{\footerl Page}text\par}"
    )
    assert text.described.split("\n") == ["Pump manual", "GP-2040", "Doc HX-1", "Page"]
    assert text.body.strip() == "text"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (rb"{\i0\b0\*\cs7\fs24 Regrind the cutter}", "Regrind the cutter"),
        (rb"{\*\unknown hidden}{\*\bkmkstart a}shown{\pict ffd8}{\stylesheet{\s1 heading;}}", "shown"),
        (rb"{\upr{bytes}{\*\ud{\uc0\u27833\u22311}}}", "油圧"),
        (rb"\u8960? 47 \uc2\u12509\'83\'7cnp \uc0\u55357\u56832", "⌀ 47 ポnp 😀"),
        (rb"{\f2 f}38H7", "φ38H7"),
        (rb"{\f2\'6138}", "α38"),
        (rb"{\f2\u-3994?}38", "φ38"),
        (rb"{\listtext\pard\plain 4.\tab}Remove\par", "4.\tRemove"),
        (rb"{\pntext\f0 AL-7\tab}{\*\pn\pnlvlbody{\pntxta x}}Heat\par", "AL-7\tHeat"),
        (rb"a\par b\line c\page d\emdash e\~f\_g\-h \{i\}\\", "a\nb\nc\fd—e f-gh {i}\\"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt manual}}", "manual"),
        (rb"{\xe{\v entry}}kept{\object{\*\objdata 0105}{\result sheet}}", "keptsheet"),
        (rb"\trowd\intbl part\cell B-17\par spare\cell\row\pard next", "part   B-17 spare\nnext"),
        (rb"\bin6 {}{\}\data", "data"),
        (rb"one\'", "one'"),
    ],
)
def test_groups_signs_and_breaks(words: bytes, text: str) -> None:
    assert body(words) == text


def test_bytes_are_in_the_code_page_of_their_font() -> None:
    japanese, russian = in_hex("油圧ポンプ", "cp932"), in_hex("Насос", "cp1251")
    assert body(rb"\f1 " + japanese + rb"\f3 " + russian + rb"\f0 " + japanese) == "油圧ポンプНасос油圧ポンプ"


def test_bytes_in_another_encoding_than_declared() -> None:
    text = rtf_to_text(rb"{\rtf1\ansi\ansicpg1252 " + in_hex("㈱減速機の点検①をする", "cp932") + b"}")
    assert "㈱減速機の点検①をする" in rtf_to_text(HEAD + "㈱減速機の点検①をする".encode("cp932")).body
    assert text.body.strip()


def test_headings_and_readings() -> None:
    formula = rb"{\field{\*\fldinst {EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(\u12363?\u12367?),\u25898?)}}{\fldrslt}}"
    text = body(rb"\pard\outlinelevel0 Removal\par\pard " + formula + rb"\u25292?\par")
    assert separated(text) == (f"{HEADING}Removal\n攪拌", ("攪（かく）",))


@pytest.mark.parametrize(
    "data", [b"{\\rtf1", b"{" * 5_000, b"}" * 99, b"{\\rtf1 {\\upr{\\*\\ud", b"\\u99999999 x\\u-70000?"]
)
def test_damaged_files_are_read_as_far_as_they_go(data: bytes) -> None:
    assert isinstance(rtf_to_text(data).body, str)
