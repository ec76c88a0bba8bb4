"""The questions of a trial: from confirmed answers, from a test set, and proposed from titles and captions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from imtextgui.domain.measurement.trial import QuestionOrigin, RightPage, TitledPage, TrialQuestion
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.normalization import fold

EMPTY_SHARE = 10
"""One in so many proposed questions is about something that is not there: that people are told so is measured, too."""
EMPTY = {
    "en": ("return policy of the canteen", "school holidays next year", "recipe for a pound cake"),
    "ja": ("社員食堂の返金規定", "来年の夏休みの日程", "パウンドケーキの作り方"),
}
"""Questions that no technical catalogue answers."""

_CAPTION = re.compile(
    r"^\s*(?:(?:fig(?:ure)?|abb(?:ildung)?|drawing)\.?\s*[\dA-Z]+(?:[-.–]\d+)*|図\s*[\d０-９]+(?:[-.－][\d０-９]+)*)"
    r"[\s.:：　-]+(?P<words>\S.{3,70})$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that names a figure, in English, German or Japanese."""
_LEADING = re.compile(r"^[\s・:：.\-–]*(?:\d+(?:[.\-–]\d+)*[.):：]?\s+)?")
"""The number of a heading; "3D" is none."""
_NO_QUESTION = re.compile(
    r"licen[cs]e|acknowledg|copyright|\b(?:table of )?contents\b|\bindex\b|introduction|readme|references"
    r"|目次|はじめに|謝辞|ライセンス|索引|参考文献|\w_\w|\.\w{2,4}$",
    re.IGNORECASE,
)
"""What every document has, and names of files: of 24 questions proposed from real files seven were such ones."""
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST, _LONGEST = 4, 60


def proposed(pages: Sequence[TitledPage], count: int) -> list[TrialQuestion]:
    """At most ``count`` questions from captions and titles, one a file, folders and languages taking turns.

    What two files say is no question: both would be right. Titles that only repeat the file's name are left out, which
    would flatter a search in names.
    """
    if count <= 0:
        return []
    offers = _unique(pages)
    empty = max(1, count // EMPTY_SHARE) if count >= EMPTY_SHARE // 2 else 0
    chosen = list(_by_turns(offers, count - empty))
    languages = {question.language for question in chosen} or {"en"}
    nothing = [
        TrialQuestion(text, language, QuestionOrigin.PROPOSED)
        for place in range(3)
        for language in ("en", "ja")
        if language in languages
        for text in (EMPTY[language][place],)
    ]
    return chosen + (nothing[:empty] if chosen else [])


def without_repeats(questions: Iterable[TrialQuestion]) -> list[TrialQuestion]:
    """``questions``, of those in the same words the first."""
    kept: dict[tuple[str, str], TrialQuestion] = {}
    for question in questions:
        kept.setdefault((fold(question.text), question.photo), question)
    return list(kept.values())


def _unique(pages: Sequence[TitledPage]) -> list[TrialQuestion]:
    said: dict[str, set[str]] = {}
    offers: dict[str, tuple[TitledPage, str]] = {}
    for page in pages:
        for words in _sayings(page):
            key = fold(words)
            said.setdefault(key, set()).add(page.digest)
            offers.setdefault(key, (page, words))
    taken: set[str] = set()
    questions = []
    for key, (page, words) in offers.items():
        if len(said[key]) == 1 and page.digest not in taken:
            taken.add(page.digest)
            language = language_of(words) or page.language
            answer = RightPage(page.digest, page.number)
            questions.append(TrialQuestion(words, language, QuestionOrigin.PROPOSED, (answer,), page.folder))
    return questions


def _sayings(page: TitledPage) -> Iterator[str]:
    """What a page says it is: captions first, which are about one thing, then its section, then its title."""
    name = fold(PurePath(page.name).stem)
    candidates = [match["words"] for match in _CAPTION.finditer(page.text)]
    candidates += [page.section.rpartition(" / ")[2], page.title]
    for candidate in candidates:
        words = _LEADING.sub("", " ".join(candidate.split())).rstrip(" .。")
        letters = len(_LETTERS.findall(words))
        fits = _SHORTEST <= len(words) <= _LONGEST and letters * 2 > len(words)
        if fits and "..." not in words and not _NO_QUESTION.search(words) and fold(words) not in name:
            yield words


def _by_turns(questions: Sequence[TrialQuestion], count: int) -> Iterator[TrialQuestion]:
    """The first of each folder and language, then their second ones, until there are ``count``."""
    queues: dict[tuple[str, str], list[TrialQuestion]] = {}
    for question in questions:
        queues.setdefault((question.folder, question.language), []).append(question)
    waiting = [list(reversed(queue)) for queue in queues.values()]
    given = 0
    while waiting and given < count:
        for queue in waiting:
            if given < count:
                yield queue.pop()
                given += 1
        waiting = [queue for queue in waiting if queue]
