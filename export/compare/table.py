"""The page with the results of ``export.compare``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from export.evaluate.retrieval import Figures
from imtextgui.domain.metrics import median_rank


@dataclass(frozen=True, slots=True)
class Recipe:
    """One run: its text model, loss and negatives, each by the name that ``export.compare`` gives it."""

    text: str = "transformer student, frozen"
    loss: str = "InfoNCE"
    negatives: str = "same class excluded"


@dataclass(frozen=True, slots=True)
class BothWays:
    """Text to picture and picture to text, over one pool."""

    forth: Figures
    back: Figures

    def r_sum(self) -> float:
        """The recalls at 1, 5 and 10 added up in percent, both directions: 600 at most."""
        return self.forth.total + self.back.total


@dataclass(frozen=True, slots=True)
class Result:
    """Figures by the name of the pool, and the seconds of processor time that training and measuring took."""

    pools: Mapping[str, BothWays]
    seconds: float


_HEADING = (
    "| {what} | text→picture @1 % | @5 | @10 | median | picture→text @1 % | @5 | @10 | median | rSum | s |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def page(
    tables: Mapping[str, Sequence[Recipe]],
    results: Mapping[Recipe, Sequence[Result]],
    trained: int,
    bundle: str,
    steps: tuple[int, int],
) -> str:
    """The page as Markdown: for each of ``tables`` one table a pool.

    ``trained``: how many pictures are trained on; ``steps``: how many, of how many pictures each.
    """
    runs = next(iter(results.values()))
    parts = [
        _INTRODUCTION.format(
            trained=trained,
            bundle=bundle,
            steps=steps[0],
            batch=steps[1],
            seeds=_SEEDS.format(len(runs)) if len(runs) > 1 else _ONE_SEED,
            pools="\n".join(_pool(name, both) for name, both in runs[0].pools.items()),
        )
    ]
    for heading, rows in tables.items():
        fixed = sorted({_fixed(recipe, heading) for recipe in rows})
        parts.append(f"## {heading}\n{'; '.join(fixed)}.")
        for pool in runs[0].pools:
            lines = (line(_name(recipe, heading), results[recipe], pool) for recipe in rows)
            parts.append("\n".join((_HEADING.format(what=pool), *lines)))
    return "\n\n".join(parts) + "\n"


def _pool(name: str, both: BothWays) -> str:
    """What is looked for in a pool, and what guessing reaches."""
    return (
        f"- **{name}**: {both.forth.queries} names against {both.forth.candidates} pictures and back; guessing"
        f" reaches {_chances(both.forth)} % at 1 and 10 from text to picture, and {_chances(both.back)} % back."
    )


def _chances(one: Figures) -> str:
    """Recall at 1 and 10 of guessing, in percent."""
    return " and ".join(f"{100 * share:.2f}" for share in one.chance)


def _name(recipe: Recipe, heading: str) -> str:
    return {
        "Text models": recipe.text,
        "Losses": recipe.loss,
        "Negatives": f"{recipe.loss}, {recipe.negatives}",
    }[heading]


def _fixed(recipe: Recipe, heading: str) -> str:
    """What all rows of a table have in common."""
    return {
        "Text models": f"Loss {recipe.loss}, negatives: {recipe.negatives}",
        "Losses": f"Text model: {recipe.text}; negatives: {recipe.negatives}",
        "Negatives": f"Text model: {recipe.text}",
    }[heading]


def line(name: str, runs: Sequence[Result], pool: str) -> str:
    """A row about ``pool``: means over the seeds, and with ± the deviation of recalls and of rSum between them."""

    def mean(values: Sequence[float], places: int = 1) -> str:
        return f"{fmean(values):.{places}f}"

    def spread(values: Sequence[float]) -> str:
        return mean(values) + (f" ± {stdev(values):.1f}" if len(values) > 1 else "")

    cells = [name]
    for way in ("forth", "back"):
        of_seeds = [getattr(run.pools[pool], way) for run in runs]
        cells += [
            spread([100 * figures.at(1) for figures in of_seeds]),
            spread([100 * figures.at(5) for figures in of_seeds]),
            spread([100 * figures.at(10) for figures in of_seeds]),
            mean([median_rank(figures.ranks) for figures in of_seeds], 0),
        ]
    cells += [spread([run.pools[pool].r_sum() for run in runs]), mean([run.seconds for run in runs], 0)]
    return "| " + " | ".join(cells) + " |"


_SEEDS = "Means of {} seeds; ± is the deviation between them."
_ONE_SEED = (
    "One seed: the deviation\nbetween seeds is not known, and differences of some points mean nothing."
)

_INTRODUCTION = """\
# Text models, losses and negatives compared
Written by `python -m export.compare --training FOLDER --cache FOLDER --out export/COMPARISON.md`; the figures change
only with the code and the data. Every row trains the same plain picture head (one hidden layer of 512) on the same
features of the frozen trunk, {trained} public and generated pictures with English captions, {steps} steps
of {batch} pictures, and the text model with it unless it is frozen (bundle {bundle}).
{seeds}

Measured on what no run saw, whole classes and families at a time:

{pools}

Every picture of a name is a right answer; ties count against us. The frozen tower was trained on texts alone. rSum adds
up the six recalls (600 at most), s is processor time (the first run with the frozen tower embeds all texts). Nobody
should compare these figures with those of another pool."""
