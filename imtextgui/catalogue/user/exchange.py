"""Judgements, tags, descriptions and own terms as one file between sites, merged, told, and taken back."""

import json
import time
from pathlib import Path

from imtextgui import file_output
from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.user.dictionary import CatalogueDictionary
from imtextgui.catalogue.user.exchange_merge import ExchangeMerge, Tally, fresh_entries
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcel_json import parcel_from_json, parcel_to_json
from imtextgui.domain.exchange.parcels import Parcel, TakenIn
from imtextgui.errors import CatalogueReadOnly, ExchangeDamaged, ExchangeMissing
from imtextgui.plain_files import require_plain
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.user.exchange import Exchange

LARGEST = 256 << 20
"""Bytes of a file that is read: a hundred thousand judgements take a tenth of it."""

_ENCODED_AT_ONCE = 64


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
        """All that was judged, tagged, refused, described and added to the dictionary. Raises DictionaryDamaged."""
        return Parcel(
            origin.strip() or self._folder.name,
            time.time(),
            self._exchange.judgements(),
            self._exchange.tags(),
            tuple(self._dictionary.entries()),
            self._exchange.refusals(),
            self._exchange.descriptions(),
        )

    def export(self, target: Path, *, origin: str = "", overwrite: bool = False) -> Path:
        """Write the parcel into ``target``, as from ``origin``, by default the catalogue's name; gives its whole path.

        Raises DictionaryDamaged, and Report* errors as job sheets do.
        """
        sources = Sources(self._database).paths()
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
        tally = Tally()
        fresh = fresh_entries(entries, parcel.entries, tally)
        with self._database.transaction() as tx:
            number = self._exchange.begin(tx, {})
            ExchangeMerge(self._exchange, parcel, tally).merge(tx, number)
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
                tally.refusals,
                tally.descriptions,
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


def _key(entry: Entry) -> str:
    return json.dumps([entry.en, entry.ja, entry.kind], ensure_ascii=False)
