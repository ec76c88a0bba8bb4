"""Phrases that searches are made of: names of things within what people write around them."""

from collections.abc import Iterable, Iterator

from export.data.texts import TextPair

# What people write around a part's name when they look for its papers.
TEMPLATES = (
    ("{} drawing", "{}の図面"),
    ("drawing of the {}", "{}図"),
    ("assembly drawing of the {}", "{}の組立図"),
    ("exploded view of the {}", "{}の分解図"),
    ("photo of the {}", "{}の写真"),
    ("{} instruction manual", "{}の取扱説明書"),
    ("how to replace the {}", "{}の交換方法"),
    ("{} tightening torque", "{}の締め付けトルク"),
    ("{} maintenance and inspection", "{}の保守点検"),
    ("{} parts list", "{}の部品表"),
    ("{} does not work", "{}が動かない"),
    ("the {} is broken", "{}が壊れた"),
    ("spare {}", "予備の{}"),
    ("dimensions of the {}", "{}の寸法"),
    ("{} wiring diagram", "{}の配線図"),
    ("remove the {}", "{}を取り外す"),
    ("install the {}", "{}を取り付ける"),
    ("check the {}", "{}を確認してください"),
    ("{} part number", "{}の品番"),
    ("symbol of a {}", "{}の記号"),
    ("replace the {}", "{}の交換"),
    ("{} replacement", "{}を交換する"),
    ("clean the {}", "{}の清掃"),
    ("adjust the {}", "{}の調整"),
    ("inspect the {}", "{}の点検"),
    ("lubricate the {}", "{}の給油"),
    ("tighten the {}", "{}を締め付ける"),
    ("{} failure", "{}の故障"),
    ("{} leak", "{}の漏れ"),
    ("abnormal noise from the {}", "{}の異音"),
    ("{} overheats", "{}が過熱する"),
    ("{} specifications", "{}の仕様"),
    ("{} cross section", "{}の断面図"),
    ("{} model number", "{}の型番"),
    ("mounting the {}", "{}の取り付け"),
    ("type of {}", "{}の種類"),
    ("{} and bolt", "{}とボルト"),
    ("broken {} photo", "壊れた{}の写真"),
)


def template_pairs(nouns: Iterable[TextPair]) -> Iterator[TextPair]:
    """Each noun in each of ``TEMPLATES``: names of things in the phrases that searches are made of."""
    for noun in nouns:
        for english, japanese in TEMPLATES:
            yield TextPair(english.format(noun.english), japanese.format(noun.japanese))
