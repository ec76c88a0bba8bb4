"""What of a parcel is new to a catalogue, what is there already, and what says otherwise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcels import (
    ExchangeConflict,
    Parcel,
    SentDescription,
    SentJudgement,
    SentRefusal,
    SentTag,
)
from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.dictionary_table import canonical
from imtextgui.store.column_values import typed
from imtextgui.store.database import Transaction
from imtextgui.store.identity.former_bytes import LaterEdition, later_editions
from imtextgui.store.user.exchange import Exchange

_Question = tuple[str, int, str, bytes | None]

_OfFile = SentJudgement | SentTag | SentRefusal | SentDescription
_Later = Mapping[str, Sequence[LaterEdition]]
_OfPage = TypeVar("_OfPage", SentJudgement, SentRefusal, SentDescription)

_SHOWN_DIGEST = 12
"""Signs of a digest that stand for a file that is not here."""


@dataclass(slots=True)
class Tally:
    """Counts what becomes of a parcel; ``digests`` has one for each new thing that belongs to a file."""

    judgements: int = 0
    tags: int = 0
    entries: int = 0
    refusals: int = 0
    descriptions: int = 0
    known: int = 0
    digests: list[str] = field(default_factory=list)
    conflicts: list[ExchangeConflict] = field(default_factory=list)


class ExchangeMerge:
    """Adds what is new in one parcel, within the caller's transaction ``tx``, as come with parcel ``number``.

    What is there stays; what is there and says otherwise becomes a conflict of ``tally``.
    """

    def __init__(self, exchange: Exchange, parcel: Parcel, tally: Tally) -> None:
        self._exchange = exchange
        self._parcel = parcel
        self._tally = tally

    def merge(self, tx: Transaction, number: int) -> None:
        """Add judgements, tags, refusals of tags and descriptions."""
        self._parcel = _of_later_editions(tx, self._parcel)
        self._judgements(tx, number)
        self._tags_and_refusals(tx, number)
        self._descriptions(tx, number)

    def _judgements(self, tx: Transaction, number: int) -> None:
        verdicts: dict[tuple[_Question, str], bool] = {}
        for one in self._exchange.judgements():
            for uid in ("", self._named(tx, one)):
                verdicts[_question(one), uid] = one.right
        for judgement in self._parcel.judgements:
            question = _question(judgement), self._named(tx, judgement)
            known = verdicts.get(question)
            if known is None:
                self._exchange.add_judgement(tx, number, judgement)
                verdicts[question] = judgement.right
                self._tally.judgements += 1
                self._tally.digests.append(judgement.digest)
            elif known is judgement.right:
                self._tally.known += 1
            else:
                self._tally.conflicts.append(
                    ExchangeConflict("judgement", judgement.text, _verdict(known), _verdict(judgement.right))
                )

    def _tags_and_refusals(self, tx: Transaction, number: int) -> None:
        """A tag belongs to a file and a refusal to a page: they contradict each other where a file is one page."""
        tags = {(one.digest, one.tag) for one in self._exchange.tags()}
        refused = set(self._exchange.refusals())
        refused_files = self._single_pages(list(refused)) - tags
        sent_refused_files = self._single_pages(self._parcel.refusals)
        for tag in self._parcel.tags:
            named = (tag.digest, tag.tag)
            if named in refused_files and named not in sent_refused_files:
                self._contradicts(tag, "refused", "given")
            elif self._exchange.add_tag(tx, number, tag):
                self._tally.tags += 1
                self._tally.digests.append(tag.digest)
            else:
                self._tally.known += 1
        given_only_here = tags - {(one.digest, one.tag) for one in self._parcel.tags}
        for refusal in self._parcel.refusals:
            named = (refusal.digest, refusal.tag)
            if refusal in refused:
                self._tally.known += 1
            elif named in given_only_here and named in sent_refused_files:
                self._contradicts(refusal, "given", "refused")
            elif self._exchange.add_refusal(tx, number, refusal):
                refused.add(refusal)
                self._tally.refusals += 1
                self._tally.digests.append(refusal.digest)
            else:
                self._tally.known += 1

    def _descriptions(self, tx: Transaction, number: int) -> None:
        written: dict[tuple[str, int, str, str], str] = {}
        for one in self._exchange.descriptions():
            for uid in ("", self._named(tx, one)):
                written[one.digest, one.number, one.language, uid] = one.text
        names = self._exchange.names(one.digest for one in self._parcel.descriptions)
        for sent in self._parcel.descriptions:
            text = " ".join(typed(sent.text).split())
            place = (sent.digest, sent.number, sent.language, self._named(tx, sent))
            known = written.get(place)
            if not text:
                continue
            if known is None and self._exchange.add_description(tx, number, replace(sent, text=text)):
                written[place] = text
                self._tally.descriptions += 1
                self._tally.digests.append(sent.digest)
            elif known in (None, text):
                self._tally.known += 1
            else:
                name = f"{names.get(sent.digest, sent.digest[:_SHOWN_DIGEST])}#{sent.number}"
                self._tally.conflicts.append(ExchangeConflict("description", name, str(known), text))

    def _named(self, tx: Transaction, sent: SentJudgement | SentDescription) -> str:
        """Which of several files here with the same bytes is meant; "" where there is one, or none is named."""
        return self._exchange.named(tx, sent.digest, sent.file)

    def _single_pages(self, refusals: Sequence[SentRefusal]) -> set[tuple[str, str]]:
        """The digests and tags of refusals for files of one page, as far as is known here."""
        many = self._exchange.of_many_pages(one.digest for one in refusals)
        return {(one.digest, one.tag) for one in refusals if one.number == 1 and one.digest not in many}

    def _contradicts(self, sent: SentTag | SentRefusal, here: str, there: str) -> None:
        name = self._exchange.names([sent.digest]).get(sent.digest, sent.digest[:_SHOWN_DIGEST])
        self._tally.conflicts.append(ExchangeConflict("tag", f"{name}: {sent.tag}", here, there))


def _of_later_editions(tx: Transaction, parcel: Parcel) -> Parcel:
    """The parcel with what was said of former bytes of files that are here as said of what these are now.

    What is on no page of theirs, as far as is known, stays with those bytes.
    """
    sent: tuple[_OfFile, ...] = (*parcel.judgements, *parcel.tags, *parcel.refusals, *parcel.descriptions)
    later = later_editions(tx, {one.digest for one in sent})
    if not later:
        return parcel
    return replace(
        parcel,
        judgements=tuple(_on_page(one, later) for one in _said_once(parcel.judgements, later)),
        tags=tuple(_on_file(one, later) for one in parcel.tags),
        refusals=tuple(_on_page(one, later) for one in _said_once(parcel.refusals, later)),
        descriptions=tuple(_on_page(one, later) for one in _said_once(parcel.descriptions, later)),
    )


def _said_once(sent: Sequence[_OfPage], later: _Later) -> list[_OfPage]:
    """Without what is said of the bytes that a file had, where as many pages of what it is now are said to have it."""
    pages = Counter(_said(one, one.digest) for one in sent)
    kept = []
    for one in sent:
        edition = _meant(later, one)
        if edition is None or pages[_said(one, edition.digest)] < pages[_said(one, one.digest)]:
            kept.append(one)
    return kept


def _said(sent: _OfPage, digest: str) -> _OfPage:
    """What is said, of whichever page of the bytes ``digest``."""
    if isinstance(sent, SentRefusal):
        return replace(sent, digest=digest, number=0)
    return replace(sent, digest=digest, number=0, file="")


def _on_page(sent: _OfPage, later: _Later) -> _OfPage:
    edition = _meant(later, sent)
    number = edition.places.get(sent.number, 0) if edition else 0
    if edition is None or number <= 0:
        return sent
    if isinstance(sent, SentRefusal):
        return replace(sent, digest=edition.digest, number=number)
    return replace(sent, digest=edition.digest, number=number, file=edition.path)


def _on_file(sent: SentTag, later: _Later) -> SentTag:
    edition = _meant(later, sent)
    if edition is None or edition.places.get(0, 0) < 0:
        return sent
    return replace(sent, digest=edition.digest, file=edition.path)


def _meant(later: _Later, sent: _OfFile) -> LaterEdition | None:
    """The later edition of the file; of several that had the bytes that with its name. None where it is not clear."""
    editions: Sequence[LaterEdition] = later.get(sent.digest, ())
    if len(editions) > 1:
        name = "" if isinstance(sent, SentRefusal) else sent.file
        editions = [edition for edition in editions if edition.path == name]
    return editions[0] if len(editions) == 1 else None


def fresh_entries(here: Sequence[Entry], sent: Sequence[Entry], tally: Tally) -> list[Entry]:
    """The terms that are not there; one whose first name is there with other names is told, and left."""
    known = {fold(name): entry for entry in here for name in entry.names}
    fresh: list[Entry] = []
    for entry in filter(_has_name, map(canonical, sent)):
        names = [fold(name) for name in entry.names]
        met = next((known[name] for name in names if name in known), None)
        if met is None:
            fresh.append(entry)
            tally.entries += 1
            known |= dict.fromkeys(names, entry)
        elif {fold(name) for name in met.names} >= set(names):
            tally.known += 1
        else:
            tally.conflicts.append(ExchangeConflict("term", entry.names[0], _told(met), _told(entry)))
    return fresh


def _has_name(entry: Entry) -> bool:
    return bool(entry.en or entry.ja)


def _question(judgement: SentJudgement) -> _Question:
    return judgement.digest, judgement.number, " ".join(fold(judgement.text).split()), judgement.photo


def _verdict(right: bool) -> str:
    return "right" if right else "wrong"


def _told(entry: Entry) -> str:
    return " = ".join(entry.names)
