"""Terms of JMdict are taken where they are listed, have one sense, and are not known yet."""

from export.data.trade_terms import LIST, TradeTerm, chosen_terms

ROWS = [
    ("万力鋸", "まんりきのこ", "engr n", "", "vice saw | vise saw"),
    ("バイスソー", "バイスソー", "engr n", "", "vice saw (tool)"),
    ("虫ゴム", "むしゴム", "n", "", "valve rubber"),
    ("虫・ゴム", "むしゴム", "n", "", "valve rubber"),
    ("弦鋸", "つるのこ", "1 2 n", "", "coping saw | bow saw"),
    ("御所鋸", "ごしょのこ", "arch n", "", "court saw"),
    ("ポンプ", "ポンプ", "n", "", "pump"),
    ("庭園", "ていえん", "n", "", "garden"),
]
WANTED = frozenset(("vice saw", "valve rubber", "coping saw", "court saw", "pump"))


def test_listed_terms_of_one_sense_are_taken_with_all_their_words() -> None:
    assert chosen_terms(ROWS, WANTED, frozenset(("pump", "ポンプ"))) == [
        TradeTerm(("valve rubber",), ("虫ゴム",), "general"),
        TradeTerm(("vice saw", "vise saw"), ("万力鋸", "バイスソー"), "mechanics"),
    ]


def test_the_list_is_in_order_without_repeats() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) > 1000
