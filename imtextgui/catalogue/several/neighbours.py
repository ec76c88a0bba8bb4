"""Other catalogues that are searched with the one that is open, as a window does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.catalogue.pages import CataloguePages
from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.several.catalogue_set import CatalogueSet, MemberCatalogue, Opening
from imtextgui.domain.items import WHOLE, Box, PageOccurrences, PageToPrint, PageView, Paper, Word
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Photo, PhotoCode, Query, Results
from imtextgui.domain.where_used import WhereUsed
from imtextgui.errors import ImTextError

if TYPE_CHECKING:
    from PIL.Image import Image

    from imtextgui.search.geometry.compare import Comparison


class CatalogueNeighbours:
    """Which other catalogues are searched, too; none at first. May be asked from several threads."""

    def __init__(
        self,
        own: MemberCatalogue,
        search: CatalogueSearch,
        pages: CataloguePages,
        opening: Opening,
        *,
        always: Sequence[Path] = (),
    ) -> None:
        """Those of ``always`` are searched whatever is chosen besides: shards that were published together."""
        self._always = tuple(always)
        self._own, self._opening = own, opening
        self._set: CatalogueSet | None = None
        self._left_out: tuple[ImTextError, ...] = ()
        self._first_place = 1
        self.search = JoinedSearch(self, search)
        self.pages = JoinedPages(self, pages)
        if self._always:
            self.choose(())

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the other catalogues."""
        return () if self._set is None else tuple(self._set.folders.values())[1:]

    @property
    def left_out(self) -> tuple[ImTextError, ...]:
        """Why some of them are not in the last answer."""
        return self._left_out

    def choose(self, folders: Sequence[Path]) -> None:
        """Search these, too, from now on."""
        self.close()
        chosen = [folder for folder in folders if folder != self._own.folder]
        others = list(dict.fromkeys((*self._always, *chosen)))
        if others:
            self._set = CatalogueSet(others, self._opening, self._own, first_place=self._first_place)
            # Pages of those before are of nobody any more.
            self._first_place += len(others)

    def folder_of(self, number: int) -> Path:
        """The folder of the catalogue that a page or file of an answer belongs to."""
        return self._own.folder if self._set is None else self._set.folder_of(number)

    def elsewhere(self, number: int) -> Path | None:
        """The folder of the other catalogue that a page or file of an answer belongs to; None for the own one."""
        from imtextgui.search.federation.numbering import catalogue_of

        return self.folder_of(number) if catalogue_of(number) else None

    def digest_of(self, item_id: int) -> str:
        """The digest of a file of another catalogue in an answer; "" where it has none, or is not open any more."""
        from imtextgui.search.federation.numbering import own_number

        member = self.member(item_id)
        return "" if member is None else str(member.trial.digest_of(own_number(item_id)))

    def answer(self, query: Query) -> Results | None:
        """What all answer together; None where there are no others. Raises as ``CatalogueSet.answer``."""
        if self._set is None:
            return None
        joined = self._set.answer(query)
        self._left_out = joined.left_out
        return joined.results

    def member(self, number: int) -> Any:
        """The other catalogue of a page or file of an answer; None where it is not open any more."""
        return None if self._set is None else self._set.member(number)

    def close(self) -> None:
        """Close the others."""
        opened, self._set, self._left_out = self._set, None, ()
        if opened is not None:
            opened.close()


class JoinedSearch:
    """As ``CatalogueSearch``, over all of them; what helps to put a question is that of the catalogue itself."""

    def __init__(self, neighbours: CatalogueNeighbours, own: CatalogueSearch) -> None:
        self._neighbours, self._own = neighbours, own

    def answer(self, query: Query) -> Results:
        """See ``CatalogueSearch.answer``."""
        joined = self._neighbours.answer(query)
        return self._own.answer(query) if joined is None else joined

    def stages(self, query: Query) -> Iterator[Results]:
        """See ``CatalogueSearch.stages``; of several catalogues there is one answer only."""
        joined = self._neighbours.answer(query)
        return self._own.stages(query) if joined is None else iter((joined,))

    def complete(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """See ``CatalogueSearch.complete``."""
        return self._own.complete(text, limit)

    def examples(self, language: str) -> tuple[str, ...]:
        """See ``CatalogueSearch.examples``."""
        return self._own.examples(language)

    def read_photo(self, photo: Photo) -> tuple[Word, ...]:
        """See ``CatalogueSearch.read_photo``."""
        return self._own.read_photo(photo)

    def photo_picture(self, photo: Photo, longest: int) -> "Image":
        """See ``CatalogueSearch.photo_picture``."""
        return self._own.photo_picture(photo, longest)

    def suggest_crops(self, photo: Photo) -> tuple[Box, ...]:
        """See ``CatalogueSearch.suggest_crops``."""
        return self._own.suggest_crops(photo)

    def photo_codes(self, photo: Photo) -> tuple[PhotoCode, ...]:
        """See ``CatalogueSearch.photo_codes``."""
        return self._own.photo_codes(photo)


class JoinedPages:
    """As ``CataloguePages``, for the pages of all of them by their numbers in an answer."""

    def __init__(self, neighbours: CatalogueNeighbours, own: CataloguePages) -> None:
        self._neighbours, self._own = neighbours, own

    def get(self, page_id: int) -> PageView | None:
        """See ``CataloguePages.get``."""
        return self._view(page_id, lambda pages, number: pages.get(number))

    def by_number(self, item_id: int, number: int) -> PageView | None:
        """See ``CataloguePages.by_number``."""
        return self._view(item_id, lambda pages, item: pages.by_number(item, number))

    def of_item(self, item_id: int) -> tuple[PageView, ...]:
        """See ``CataloguePages.of_item``."""
        pages, number = self._of(item_id)
        return () if pages is None else tuple(_outer(item_id, view) for view in pages.of_item(number))

    def thumbnail(self, page_id: int) -> bytes | None:
        """See ``CataloguePages.thumbnail``."""
        pages, number = self._of(page_id)
        return None if pages is None else pages.thumbnail(number)

    def picture(self, page_id: int, longest: int, part: Box = WHOLE) -> "Image | None":
        """See ``CataloguePages.picture``."""
        pages, number = self._of(page_id)
        return None if pages is None else pages.picture(number, longest, part)

    def highlights(self, page_id: int, query: Query, also: Sequence[str] = ()) -> tuple[Box, ...]:
        """See ``CataloguePages.highlights``."""
        pages, number = self._of(page_id)
        return () if pages is None else pages.highlights(number, query, also)

    def compare(self, page_id: int, other_id: int, longest: int) -> "Comparison | None":
        """See ``CataloguePages.compare``; pages of two catalogues are not compared."""
        (pages, number), (others, other) = self._of(page_id), self._of(other_id)
        return None if pages is None or pages is not others else pages.compare(number, other, longest)

    def counterpart(self, page_id: int, item_id: int) -> PageView | None:
        """See ``CataloguePages.counterpart``."""
        (pages, number), (others, item) = self._of(page_id), self._of(item_id)
        view = None if pages is None or pages is not others else pages.counterpart(number, item)
        return None if view is None else _outer(page_id, view)

    def find(self, item_id: int, wanted: str) -> tuple[PageOccurrences, ...]:
        """See ``CataloguePages.find``."""
        pages, number = self._of(item_id)
        found = () if pages is None else pages.find(number, wanted)
        shift = item_id - number
        return tuple(replace(one, page_id=one.page_id + shift) for one in found)

    def find_on_page(self, page_id: int, wanted: str) -> tuple[tuple[Box, ...], ...]:
        """See ``CataloguePages.find_on_page``."""
        pages, number = self._of(page_id)
        return () if pages is None else pages.find_on_page(number, wanted)

    def printable(
        self, pages: Sequence[PageToPrint], paper: Paper, target: Path | None = None
    ) -> Job[Path | None]:
        """See ``CataloguePages.printable``."""
        return self._own.printable(pages, paper, target, page=self.get)

    def printable_leaves(self, path: Path, numbers: Sequence[int], target: Path | None = None) -> Path:
        """See ``CataloguePages.printable_leaves``."""
        return self._own.printable_leaves(path, numbers, target)

    def check_target(self, target: Path) -> None:
        """See ``CataloguePages.check_target``."""
        self._own.check_target(target)

    def drawn(self, path: Path, number: int, longest: int) -> "Image | None":
        """See ``CataloguePages.drawn``."""
        return self._own.drawn(path, number, longest)

    def where_used(self, number: str) -> WhereUsed:
        """See ``CataloguePages.where_used``: in the catalogue itself."""
        return self._own.where_used(number)

    def archive_of(self, path: Path) -> Path | None:
        """See ``CataloguePages.archive_of``."""
        return self._own.archive_of(path)

    def openable(self, path: Path) -> Path:
        """See ``CataloguePages.openable``."""
        return self._own.openable(path)

    def elsewhere(self, number: int) -> Path | None:
        """See ``CataloguePages.elsewhere``."""
        return self._neighbours.elsewhere(number)

    def _of(self, number: int) -> tuple[CataloguePages | None, int]:
        """The pages of the catalogue that a number belongs to, and the number there."""
        from imtextgui.search.federation.numbering import catalogue_of, own_number

        if not catalogue_of(number):
            return self._own, number
        member = self._neighbours.member(number)
        return (None if member is None else member.pages), own_number(number)

    def _view(self, number: int, look: Callable[[CataloguePages, int], PageView | None]) -> PageView | None:
        pages, own = self._of(number)
        view = None if pages is None else look(pages, own)
        return None if view is None else _outer(number, view)


def _outer(number: int, view: PageView) -> PageView:
    """``view`` with numbers among all catalogues, of the one that ``number`` belongs to."""
    from imtextgui.search.federation.numbering import Numbering, catalogue_of

    outer = Numbering(catalogue_of(number)).outer
    return replace(view, page_id=outer(view.page_id), item_id=outer(view.item_id))
