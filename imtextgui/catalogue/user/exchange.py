"""Judgements, tags, descriptions and own terms as one file between sites, merged, told, and taken back."""

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from imtextgui import file_output
from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.user.dictionary import CatalogueDictionary
from imtextgui.catalogue.user.exchange_merge import ExchangeMerge, Tally, fresh_entries
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcel_json import importable, parcel_from_json, parcel_to_json, plain_origin
from imtextgui.domain.exchange.parcels import HandedOn, Parcel, TakenBack, TakenIn
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import CatalogueReadOnly, ExchangeDamaged, ExchangeMissing, ImTextError
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
        self,
        folder: Path,
        database: Database,
        session: EncoderSession,
        dictionary: CatalogueDictionary,
        *,
        own: Database | None = None,
    ) -> None:
        """``own`` holds what was added here alone, where the catalogue is published by others: that is handed on."""
        self._folder = folder
        self._database = database
        self._session = session
        self._dictionary = dictionary
        self._exchange = Exchange(database)
        self._own = own or database

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def parcel(self, origin: str = "") -> Parcel:
        """All that was judged, tagged, refused, described and added to the dictionary. Raises DictionaryDamaged."""
        own = Exchange(self._own)
        return Parcel(
            plain_origin(origin) or plain_origin(self._folder.name),
            time.time(),
            own.judgements(),
            own.tags(),
            tuple(self._dictionary.entries()),
            own.refusals(),
            own.descriptions(),
        )

    def export(self, target: Path, *, origin: str = "", overwrite: bool = False) -> HandedOn:
        """Write the parcel into ``target``, as from ``origin``, by default the catalogue's name.

        What no catalogue would take in, such as a tag of more letters than a page has, is left out. Raises
        DictionaryDamaged, and Report* errors as job sheets do.
        """
        sources = Sources(self._database).paths()
        target = file_output.checked(target, sources, overwrite=overwrite)
        parcel, left_out = importable(self.parcel(origin))
        text = json.dumps(parcel_to_json(parcel), ensure_ascii=False, indent=1)
        file_output.write(target, f"{text}\n".encode(), overwrite=overwrite)
        return HandedOn(target, left_out)

    def take_in(self, file: Path) -> TakenIn:
        """Merge the parcel in ``file``, whole or not at all.

        Stopped between the catalogue and the dictionary, it can be taken in again: what is there already stays, the
        terms follow. Raises ExchangeDamaged, DictionaryDamaged, Bundle* errors and as ``CatalogueDictionary.replace``.
        """
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
                self._exchange.add_entry(tx, number, entry)
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
            self._add_terms(number, [*entries, *fresh])
        self._encode()
        return taken

    def all(self) -> tuple[TakenIn, ...]:
        """Every parcel that was taken in and not taken back, the newest first."""
        return self._exchange.all()

    def undo(self, number: int) -> TakenBack:
        """Take back what a parcel brought, but for what was changed, confirmed or noted on here since.

        The dictionary comes first: stopped after it, the rest can be taken back again. Raises ExchangeMissing,
        DictionaryDamaged and as ``CatalogueDictionary.replace``.
        """
        brought = self._exchange.brought(number)
        if brought is None:
            raise ExchangeMissing(id=number)
        entries = self._dictionary.entries()
        terms = {_entry(told) for told in brought.terms}
        removable = terms - self._dictionary.noted() if terms else terms
        # Of equal ones the first came with the parcel: what is there twice, somebody has written, too.
        kept = [
            entry for place, entry in enumerate(entries) if entry not in removable or entry in entries[:place]
        ]
        if len(kept) < len(entries):
            self._dictionary.write(kept)
        with self._database.transaction() as tx:
            removed = self._exchange.take_back(tx, number)
        names = {fold(name) for entry in kept for name in entry.names}
        changed = sum(not names.isdisjoint(map(fold, term.names)) for term in terms)
        return TakenBack(number, removed + len(entries) - len(kept), brought.confirmed + changed)

    def _add_terms(self, number: int, entries: list[Entry]) -> None:
        """Write the dictionary with the terms of a parcel; where that fails, nothing of the parcel was taken in."""
        try:
            self._dictionary.write(entries)
        except Exception:
            with suppress(ImTextError):
                self.undo(number)
            raise

    def _encode(self) -> None:
        """Give judgements that came the vectors that those made here have; without an encoder they wait for one."""
        state = self._session.state()
        if not isinstance(state, Ready):
            return
        coverage = EncoderCoverage(self._own, state.encoder.fingerprint)
        waiting = coverage.judgements_to_encode()
        for start in range(0, len(waiting), _ENCODED_AT_ONCE):
            batch = waiting[start : start + _ENCODED_AT_ONCE]
            rows = state.encoder.encode_texts([text for _, text in batch])
            with self._own.transaction() as tx:
                coverage.put_judgement_vectors(tx, [judgement for judgement, _ in batch], rows)


def _read(file: Path) -> Parcel:
    try:
        require_plain(file)
        if file.stat().st_size > LARGEST:
            raise ExchangeDamaged(path=str(file), reason=f"> {LARGEST >> 20} MB")
        return parcel_from_json(json.loads(file.read_bytes()))
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as trouble:
        raise ExchangeDamaged(path=str(file), reason=f"{type(trouble).__name__}: {trouble}") from trouble


def _entry(told: Sequence[Any]) -> Entry:
    """The term of a note; those that were first written have English, Japanese and the kind alone."""
    en, ja, kind, de, definition, source = [*told, (), "", ""][:6]
    return Entry(tuple(en), tuple(ja), kind, tuple(de), definition, source)
