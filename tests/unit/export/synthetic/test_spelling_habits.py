"""Ways to type a name: each is what somebody would write, and reads back as the same thing."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from export.synthetic import training_pictures
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.spelling_habits import (
    KANA,
    american,
    bare,
    narrow,
    other_kana,
    plural,
    slip,
    tight,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hex bolt", "hex bolts"),
        ("spring washer box", "spring washer boxes"),
        ("universal joint assembly", "universal joint assemblies"),
        ("alloy key", "alloy keys"),
        ("filter with bypass valve", "filters with bypass valve"),
    ],
)
def test_plural(name: str, expected: str) -> None:
    assert plural(name) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [("20 mm", "20"), ("DN25", "25A"), ("d20 L140", "20x140"), ("M8x30", "M8x30"), ("size 63", "63")],
)
def test_sizes_lose_their_unit(size: str, expected: str) -> None:
    assert bare(size) == expected


def test_american_spelling() -> None:
    assert american("levelling foot") == "leveling foot"
    assert american("hex bolt") == "hex bolt"


def test_half_width_kana_mean_the_same() -> None:
    assert narrow("ボルト") == "ﾎﾞﾙﾄ"
    for family in FAMILIES.values():
        for name in family.ja:
            assert unicodedata.normalize("NFKC", narrow(name)) == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize("name", ["止めねじ", "玉軸受", "圧縮ばね", "油圧シリンダ", "仕切弁"])
def test_another_way_to_write_it_differs_in_one_word(name: str) -> None:
    rng = np.random.default_rng(5)
    shown = {other_kana(rng, name) for _ in range(12)}
    assert name not in shown
    for other in shown:
        assert any(other.replace(b, a, 1) == name for row in KANA for a in row for b in row if a != b)


def test_a_name_without_other_writings_stays() -> None:
    assert other_kana(np.random.default_rng(1), "鋼") == "鋼"


def test_standards_keep_their_letters_and_figures() -> None:
    rng = np.random.default_rng(2)
    typed = {tight(rng, "JIS B 1180") for _ in range(20)}
    assert typed == {"JISB 1180", "JISB1180", "jis b 1180"}


def test_a_slip_keeps_the_letters() -> None:
    rng = np.random.default_rng(3)
    for name in ("ball valve", "hex bolt"):
        assert sorted(slip(rng, name)) == sorted(name)
        assert slip(rng, name)[0] == name[0]
    assert slip(rng, "ab") == "ab"


def test_captions_begin_with_the_plain_name_and_vary_in_length() -> None:
    lengths = set()
    for shown in training_pictures(12, 6, 32, families=("hex_bolt", "gate_valve"), styles=("drawing",)):
        family = FAMILIES[shown.family]
        assert (shown.captions_en[0], shown.captions_ja[0]) == (family.en[0], family.ja[0])
        assert len(shown.captions_en) >= 6
        assert len(shown.captions_ja) >= 6
        lengths |= {len(caption.split()) for caption in shown.captions_en}
    assert min(lengths) <= 2
    assert max(lengths) >= 8
