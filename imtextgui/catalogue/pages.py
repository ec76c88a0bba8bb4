"""The pages of a catalogue as they are looked at: texts, words, parts and pictures."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from imtextgui import file_output
from imtextgui.absolute_paths import absolute
from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.items import WHOLE, Box, PageOccurrences, PageToPrint, PageView, Paper, Region, Word
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Query
from imtextgui.domain.text.page_pairing import counterpart, says_enough
from imtextgui.domain.where_used import WhereUsed
from imtextgui.errors import DocumentError, ReportForbidden, translating
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import WORDS, Passes
from imtextgui.store.content.regions import Regions
from imtextgui.store.content.sources import Sources
from imtextgui.store.content.where_used import WhereUsedIndex
from imtextgui.store.database import Database
from imtextgui.store.text.word_boxes import WordBoxes

if TYPE_CHECKING:
    from PIL.Image import Image

    from imtextgui.search.geometry.compare import Comparison


class CataloguePages:
    """Pages, by their id or by the file they are in."""

    def __init__(self, database: Database, settings: CurrentSettings) -> None:
        self._settings = settings
        self._pages = Pages(database)
        self._words = WordBoxes(database)
        self._regions = Regions(database)
        self._items = Items(database)
        self._sources = Sources(database)
        self._where_used, self._passes = WhereUsedIndex(database), Passes(database)

    def get(self, page_id: int) -> PageView | None:
        """A page with its text; None if it is gone."""
        return self._pages.page(page_id)

    def by_number(self, item_id: int, number: int) -> PageView | None:
        """Page ``number``, from 1, of an item; None if there is none."""
        return self._pages.page_of(item_id, number)

    def by_path(self, path: Path, number: int) -> PageView | None:
        """Page ``number``, from 1, of the file at ``path``; None if it is not in the catalogue.

        A relative path starts from the working folder, or else, as in a test set, from a source or its parent folder.
        What is no name of a file in the catalogue may be another one of it, by a link to its folder.
        """
        folders = {source.path: source.id for source in self._sources.all()}
        starts = [Path(), *folders, *(folder.parent for folder in folders)]
        files = [absolute(start / path) for start in starts]
        item_id = self._item_at(files, folders)
        if item_id is None:
            real = {_real(folder): source_id for folder, source_id in folders.items()}
            item_id = self._item_at([_real(file) for file in files], real)
        return None if item_id is None else self.by_number(item_id, number)

    def _item_at(self, files: Iterable[Path], folders: Mapping[Path, int]) -> int | None:
        """The item of the first of ``files`` that lies in one of ``folders``, which are sources by their ids."""
        for file in files:
            for folder, source_id in folders.items():
                if file.is_relative_to(folder):
                    # A Mac names files with accents apart from their letters, which looks the same when it is typed.
                    name = file.relative_to(folder).as_posix()
                    for written in dict.fromkeys((name, normalize("NFC", name), normalize("NFD", name))):
                        item_id = self._items.id_of(source_id, written)
                        if item_id is not None:
                            return item_id
        return None

    def compare(self, page_id: int, other_id: int, longest: int) -> "Comparison | None":
        """What differs between two pages, drawn ``longest`` px long; None where one is gone or has no picture.

        Raises Document* errors.
        """
        from imtextgui.search.geometry.compare import compare

        one, other = self.picture(page_id, longest), self.picture(other_id, longest)
        return None if one is None or other is None else compare(one, other)

    def counterpart(self, page_id: int, item_id: int) -> PageView | None:
        """The page of the file ``item_id`` that shows what ``page_id`` shows; None where it has none.

        A page without words is paired by its number.
        """
        page, others = self.get(page_id), self.of_item(item_id)
        if page is None:
            return None
        if not says_enough(page.text):
            return next((self.get(other.page_id) for other in others if other.number == page.number), None)
        texts = self._pages.texts([other.page_id for other in others])
        place = counterpart(page.text, page.number, [texts.get(other.page_id, "") for other in others])
        return None if place is None else self.get(others[place].page_id)

    def of_item(self, item_id: int) -> tuple[PageView, ...]:
        """All pages of an item in order, without their texts, which may be long; empty if it is gone."""
        return self._pages.pages_of(item_id)

    def where_used(self, number: str) -> WhereUsed:
        """Every document and page that holds the part number ``number``, by machine; written in whatever way."""
        return replace(self._where_used.find(number), unread=self._passes.count(WORDS))

    def words(self, page_id: int) -> tuple[Word, ...]:
        """The words of a page with their boxes, as far as they are known; those of a PDF after the second pass."""
        return self._words.of(page_id)

    def highlights(self, page_id: int, query: Query, also: Sequence[str] = ()) -> tuple[Box, ...]:
        """The boxes of the words and codes on a page that ``query`` asks for, and of what they are ``also`` called.

        Raises Query* errors.

        Before the second pass they are read from the text layer of the file; none where it cannot be read.
        """
        from imtextgui.search.query.query_parser import parse_query
        from imtextgui.search.results import highlights

        words = self.words(page_id) or self._words_of_file(page_id)
        return highlights.boxes(words, parse_query(query).typed, also)

    def find(self, item_id: int, wanted: str) -> tuple[PageOccurrences, ...]:
        """The pages of an item, in order, that hold ``wanted``: words in this order, or a part number."""
        from imtextgui.search.results import occurrences

        pages = self.of_item(item_id)
        texts = self._pages.texts(page.page_id for page in pages)
        counts = ((page, occurrences.count(texts.get(page.page_id, ""), wanted)) for page in pages)
        return tuple(PageOccurrences(page.page_id, page.number, count) for page, count in counts if count)

    def find_on_page(self, page_id: int, wanted: str) -> tuple[tuple[Box, ...], ...]:
        """Where on a page ``wanted`` stands: for each place the boxes of its words; none where boxes are not known."""
        from imtextgui.search.results import occurrences

        return occurrences.boxes(self.words(page_id) or self._words_of_file(page_id), wanted)

    def regions(self, page_id: int) -> tuple[Region, ...]:
        """The parts of a page that were looked at on their own; empty before the second pass."""
        return self._regions.of(page_id)

    def thumbnail(self, page_id: int) -> bytes | None:
        """The page's small picture as an encoded image, longest side 320 px; None if it has none.

        Where the settings do not let the catalogue keep any it is drawn anew; None where its file cannot be read.
        """
        stored = self._pages.thumbnail(page_id)
        return (
            stored if stored is not None or self._settings.now.keep_thumbnails else self._drawn_small(page_id)
        )

    def picture(self, page_id: int, longest: int, part: Box = WHOLE) -> "Image | None":
        """The page drawn anew from its file, longest side ``longest`` px; None where a page is text only.

        With ``part`` only that part of it, at the same scale. Raises Document* errors: the file may be gone or
        offline by now.
        """
        from imtextgui.documents.readers import render

        page = self.get(page_id)
        return None if page is None else render(page.path, page.number, longest, part=part)

    def drawn(self, path: Path, number: int, longest: int) -> "Image | None":
        """Page ``number`` of a file that the program wrote itself, as ``picture``. Raises Document* errors."""
        from imtextgui.documents.readers import render

        return render(path, number, longest)

    def has_changed(self, item_id: int) -> bool:
        """Whether the file of an item has other bytes by now than when it was indexed; False where it cannot be read.

        Where size and time of change are those that are known, no byte is read.
        """
        from imtextgui.documents.readers import digest

        known = self._items.state(item_id)
        if known is None or known.digest is None:
            return False
        with suppress(OSError):
            state = known.path.stat()
            if (state.st_size, state.st_mtime_ns) == (known.size, known.mtime_ns):
                return False
        try:
            return digest(known.path) != known.digest
        except DocumentError:
            return False  # whoever draws the page is told so

    def printable(
        self,
        pages: Sequence[PageToPrint],
        paper: Paper,
        target: Path | None = None,
        *,
        page: Callable[[int], PageView | None] | None = None,
    ) -> Job[Path | None]:
        """Write pages to print as one PDF, those of PDFs as the vectors they are; None where no page has any.

        ``page`` gives pages by number where they are of several catalogues.
        Without ``target`` it lies in the data folder for a day. Raises ReportDiskFull and ReportForbidden, and what
        ``check_target`` raises.
        """
        from imtextgui.reports import printed_pages

        file = self._place_to_print(target)
        return printed_pages.write(pages, paper, file, page=page or self.get)

    def printable_leaves(self, path: Path, numbers: Sequence[int], target: Path | None = None) -> Path:
        """Write leaves, from 1, of a PDF that the program wrote itself as ``printable`` does."""
        from imtextgui.reports import printed_pages

        return printed_pages.write_leaves(path, numbers, self._place_to_print(target))

    def _place_to_print(self, target: Path | None) -> Path:
        if target is not None:
            self.check_target(target)
            return target
        from imtextgui.documents.opened_copies import forget_old

        opened = paths.opened_dir()
        with translating(ReportForbidden, OSError, path=str(opened)):
            paths.make_private(opened)
            forget_old(opened)
            return file_output.private_folder(opened / "print") / "imtextgui.pdf"

    def check_target(self, target: Path) -> None:
        """Raise ReportInSource where a file to be printed into lies in an indexed folder, ReportInCatalogue in a
        catalogue's.
        """
        file_output.checked(target, self._sources.paths(), overwrite=True)

    def archive_of(self, path: Path) -> Path | None:
        """The archive that the item at ``path`` lies in; None for a file. Raises DocumentMissing."""
        from imtextgui.documents.opened_copies import archive_of

        return archive_of(path)

    def openable(self, path: Path) -> Path:
        """A file on disk with the bytes of the item at ``path``: itself, or a read-only copy of what lies in an
        archive, which is kept for a day in the data folder. Raises Document* errors.
        """
        from imtextgui.documents.opened_copies import copied

        return copied(path, paths.opened_dir())

    def elsewhere(self, number: int) -> Path | None:
        """The folder of another catalogue that a page or file is of: none, of the catalogue itself."""
        return None

    def _words_of_file(self, page_id: int) -> tuple[Word, ...]:
        from imtextgui.documents import readers

        page = self.get(page_id)
        if page is None or not page.text or not page.width:
            return ()
        try:
            return readers.words(page.path, page.number)
        except DocumentError:
            return ()  # whoever looks at the page is told so when it is drawn

    def _drawn_small(self, page_id: int) -> bytes | None:
        from imtextgui.documents.thumbnails import THUMBNAIL_SIDE, encoded, fitted

        try:
            picture = self.picture(page_id, THUMBNAIL_SIDE)
        except DocumentError:
            return None
        return None if picture is None else encoded(fitted(picture, THUMBNAIL_SIDE))


def _real(path: Path) -> Path:
    # Not Path.resolve, which raises where links go round in a circle.
    return Path(os.path.realpath(path))
