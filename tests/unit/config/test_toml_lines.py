"""One value of a file that people edit is changed, and nothing else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.config.toml_lines import with_value

EDITED = """\
# ours: do not touch
ocr = "off" # by IT, "#1"
'theme'   =   "dark"
exclude = \'\'\'
ocr = 1 # no key
\'\'\'
converters = [
    "a # b",  # within
    "c",
] # behind

[table]
ocr = "of another"
"""


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("ocr", '"en"', 'ocr = "en" # by IT, "#1"\n'),
        ("theme", '"light"', '\ntheme = "light"\nexclude'),
        ("exclude", '"x"', '\nexclude = "x"\nconverters'),
        ("converters", "[]", "\nconverters = [] # behind\n"),
        ("threads", "2", "] # behind\n\nthreads = 2\n\n[table]"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_value_of_the_key_changes(name: str, value: str, line: str, newline: str) -> None:
    text = EDITED.replace("\n", newline)
    changed = with_value(text, name, value)
    assert line.replace("\n", newline) in changed
    expected = tomllib.loads(text) | {name: tomllib.loads(f"x = {value}")["x"]}
    assert tomllib.loads(changed) == expected
    assert changed.count("#") >= text.count("#") - 2
    assert changed.startswith("# ours: do not touch")


def test_an_empty_file_and_one_without_an_end_of_line_take_a_key() -> None:
    assert with_value("", "a", "1") == "a = 1\n"
    assert with_value("b = 2", "a", "1") == "b = 2\na = 1\n"
    assert with_value("b = 2", "b", "1") == "b = 1"


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        with_value("b = 2\na = [1,\n", "a", "1")


@given(st.dictionaries(st.sampled_from("abcd"), st.integers() | st.booleans()), st.sampled_from("abcde"))
def test_any_table_keeps_its_other_keys(table: dict[str, int | bool], name: str) -> None:
    text = "".join(f"{key} = {str(value).lower()}\n" for key, value in table.items())
    assert tomllib.loads(with_value(text, name, "7")) == table | {name: 7}
