"""Questions to passages of manuals: their headings, also in another language, and pieces of what they say."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from export.retrieval.manuals import MANUALS, ManualPassage

BLOCK = 8
"""Passages of one document that are learned together: each is a hard negative of the others."""

ASKED = ("en", "ja")
"""Languages of questions: those that the product promises."""

LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage as the product may hold it, and questions that it answers.

    Of lessons with the same ``section`` any may be right for its heading.
    """

    section: tuple[str, ...]
    text: str
    questions: tuple[str, ...]


Block = tuple[Lesson, ...]


def blocks(passages: Sequence[ManualPassage], seed: int) -> list[Block]:
    """Neighbouring passages of the documents with their questions, in a mixed order that ``seed`` decides."""
    chance = random.Random(seed)
    shares = {(_manual(manual.package), manual.language): manual.share for manual in MANUALS}
    translated = translations(passages)
    documents: dict[tuple[str, str, str], list[Lesson]] = defaultdict(list)
    seen: set[str] = set()
    for passage in passages:
        if passage.text not in seen and (lesson := _lesson(passage, translated, chance)):
            seen.add(passage.text)
            documents[passage.manual, passage.language, passage.document].append(lesson)
    kinds: dict[tuple[str, str], list[Block]] = defaultdict(list)
    for (manual, language, _), lessons in documents.items():
        kinds[manual, language] += [
            tuple(lessons[at : at + BLOCK]) for at in range(0, max(len(lessons) - BLOCK // 2 + 1, 0), BLOCK)
        ]
    chosen: list[Block] = []
    for kind, made in kinds.items():
        chance.shuffle(made)
        chosen += made[: round(len(made) * shares.get(kind, 1.0))]
    chance.shuffle(chosen)
    return chosen


def _manual(package: str) -> str:
    return re.sub(r"-(en-us|en|ja|de)$", "", package)


Path = tuple[str, str, tuple[str, ...]]
"""Manual, language and headings."""


def translations(passages: Iterable[ManualPassage]) -> dict[Path, list[str]]:
    """The last heading in the other languages of ``ASKED``, of documents whose headings correspond one to one."""
    headings: dict[tuple[str, str], dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        said = headings[passage.manual, passage.document][passage.language]
        if passage.headings and (not said or said[-1] != passage.headings):
            said.append(passage.headings)
    result: dict[Path, list[str]] = defaultdict(list)
    for (manual, _), by_language in headings.items():
        for language, own in by_language.items():
            for other in ASKED:
                theirs = by_language.get(other, [])
                if other == language or list(map(len, own)) != list(map(len, theirs)):
                    continue
                for mine, his in zip(own, theirs, strict=True):
                    if mine[-1] != his[-1] and _is_question(his[-1]):
                        result[manual, language, mine].append(his[-1])
    return result


def _is_question(heading: str) -> bool:
    return 3 <= len(heading) <= LONGEST_HEADING


def _lesson(
    passage: ManualPassage, translated: dict[Path, list[str]], chance: random.Random
) -> Lesson | None:
    """The lesson of ``passage``; None where nothing can be asked."""
    questions = []
    if passage.headings:
        title, last = passage.headings[0], passage.headings[-1]
        if _is_question(last):
            alone = title == last or chance.random() < 0.5
            questions.append(last if alone else f"{title[:40]} {last}")
        elsewhere = translated.get((passage.manual, passage.language, passage.headings), [])
        questions += chance.sample(elsewhere, min(1, len(elsewhere)))
    questions += clause(passage.text, passage.language, chance)
    # The product's passages begin with their headings where the reader of a format keeps them in the text.
    shown = "\n\n".join((*passage.headings[-2:], passage.text)) if chance.random() < 0.25 else passage.text
    section = (passage.manual, passage.language, passage.document, *passage.headings)
    return Lesson(section, shown[:700], tuple(questions)) if questions else None


def clause(text: str, language: str, chance: random.Random) -> list[str]:
    """A few words in a row of one sentence of ``text``, some of them left out; nothing where no sentence is long."""
    japanese = language == "ja"
    sentences = [part.strip() for part in re.split(r"[.。;；\n:：]+", text)]
    sentences = [sentence for sentence in sentences if len(sentence) > (12 if japanese else 25)]
    if not sentences:
        return []
    sentence = chance.choice(sentences)
    if japanese:
        size = chance.randint(8, 22)
        start = chance.randint(0, max(0, len(sentence) - size))
        return [sentence[start : start + size]]
    words = sentence.split()
    size = chance.randint(4, 9)
    start = chance.randint(0, max(0, len(words) - size))
    kept = [word for word in words[start : start + size] if chance.random() > 0.12]
    return [" ".join(kept)] if kept else []
