"""The bilingual tokenizer: English as before, Japanese in pieces."""

import json

from tokenizers import Tokenizer

from export.towers.tokenizer import bilingual, japanese_pieces

TEACHER = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [
        {
            "id": 0,
            "content": "[UNK]",
            "special": True,
            "normalized": False,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
        }
    ],
    "normalizer": None,
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": None,
    "decoder": None,
    "model": {
        "type": "WordPiece",
        "unk_token": "[UNK]",
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
        "vocab": {"[UNK]": 0, "pump": 1, "##s": 2, "図": 3, "cafe": 4},
    },
}


def _tokenizer(*pieces: str, max_tokens: int = 16) -> Tokenizer:
    return Tokenizer.from_str(bilingual(json.dumps(TEACHER), list(pieces), max_tokens))


def test_pieces_are_characters_then_words_and_endings_by_use() -> None:
    pieces = japanese_pieces(
        ["油圧ポンプが壊れました", "油圧が下がりました"] * 4, ["油圧", "ポンプ", "旋盤"], 100
    )
    assert {"油", "圧", "ポ", "壊"} <= set(pieces)
    assert {"油圧", "ポンプ", "ました"} <= set(pieces)
    assert "旋盤" not in pieces
    assert len(pieces) == len(set(pieces))
    assert japanese_pieces(["油圧"], ["油圧"], 2) == ["油", "圧"]


def test_japanese_is_cut_longest_first_without_blanks() -> None:
    tokenizer = _tokenizer("油", "圧", "油圧", "の", "図", "ポンプ")
    assert tokenizer.encode("油圧pumpsの図").tokens == ["油圧", "pump", "##s", "の", "図"]
    assert tokenizer.encode("ﾎﾟﾝﾌﾟ").tokens == ["ポンプ"]


def test_new_pieces_have_the_rows_after_the_teachers() -> None:
    tokenizer = _tokenizer("油圧", "図")
    assert tokenizer.encode("油圧 図 pump").ids == [5, 6, 1]


def test_voiced_kana_keep_their_marks_and_latin_letters_lose_theirs() -> None:
    assert _tokenizer("が", "か").encode("が Café").tokens == ["が", "cafe"]


def test_long_texts_are_cut() -> None:
    assert len(_tokenizer("図", max_tokens=4).encode("図" * 100).ids) == 4
