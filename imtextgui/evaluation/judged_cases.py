"""The test set that grows by itself: questions in words whose right answer somebody confirmed."""

from collections.abc import Iterable

from imtextgui.domain.query import ALL_ROUTES, Judgement, Route
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.normalization import fold
from imtextgui.evaluation.test_set import Case, Target

JUDGED = "judged"
"""The kind of these questions."""

ROUTES = ALL_ROUTES - {Route.MEMORY}
"""What answers them: a memory of the very answers would only measure itself."""


def cases(judgements: Iterable[Judgement]) -> list[Case]:
    """One case for each question with a page that is right for it; of two judgements of a page the later counts.

    Questions by photo are left out: of the photo only what is needed to know it again was kept.
    """
    judged: dict[str, dict[Target, Judgement]] = {}
    for each in judgements:
        if not each.with_photo:
            judged.setdefault(fold(each.text), {})[Target(str(each.path), each.page)] = each
    found = []
    for told in judged.values():
        right = {target: each for target, each in told.items() if each.right}
        if right:
            first = next(iter(right.values()))
            words = (str(first.id), JUDGED, language_of(first.text), first.text)
            found.append(Case(*words, "", None, tuple(right), 0))
    return found
