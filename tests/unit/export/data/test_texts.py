"""What is read of the written data, and that nothing held out gets into training."""

import lzma
from pathlib import Path

import pytest

from export.data import texts
from export.data.query_phrases import TEMPLATES, template_pairs
from export.data.texts import HeldOut, Term, TextPair


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A training folder with a few lines of each text."""
    (tmp_path / "text").mkdir()

    def write(name: str, heading: str, *lines: str) -> None:
        content = "\n".join([heading, *lines]) + "\n"
        (tmp_path / "text" / f"{name}.tsv.xz").write_bytes(lzma.compress(content.encode()))

    heading = "english\tjapanese"
    write("tanaka_small_parallel_test", heading, "i can 't swim .\t私は泳げない。")
    write("tanaka_small_parallel_dev", heading, "he ran .\t彼は走った。")
    write("tanaka_small_parallel_train", heading, "a red pump .\t赤いポンプ。", "he ran .\t走ったのは彼だ。")
    write(
        "tatoeba_manythings_en_ja",
        heading,
        "I can't swim!\t泳げません。",
        "Swim?\t私は泳げない",
        "A red pump\t赤いポンプ",
        "A red pump\t赤色のポンプ",
    )
    write("jsick_caption_en_ja", heading, "A man turns a valve\t男がバルブを回す")
    write(
        "jmdict_ja_en",
        "japanese\treading\ttags\tcommon\tenglish",
        "継手\tつぎて\tn\t\tcoupling | (pipe) joint",
        "分解\tぶんかい\tvs\t⭐ ichi\tto take apart | disassembly",
        "十両\tじゅうりょう\tsumo n\t\tsecond division",
        "手裏剣\tしゅりけん\thist n\t⭐ ichi\tthrowing star",
        "とても長い見出し語なので使われない\tとても\tn\t\ttoo long",
    )
    write("wordnet_wiktionary_ja", "synset\tenglish\tjapanese", "0-n\tlathe\t旋盤")
    write("ejdict_en_ja_cc0", heading, "nut\t『木の実』 / ナット(ねじの)", "run\t走ること…を = go")
    return tmp_path


def test_no_side_of_a_held_out_pair_is_in_training_however_it_is_punctuated(folder: Path) -> None:
    assert texts.sentence_pairs(folder) == [
        TextPair("a red pump.", "赤いポンプ。"),
        TextPair("A red pump", "赤色のポンプ"),
        TextPair("A man turns a valve", "男がバルブを回す"),
    ]


def test_tokenised_english_is_put_together(folder: Path) -> None:
    assert texts.sentence_pairs_held_out(folder, "test") == [TextPair("i can't swim.", "私は泳げない。")]


def test_dictionary_keeps_everyday_words_and_drops_far_fields(folder: Path) -> None:
    entries = texts.dictionary(folder)
    assert [(e.japanese, e.glosses, e.common) for e in entries] == [
        ("継手", ("coupling", "joint"), False),
        ("分解", ("take apart", "disassembly"), True),
        ("手裏剣", ("throwing star",), True),
    ]


def test_no_name_of_a_term_that_is_held_out_is_trained_on(folder: Path) -> None:
    term = Term(("Joint", "union"), ("継 手",))
    held_out = HeldOut((term,))
    assert held_out.pairs() == [TextPair("Joint", "継 手")]
    assert [e.japanese for e in held_out.entries(texts.dictionary(folder))] == ["分解", "手裏剣"]
    pairs = [TextPair("coupling", "継手"), TextPair("union", "ユニオン"), TextPair("nut", "ナット")]
    assert held_out.names(pairs) == [TextPair("nut", "ナット")]


def test_terms_held_out_are_of_the_trade_and_always_the_same(folder: Path) -> None:
    path = folder / "text" / "jmdict_ja_en.tsv.xz"
    more = "転造\tてんぞう\tengr n\t\tthread rolling\n十両\tじゅうりょう\tn\t\tten ryo\n"
    path.write_bytes(lzma.compress(lzma.decompress(path.read_bytes()) + more.encode()))
    held_out = texts.terms_held_out(folder, most=20)
    assert held_out.pairs()[0] == TextPair("thread rolling", "転造")
    assert len(held_out.terms) == 20
    assert all(" " in term.english[0] for term in held_out.terms)
    assert texts.terms_held_out(folder, most=20) == held_out


def test_the_glossary_gives_every_name() -> None:
    assert TextPair("split lock washer", "スプリングワッシャ") in [
        p for t in texts.glossary() for p in t.pairs()
    ]


def test_names_are_bare_words(folder: Path) -> None:
    assert texts.name_pairs(folder) == [
        TextPair("lathe", "旋盤"),
        TextPair("nut", "木の実"),
        TextPair("nut", "ナット"),
    ]


def test_phrases_are_made_around_both_languages() -> None:
    made = list(template_pairs([TextPair("gear pump", "歯車ポンプ")]))
    assert TextPair("gear pump drawing", "歯車ポンプの図面") in made
    assert len(made) == len(TEMPLATES)


def test_the_glossary_is_clean() -> None:
    pairs = texts.workshop_pairs()
    assert len(set(pairs)) == len(pairs) > 200
    assert all(pair.english.isascii() and pair.japanese for pair in pairs)


def test_an_index_is_read_by_column_even_with_quotes() -> None:
    assert texts.table('file\tname\na.png\t10" pipe\n') == [{"file": "a.png", "name": '10" pipe'}]
