"""JSON, XML and RTF as text."""

import json
from pathlib import Path

import pytest

from imtextgui.documents.content import DEFAULT_LIMITS, PageContent
from imtextgui.documents.text import reader
from tests.unit.documents.test_documents import prepare


def text(name: str, data: bytes) -> str:
    _, *pages = reader.read(Path(name), data, prepare, DEFAULT_LIMITS, 1)
    return "\n".join(page.text for page in pages if isinstance(page, PageContent))


def test_json_values_stand_under_their_names() -> None:
    value = {
        "part": {"name": "油圧ポンプ", "codes": ["GP-2040", "B-17"]},
        "weight": 12.5,
        "mesh": list(range(99)),
        "none": None,
    }
    for escaped in (True, False):
        data = json.dumps(value, ensure_ascii=escaped).encode()
        assert text("a.json", data) == "name: 油圧ポンプ\ncodes: GP-2040\ncodes: B-17\nweight: 12.5"


@pytest.mark.parametrize("data", [b"{not json", b"[" * 100_000, b"{'a': 1}"])
def test_what_is_no_json_is_read_as_it_is(data: bytes) -> None:
    assert text("a.json", data).replace("\n", "") == data.decode()


def test_xml_words_and_names() -> None:
    data = (
        '<?xml version="1.0" encoding="Shift_JIS"?><parts><part name="油圧ポンプ" id="x1"><code>GP-2040</code>'
        "<note>see <b>page</b> 4</note></part></parts>"
    ).encode("shift_jis")
    assert text("a.xml", data) == "油圧ポンプ\ncode: GP-2040\nnote: see\nb: page\n4"


def test_xml_that_is_not_well_formed_loses_its_marks_only() -> None:
    assert text("a.xml", b'<?xml version="1.0"?><a>seal <b>kit</a>').split() == [
        "<?xml",
        'version="1.0"?>',
        "seal",
        "kit",
    ]


def test_xhtml_is_a_page() -> None:
    head = b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "" "">'
    data = head + b"<html><body><h1>Pump</h1><p>&nbsp;seal</p></body></html>"
    assert text("a.xml", data) == "Pump\n\nseal"


def test_rtf_in_japanese() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS Gothic;}}{\info{\title no words}}"
        rb"\f0 \'96\'fb\'88\'b3 \u12509?\u12531?\u12503?\par Tighten\tab 25 Nm{\pict ffd8ffe0}}"
    )
    assert text("a.doc", data) == "油圧 ポンプ\nTighten\t25 Nm\n\nno words"
