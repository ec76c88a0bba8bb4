"""How honest the bands are on the samples: questions that they answer, and everyday ones that they do not."""

import tempfile
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.domain.evaluation import Outcome, Report
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band
from tests.benchmarks.figure import Figure

OFF_TOPIC = Path(__file__).parents[1] / "data" / "off_topic.csv"


def measure() -> list[Figure]:
    """Index the samples, ask both test sets, and count the bands."""
    samples = paths.resources() / "samples"
    with tempfile.TemporaryDirectory() as name, Catalogue.open(Path(name)) as catalogue:
        catalogue.sources.add(samples)
        run(catalogue.sources.index())
        asked = run(catalogue.quality.evaluate(samples.with_name("samples-queries") / "queries.csv"))
        strange = run(catalogue.quality.evaluate(OFF_TOPIC)).outcomes
    known = [outcome for outcome in asked.outcomes if outcome.answerable]
    fooled = [each for each in strange if each.band in (Band.STRONG, Band.POSSIBLE)]
    missed = [each for each in known if each.band is Band.NONE]
    wrong = [each for each in known if each.band is Band.STRONG and each.file != 1]
    return [
        _share("everyday questions answered as strong or possible", fooled, strange, 0.05),
        _share("questions that the samples answer, called 'no good match'", missed, known, 0.1),
        _share("strong hits of which the file is wrong", wrong, known, 0.05),
        _lead(asked),
    ]


def _share(
    name: str, some: list[Outcome], every: "tuple[Outcome, ...] | list[Outcome]", most: float
) -> Figure:
    share = len(some) / len(every)
    detail = f"{len(some)} of {len(every)} {' '.join(each.id for each in some)}"
    return Figure(name, f"{share:.1%}", f"at most {most:.0%}", share <= most, detail)


def _lead(report: Report) -> Figure:
    ours = report.groups[0].file.recall_1
    others = {name: groups["all"].recall_1 for name, groups in report.baselines.items() if "page" not in name}
    detail = ", ".join(f"{name} {recall:.3f}" for name, recall in others.items())
    return Figure(
        "Recall@1 on the samples' questions",
        f"{ours:.3f}",
        "ahead of both",
        ours > max(others.values()),
        detail,
    )
