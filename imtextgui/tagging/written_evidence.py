"""What is written about a page says what it shows: names, headings, title blocks, nameplates, captions, folders."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from imtextgui.domain.items import Kind, Word
from imtextgui.domain.tagging.suggestions import TagOrigin
from imtextgui.store.content.page_facts import PageFacts, PictureCaption
from imtextgui.tagging.vocabulary import TagTerm, TagVocabulary

TRUST = {
    TagOrigin.NAME: 0.85,
    TagOrigin.TITLE: 0.8,
    TagOrigin.TITLE_BLOCK: 0.7,
    TagOrigin.NAMEPLATE: 0.6,
    TagOrigin.CAPTION: 0.8,
    TagOrigin.FOLDER: 0.5,
}
"""How often a tag from there is right, less where few were seen (tests/quality/README.md).

Title blocks, nameplates and folders alone do not suffice for the default; with a second reason they do.
"""

PHOTOGRAPHED = frozenset(
    (".jpg", ".jpeg", ".heic", ".heif", ".dng", ".nef", ".cr2", ".arw", ".raf", ".orf", ".rw2")
)
"""Formats of cameras."""

_FIGURE = re.compile(r"(?im)^[ \t]*(?:fig(?:ure)?\.?|図)[ \t]*\d+[\d.\-]*[.:：\-– \t]+(\S.{1,80})$")
_PATH = re.compile(r"\w[/\\]\w+[/\\]")
"""Programs leave the path of a file as its title."""

_MOST_WORDS = 7
"""Words of a line from which on it is a sentence, and tells of more than what is shown."""

_LONGEST_JAPANESE = 24
_MOST_IN_BLOCK = 60
"""Words of a title block: circuits whose frame ends in one had 200 and more."""

_PLATE_LINES = 12
"""Lines that are read off a photo from which on it shows a page, and no plate."""

_SAME_LINE = 0.6
"""Share of a letter's height by which words of one line may differ."""

Evidence = Iterator[tuple[TagTerm, TagOrigin, str]]
"""A term, where it was read, and the words as they stand there."""


def written_evidence(facts: PageFacts, caption: PictureCaption | None, vocabulary: TagVocabulary) -> Evidence:
    """The terms that are written for the page of ``facts``; ``caption`` is what a text says beside its file's name."""
    is_camera = facts.kind is Kind.PHOTO and PurePosixPath(facts.relpath).suffix.lower() in PHOTOGRAPHED
    for origin, words in _sources(facts, caption):
        for term in vocabulary.subjects(words):
            # "chest_bom_4.jpg" shows a part of that bill, and no paper
            if not (is_camera and term.is_paper):
                yield term, origin, words


def _sources(facts: PageFacts, caption: PictureCaption | None) -> Iterator[tuple[TagOrigin, str]]:
    path = PurePosixPath(facts.relpath)
    if facts.number == 1:
        yield TagOrigin.NAME, path.stem
    if facts.kind is not Kind.PHOTO:
        heading = facts.section.rsplit(" / ", 1)[-1] or facts.title
        if facts.number == 1 or facts.section or facts.title != facts.document:
            yield from ((TagOrigin.TITLE, line) for line in _short([heading]))
    # what looks like one on other pages is a table, and one with more words is a part of the drawing
    if facts.kind is Kind.DRAWING and len(facts.block) <= _MOST_IN_BLOCK:
        yield from ((TagOrigin.TITLE_BLOCK, line) for line in _short(_lines(facts.block)))
    if facts.kind is Kind.PHOTO and facts.read:
        lines = facts.read.splitlines()
        if len(lines) <= _PLATE_LINES:
            yield from ((TagOrigin.NAMEPLATE, line) for line in _short(lines))
    if caption is not None:
        yield from ((TagOrigin.CAPTION, line) for line in _short([caption.words]))
    if facts.kind is not Kind.PHOTO:
        yield from ((TagOrigin.CAPTION, line) for line in _short(figure_captions(facts.text)))
    if facts.number == 1 and len(path.parts) > 1:
        yield TagOrigin.FOLDER, path.parts[-2]


def figure_captions(text: str) -> list[str]:
    """The captions of numbered figures in the text of a page, without their numbers."""
    return [" ".join(words.split()) for words in _FIGURE.findall(text)]


def _short(lines: Sequence[str]) -> list[str]:
    """Those of ``lines`` that name something, and are no sentences."""
    kept = [" ".join(line.split()) for line in lines]
    return [
        line
        for line in kept
        if line
        and len(line.split()) <= _MOST_WORDS
        and (line.isascii() or len(line) <= _LONGEST_JAPANESE)
        and not line.endswith((".", "。", "!", "?"))
        and not _PATH.search(line)
    ]


def _lines(words: Sequence[Word]) -> list[str]:
    """Words in reading order, those of one line and without a wide gap between them joined."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (round((word.box.y0 + word.box.y1) * 200), word.box.x0)):
        last = lines[-1][-1] if lines else None
        if last is not None and _continues(last, word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [" ".join(word.text for word in line) for line in lines]


def _continues(last: Word, word: Word) -> bool:
    height = max(last.box.y1 - last.box.y0, 1e-4)
    level = abs((last.box.y0 + last.box.y1) - (word.box.y0 + word.box.y1)) / 2 <= _SAME_LINE * height
    return level and -height <= word.box.x0 - last.box.x1 <= height
