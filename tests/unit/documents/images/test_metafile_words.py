"""The words of EMF and WMF, also where they are damaged, compressed or hold none."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.images.metafile_words import metafile_words
from tests.unit.documents.images import metafiles
from tests.unit.documents.images.metafiles import emf, emf_text, plus_string, small_text, wmf


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (
            emf(emf_text(10, "Gear pump"), emf_text(30, "ポンプ本体 GP-2040")),
            ["Gear pump", "ポンプ本体 GP-2040"],
        ),
        (emf(emf_text(10, "Gear"), emf_text(10, "pump")), ["Gear pump"]),
        (emf(*(emf_text(10, letter) for letter in "GP-2040")), ["GP-2040"]),
        (emf(emf_text(10, "弁 V-12", wide=False)), ["弁 V-12"]),
        (emf(small_text(5, "bore"), small_text(9, "52 mm", narrow=True)), ["bore", "52 mm"]),
        (emf(small_text(5, "bore 52", rectangle=True)), ["bore 52"]),
        (emf(plus_string(5, "batteries"), plus_string(5, "recharge")), ["batteries recharge"]),
        (emf(emf_text(10, "GP-2040", options=0x10), small_text(5, "GP", options=0x10)), []),
        (emf(emf_text(10, "n"), emf_text(30, "nnn"), emf_text(50, "Size")), ["Size"]),
        (emf(emf_text(10, "x"), emf_text(30, "+"), emf_text(50, "2")), []),
        (wmf((10, "Gear pump", True), (30, "弁 V-12", False)), ["Gear pump", "弁 V-12"]),
        (wmf((10, "bore 52", True), placeable=False), ["bore 52"]),
        (gzip.compress(emf(emf_text(10, "Gear pump")), mtime=0), ["Gear pump"]),
        (gzip.compress(b"x" * 100, mtime=0)[:20], []),
        (b"\x1f\x8b no gzip", []),
        (b"", []),
        (b"GIF89a", []),
    ],
)
def test_words(data: bytes, lines: list[str]) -> None:
    assert metafile_words(data) == lines


@given(st.integers(0, 400), st.binary(max_size=8))
def test_what_is_damaged_costs_itself(cut: int, junk: bytes) -> None:
    for whole in (
        emf(emf_text(1, "Gear pump"), small_text(2, "bore"), plus_string(3, "batteries")),
        wmf((10, "Gear pump", True), (30, "bore 52", False)),
    ):
        metafile_words(whole[:cut] + junk + whole[cut + len(junk) :])
        assert all(isinstance(line, str) for line in metafile_words(whole[:cut]))


@pytest.mark.parametrize("size", [0, 4])
def test_a_record_without_a_size_ends_the_reading(size: int) -> None:
    broken = emf(emf_text(1, "Gear pump")) + size.to_bytes(8, "little") + metafiles.emf_text(2, "not read")
    assert metafile_words(broken) == ["Gear pump"]
