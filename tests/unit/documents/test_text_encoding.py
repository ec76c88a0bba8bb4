"""Encodings of short and long texts, Japanese ones first."""

import struct
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.text_encoding import decoded, is_japanese
from tests import bad_files
from tests.quality import encodings

JAPANESE = [
    "油圧ポンプの組立図",
    "品番 GP-2040-B1 を交換してください。\n",
    "ベアリング　６２０５ＺＺ　４個\r\n",
    "ねじの締付トルクは 25 N·m です".replace("·", "・"),
    "図面番号,名称,数量\n1,ボルト M8x20,4\n2,平座金,4\n" * 40,
]
WESTERN = [
    "Der Ölstand prüfen, Größe 25 mm",
    "Température ≤ 80 °C".replace("≤", "max"),
    "Ø 25 ± 0,1 mm at 20 °C",
    "“Quoted” text – with dashes… and café",
    "Señal de máquina: año 2024",
]


@pytest.mark.parametrize("text", JAPANESE)
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-32"])
def test_japanese_texts_come_back_as_written(text: str, name: str) -> None:
    assert decoded(text.encode(name)) == text


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("name", ["utf-8", "cp1252", "utf-16"])
def test_western_texts_come_back_as_written(text: str, name: str) -> None:
    assert decoded(text.encode(name)) == text


@pytest.mark.parametrize("text", ["plain words\n", "ポンプ 12 kW\n油圧\n", *JAPANESE[1:]])
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(text: str, name: str) -> None:
    assert decoded(text.encode(name)) == text


def test_utf_16_of_kanji_and_kana_alone_is_still_japanese() -> None:
    assert decoded("油圧ポンプの組立図".encode("utf-16-le")) == "油圧ポンプの組立図"


def test_other_encodings_are_guessed_from_longer_texts() -> None:
    russian = "Насос гидравлический шестеренный. Перед установкой проверьте направление вращения вала. " * 5
    assert decoded(russian.encode("cp1251")) == russian


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert decoded("ポンプ".encode()[:-1]) == "ポン"
    assert decoded(("油圧ポンプの図" * 20).encode("cp932")[:-1]) is not None


@pytest.mark.parametrize(
    "data",
    [
        bad_files.junk(),
        bad_files.junk(200),
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff",
        bytes(100),
        b"\x7fELF" + bytes(60),
        b"PK\3\4\x14\0\0\0\x08\0" * 9,
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    assert decoded(data) is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b$B-!0BA4J[\x1b(B", "①安全弁"),
        (b"\x1b$B-j\x1b(B \x1b(IMYD\x1b(B", "㈱ ﾍﾙﾄ"),
        (b"\x1b$BIt\x1b(B \x0eMYD\x0f", "部 ﾍﾙﾄ"),
        (b"\xad\xa1" + "搬送機の停止".encode("euc_jp") + b"\x8e\xcd\x8e\xde", "①搬送機の停止ﾍﾞ"),
        (b"\xad\xea" + "油圧機器".encode("euc_jp"), "㈱油圧機器"),
    ],
)
def test_jis_and_euc_hold_what_programs_on_windows_write_into_them(data: bytes, text: str) -> None:
    assert decoded(data) == text


@pytest.mark.parametrize(
    "text", ["ﾎﾟﾝﾌﾟ", "ﾅｯﾄ", "ﾓｰﾀ", "ﾎﾞﾙﾄ M8", "ﾍﾞﾙﾄ", "品名:ﾎﾞｰﾙﾍﾞｱﾘﾝｸﾞ 型式:6204ZZ", "ﾊﾞﾙﾌﾞ\r\nﾊﾟｯｷﾝ\r\n", "①ﾎﾞﾙﾄ"]
)
def test_short_texts_in_half_width_kana(text: str) -> None:
    assert decoded(text.encode("cp932")) == text


@pytest.mark.parametrize("text", ["部品", "図面番号", "油圧", "締付トルク", "検査 規格"])
def test_short_texts_in_euc_are_not_taken_for_half_width_kana(text: str) -> None:
    assert decoded(text.encode("euc_jp")) == text


@pytest.mark.parametrize("text", ["Größe", "mañana", "café", "5 µm", "20°C", "Maß ±0,1", "DÉJÀ VU"])
def test_one_odd_byte_in_a_short_text_is_a_letter(text: str) -> None:
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("减速机润滑", "gb2312", "GB2312"),
        ("감속기 윤활", "euc_kr", "ks_c_5601-1987"),
        ("減速機潤滑說明", "big5", "x-x-big5"),
        ("Насос", "cp1251", "windows-1251"),
        ("Насос", "koi8_r", "KOI8-R"),
        ("減速機の点検をしてください", "cp932", "iso-8859-1"),
        ("減速機の点検をしてください", "cp932", "euc-jp"),
        ("減速機の点検をしてください", "euc_jp", "Shift_JIS"),
        ("減速機の点検をしてください", "cp932", "windows-1251"),
        ("Größe", "cp1252", "us-ascii"),
        ("Größe", "cp1252", "no-such-thing"),
        ("Größe", "utf-8", "utf-16"),
        ("Größe", "utf-8", "rot13"),
        ("Größe über alles", "cp1252", "punycode"),
        ("Größe über alles", "cp1252", "base64"),
    ],
)
def test_the_declared_encoding_counts_unless_the_bytes_contradict_it(
    text: str, encoding: str, declared: str
) -> None:
    assert decoded(text.encode(encoding), declared) == text


def test_a_line_in_another_encoding_costs_only_itself() -> None:
    lines = ["油圧ポンプの組立図を参照してください。"] * 60
    data = "\n".join(lines).encode() + "\n図".encode("cp932")
    text = decoded(data)
    assert text is not None
    assert text.split("\n")[:60] == lines


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_can_be_stored_or_none(data: bytes) -> None:
    text = decoded(data)
    assert text is None or text.encode("utf-8") is not None


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=80)
)
def test_utf_8_is_never_mistaken(text: str) -> None:
    assert decoded(text.encode()) == text.removeprefix("\ufeff")


def test_bytes_without_meaning_are_not_taken_for_japanese() -> None:
    assert not any(is_japanese(bad_files.junk(60 + seed, seed)) for seed in range(300))


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
def test_japanese_is_clear_even_where_it_is_cut_off(encoding: str) -> None:
    data = "油圧ポンプの取扱説明について、ここに書いてください。".encode(encoding)
    assert is_japanese(data)
    assert is_japanese(data[:-1])
    assert not is_japanese("Größe überprüfen, Öl nachfüllen".encode("cp1252"))
    assert not is_japanese(bytes(range(256)) * 4)


@pytest.mark.parametrize(
    "language",
    ["Japanese", "German", "French", "Spanish", "Portuguese", "Swedish", "Danish", "Italian", "Finnish"],
)
def test_japanese_and_western_sentences_are_never_taken_for_others(language: str) -> None:
    assert all(hits == number for hits, number in encodings.right(language).values())


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="there is no chardetng for it")
@pytest.mark.parametrize("language", sorted(encodings.TEXTS))
def test_texts_of_a_page_are_read_in_every_language(language: str) -> None:
    encoded, texts = encodings.TEXTS[language]
    page = "\n".join(texts * 3)
    for name in encoded:
        data = page.encode(name, "ignore")
        assert decoded(data) == data.decode(name), name


def test_without_chardetng_japanese_and_western_are_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "chardetng_py", None)
    assert encodings.right("Japanese") == {"cp932": (10, 10), "euc_jp": (10, 10), "iso2022_jp": (10, 10)}
    assert encodings.right("German") == {"cp1252": (7, 7)}
    russian = "Насос гидравлический шестеренный. Перед установкой проверьте направление вращения вала. " * 5
    assert decoded(russian.encode("cp1251")) == russian


@pytest.mark.parametrize("text", ["plain words\n", "ポンプ 12 kW\n油圧\n", "Größe 25 mm", *JAPANESE])
@pytest.mark.parametrize("name", ["utf-32-le", "utf-32-be"])
def test_utf_32_without_a_mark_shows_by_its_zeros(text: str, name: str) -> None:
    assert decoded(text.encode(name)) == text


@pytest.mark.parametrize(
    "numbers",
    [list(range(400)), [1, 2, 3, 4] * 40, [0x2192, 0x25A0, 0x2500] * 40, [40, 41, 42, 43, 44, 45] * 40],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_tables_of_numbers_are_not_taken_for_utf_32(numbers: list[int], order: str) -> None:
    assert decoded(struct.pack(f"{order}{len(numbers)}I", *numbers)) is None
