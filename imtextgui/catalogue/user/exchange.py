"""Judgements, tags and own terms as one file between sites and colleagues, merged, told, and taken back."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imtextgui import file_output
from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.user.dictionary import CatalogueDictionary
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcel_json import parcel_from_json, parcel_to_json
from imtextgui.domain.exchange.parcels import ExchangeConflict, Parcel, SentJudgement, TakenIn
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import CatalogueReadOnly, ExchangeDamaged, ExchangeMissing
from imtextgui.plain_files import require_plain
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.exchange import Exchange

LARGEST = 256 << 20
"""Bytes of a file that is read: a hundred thousand judgements take a tenth of it."""

_ENCODED_AT_ONCE = 64


@dataclass(slots=True)
class _Tally:
    """Counts what becomes of a parcel."""

    judgements: int = 0
    tags: int = 0
    entries: int = 0
    known: int = 0
    digests: list[str] = field(default_factory=list)
    conflicts: list[ExchangeConflict] = field(default_factory=list)


class CatalogueExchange:
    """Files are named by what they hold, so that a parcel fits every catalogue that has the same files.

    What is there already is not added again; what says otherwise is told, and what was there stays. What changes
    anything raises CatalogueReadOnly.
    """

    def __init__(
        self, folder: Path, database: Database, session: EncoderSession, dictionary: CatalogueDictionary
    ) -> None:
        self._folder = folder
        self._database = database
        self._session = session
        self._dictionary = dictionary
        self._exchange = Exchange(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def parcel(self, origin: str = "") -> Parcel:
        """All that was judged, tagged and written into the dictionary here. Raises DictionaryDamaged."""
        return Parcel(
            origin.strip() or self._folder.name,
            time.time(),
            self._exchange.judgements(),
            self._exchange.tags(),
            tuple(self._dictionary.entries()),
        )

    def export(self, target: Path, *, origin: str = "", overwrite: bool = False) -> Path:
        """Write the parcel into ``target``, as from ``origin``, by default the catalogue's name; gives its whole path.

        Raises DictionaryDamaged, and Report* errors as job sheets do.
        """
        sources = [source.path for source in Sources(self._database).all()]
        target = file_output.checked(target, sources, overwrite=overwrite)
        text = json.dumps(parcel_to_json(self.parcel(origin)), ensure_ascii=False, indent=1)
        file_output.write(target, f"{text}\n".encode("utf-8", "backslashreplace"), overwrite=overwrite)
        return target

    def take_in(self, file: Path) -> TakenIn:
        """Merge the parcel in ``file``. Raises ExchangeDamaged, DictionaryDamaged and Bundle* errors."""
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        parcel = _read(file)
        entries = self._dictionary.entries()
        tally = _Tally()
        fresh = _fresh_entries(entries, parcel.entries, tally)
        with self._database.transaction() as tx:
            number = self._exchange.begin(tx, {})
            self._merge_judgements(tx, number, parcel.judgements, tally)
            for tag in parcel.tags:
                if self._exchange.add_tag(tx, number, tag):
                    tally.tags += 1
                    tally.digests.append(tag.digest)
                else:
                    tally.known += 1
            for entry in fresh:
                self._exchange.add_entry(tx, number, _key(entry))
            held = self._exchange.held(tally.digests)
            taken = TakenIn(
                number,
                parcel.origin,
                parcel.made,
                tally.judgements,
                tally.tags,
                tally.entries,
                tally.known,
                sum(digest not in held for digest in tally.digests),
                tuple(tally.conflicts),
            )
            self._exchange.settle(tx, taken)
        if fresh:
            self._dictionary.replace([*entries, *fresh])
        self._encode()
        return taken

    def all(self) -> tuple[TakenIn, ...]:
        """Every parcel that was taken in and not taken back, the newest first."""
        return self._exchange.all()

    def undo(self, number: int) -> None:
        """Take back what a parcel brought, and nothing else. Raises ExchangeMissing and DictionaryDamaged."""
        entries = self._dictionary.entries()
        with self._database.transaction() as tx:
            keys = self._exchange.take_back(tx, number)
        if keys is None:
            raise ExchangeMissing(id=number)
        kept = [entry for entry in entries if _key(entry) not in set(keys)]
        if len(kept) < len(entries):
            self._dictionary.replace(kept)

    def _merge_judgements(
        self, tx: Transaction, number: int, sent: Sequence[SentJudgement], tally: _Tally
    ) -> None:
        verdicts = {_question(one): one.right for one in self._exchange.judgements()}
        for judgement in sent:
            question = _question(judgement)
            known = verdicts.get(question)
            if known is None:
                self._exchange.add_judgement(tx, number, judgement)
                verdicts[question] = judgement.right
                tally.judgements += 1
                tally.digests.append(judgement.digest)
            elif known is judgement.right:
                tally.known += 1
            else:
                tally.conflicts.append(
                    ExchangeConflict("judgement", judgement.text, _verdict(known), _verdict(judgement.right))
                )

    def _encode(self) -> None:
        """Give judgements that came the vectors that those made here have; without an encoder they wait for one."""
        state = self._session.state()
        if not isinstance(state, Ready):
            return
        coverage = EncoderCoverage(self._database, state.encoder.fingerprint)
        waiting = coverage.judgements_to_encode()
        for start in range(0, len(waiting), _ENCODED_AT_ONCE):
            batch = waiting[start : start + _ENCODED_AT_ONCE]
            rows = state.encoder.encode_texts([text for _, text in batch])
            with self._database.transaction() as tx:
                coverage.put_judgement_vectors(tx, [judgement for judgement, _ in batch], rows)


def _read(file: Path) -> Parcel:
    try:
        require_plain(file)
        if file.stat().st_size > LARGEST:
            raise ExchangeDamaged(path=str(file), reason=f"> {LARGEST >> 20} MB")
        return parcel_from_json(json.loads(file.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise ExchangeDamaged(path=str(file), reason=f"{type(trouble).__name__}: {trouble}") from trouble


def _fresh_entries(here: Sequence[Entry], sent: Sequence[Entry], tally: _Tally) -> list[Entry]:
    """The terms that are not there; one whose first name is there with other names is told, and left."""
    known = {fold(name): entry for entry in here for name in entry.names}
    fresh: list[Entry] = []
    for entry in sent:
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


def _question(judgement: SentJudgement) -> tuple[str, int, str, bytes | None]:
    return judgement.digest, judgement.number, " ".join(fold(judgement.text).split()), judgement.photo


def _verdict(right: bool) -> str:
    return "right" if right else "wrong"


def _told(entry: Entry) -> str:
    return " = ".join(entry.names)


def _key(entry: Entry) -> str:
    return json.dumps([entry.en, entry.ja, entry.kind], ensure_ascii=False)
