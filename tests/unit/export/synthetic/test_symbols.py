"""Schematic symbols: what their strokes say, that they have names and ports, and how circuits join them."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from export.synthetic import training_pictures
from export.synthetic.drawings.circuit import Pen, Placed, neighbours, outward, paint
from export.synthetic.drawings.symbols import SYMBOLS, Lettering, Stroke, drawn

JAPANESE = re.compile("[぀-ヿ一-鿿]")


def test_a_command_gives_its_stroke() -> None:
    line, disc, dashes, text = drawn("L 0,0 4,0; D 1,1 2; H 0,0 0,3; T 1,2 1.5 Wh", {})
    assert isinstance(line, Stroke)
    assert line.points.tolist() == [[0, 0], [4, 0]]
    assert isinstance(disc, Stroke)
    assert disc.filled
    assert np.allclose(np.linalg.norm(disc.points - 1, axis=1), 2)
    assert isinstance(dashes, Stroke)
    assert dashes.dashed
    assert text == Lettering("Wh", 1, 2, 1.5)


def test_a_macro_is_moved_and_mirrored() -> None:
    (plain,) = drawn("@hook 5,1", {"hook": "L 0,0 2,3"})
    (turned,) = drawn("@hook 5,1,m", {"hook": "L 0,0 2,3"})
    assert isinstance(plain, Stroke)
    assert isinstance(turned, Stroke)
    assert plain.points.tolist() == [[5, 1], [7, 4]]
    assert turned.points.tolist() == [[5, 1], [3, 4]]


def test_unknown_commands_and_macros_are_refused() -> None:
    for text in ("Q 1,2", "@nothing 0,0"):
        with pytest.raises(KeyError):
            list(drawn(text, {}))


def test_every_symbol_has_its_own_names_and_meets_its_lines() -> None:
    assert len(SYMBOLS) >= 200
    for language in ("en", "ja"):
        usual = Counter((id(s.kind), getattr(s, language)[0]) for s in SYMBOLS.values())
        assert set(usual.values()) == {1}
    for symbol in SYMBOLS.values():
        assert all(JAPANESE.search(name) for name in symbol.ja)
        assert not any(JAPANESE.search(name) for name in symbol.en)
        low, high = symbol.bounds()
        assert np.all(high - low < 20)
        assert len(symbol.ports)
        assert np.all((symbol.ports >= low - 1e-6) & (symbol.ports <= high + 1e-6))


def test_lines_leave_a_symbol_outwards() -> None:
    resistor = SYMBOLS["electrical_resistor"]
    assert [outward(resistor, port).tolist() for port in (0, 1)] == [[-1, 0], [1, 0]]
    assert outward(SYMBOLS["electrical_earth"], 0).tolist() == [0, -1]


def test_neighbours_are_joined_and_do_not_cover_the_subject() -> None:
    subject = SYMBOLS["hydraulic_relief_valve"]
    for seed in range(6):
        placed, wires = neighbours(np.random.default_rng(seed), subject, 3)
        assert len(wires) == len(subject.ports)
        for other in placed[1:]:
            assert other.symbol.kind is subject.kind
            ends = other.symbol.ports + other.at
            assert any(np.allclose(wire[-1], end) for wire in wires for end in ends)


def test_ink_lies_where_the_strokes_are() -> None:
    placed = [Placed(SYMBOLS["electrical_fuse"], np.zeros(2))]
    image = paint(np.random.default_rng(0), placed, [], Pen(2), (np.zeros(2), 10.0, 100))
    grey = np.asarray(image)
    assert grey[50, 15] < 100
    assert grey[20, 50] == 255
    assert grey[42, 50] < 100


def test_captions_name_the_trade_and_the_symbol() -> None:
    for shown in training_pictures(12, 4, 48, styles=("symbol", "symbol_circuit")):
        symbol = SYMBOLS[shown.family]
        assert shown.captions_en[0].startswith(f"{symbol.kind.en[0]} of a")
        assert shown.captions_en[0].endswith(symbol.en[0])
        assert shown.captions_ja[0] == f"{symbol.kind.ja[0]} {symbol.ja[0]}"
