"""Text models, losses and negatives compared on toy data: every recipe learns, and the page says what it is."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.compare import __main__ as command  # noqa: E402  # after the skips
from export.compare import batches, runs  # noqa: E402
from export.compare.__main__ import recipes  # noqa: E402
from export.compare.baselines import WIDTH, Bag, Grams, Recurrent, Vocabulary, grams, words  # noqa: E402
from export.compare.batches import NEGATIVES, Batches, Data, near_others  # noqa: E402
from export.compare.runs import PlainHead  # noqa: E402
from export.compare.table import BothWays, Recipe, Result, line, page  # noqa: E402
from export.data.pictures import Labelled  # noqa: E402
from export.evaluate.retrieval import Figures  # noqa: E402
from export.towers.trunk_features import Featured  # noqa: E402
from imtextgui.domain.embedding import Matrix, unit  # noqa: E402

COLOURS, THINGS = ("red", "green", "blue", "white"), ("pump", "valve", "gear", "bolt", "nut")
POOL = "toys of unseen names"
TEXTS = [f"{colour} {thing}" for colour in COLOURS for thing in THINGS]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Features of 12 numbers, and batches of 32."""
    torch.set_num_threads(1)
    monkeypatch.setattr(runs, "POOLED", 12)
    monkeypatch.setattr(batches, "BATCH", 32)


def embed(texts: list[str]) -> Matrix:
    """A row for each word, added up."""
    rows = {w: np.random.default_rng(n).normal(size=WIDTH) for n, w in enumerate((*COLOURS, *THINGS))}
    return unit(np.array([sum(rows[word] for word in words(text)) for text in texts]))


@pytest.fixture(scope="module")
def data() -> Data:
    """Pictures whose features add up what their two words look like; four combinations are held out."""
    rng = np.random.default_rng(1)
    looks = {word: rng.normal(size=12) for word in (*COLOURS, *THINGS)}
    shown = [text for text in TEXTS for _ in range(6)]
    views = np.array(
        [[sum(looks[w] for w in words(t)) + rng.normal(0, 0.1, 12) for _ in "ab"] for t in shown]
    )
    pictures = [Labelled("toy", str(n), text, (text, f"a {text}"), (), b"") for n, text in enumerate(shown)]
    pictures = [replace(p, english=p.english[:1]) for p in pictures]
    kept = np.array([TEXTS.index(text) % 6 == 3 for text in shown])
    rows = views.astype(np.float16)
    return Data(
        Featured([p for p, yes in zip(pictures, kept, strict=True) if not yes], rows[~kept]),
        {POOL: Featured([p for p, yes in zip(pictures, kept, strict=True) if yes], rows[kept])},
        embed,  # type: ignore[arg-type]  # a list is given
    )


@pytest.mark.parametrize(
    "recipe", list(dict.fromkeys(r for rows in recipes().values() for r in rows)), ids=str
)
def test_every_recipe_learns_what_words_look_like(recipe: Recipe, data: Data) -> None:
    found = runs.measured(recipe, data, seed=1, steps=60).pools[POOL]
    assert found.forth.candidates == len(data.unseen[POOL].pictures)
    assert found.forth.at(5) + found.back.at(5) > 1
    assert found.r_sum() > 3 * 100 * found.forth.chance[0]


def test_the_seed_decides_everything(data: Data) -> None:
    first, again, other = (runs.trained(Recipe(), data, seed, 5)[0].state_dict() for seed in (1, 1, 2))
    torch.testing.assert_close(first, again)
    assert not torch.allclose(first["layers.1.weight"], other["layers.1.weight"])


def test_batches_hold_the_negatives_they_are_named_for(data: Data) -> None:
    for kind in NEGATIVES:
        batches = Batches(data, kind, random.Random(1))
        chosen, negatives = batches.next()
        assert negatives.shape == (32, 32)
        assert len(chosen) == 32
        families = [data.seen.pictures[n].family for n in chosen]
        pairs = [(families[a], families[b]) for a, b in negatives.nonzero().tolist()]
        if kind == "random":
            assert len(pairs) == 32
        elif kind == "in-batch":
            assert len(pairs) == 32 * 31
        else:
            assert all(a != b for a, b in pairs)


def test_hard_negatives_are_near_and_of_another_class(data: Data) -> None:
    for number, others in enumerate(near_others(data, most=3)):
        own = data.seen.pictures[number].family
        assert others
        for other in others:
            family = data.seen.pictures[other].family
            assert family != own
            assert set(family.split()) & set(own.split())


def test_tokens_of_texts() -> None:
    assert words("GP-2040 gear_pump, 3.5kW") == ["gp", "2040", "gear", "pump", "3", "5kw"]
    assert grams("gear pump")[:3] == ["gear", "pump", "gear pump"]
    assert {"#gea", "ump#", "#pump"} <= set(grams("gear pump"))
    vocabulary = Vocabulary(["a", "a", "b", "b", "b", "c"])
    assert vocabulary(["b", "c", "a", "z"]) == [1, 2]
    assert len(vocabulary) == 3


@pytest.mark.parametrize("kind", [Bag, Grams, Recurrent])
def test_text_models_take_any_text(kind: type[Bag] | type[Recurrent]) -> None:
    torch.manual_seed(1)
    model = kind(TEXTS * 2).eval()
    rows = model(["red pump", "", "未知 unknown", "pump red", "red " * 40])
    assert rows.shape == (5, WIDTH)
    torch.testing.assert_close(rows.norm(dim=1), torch.ones(5))
    torch.testing.assert_close(rows[:1], model(["red pump"]), rtol=1e-4, atol=1e-5)
    assert torch.allclose(rows[0], rows[3], atol=1e-5) == (kind is Bag)


def test_parts_of_unknown_words_are_known_to_letters_only() -> None:
    torch.manual_seed(1)
    bag, letters = Bag(TEXTS * 2).eval(), Grams(TEXTS * 2).eval()
    assert bag.tokens("pumps") == []
    assert letters.tokens("pumps")


def test_the_head_takes_mean_and_deviation_out() -> None:
    features = torch.randn(50, 12) * 7 + 3
    head = PlainHead(features).eval()
    torch.testing.assert_close(
        ((features - head.shift) * head.scale).std(0), torch.ones(12), rtol=1e-2, atol=1e-2
    )
    assert head(features).shape == (50, WIDTH)


def figures(at_1: int) -> Figures:
    """Of 40 queries ``at_1`` at the first place, 20 in all at the fourth or before, 4 more at the tenth."""
    ranks = (1,) * at_1 + (4,) * (20 - at_1) + (10,) * 4 + (50,) * 16
    return Figures(40, 80, ranks, (0.025, 0.2237))


def test_the_page_names_pools_chance_and_spread() -> None:
    first = BothWays(figures(8), figures(4))
    runs = [
        Result({"a": first, "b": BothWays(figures(at_1), figures(4))}, 2.0 + at_1 / 8) for at_1 in (8, 16)
    ]
    assert line("x", runs, "b") == (
        "| x | 30.0 ± 14.1 | 50.0 ± 0.0 | 60.0 ± 0.0 | 7 | 10.0 ± 0.0 | 50.0 ± 0.0 | 60.0 ± 0.0 | 7 "
        "| 260.0 ± 14.1 | 4 |"
    )
    assert "| x | 20.0 ± 0.0 |" in line("x", runs, "a")
    found = dict.fromkeys((recipe for rows in recipes().values() for recipe in rows), runs)
    text = page(recipes(), found, 1000, "tiny 1", (60, 32))
    for part in (
        "1000 public and generated",
        "**b**: 40 names against 80 pictures",
        "2.50 and 22.37",
        "tiny 1",
        "Means of 2 seeds",
    ):
        assert part in text
    for recipe in (r for rows in recipes().values() for r in rows):
        assert f"| {recipe.loss}" in text or f"Loss {recipe.loss}" in text
    assert text.count("\n| ") == 2 * (3 + 4 + 5 + 8)


def test_no_run_sees_what_it_is_asked_about() -> None:
    shown = [
        Labelled(source, str(n), f"{family} {n}", (family,), (), b"")
        for source, family in (("kicad_symbols", "Device"), ("mdi_icons", "pump"), ("generated", "bracket"))
        for n in range(60)
    ]
    asked = {name: [p for p in shown if rule(p)] for name, rule in batches.POOLS.items()}
    assert {p.source for p in asked["symbols of unseen classes"]} == {"kicad_symbols"}
    assert {p.source for p in asked["generated parts of unseen families"]} == {"generated"}
    assert not [p for own in asked.values() for p in own if batches.trained_on(p)]


def test_the_command_writes_the_page(data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "picture_data", lambda *_: data)
    monkeypatch.setattr(command, "recipes", lambda: {"Text models": [Recipe()]})
    monkeypatch.setattr(command, "STEPS", 3)
    bundle = Path(__file__).parents[3] / "data" / "bundle"
    out = tmp_path / "page.md"
    common = ["--training", "x", "--cache", str(tmp_path), "--out", str(out), "--bundle", str(bundle)]
    command.main([*common, "--seeds", "1"])
    first = out.read_text(encoding="utf-8")
    assert "for tests 1" in first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compare-results.json", "page.md"]
    command.main([*common, "--seeds", "2"])
    assert "Means of 2 seeds" in out.read_text(encoding="utf-8")
    monkeypatch.setattr(command, "measured", lambda *_: pytest.fail("known already"))
    command.main([*common, "--seeds", "1"])
    assert out.read_text(encoding="utf-8") == first
