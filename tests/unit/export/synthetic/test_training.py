"""Training pictures: the same from the same seed, every family in every style, named in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from export.synthetic import edition, training_pictures
from export.synthetic.drawings.assemblies import ASSEMBLIES, ASSEMBLY_STYLES
from export.synthetic.drawings.circuit import SYMBOL_STYLES
from export.synthetic.drawings.symbols import SYMBOLS
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.captions import article
from export.synthetic.training.pictures import STYLES

JAPANESE = re.compile("[぀-ヿ一-鿿ｦ-ﾟ]")


def test_the_seed_decides_everything() -> None:
    first, again = (list(training_pictures(6, 3, 96)) for _ in range(2))
    other = list(training_pictures(6, 4, 96))
    for a, b in zip(first, again, strict=True):
        assert np.array_equal(np.asarray(a.image), np.asarray(b.image))
        assert (a.captions_en, a.captions_ja, a.family) == (b.captions_en, b.captions_ja, b.family)
    assert [a.captions_en for a in first] != [b.captions_en for b in other]


def test_a_longer_series_begins_like_a_shorter_one() -> None:
    short, long = list(training_pictures(2, 9, 64)), list(training_pictures(4, 9, 64))
    assert [p.captions_ja for p in short] == [p.captions_ja for p in long[:2]]


@pytest.mark.parametrize("style", [*STYLES, *SYMBOL_STYLES, *ASSEMBLY_STYLES])
def test_every_style_draws_something_of_the_size_asked_for(style: str) -> None:
    for shown in training_pictures(3, 5, 80, styles=(style,)):
        assert shown.style == style
        assert shown.image.size == (80, 80)
        assert shown.image.mode == "RGB"
        assert np.asarray(shown.image).std() > 3


def test_kept_pictures_are_told_from_those_of_another_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    now = edition()
    assert re.fullmatch("[0-9a-f]{8}", now)
    monkeypatch.setattr(Path, "read_bytes", lambda path: path.name.encode())
    assert edition() != now


def test_all_families_come_equally_often() -> None:
    some = ("hex_bolt", "ball_valve", "relay")
    found = Counter(shown.family for shown in training_pictures(9, 1, 48, families=some))
    assert found == dict.fromkeys(some, 3)


def test_captions_name_the_part_in_both_languages() -> None:
    for shown in training_pictures(20, 11, 48):
        if shown.family in FAMILIES:
            family = FAMILIES[shown.family]
            assert (shown.captions_en[0], shown.captions_ja[0]) == (family.en[0], family.ja[0])
        assert len(set(shown.captions_en)) >= 3
        assert all(JAPANESE.search(caption) for caption in shown.captions_ja)
        assert not any(JAPANESE.search(caption) for caption in shown.captions_en)


def test_only_pictures_that_show_the_material_name_it() -> None:
    materials = {material.en for family in FAMILIES.values() for material in family.materials}
    for shown in training_pictures(10, 2, 48, styles=("drawing", "sheet")):
        for caption in shown.captions_en:
            assert not any(part in materials for part in caption.split(", "))


def test_parts_symbols_and_assemblies_have_keys_of_their_own() -> None:
    groups = (set(FAMILIES), set(SYMBOLS), set(ASSEMBLIES))
    assert len(set.union(*groups)) == sum(map(len, groups))


def test_no_name_means_two_families() -> None:
    assert len(FAMILIES) >= 300
    for names in ([n for f in FAMILIES.values() for n in f.en], [n for f in FAMILIES.values() for n in f.ja]):
        assert not [name for name, times in Counter(names).items() if times > 1]
    assert all(JAPANESE.search(name) for family in FAMILIES.values() for name in family.ja)


def test_unknown_families_and_styles_are_refused() -> None:
    with pytest.raises(KeyError):
        next(training_pictures(1, 1, families=("perpetuum_mobile",)))
    with pytest.raises(KeyError):
        next(training_pictures(1, 1, styles=("oil painting",)))
    with pytest.raises(KeyError):
        next(training_pictures(1, 1, families=("hex_bolt",), styles=("symbol",)))


def test_styles_decide_whether_parts_or_symbols_are_drawn() -> None:
    drawn = {p.family for p in training_pictures(8, 1, 32, styles=("drawing", "render"))}
    assert drawn <= set(FAMILIES)
    assert {p.family for p in training_pictures(8, 1, 32, styles=("symbol_copy",))} <= set(SYMBOLS)
    assert {p.family for p in training_pictures(3, 1, 32, styles=("exploded",))} <= set(ASSEMBLIES)
    mixed = {p.family: p.style for p in training_pictures(30, 1, 32, styles=("drawing", "symbol"))}
    assert all((style == "symbol") == (family in SYMBOLS) for family, style in mixed.items())
    assert set(mixed.values()) == {"drawing", "symbol"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hex bolt", "a hex bolt"),
        ("O-ring", "an O-ring"),
        ("elbow", "an elbow"),
        ("unloading valve", "an unloading valve"),
        ("universal joint", "a universal joint"),
        ("U-bolt", "a U-bolt"),
        ("R-clip", "an R-clip"),
        ("LED", "an LED"),
        ("NOT gate", "a NOT gate"),
        ("DIN rail", "a DIN rail"),
    ],
)
def test_article(name: str, expected: str) -> None:
    assert article(name) == expected
