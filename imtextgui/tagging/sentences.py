"""One sentence in English and one in Japanese about a page, put together from what is known of it.

Every phrase has something behind it: a tag with its reason, the format of the file, words that were read, a caption,
the folder. What is not known is not said.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from imtextgui.domain.items import Kind
from imtextgui.domain.tagging.descriptions import DescriptionPart, PictureKind, Sentences
from imtextgui.domain.tagging.suggestions import SuggestedTag
from imtextgui.store.content.page_facts import PageFacts, PictureCaption
from imtextgui.tagging.written_evidence import PHOTOGRAPHED, figure_captions

_DRAWN = frozenset(
    (
        ".pdf",
        ".dxf",
        ".dwg",
        ".svg",
        ".svgz",
        ".step",
        ".stp",
        ".stl",
        ".obj",
        ".ply",
        ".3mf",
        ".gltf",
        ".glb",
    )
)
"""Formats whose pages are drawn: a raster picture on white may as well be a photo or a screenshot."""

_MOST_GROUND = 0.5
"""Share of a picture that one shade may have in a photo: above it lie renderings, screenshots and cut-out products.

Of 90 pictures of two folders looked at, no screenshot among the JPEG had less; tests/quality/README.md.
"""

_DIAGRAMS = (" diagram", " chart")
_DRAWING = "drawing"
_DRAWINGS = f" {_DRAWING}"
_EXPLODED = "exploded view"
_NAMES = {
    PictureKind.EXPLODED_VIEW: ("Exploded view", "分解図"),
    PictureKind.DIAGRAM: ("Diagram", "図表"),
    PictureKind.DRAWING: ("Drawing", "図面"),
    PictureKind.PHOTO: ("Photo", "写真"),
    PictureKind.PICTURE: ("Picture", "画像"),
    PictureKind.PAGE: ("Page", "ページ"),
}
_MOST_TAGS, _MOST_WORDS = 3, 3
_LEAST, _LONGEST = 4, 60
"""Letters of a line that is quoted."""


class _Phrase(NamedTuple):
    en: str
    ja: str
    part: DescriptionPart


def picture_kind(
    facts: PageFacts, tags: Sequence[SuggestedTag], ground: float | None
) -> tuple[PictureKind, str]:
    """What kind of picture a page is, and what tells it; ``ground`` is the share of its most frequent shade."""
    paper = next((one.tag for one in tags if _tells_the_kind(one.tag, facts)), "")
    if paper.endswith(_DRAWING):
        return PictureKind.DRAWING, "tag"
    if paper:
        return PictureKind.EXPLODED_VIEW if paper == _EXPLODED else PictureKind.DIAGRAM, "tag"
    suffix = PurePosixPath(facts.relpath).suffix.lower()
    if facts.kind is Kind.DRAWING and suffix in _DRAWN:
        return PictureKind.DRAWING, "format"
    if facts.kind is Kind.PHOTO and suffix in PHOTOGRAPHED and ground is not None and ground < _MOST_GROUND:
        return PictureKind.PHOTO, "format"
    if facts.kind is Kind.MANUAL:
        return PictureKind.PAGE, "format"
    return PictureKind.PICTURE, "format"


def describe(
    facts: PageFacts, tags: Sequence[SuggestedTag], caption: PictureCaption | None, ground: float | None
) -> Sentences:
    """The sentences about the page of ``facts`` which ``tags`` are given to, or sure enough to be suggested for."""
    kind, source = picture_kind(facts, tags, ground)
    english, japanese = _NAMES[kind]
    papers = sorted(
        (one for one in tags if _tells_the_kind(one.tag, facts)), key=lambda one: one.tag == _DRAWING
    )
    if papers:
        english, japanese = papers[0].tag[:1].upper() + papers[0].tag[1:], papers[0].name("ja")
    shown = [one for one in tags if one not in papers][:_MOST_TAGS]
    parts = [DescriptionPart(english, source, PurePosixPath(facts.relpath).suffix.lower())]
    if shown:
        named = ", ".join(one.tag for one in shown)
        reasons = "; ".join(
            f"{reason.origin}: {reason.detail}" for one in shown for reason in one.reasons[:1]
        )
        parts.append(DescriptionPart(named, "tag", reasons))
        english = f"{english} of {named}" if kind is not PictureKind.PAGE else f"{english} about {named}"
        japanese = f"{'、'.join(one.name('ja') for one in shown)}の{japanese}"
    phrases = list(_phrases(facts, caption))
    parts += [phrase.part for phrase in phrases]
    en = ", ".join((english, *(phrase.en for phrase in phrases))) + "."
    ja = f"{japanese}です（{'、'.join(phrase.ja for phrase in phrases)}）。"
    return Sentences(en, ja, tuple(parts))


def _phrases(facts: PageFacts, caption: PictureCaption | None) -> Iterator[_Phrase]:
    if words := _written_on(facts):
        quoted = ", ".join(f"“{word}”" for word in words)
        part = DescriptionPart(quoted, "written", "\n".join(words))
        yield _Phrase(f"with the writing {quoted}", "記載：" + "".join(f"「{word}」" for word in words), part)
    own = caption.words if caption else next(iter(figure_captions(facts.text)), "")
    if own:
        shortened = _shortened(own)
        part = DescriptionPart(shortened, "caption", caption.relpath if caption else own)
        yield _Phrase(f"captioned “{shortened}”", f"説明：「{shortened}」", part)
    section = facts.section.rsplit(" / ", 1)[-1]
    if section:
        shortened = _shortened(section)
        part = DescriptionPart(shortened, "section", facts.section)
        yield _Phrase(f"under “{shortened}”", f"見出し：「{shortened}」", part)
    if facts.machine:
        part = DescriptionPart(facts.machine, "folder", facts.relpath)
        yield _Phrase(f"in the folder “{facts.machine}”", f"フォルダー「{facts.machine}」", part)
    name = PurePosixPath(facts.relpath).name
    if facts.pages > 1:
        part = DescriptionPart(f"{name}, {facts.number}/{facts.pages}", "file", facts.relpath)
        yield _Phrase(
            f"page {facts.number} of {facts.pages} of {name}",
            f"{name}の{facts.pages}ページ中{facts.number}ページ目",
            part,
        )
    else:
        yield _Phrase(f"file {name}", f"ファイル {name}", DescriptionPart(name, "file", facts.relpath))


def _tells_the_kind(tag: str, facts: PageFacts) -> bool:
    """Whether a tag says what kind of picture it is, as it is only once; a page about drawings is none itself."""
    is_drawing = facts.kind is Kind.DRAWING and (tag == _DRAWING or tag.endswith(_DRAWINGS))
    return tag == _EXPLODED or tag.endswith(_DIAGRAMS) or is_drawing


def _written_on(facts: PageFacts) -> list[str]:
    """Codes and then lines that stand on the page for sure; what its name or its markup says is no writing."""
    joined = {word for words in facts.seen for word in words.split()}
    codes = [code for code in dict.fromkeys(facts.codes) if set(code.split()) <= joined]
    if facts.kind is Kind.MANUAL:
        return codes[:_MOST_WORDS]
    lines = [" ".join(line.split()) for line in facts.read.splitlines()]
    telling = [
        line
        for line in lines
        if _LEAST <= len(line) <= _LONGEST
        and set(line.split()) <= joined
        and not any(code in line for code in codes)
    ]
    return [*codes, *dict.fromkeys(telling)][:_MOST_WORDS]


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
