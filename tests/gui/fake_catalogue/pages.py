"""Drawn pages."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from imtextgui.domain.items import WHOLE, Box, Kind, PageOccurrences, PageToPrint, PageView, Paper
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Query
from imtextgui.domain.text.codes import codes, normalise
from imtextgui.domain.text.occurrences import occurrences
from imtextgui.domain.where_used import DocumentWithNumber, NumberOnPage, WhereUsed
from imtextgui.errors import DocumentDamaged, DocumentMissing
from imtextgui.search.geometry.compare import Comparison, compare
from tests.gui.fake_catalogue.files import FakeItem, draw_page, jpeg
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakePages(FakePart):
    """As ``CataloguePages``."""

    def __init__(self, script: Script, items: Sequence[FakeItem]) -> None:
        super().__init__(script)
        self.items = items
        self.thumbnails_asked: list[int] = []
        self.pictures_asked: list[tuple[int, int]] = []
        self.archive: Path | None = None
        """Holds every file that is not there."""
        self.marked: tuple[Box, ...] = ()
        self.marked_for: tuple[str, ...] = ()
        """The text of the query that the latest marks were for, and what it is also called."""
        self.pairs: dict[tuple[int, int], int] = {}
        """Which number of another file a page has its counterpart in, 0 for none; by default the first."""
        self.printed = Path("printed.pdf")
        """What is written to be printed where no file is named."""
        self.vectors = False
        """Whether pages to print have any."""
        self.unread = 0
        """Pages of whose pictures the words are not read."""
        self.unlike = False
        """No two pages can be laid one over the other."""
        self.others: dict[int, Path] = {}
        """The folders of other catalogues that pages and files are of."""

    def get(self, page_id: int) -> PageView:
        self.script.enter("pages.get")
        return self.by_number(page_id // 100, page_id % 100)

    def elsewhere(self, number: int) -> Path | None:
        return self.others.get(number)

    def by_number(self, item_id: int, number: int) -> PageView:
        self.script.enter("pages.by_number")
        item = self.item(item_id)
        size = (595, 842) if item.has_picture else (0, 0)
        return PageView(
            item.page_id(number),
            item.id,
            item.path,
            number,
            len(item.texts),
            item.kind,
            "",
            item.texts[number - 1],
            *size,
        )

    def printable(
        self, pages: Sequence[PageToPrint], paper: Paper, target: Path | None = None
    ) -> Job[Path | None]:
        self.script.enter("pages.printable")
        yield Progress(Stage.SHEET, 0, len(pages))
        if not self.vectors:
            return None
        return self._write(len(pages), paper, target)

    def printable_leaves(self, path: Path, numbers: Sequence[int], target: Path | None = None) -> Path:
        self.script.enter("pages.printable_leaves")
        return self._write(len(numbers), (595, 842), target)

    def _write(self, pages: int, paper: Paper, target: Path | None) -> Path:
        file = target or self.printed
        leaf = Image.new("RGB", (round(paper[0]), round(paper[1])), "white")
        leaf.save(file, "PDF", save_all=True, append_images=[leaf] * (pages - 1), resolution=72)
        return file

    def of_item(self, item_id: int) -> tuple[PageView, ...]:
        self.script.enter("pages.of_item")
        count = len(self.item(item_id).texts)
        return tuple(replace(self.by_number(item_id, number), text="") for number in range(1, count + 1))

    def thumbnail(self, page_id: int) -> bytes | None:
        self.script.enter("pages.thumbnail")
        self.thumbnails_asked.append(page_id)
        item = self.item(page_id // 100)
        return jpeg(page_id, item.kind, item.text_of(page_id % 100)) if item.has_picture else None

    def picture(self, page_id: int, longest: int, part: Box = WHOLE) -> Image.Image:
        self.script.enter("pages.picture")
        self.pictures_asked.append((page_id, longest))
        item = self.item(page_id // 100)
        if not item.has_picture:
            raise DocumentDamaged(path=str(item.path), reason="no picture")
        whole = draw_page(page_id, item.kind, item.text_of(page_id % 100), longest)
        sides = (part.x0 * whole.width, part.y0 * whole.height, part.x1 * whole.width, part.y1 * whole.height)
        return whole.crop(tuple(map(round, sides)))  # type: ignore[arg-type]  # there are four

    def check_target(self, target: Path) -> None:
        self.script.enter("pages.check_target")

    def drawn(self, path: Path, number: int, longest: int) -> Image.Image:
        self.script.enter("pages.drawn")
        return draw_page(number, Kind.MANUAL, f"leaf {number}", longest)

    def compare(self, page_id: int, other_id: int, longest: int) -> Comparison:
        self.script.enter("pages.compare")
        found = compare(self.picture(page_id, 400), self.picture(other_id, 400))
        return replace(found, aligned=found.aligned and not self.unlike)

    def counterpart(self, page_id: int, item_id: int) -> PageView | None:
        self.script.enter("pages.counterpart")
        number = self.pairs.get((page_id, item_id), 1)
        return self.by_number(item_id, number) if number else None

    def find(self, item_id: int, wanted: str) -> tuple[PageOccurrences, ...]:
        self.script.enter("pages.find")
        item = self.item(item_id)
        counts = [(page, len(occurrences(text, wanted))) for page, text in enumerate(item.texts, 1)]
        return tuple(PageOccurrences(item.page_id(page), page, count) for page, count in counts if count)

    def find_on_page(self, page_id: int, wanted: str) -> tuple[tuple[Box, ...], ...]:
        self.script.enter("pages.find_on_page")
        count = len(occurrences(self.item(page_id // 100).text_of(page_id % 100), wanted))
        return tuple((Box(0.1, 0.1 * place + 0.1, 0.3, 0.1 * place + 0.15),) for place in range(count))

    def where_used(self, number: str) -> WhereUsed:
        self.script.enter("pages.where_used")
        asked = normalise(number)
        documents = []
        for item in self.items:
            places = [
                NumberOnPage(item.page_id(page), page, code.raw)
                for page, text in enumerate(item.texts, 1)
                for code in codes(text)
                if code.normalised == asked
            ]
            named = asked in {code.normalised for code in codes(str(item.path))}
            if places or named:
                unique = {place.page: place for place in places}
                machine = "" if item.kind is Kind.DRAWING else item.path.parent.name
                documents.append(
                    DocumentWithNumber(
                        item.id,
                        item.page_id(1),
                        item.path,
                        item.kind,
                        len(item.texts),
                        machine,
                        named,
                        tuple(unique.values()),
                    )
                )
        documents.sort(key=lambda document: (not document.machine, document.machine))
        return WhereUsed(number, tuple(documents), self.unread)

    def archive_of(self, path: Path) -> Path | None:
        self.script.enter("pages.archive_of")
        return self.archive

    def openable(self, path: Path) -> Path:
        self.script.enter("pages.openable")
        if self.archive is None:
            raise DocumentMissing(path=str(path))
        return Path("/copies", path.name)

    def highlights(self, page_id: int, query: Query, also: Sequence[str] = ()) -> tuple[Box, ...]:
        self.script.enter("pages.highlights")
        self.marked_for = (query.text, *also)
        return self.marked

    def item(self, item_id: int) -> FakeItem:
        """The item with an id; the first one where there is none, as for hits that a test made up."""
        return next((item for item in self.items if item.id == item_id), self.items[0])
