"""Looks at the pages of a catalogue for tags and descriptions: a job that goes on where it was stopped."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.tagging.descriptions import Sentences
from imtextgui.domain.tagging.suggestions import (
    DEFAULT_CONFIDENCE,
    SuggestedTag,
    TaggingReport,
    TagOrigin,
    TagReason,
)
from imtextgui.store.content.page_facts import PageFactRows, PageFacts, PictureCaption, caption_of
from imtextgui.store.database import Database
from imtextgui.store.user.descriptions import Descriptions
from imtextgui.store.user.suggestions import SuggestedTags
from imtextgui.tagging.neighbours import Neighbours
from imtextgui.tagging.sentences import describe
from imtextgui.tagging.vocabulary import TagTerm, TagVocabulary
from imtextgui.tagging.written_evidence import TRUST, written_evidence
from imtextgui.tagging.zero_shot import (
    PictureTerms,
    Reliability,
    likeliest_terms,
    reliability,
    term_rows,
)

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

VERSION = 4
"""To be raised by whoever changes what is suggested or said: the next run looks at all pages again."""

_AT_ONCE = 200
_KNOWN_FROM = 3_000
"""Pages whose names and captions tell what the pictures show: enough for measuring how reliable the pictures are."""

_MOST = 6
"""Tags suggested for one page."""

_SHARES_OF_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Readings:
    """What pictures tell: terms of them alone, how reliable that is, and those that look like tagged ones."""

    terms: dict[int, TagTerm]
    reliable: Reliability
    neighbours: Neighbours
    names: dict[int, str]


class TaggingRun:
    """Suggests tags and writes descriptions, for pages that were not looked at since something changed."""

    def __init__(self, database: Database, entries: Iterable[Entry], encoder: "Encoder | None") -> None:
        """``entries`` are those of the dictionary, the site's own first. Without ``encoder`` pictures tell nothing."""
        self._database = database
        self._facts = PageFactRows(database)
        self._suggested = SuggestedTags(database)
        self._descriptions = Descriptions(database)
        self._encoder = encoder
        self._entries = tuple(entries)
        self._vocabulary = TagVocabulary(self._entries)
        self._tagged, self._refused = self._suggested.people_said()

    def pending(self) -> int:
        """How many pages have something to be looked at."""
        return len(self._facts.page_ids(self._stamp()))

    def run(self) -> Job[TaggingReport]:
        """Look at the pages; each slice is kept, whenever the job is closed."""
        stamp = self._stamp()
        pages = self._facts.page_ids(stamp)
        yield Progress(Stage.TAGS, 0, len(pages))
        with_tags = suggestions = 0
        if pages:
            captions = self._facts.captions()
            readings = self._readings(captions)
            for start in range(0, len(pages), _AT_ONCE):
                yield Progress(Stage.TAGS, start, len(pages))
                for count in self._slice(pages[start : start + _AT_ONCE], captions, readings, stamp):
                    with_tags += count > 0
                    suggestions += count
            yield Progress(Stage.TAGS, len(pages), len(pages))
        return TaggingReport(len(pages), with_tags, suggestions)

    def _slice(
        self,
        page_ids: Sequence[int],
        captions: dict[str, tuple[PictureCaption, ...]],
        readings: _Readings,
        stamp: str,
    ) -> list[int]:
        """Look at some pages, keep what comes of it, and give how many tags are suggested for each."""
        # Pictures are decoded before others have to wait for the transaction.
        grounds = {page: _ground(data) for page, data in self._facts.thumbnails(page_ids).items()}
        counts = []
        with self._database.transaction() as tx:
            for facts in self._facts.of(page_ids):
                caption = caption_of(captions, facts.relpath)
                suggested = self._suggest(facts, caption, readings)
                self._suggested.put(tx, facts.page_id, suggested)
                if facts.width > 0:
                    sure = [one for one in suggested if one.confidence >= DEFAULT_CONFIDENCE]
                    shown = [*self._given(facts), *sure]
                    sentences = describe(facts, shown, caption, grounds.get(facts.page_id))
                    self._descriptions.put(tx, facts.page_id, stamp, sentences)
                else:
                    self._descriptions.put(tx, facts.page_id, stamp, Sentences("", "", ()))
                counts.append(sum(one.confidence >= DEFAULT_CONFIDENCE for one in suggested))
        return counts

    def _suggest(
        self, facts: PageFacts, caption: PictureCaption | None, readings: _Readings
    ) -> list[SuggestedTag]:
        """The tags of a page that nobody has given or refused, the surest first."""
        doubt: dict[str, float] = {}
        reasons: dict[str, dict[TagOrigin, str]] = {}
        others: dict[str, str] = {}

        def add(tag: str, other: str, origin: TagOrigin, detail: str, trust: float) -> None:
            if origin not in reasons.setdefault(tag, {}):
                reasons[tag][origin] = detail
                doubt[tag] = doubt.get(tag, 1.0) * (1.0 - trust)
                others[tag] = other

        for term, origin, words in written_evidence(facts, caption, self._vocabulary):
            add(term.tag, term.other, origin, words, TRUST[origin])
        if facts.page_id in readings.terms:
            term = readings.terms[facts.page_id]
            add(term.tag, term.other, TagOrigin.PICTURE, "", readings.reliable.precision)
        for tag, share, pages in readings.neighbours.suggest(facts.page_id):
            named = self._vocabulary.named(tag)
            names = ", ".join(readings.names.get(page, "") for page in pages[:_SHARES_OF_REASONS])
            trust = readings.neighbours.precision * share
            add(named.tag if named else tag, named.other if named else "", TagOrigin.NEIGHBOURS, names, trust)
        closed = self._closed(facts)
        suggested = [
            SuggestedTag(tag, others[tag], round(1.0 - doubt[tag], 3), _told(reasons[tag]))
            for tag in doubt
            if closed.isdisjoint(self._vocabulary.same(tag))
        ]
        return sorted(suggested, key=lambda one: (-one.confidence, one.tag))[:_MOST]

    def _given(self, facts: PageFacts) -> Iterator[SuggestedTag]:
        """What people have tagged the file with, as certain."""
        for tag in sorted(self._tagged.get(facts.digest, ())):
            term = self._vocabulary.named(tag)
            names = (term.tag, term.other) if term else (tag, "")
            yield SuggestedTag(*names, 1.0, (TagReason(TagOrigin.NEIGHBOURS, tag),))

    def _closed(self, facts: PageFacts) -> set[str]:
        """The tags that a page has or that were refused for it, by all their names."""
        known = self._tagged.get(facts.digest, set()) | self._refused.get((facts.digest, facts.number), set())
        return {name for tag in known for name in (tag, *self._vocabulary.same(tag))}

    def _readings(self, captions: dict[str, tuple[PictureCaption, ...]]) -> _Readings:
        told, terms, reliable = self._pictures(captions)
        likely = {
            page: terms[place]
            for page, place, score in zip(
                told.page_ids.tolist(), told.places.tolist(), told.scores.tolist(), strict=True
            )
            if score >= reliable.threshold
        }
        neighbours, names = self._neighbours()
        return _Readings(likely, reliable, neighbours, names)

    def _pictures(
        self, captions: dict[str, tuple[PictureCaption, ...]]
    ) -> tuple[PictureTerms, list[TagTerm], Reliability]:
        none = np.zeros(0, dtype=np.int64)
        nothing = PictureTerms(none, none, np.zeros(0, dtype=np.float32)), list[TagTerm](), Reliability()
        if self._encoder is None:
            return nothing
        page_ids, rows = self._facts.vectors(Space.PICTURE, self._encoder.fingerprint)
        known = self._known(page_ids.tolist(), captions)
        if not known:
            return nothing
        terms = [term for term in self._vocabulary.terms if not term.is_paper and term.other]
        english = self._encoder.encode_texts([term.tag for term in terms])
        japanese = self._encoder.encode_texts([term.other for term in terms])
        told = likeliest_terms(page_ids, rows, term_rows(english, japanese))
        return told, terms, reliability(told, terms, known)

    def _known(
        self, page_ids: list[int], captions: dict[str, tuple[PictureCaption, ...]]
    ) -> dict[int, set[str]]:
        """What pictures show, of a sample of pages, by their names and captions and by what people said."""
        sample = page_ids[:: max(1, len(page_ids) // _KNOWN_FROM)]
        known: dict[int, set[str]] = {}
        for start in range(0, len(sample), _AT_ONCE):
            for facts in self._facts.of(sample[start : start + _AT_ONCE]):
                if facts.pages > 1:
                    continue
                evidence = written_evidence(facts, caption_of(captions, facts.relpath), self._vocabulary)
                tags = {term.tag for term, origin, _ in evidence if origin is not TagOrigin.FOLDER}
                tags.update(one.tag for one in self._given(facts))
                known[facts.page_id] = tags
        return {page: tags for page, tags in known.items() if tags}

    def _neighbours(self) -> tuple[Neighbours, dict[int, str]]:
        """Pictures that are files of their own and say something, and their names."""
        digests = self._facts.digests()
        fingerprint = self._encoder.fingerprint if self._encoder else ""
        page_ids, rows = self._facts.vectors(Space.APPEARANCE, fingerprint)
        known = [page for page, (digest, _) in digests.items() if digest in self._tagged]
        known += [page for page, named in digests.items() if named in self._refused]
        described = [facts for facts in self._facts.of(known) if facts.pages == 1]
        tags = {
            facts.page_id: self._tagged[facts.digest] for facts in described if facts.digest in self._tagged
        }
        refused = {
            facts.page_id: self._refused[facts.digest, facts.number]
            for facts in described
            if (facts.digest, facts.number) in self._refused
        }
        contents = {page: digest for page, (digest, _) in digests.items()}
        names = {facts.page_id: facts.path.name for facts in described}
        return Neighbours(page_ids, rows, contents, tags, refused), names

    def _stamp(self) -> str:
        """Tells what suggestions follow from besides the pages: another stamp, and all of them are looked at again."""
        said = sorted((digest, sorted(tags)) for digest, tags in self._tagged.items())
        refused = sorted((named, sorted(tags)) for named, tags in self._refused.items())
        fingerprint = self._encoder.fingerprint if self._encoder else ""
        made_of = repr((VERSION, fingerprint, self._entries, said, refused))
        return hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _told(reasons: dict[TagOrigin, str]) -> tuple[TagReason, ...]:
    ordered = sorted(reasons, key=lambda origin: -TRUST.get(origin, 1.0))
    return tuple(TagReason(origin, reasons[origin]) for origin in ordered[:_SHARES_OF_REASONS])


def _ground(thumbnail: bytes) -> float | None:
    """The share of the most frequent shade of a picture, in 64 steps of grey; None where it cannot be read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(thumbnail)) as picture:
            grey = np.asarray(picture.convert("L"))
    except (OSError, SyntaxError, ValueError):
        return None
    return float(np.bincount(grey.ravel() // 4, minlength=64).max() / grey.size)
