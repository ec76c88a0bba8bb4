"""What a word in a row is worth is what FTS5 says of it."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from imtextgui.cluster.engines.bm25 import Corpus, TokenRow, bm25
from imtextgui.cluster.engines.word_clauses import SEPARATOR, Pattern

WORDS = [f"w{number}" for number in range(12)] + ["油圧", "圧ポ", "ポン", "ンプ"]
WEIGHTS = (3.0, 1.0)
ASKED = [
    (Pattern(("w1",)),),
    (Pattern(("w1", "w2")),),
    (Pattern(("油圧", "圧ポ")),),
    (Pattern(("圧",), prefix=True),),
    (Pattern(("w3", "w"), prefix=True),),
    (Pattern(("w4",)), Pattern(("w5", "w6"))),
    (Pattern(("nowhere",)),),
]


def drawn() -> Iterator[tuple[str, str]]:
    draw = random.Random(7)
    for _ in range(300):
        yield (
            " ".join(draw.choices(WORDS, k=draw.randint(0, 4))),
            " ".join(draw.choices(WORDS, k=draw.randint(0, 40))),
        )


def expression(patterns: tuple[Pattern, ...]) -> str:
    return " OR ".join(f'"{" ".join(one.tokens)}"{" *" if one.prefix else ""}' for one in patterns)


@pytest.mark.parametrize("patterns", ASKED)
def test_scores_are_those_of_fts5(patterns: tuple[Pattern, ...]) -> None:
    rows = list(drawn())
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE page USING fts5 (title, body, tokenize='porter ascii')")
        connection.executemany(
            "INSERT INTO page (rowid, title, body) VALUES (?, ?, ?)",
            [(number, *row) for number, row in enumerate(rows)],
        )
        told = dict(
            connection.execute(
                "SELECT rowid, -bm25(page, 3.0, 1.0) FROM page WHERE page MATCH ?", (expression(patterns),)
            )
        )
    made = [TokenRow(" ".join([*title.split(), SEPARATOR, *body.split()])) for title, body in rows]
    holding = {one: sum(bool(row.frequency(one, WEIGHTS)) for row in made) for one in patterns}
    corpus = Corpus(len(rows), sum(row.length for row in made) / len(rows), WEIGHTS)
    scores = {
        number: score for number, row in enumerate(made) if (score := bm25(row, holding, corpus)) is not None
    }
    assert scores == pytest.approx(told)
