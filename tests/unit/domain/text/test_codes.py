"""Codes are found whatever separators and widths they are written in; dates, sizes, counts are not codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.text.codes import aligned, codes, looks_like_code, normalise, shape


def found(text: str) -> set[str]:
    return {code.normalised for code in codes(text)}


@pytest.mark.parametrize(
    "raw",
    [
        "GP-2040-B1",
        "RK73B2ATTD103J",
        "110990030",
        "M5STACK-BUS-SOCKET",
        "SSCI-016544",
        "M78AR05-1",
        "6204-2RS",
        "M8x1.25",
        "74HC126D",
        "2N3904",
        "DG01032-0012-01",
        "123-456-789",
        "ZX-49",
        "zx-49",
        "ГОСТ-1234",
    ],
)
def test_a_code_is_found_alone_in_english_and_in_japanese(raw: str) -> None:
    normal = normalise(raw)
    assert normal in found(raw)
    assert normal in found(f"Order {raw}, two pieces.")
    assert normal in found(f"型番{raw}の部品を（{raw}）交換する。")


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-15",
        "15.01.2024",
        "1/15/24",
        "20240115",
        "page 12",
        "10 mm",
        "10mm",
        "3.3V",
        "100nF",
        "1920x1080",
        "100x200mm",
        "12345.678",
        "21st 22nd 3rd 10th",
        "seal kit",
        "φ10",
        "Revision 2 of 2019",
        "FIG 123",
        "2019年4月1日",
        "",
    ],
)
def test_dates_sizes_counts_and_words_are_not_codes(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "variant", ["GP-2040-B1", "gp_2040_b1", "GP 2040 B1", "GP2040B1", "ＧＰ－２０４０－Ｂ１", "GPー2040ーB1"]
)
def test_separators_width_and_case_do_not_matter(variant: str) -> None:
    assert normalise(variant) == "GP2040B1"
    assert "GP2040B1" in found(variant.upper())


def test_ranges_are_those_of_the_text_itself() -> None:
    text = "部品 ＧＰ－２０４０ と 6204-2RS。"
    assert [(code.raw, text[code.start : code.end]) for code in codes(text)] == [
        ("ＧＰ－２０４０", "ＧＰ－２０４０"),
        ("6204-2RS", "6204-2RS"),
    ]


def test_parts_of_a_file_name_are_codes_too() -> None:
    assert {"ESP32EVB", "ESP32EVBREVL"} <= found("ESP32-EVB_Rev_L")
    assert {"1N4007", "DO41"} <= found("1N4007/DO-41")


def test_an_address_holds_the_codes_of_its_parts_only() -> None:
    assert found("https://www.example.com/jp/pc/i/2720378") == {"2720378"}


def test_a_full_stop_ends_a_code_before_a_suffix_and_a_sentence() -> None:
    assert found("see GP-2040.pdf") == {"GP2040"}
    assert found("fit ZX-49.Then close it") == {"ZX49"}
    assert found("6ES7.315-2AG") == {"6ES7.315-2AG".replace(".", "").replace("-", "")}


def test_capitals_before_a_number_make_a_code() -> None:
    assert found("RTL 8211 and ISO 4762") == {"RTL8211", "ISO4762"}


def test_a_shorter_code_is_not_found_in_a_longer_one() -> None:
    assert "ZX49" not in found("ZX-4819 ZX-490")


@pytest.mark.parametrize(
    ("raw", "part", "expected"),
    [
        ("GP-2040-B1", "GP2040", True),
        ("GP-2040-B1", "2040B1", True),
        ("GP-2040-B1", "GP204", False),
        ("ZX-4819", "ZX48", False),
        ("ZX-4819", "ZX4819", True),
    ],
)
def test_a_part_is_aligned_when_separators_bound_it(raw: str, part: str, expected: bool) -> None:
    assert aligned(raw, part) is expected


def test_a_very_long_run_is_no_code() -> None:
    assert not looks_like_code("A1" * 40)


@given(st.text(max_size=80))
def test_any_text_is_read_and_each_code_lies_where_it_says(text: str) -> None:
    for code in codes(text):
        assert text[code.start : code.end] == code.raw
        assert normalise(code.raw) == code.normalised


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("GP-2040", "GP-2O4O", True),
        ("GP-2040", "6P-2040", False),
        ("IS-58", "15-5B", True),
        ("L298N", "1298N", True),
        ("ZX-49", "ZX-48", False),
    ],
)
def test_codes_that_look_alike(one: str, other: str, alike: bool) -> None:
    assert (shape(normalise(one)) == shape(normalise(other))) is alike


@pytest.mark.parametrize("written", ["Ø38H7", "ø38H7", "φ38H7", "⌀38H7", "Ø 38H7"])
def test_a_sign_for_a_diameter_is_no_part_of_a_code(written: str) -> None:
    assert found(f"bore {written}") == {"38H7"}
    assert "KJØP12" in found("KJØP-12")
