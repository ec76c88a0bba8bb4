"""What SQLite finds without our help."""

from contextlib import closing

import pytest

from imtextgui.store.text.plain_fulltext import PlainFulltext


def test_texts_are_numbered_and_the_best_comes_first() -> None:
    texts = ["Gear pump. Safety.", "a seal", "Seal kit of the gear pump: replace the seal."]
    with closing(PlainFulltext(texts)) as plain:
        assert next(plain.any_of(["seal", "pump"])) == 2
        assert sorted(plain.any_of(["seal", "pump"])) == [0, 1, 2]
        assert list(plain.any_of(["valve"])) == []


@pytest.mark.parametrize("words", [[], ["\0"], ["NEAR"], ["油圧"]])
def test_any_word_and_any_text_is_taken(words: list[str]) -> None:
    with closing(PlainFulltext(["油圧ポンプ \0 \ud800"])) as plain:
        assert list(plain.any_of(words)) == []
