"""A published catalogue that is searched in an engine: its candidates come from there, all else from what is published.

The engine says which pages hold words and codes, which fit filters, and which vectors are near. The published catalogue
says what a page is: its files, texts, headings, pictures, boxes of words, local features, tags, what vectors stand for,
and which words there are for other spellings. Ranking, geometry, confidence and reasons are those of every catalogue;
what people add lies over it as over any that is published.
"""

import msgspec

from imtextgui.catalogue.catalogue import Candidates
from imtextgui.catalogue.opening import OpenedFolder
from imtextgui.cluster.engines.codes import EngineCodes
from imtextgui.cluster.engines.filters import EngineFilter
from imtextgui.cluster.engines.lance import LanceEngine
from imtextgui.cluster.engines.narrowing import Narrowings
from imtextgui.cluster.engines.vectors import EngineVectors
from imtextgui.cluster.engines.words import EngineWords
from imtextgui.errors import EngineMissing, EngineWithoutPublication
from imtextgui.search.routes.candidate_stores import CandidateStores
from imtextgui.store.content.filtering import Filtering
from imtextgui.store.user.tags import Tags


class EngineCandidates:
    """What an engine gives for one catalogue; see ``catalogue.search_engine.CandidateSource``."""

    def __init__(self, opened: OpenedFolder, address: str) -> None:
        """Raises EngineWithoutPublication, EngineMissing, EngineDamaged and EngineNotInstalled."""
        if opened.publication is None:
            raise EngineWithoutPublication(path=str(opened.folder))
        names = opened.publication.names
        engine = LanceEngine(address)
        state = engine.state(names.publication)
        if state is None or state.lineage != names.lineage:
            raise EngineMissing(path=address)
        self._opened, self._state = opened, state
        self._tables = engine.tables(state)
        self._narrowings = Narrowings()

    @property
    def is_behind(self) -> bool:
        """Whether a newer snapshot than the exported one is read: what is new in it is not found yet."""
        publication = self._opened.publication
        return publication is not None and publication.names.snapshot != self._state.snapshot

    def stores(self) -> CandidateStores:
        """Words, codes and filters."""
        words = EngineWords(self._tables, self._state, self._narrowings)
        own = Filtering(self._opened.database)
        filtering = EngineFilter(self._tables, own, self._narrowings, self._has_own_tags)
        return CandidateStores(words, EngineCodes(self._tables, self._narrowings), filtering)

    def indexes(self, fingerprint: str) -> EngineVectors:
        """Vectors, of which there are none for another encoder than the one exported."""
        state = self._state
        if fingerprint != state.fingerprint:
            state = msgspec.structs.replace(state, spaces={})
        return EngineVectors(self._tables, state, self._narrowings)

    def _has_own_tags(self) -> bool:
        own = self._opened.own
        return own is not self._opened.database and bool(Tags(own).all())


def in_engine(address: str) -> Candidates:
    """What ``Catalogue.open`` and ``open_several`` are given to search in the engine at ``address``.

    They raise as ``EngineCandidates`` then.
    """
    return lambda opened: EngineCandidates(opened, address)


def published_in_engine(address: str) -> Candidates:
    """The same for published catalogues; others are searched by themselves."""
    return lambda opened: None if opened.publication is None else EngineCandidates(opened, address)
