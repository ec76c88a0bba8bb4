"""Was it worth it? Held-out pairs of the site, and what was known already, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from export.data.pictures import Labelled
from export.evaluate.retrieval import HEADING, Figures, figures
from export.site.graph import SiteHead
from export.towers.text_embedding import Embed
from export.towers.train_pictures import apply
from export.towers.trunk_features import Featured
from imtextgui.domain.embedding import Matrix

# A gain that nine of ten draws of the held-out things agree on is asked for; and of what was known already no more
# than 15 of 600 may go (the six recalls added up).
LEAST_SURE = 0.9
MOST_FORGOTTEN = 15.0
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Answers:
    """How one head does on one set: figures by name of the task, and for each query of them all what it asks for."""

    figures: dict[str, Figures]
    things: list[str]

    @property
    def reciprocal(self) -> npt.NDArray[np.float64]:
        """One by the rank of each query, in the order of ``things``."""
        return 1 / np.concatenate([np.array(one.ranks) for one in self.figures.values()])

    def total(self) -> float:
        """The recalls at 1, 5 and 10 added up in percent, both directions: 600 at most; several languages' mean."""
        return 2 * sum(one.total for one in self.figures.values()) / len(self.figures)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One head before and after, on held-out pairs of the site and on generated pictures."""

    site: tuple[Answers, Answers]
    known: tuple[Answers, Answers]

    def sure(self) -> float:
        """The share of 1,000 draws of the held-out things, with repeats, in which the mean reciprocal rank rises."""
        before, after = self.site
        gains = after.reciprocal - before.reciprocal
        names = sorted(set(after.things))
        own = np.array([gains[[t == name for t in after.things]].mean() for name in names])
        chosen = np.random.default_rng(1).integers(0, len(own), (_DRAWS, len(own)))
        return float((own[chosen].mean(axis=1) > 0).mean())

    def gained(self) -> bool:
        """Whether held-out pairs are found better, beyond chance."""
        before, after = self.site
        return after.total() > before.total() and self.sure() >= LEAST_SURE

    def forgot(self) -> bool:
        """Whether too much of what was known already is lost."""
        before, after = self.known
        return before.total() - after.total() > MOST_FORGOTTEN

    def table(self) -> str:
        """All figures as a Markdown table, each task before and after."""
        lines = [HEADING]
        for what, (before, after) in (("site", self.site), ("generated", self.known)):
            for task, one in before.figures.items():
                lines += [
                    one.row(f"{what}: {task}, before"),
                    after.figures[task].row(f"{what}: {task}, after"),
                ]
        return "\n".join(lines)


def compare(
    heads: tuple[SiteHead, SiteHead],
    site: Featured,
    things: Sequence[str],
    known: Featured,
    embed: Embed,
) -> Comparison:
    """Both ``heads`` on the held-out pictures of the ``site`` and on generated ones that are ``known`` by name."""
    named = [Labelled(p.source, p.name, p.family, p.english[:1], p.japanese[:1], b"") for p in known.pictures]
    families = [p.family for p in named]

    def one(head: SiteHead) -> tuple[Answers, Answers]:
        return (
            answers(site.pictures, apply(head, site.views[:, 0]), things, embed),
            answers(named, apply(head, known.views[:, 0]), families, embed),
        )

    before, after = map(one, heads)
    return Comparison((before[0], after[0]), (before[1], after[1]))


def answers(pictures: Sequence[Labelled], joint: Matrix, things: Sequence[str], embed: Embed) -> Answers:
    """Every caption against all pictures and back, for each language that there is.

    A caption that several pictures share is one query, and each of them is a right answer to it. ``joint`` [n, dim] are
    the vectors of the ``pictures``, ``things`` what each shows.
    """
    by_task: dict[str, Figures] = {}
    asked: list[str] = []
    for name, captions in (
        ("caption", [p.english for p in pictures]),
        ("caption_ja", [p.japanese for p in pictures]),
    ):
        chosen = [n for n, own in enumerate(captions) if own]
        texts = sorted({text for own in captions for text in own})
        if not chosen:
            continue
        right = np.array([[text in captions[n] for n in chosen] for text in texts])
        rows, vectors = embed(texts), joint[chosen]
        own_things = [things[n] for n in chosen]
        by_task[f"{name} to picture"] = figures(rows, vectors, right)
        by_task[f"picture to {name}"] = figures(vectors, rows, right.T)
        asked += [own_things[int(row.argmax())] for row in right] + own_things
    return Answers(by_task, asked)
