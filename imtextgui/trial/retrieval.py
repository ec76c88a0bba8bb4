"""How the search alone answers the questions of a trial, by folder and language."""

from collections.abc import Sequence

from imtextgui.domain.measurement import intervals
from imtextgui.domain.measurement.trial import TrialQuestion
from imtextgui.domain.measurement.trial_figures import RankFigures, Retrieval
from imtextgui.domain.metrics import Rank, median_rank


def retrieval(
    questions: Sequence[TrialQuestion], pages: Sequence[Rank], files: Sequence[Rank], names: Sequence[Rank]
) -> Retrieval | None:
    """Measure the ranks of right pages, of right files, and of those by a search in names; None without questions."""
    if not questions:
        return None
    groups: tuple[dict[str, list[Rank]], dict[str, list[Rank]]] = ({}, {})
    for question, rank in zip(questions, pages, strict=True):
        for grouped, name in zip(groups, (question.folder, question.language), strict=True):
            grouped.setdefault(name, []).append(rank)
    by_folder, by_language = (
        tuple(_figures(name, ranks) for name, ranks in sorted(grouped.items())) for grouped in groups
    )
    return Retrieval(_figures("", pages), _figures("", files), _figures("", names), by_folder, by_language)


def _figures(group: str, ranks: Sequence[Rank]) -> RankFigures:
    at = [intervals.share([rank is not None and rank <= place for rank in ranks]) for place in (1, 5, 10)]
    first, fifth, tenth = at
    assert first is not None and fifth is not None and tenth is not None  # noqa: PT018 - there are ranks
    return RankFigures(group, len(ranks), first, fifth, tenth, median_rank(ranks))
