"""The test set that grows by itself: questions in words whose right answer somebody confirmed."""

from collections.abc import Iterable

from imtextgui.domain.query import ALL_ROUTES, Judgement, Route
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.normalization import fold
from imtextgui.evaluation.test_set import Case, RelevantPage

JUDGED = "judged"
"""The kind of these questions."""

ROUTES = ALL_ROUTES - {Route.MEMORY}
"""What answers them: a memory of the very answers would only measure itself."""


def cases(judgements: Iterable[Judgement]) -> list[Case]:
    """One case for each question with a page that is right for it; of two judgements of a page the later counts.

    Questions by photo are left out: of the photo only what is needed to know it again was kept.
    """
    judged: dict[str, dict[RelevantPage, Judgement]] = {}
    for judgement in judgements:
        if not judgement.with_photo:
            page = RelevantPage(str(judgement.path), judgement.page)
            judged.setdefault(fold(judgement.text), {})[page] = judgement
    cases_in_order = []
    for by_page in judged.values():
        right = {page: judgement for page, judgement in by_page.items() if judgement.right}
        if right:
            first = next(iter(right.values()))
            words = (str(first.id), JUDGED, language_of(first.text), first.text)
            cases_in_order.append(Case(*words, "", None, tuple(right), 0))
    return cases_in_order
