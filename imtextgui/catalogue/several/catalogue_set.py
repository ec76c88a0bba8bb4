"""Catalogues that are searched together: own ones and published ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from imtextgui.absolute_paths import absolute
from imtextgui.catalogue.published.publication import Publication
from imtextgui.catalogue.search import without_switched_off
from imtextgui.catalogue.several.member_workers import MemberWorkers
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Results
from imtextgui.errors import CatalogueMissing, ImTextError

if TYPE_CHECKING:
    from imtextgui.search.service import SearchService


@dataclass(frozen=True, slots=True)
class JoinedAnswer:
    """What several catalogues answer together, and why those did not that are left out of it."""

    results: Results
    left_out: tuple[ImTextError, ...] = ()


class ServicePart(Protocol):
    """See ``catalogue.search``."""

    def service(self) -> "SearchService": ...


class PresencePart(Protocol):
    """See ``catalogue.health``."""

    def is_there(self) -> bool: ...


class MemberCatalogue(Protocol):
    """What is asked of a catalogue that is searched with others."""

    @property
    def folder(self) -> Path: ...
    @property
    def publication(self) -> Publication | None: ...
    @property
    def settings(self) -> CurrentSettings: ...
    @property
    def search(self) -> ServicePart: ...
    @property
    def health(self) -> PresencePart: ...
    def dictionary_folders(self) -> tuple[Path, ...]: ...
    def close(self) -> None: ...


Opening = Callable[[Path], MemberCatalogue]


class CatalogueSet:
    """Opens catalogues for reading and searches them together. A context manager.

    The first that can be opened orders the answers of all, with what it was taught. One that cannot be opened, or does
    not answer in time, is left out and told; it is tried again at the next search.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        opening: Opening,
        own: MemberCatalogue | None = None,
        *,
        first_place: int = 1,
    ) -> None:
        """``own`` is one more that is open already: it comes first, and is neither opened nor closed.

        The others have places from ``first_place`` on, which tell their pages from those of sets before.
        """
        first = () if own is None else (own.folder,)
        others = [folder for folder in dict.fromkeys(map(absolute, folders)) if folder not in first]
        self.folders: dict[int, Path] = dict(enumerate(first)) | dict(enumerate(others, first_place))
        """By their places."""
        self._opening, self._own = opening, own
        self._members: dict[int, MemberCatalogue] = {} if own is None else {0: own}
        self._workers = MemberWorkers({place: str(folder) for place, folder in self.folders.items()})

    def folder_of(self, number: int) -> Path:
        """The folder of the catalogue that a page or file of an answer belongs to."""
        from imtextgui.search.federation.numbering import catalogue_of

        return self.folders[catalogue_of(number)]

    def answer(self, query: Query) -> JoinedAnswer:
        """Answer ``query`` from all. Raises Query* errors, and what is wrong where none of them can be searched."""
        services = self._services()
        if not services:
            first, folder = next(iter(self.folders.items()))
            raise self._workers.troubles.get(first) or CatalogueMissing(path=str(folder))
        results = self._search(services, query)
        return JoinedAnswer(results, tuple(self._workers.troubles[place] for place in self._left_out()))

    def member(self, number: int) -> MemberCatalogue | None:
        """The catalogue that a page or file of an answer belongs to, as far as it is open."""
        from imtextgui.search.federation.numbering import catalogue_of

        return self._members.get(catalogue_of(number))

    def close(self) -> None:
        """Close all of them."""
        busy = self._workers.busy()
        self._workers.close()
        for place, catalogue in self._members.items():
            if catalogue is not self._own and place not in busy:
                catalogue.close()
        self._members.clear()

    def __enter__(self) -> "CatalogueSet":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _services(self) -> "dict[int, SearchService]":
        """What searches each catalogue; those that are not open yet, or not any more, are opened."""

        def opening(place: int) -> "Callable[[], tuple[MemberCatalogue, SearchService]]":
            return lambda: self._opened(place)

        opened = self._workers.ask({place: opening(place) for place in self.folders})
        self._members |= {place: catalogue for place, (catalogue, _) in opened.items()}
        return {place: service for place, (_, service) in sorted(opened.items())}

    def _opened(self, place: int) -> "tuple[MemberCatalogue, SearchService]":
        catalogue = self._members.get(place)
        if catalogue is not None and catalogue is not self._own and not _is_current(catalogue):
            self._members.pop(place).close()
            catalogue = None
        if catalogue is None:
            catalogue = self._opening(self.folders[place])
        try:
            return catalogue, catalogue.search.service()
        except BaseException:
            if place not in self._members:
                catalogue.close()
            raise

    def _search(self, services: "dict[int, SearchService]", query: Query) -> Results:
        from imtextgui.search.federation.federated_search import FederatedSearch
        from imtextgui.search.query import dictionary

        first = next(iter(services))
        folders = (folder for place in services for folder in self._members[place].dictionary_folders())
        search = FederatedSearch(
            services, dictionary.load(*folders), services[first].ranker, self._workers.ask
        )
        return search.answer(without_switched_off(query, self._members[first].settings))

    def _left_out(self) -> list[int]:
        return sorted(self._workers.troubles)


def _is_current(catalogue: MemberCatalogue) -> bool:
    """Follow what is published; False where another catalogue has taken its place."""
    publication = catalogue.publication
    if publication is None:
        return catalogue.health.is_there()
    if publication.is_due:
        run(publication.follow())
    return not publication.is_replaced
