"""What is typed is completed by filters, words and codes."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.filters import JAPANESE_NAMES, JAPANESE_VALUES, read
from imtextgui.domain.text.codes import normalise
from imtextgui.search.query.completion import complete

WORDS = ("pump", "pumps", "bearing", "ポンプ", "油圧", "typical", "シール")
CODES = ("GP-2040", "GP-2040-B1", "ZX-49", "110990030")
VALUES = {"type": ("manual", "drawing", "pdf"), "folder": ("Press line", "搬送ライン"), "tag": ("urgent",)}


class Known:
    """A catalogue with a few words, codes, folders and tags."""

    def frequent(self, prefix: str, limit: int) -> Sequence[str]:
        return [word for word in WORDS if word.startswith(prefix)][:limit]

    def beginning(self, prefix: str, limit: int) -> Sequence[str]:
        return [code for code in CODES if normalise(code).startswith(prefix)][:limit]

    def values(self, name: str) -> Sequence[str]:
        return VALUES[name]


def ways(text: str, limit: int = 8) -> tuple[str, ...]:
    return complete(text, Known(), Known(), Known(), limit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pum", ("pump", "pumps")),
        ("shaft of the pum", ("shaft of the pump", "shaft of the pumps")),
        ("油圧ポ", ("油圧ポンプ",)),
        ("ぽん", ("ポンプ",)),
        ("gp2", ("GP-2040", "GP-2040-B1")),
        ("seal ZX-", ("seal ZX-49",)),
        ("1109", ("110990030",)),
        ("ty", ("type:", "typical")),
        ("-ty", ("-type:", "-typical")),
        ("pump type:", ("pump type:manual", "pump type:drawing", "pump type:pdf")),
        ("type:p", ("type:pdf",)),
        ("-type:m", ("-type:manual",)),
        ("lang:j", ("lang:ja",)),
        ("folder:pr", ('folder:"Press line"',)),
        ('folder:"Press l', ('folder:"Press line"',)),
        ("folder:搬", ("folder:搬送ライン",)),
        ("folder:line", ('folder:"Press line"',)),
        ("tag:", ("tag:urgent",)),
        ("種", ("種類:",)),
        ("-種類", ("-種類:",)),
        ("ポンプ フォ", ("ポンプ フォルダ:",)),
        ("以", ("以前:", "以降:")),
        ("ポンプ 種類:", ("ポンプ 種類:マニュアル", "ポンプ 種類:図面", "ポンプ 種類:pdf")),
        ("種類：図", ("種類:図面",)),
        ("種類:dr", ("種類:図面",)),
        ("-type:図", ("-type:図面",)),
        ("言語:日", ("言語:日本語",)),
        ("フォルダー:搬", ("フォルダー:搬送ライン",)),
        ("タグ:", ("タグ:urgent",)),
        ("以降:20", ()),
        ("kind:p", ("kind:pdf",)),
        ("-", ()),
        ("before:20", ()),
        ("pump ", ()),
        ("", ()),
        ("x", ()),
    ],
)
def test_completions(text: str, expected: tuple[str, ...]) -> None:
    assert ways(text) == expected


def test_no_more_than_asked_for() -> None:
    assert len(ways("type:", 2)) == 2


@pytest.mark.parametrize("name", JAPANESE_VALUES)
def test_what_is_offered_in_japanese_is_understood(name: str) -> None:
    (written,) = (japanese for japanese, known in JAPANESE_NAMES.items() if known == name)
    for value, japanese in JAPANESE_VALUES[name].items():
        assert read(f"{written}:{japanese}")[1][0].filters == read(f"{name}:{value}")[1][0].filters


@given(st.text(st.one_of(st.characters(), st.sampled_from('typefolder:：" -ポ油')), max_size=20))
def test_any_text_may_be_typed(text: str) -> None:
    before = text.rpartition(" ")[0]
    assert all(way.startswith(before.partition('"')[0].rpartition(" ")[0]) for way in ways(text))
