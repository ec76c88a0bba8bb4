"""Numbers, dates and durations as Excel shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.office.spreadsheets.cell_styles import BUILT_IN
from imtextgui.documents.office.spreadsheets.number_format import shown, text_shown


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ("4471902", "00000000", "04471902"),
        ("99.99", "0.0E+00", "1.0E+02"),
        ("5", '[<3]"low";[<9]"mid"', "mid"),
        ("50", '[<3]"low";[<9]"mid"', "50"),
        ("5", '[>9]0" big";[>3]0" mid";0" low"', "5 mid"),
        ("1" + "0" * 40, "0.00", "1" + "0" * 40),
        ("1.9999", "# ?/?", "2"),
        ("1e25", "General", "1e25"),
        ("417700955", r"000\-0000\-000", "041-7700-955"),
        ("8143", '"PN-"00000', "PN-08143"),
        ("7", "第0号", "第7号"),
        ("12", '00" "00', "00 12"),
        ("5", 'General" mm"', "5 mm"),
        ("-5", 'General" mm"', "-5 mm"),
        ("5", "@", "5"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0,", "1,235"),
        ("-5", "0;(0)", "(5)"),
        ("0", '0;-0;"none"', "none"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-42", "#,##0.00_);(#,##0.00)", "(42.00)"),
        ("0.256", "0.0%", "25.6%"),
        ("2.675", "0.00", "2.68"),
        ("1234.5678", "#.##", "1234.57"),
        ("3", "0.##", "3"),
        ("3.5", "0.0?", "3.5"),
        ("0", "#", ""),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("0.0000123", "0.00E+00", "1.23E-05"),
        ("12000", "##0.0E+0", "12.0E+3"),
        ("1.75", "# ?/?", "1 3/4"),
        ("0.5", "?/?", "1/2"),
        ("-1.75", "# ?/8", "-1 6/8"),
        ("2", "# ?/?", "2"),
        ("1234", "[$¥-411]#,##0", "¥1,234"),
        ("5", '[<10]"low "0;[>=10]"high "0', "low 5"),
        ("15", '[<10]"low "0;[>=10]"high "0', "high 15"),
        ("3", ";;;", ""),
        ("43466", "General", "43466"),
        ("0.30000000000000004", "General", "0.3"),
        ("3.1415926535897931", "General", "3.141592654"),
        ("-0.016981691958000006", "General", "-0.016981692"),
        ("4018.99999998843", "General", "4019"),
        ("12345678901.25", "General", "12345678901"),
        ("0.00001", "General", "0.00001"),
        ("-1.23456789E-5", "General", "-1.23457E-05"),
        ("1.5E-300", "General", "1.5E-300"),
        ("100", "General", "100"),
        ("123456789012345", "General", "123456789012345"),
        ("1E+30", "General", "1E+30"),
        ("words", "0.00", "words"),
        ("nan", "0", "nan"),
        ("1e300", "0", "1e300"),
    ],
)
def test_numbers(raw: str, code: str, words: str) -> None:
    assert shown(raw, code) == words


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ("44927", "yyyy/m/d", "2023/1/1"),
        ("44927.5", "yyyy/mm/dd h:mm AM/PM", "2023/01/01 12:00 PM"),
        ("44927.75", "m/d/yy h:mm", "1/1/23 18:00"),
        ("44927", "dddd, mmmm d", "Sunday, January 1"),
        ("44927", "d-mmm-yy", "1-Jan-23"),
        ("44927", "mmmmm", "J"),
        ("44927", '[$-411]ggge"年"m"月"d"日"(aaa)', "令和5年1月1日(日)"),
        ("44927", "ge.m.d", "R5.1.1"),
        ("44927", "aaaa", "日曜日"),
        ("44927", "e/m/d", "2023/1/1"),
        ("44927", "bbbb", "2566"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("0.5", "h:mm", "12:00"),
        ("0.75", "hh:mm:ss.00", "18:00:00.00"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("-0.5", "[h]:mm", "-12:00"),
        ("0.000694444", "[mm]:ss", "01:00"),
        ("0.0416666667", "mm:ss", "00:00"),
        ("-1", "yyyy/m/d", "-1"),
        ("99999999", "yyyy/m/d", "99999999"),
    ],
)
def test_dates_times_and_durations(raw: str, code: str, words: str) -> None:
    assert shown(raw, code) == words


def test_days_may_be_counted_from_1904() -> None:
    assert shown("43465", "yyyy-mm-dd", from_1904=True) == "2023-01-01"


def test_texts_have_formats_too() -> None:
    assert text_shown("A1", '0;0;0;"No. "@') == "No. A1"
    assert text_shown("A1", "@") == "A1"
    assert text_shown("A1", "0.00") == "A1"


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=30) | st.sampled_from(sorted(BUILT_IN.values())),
)
def test_any_format_shows_something_of_any_number(value: float, code: str) -> None:
    assert isinstance(shown(repr(value), code), str)
    assert isinstance(text_shown("x", code), str)
