"""What can be done with hits: open, show in the folder, copy, search with them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from imtextgui.catalogue.protocols import JobSheetsPart, JudgementsPart, PagesPart, TagsPart
from imtextgui.domain.items import WHOLE, Box
from imtextgui.domain.jobsheet import Added
from imtextgui.domain.query import Hit, Query, Route
from imtextgui.errors import DocumentMissing
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.results.photo_match import matched_regions
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.pictures import page_picture
from imtextgui.ui.widgets.undo_bar import UndoBar

COPIED_PIXELS = 2400
"""Longest side in pixels of a page that is copied or searched with."""


class HitActions(QObject):
    """Does what the menus and buttons of results and page ask for."""

    message = Signal(str)
    compare_requested = Signal()
    match_requested = Signal()
    print_requested = Signal(object)
    """The pages of some hits."""
    list_requested = Signal()
    """The results as a file."""
    table_requested = Signal()
    """The results as a table on the clipboard."""
    where_requested = Signal(str)
    """A part number: where is it used?"""
    collected = Signal()
    """What is on a job sheet changed."""
    changed = Signal()
    """The answer memory or a tag changed: the same query may have another answer now."""
    search_requested = Signal(object, str)
    """A picture (QImage) to search with, and its name."""

    def __init__(
        self,
        pages: PagesPart,
        tasks: TaskRunner,
        desktop: Desktop,
        undo: UndoBar,
        parent: QWidget,
        *,
        tags: TagsPart,
        judgements: JudgementsPart,
        jobsheets: JobSheetsPart,
    ) -> None:
        super().__init__(parent)
        self._pages, self._tags, self._judgements, self._jobsheets = pages, tags, judgements, jobsheets
        self._desktop, self._undo, self._window = desktop, undo, parent
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._formatter = Formatter(self)

    @property
    def can_collect(self) -> bool:
        """Whether pages can be put on a job sheet."""
        return not self._jobsheets.read_only

    def open_file(self, hit: Hit, page: int) -> None:
        """Open the file of a hit at ``page``."""
        self.open_page([hit.path, *hit.copies], page)

    def open_page(self, paths: Sequence[Path], page: int) -> None:
        """Open the first of ``paths`` that is there at ``page``."""
        refusal = self.tr("No program could open {name}.")
        self._when_there(
            paths, self._pages.openable, lambda path: self._desktop.open_file(path, page), refusal
        )

    def reveal(self, hit: Hit) -> None:
        """Show the file, or the archive that it lies in, in the file manager."""
        refusal = self.tr("No file manager could show {name}.")
        self._when_there([hit.path, *hit.copies], self._pages.archive_of, self._desktop.reveal, refusal)

    def copy_paths(self, hits: Sequence[Hit]) -> None:
        """Put the paths on the clipboard, one a line."""
        self._desktop.copy_text("\n".join(str(hit.path) for hit in hits))
        self.message.emit(self.tr("%n path(s) copied.", "", len(hits)))

    def copy_picture(self, page_id: int, part: Box = WHOLE) -> None:
        """Put the picture of a page, or a part of it, on the clipboard."""

        def show(image: QImage | None) -> None:
            if image is None:
                self.message.emit(self.tr("This page has no picture."))
                return
            QGuiApplication.clipboard().setImage(image)
            self.message.emit(self.tr("Picture copied."))

        self._with_picture(page_id, part, show)

    def search_with(self, page_id: int, name: str, part: Box = WHOLE) -> None:
        """Ask for pages that look like this one, or like a part of it."""

        def go_on(image: QImage | None) -> None:
            if image is None:
                self.message.emit(self.tr("This page has no picture."))
            else:
                self.search_requested.emit(image, name)

        self._with_picture(page_id, part, go_on)

    def judge(self, query: Query, hit: Hit, right: bool) -> None:
        """Keep that a hit is the right answer to ``query``, or not; that can be taken back."""

        def offer(number: int) -> None:
            kept = self.tr("{name} is kept as the right answer.")
            if not right:
                kept = self.tr("{name} is kept as not what was asked for.")
            self.changed.emit()
            text = kept.format(name=hit.path.name)
            self._undo.offer(text, lambda: self._withdraw(number))

        if not self._own([hit.page_id]):
            return
        # Where the searches run: both ask the encoder, which serves one at a time.
        self._tasks.start(
            lambda: self._judgements.add(query, hit.page_id, right, item_id=hit.item_id),
            offer,
            lane=Lane.SEARCHES,
        )

    def ask_tag(self, hits: Sequence[Hit]) -> None:
        """Ask for a tag and put it on the files."""
        items = self._own([hit.item_id for hit in hits])
        if not items:
            return

        def ask(tags: Sequence[tuple[str, int]]) -> None:
            dialog = QInputDialog(self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setWindowTitle(self.tr("Tag"))
            dialog.setLabelText(self.tr("Tag for %n file(s):", "", len(items)))
            dialog.setComboBoxEditable(True)
            dialog.setComboBoxItems([name for name, _ in tags] or [""])
            dialog.textValueSelected.connect(lambda name: self._tag(items, name.strip()))
            dialog.open()

        self._tasks.start(self._tags.all, ask)

    def collect_hits(self, hits: Sequence[Hit]) -> None:
        """Put the pages of hits on the current job sheet, each as that of the file that it shows."""
        self.collect([hit.page_id for hit in hits], [hit.item_id for hit in hits])

    def collect(self, page_ids: Sequence[int], of_items: Sequence[int] = ()) -> None:
        """Put pages on the current job sheet, of the files named; that can be taken back."""
        title, own = self._formatter.job(), self._own(page_ids)
        if not own:
            return
        pairs = zip(page_ids, of_items, strict=False)
        items = [item_id for page_id, item_id in pairs if page_id in own]

        def tell(added: Added) -> None:
            title = added.sheet.title
            if added.refused:
                self.message.emit(
                    self.tr("%n page(s) left out: their files could not be read.", "", added.refused)
                )
            elif not added.entries:
                self.message.emit(self.tr("It is on “{title}” already.").format(title=title))
            if added.entries:
                self.collected.emit()
                text = self.tr("Added to “{title}”.").format(title=title)
                self._undo.offer(text, lambda: self._take_off(added.entries))

        self._tasks.start(lambda: self._jobsheets.add_pages(own, title, of_items=items), tell)

    def _own(self, numbers: Sequence[int]) -> list[int]:
        """The ``numbers`` of pages or files of the catalogue that is open; of others it is said that they are left out.

        Others are open for reading alone: another window may change them meanwhile.
        """
        places = [self._pages.elsewhere(number) for number in numbers]
        others = [place for place in places if place is not None]
        if others:
            self.message.emit(
                self.tr(
                    "%n result(s) belong to another catalogue, {folder}. Open that one for this.",
                    "",
                    len(others),
                ).format(folder=others[0])
            )
        return [number for number, place in zip(numbers, places, strict=True) if place is None]

    def _take_off(self, entries: Sequence[int]) -> None:
        self._tasks.start(lambda: self._jobsheets.remove_pages(entries), lambda _: self.collected.emit())

    def _tag(self, items: Sequence[int], tag: str) -> None:
        if not tag:
            return

        def put() -> tuple[int, list[int]]:
            before = self._tags.of(items)
            tagged, after = self._tags.add(items, tag), self._tags.of(items)
            return tagged, [item for item in items if after.get(item) != before.get(item)]

        def offer(put: tuple[int, list[int]]) -> None:
            tagged, new = put
            if not tagged:
                self.message.emit(self.tr("No file was tagged: they are not in the catalogue any more."))
                return
            text = self.tr("Tagged “{tag}”.").format(tag=tag)
            self.changed.emit()
            if new:
                self._undo.offer(text, lambda: take_off(new))
            else:
                self.message.emit(text)

        def take_off(new: Sequence[int]) -> None:
            """Files that had the tag before keep it."""
            self._tasks.start(lambda: self._tags.remove(new, tag), lambda _: self.changed.emit())

        self._tasks.start(put, offer)

    def _take_tag_off(self, hits: Sequence[Hit], tag: str) -> None:
        items = self._own([hit.item_id for hit in hits])

        def remove() -> list[int]:
            had = [item for item, tags in self._tags.of(items).items() if tag in tags]
            self._tags.remove(had, tag)
            after = self._tags.of(had)
            return [item for item in had if tag not in after.get(item, ())]

        def offer(taken: list[int]) -> None:
            self.changed.emit()
            if taken:
                text = self.tr("The tag “{tag}” was taken off %n file(s).", "", len(taken)).format(tag=tag)
                self._undo.offer(text, lambda: put_back(taken))
            else:
                self.message.emit(
                    self.tr("The tag “{tag}” stays: it is from who publishes the catalogue.").format(tag=tag)
                )

        def put_back(taken: Sequence[int]) -> None:
            self._tasks.start(lambda: self._tags.add(taken, tag), lambda _: self.changed.emit())

        self._tasks.start(remove, offer)

    def show_menu(self, where: QPoint, hits: Sequence[Hit], query: Query | None) -> None:
        """A menu at a place of the screen for some hits of ``query``; single commands take the first."""
        hit = hits[0]
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = self.tr("&Open at page {page}").format(page=hit.page) if hit.page > 1 else self.tr("&Open")
        menu.addAction(page).triggered.connect(lambda: self.open_file(hit, hit.page))
        menu.addAction(self.tr("&Show in folder")).triggered.connect(lambda: self.reveal(hit))
        menu.addSeparator()
        copy = self.tr("&Copy %n path(s)", "", len(hits))
        menu.addAction(copy).triggered.connect(lambda: self.copy_paths(hits))
        menu.addAction(self.tr("Copy &picture")).triggered.connect(lambda: self.copy_picture(hit.page_id))
        printing = menu.addAction(self.tr("Pr&int %n page(s)…", "", len(hits)))
        printing.triggered.connect(lambda: self.print_requested.emit(hits))
        menu.addAction(self.tr("Copy as ta&ble")).triggered.connect(self.table_requested)
        menu.addAction(self.tr("Sa&ve the results…")).triggered.connect(self.list_requested)
        menu.addSeparator()
        alike = menu.addAction(self.tr("Search &with this page"))
        alike.triggered.connect(lambda: self.search_with(hit.page_id, hit.path.name))
        for number in _numbers(hit):
            used = menu.addAction(self.tr("Wh&ere {number} is used").format(number=number.replace("&", "&&")))
            used.triggered.connect(partial(self.where_requested.emit, number))
        if len(hits) == 2 or (len(hits) == 1 and hit.family):
            compare = self.tr("Compare the two pa&ges")
            if len(hits) == 1:
                name = hit.family[0].path.name.replace("&", "&&")
                compare = self.tr("Compare wit&h {name}").format(name=name)
            menu.addAction(compare).triggered.connect(self.compare_requested)
        if matched_regions(hit) is not None:
            menu.addAction(self.tr("Show what &matches on the photo")).triggered.connect(self.match_requested)
        if not self._judgements.read_only:
            self._add_changes(menu, hits, query)
        menu.popup(where)

    def _add_changes(self, menu: QMenu, hits: Sequence[Hit], query: Query | None) -> None:
        menu.addSeparator()
        places = [self._pages.elsewhere(hit.page_id) for hit in hits]
        if None not in places:
            text = self.tr("To tag or judge it, open {folder}").format(folder=places[0])
            menu.addAction(text.replace("&", "&&")).setEnabled(False)
            return
        if query is not None and places[0] is None:
            right = menu.addAction(self.tr("This is the &right answer"))
            right.triggered.connect(lambda: self.judge(query, hits[0], True))
            wrong = menu.addAction(self.tr("&Not what I asked for"))
            wrong.triggered.connect(lambda: self.judge(query, hits[0], False))
        sheet = menu.addAction(self.tr("Add to &job sheet"))
        sheet.triggered.connect(lambda: self.collect_hits(hits))
        menu.addAction(self.tr("&Tag…")).triggered.connect(lambda: self.ask_tag(hits))
        for tag in dict.fromkeys(tag for hit in hits for tag in hit.tags):
            text = self.tr("Take the tag “{tag}” off").format(tag=tag.replace("&", "&&"))
            menu.addAction(text).triggered.connect(partial(self._take_tag_off, hits, tag))

    def _withdraw(self, judgement_id: int) -> None:
        self._tasks.start(
            lambda: self._judgements.withdraw(judgement_id),
            lambda _: self.changed.emit(),
            lane=Lane.SEARCHES,
        )

    def _with_picture(self, page_id: int, part: Box, show: Callable[[QImage | None], None]) -> None:
        self._tasks.start(
            lambda: page_picture(self._pages, page_id, COPIED_PIXELS, part), show, topic="picture"
        )

    def _when_there(
        self,
        paths: Sequence[Path],
        on_disk: Callable[[Path], Path | None],
        do: Callable[[Path], bool],
        refusal: str,
    ) -> None:
        """Do it with the first of ``paths`` that is there, else with what is ``on_disk`` for it, else say so."""

        def find() -> Path | None:
            return self._desktop.first_there(paths) or on_disk(paths[0])

        def go_on(path: Path | None) -> None:
            if path is None:
                self._tasks.report(DocumentMissing(path=str(paths[0])))
            elif not do(path):
                self.message.emit(refusal.format(name=path.name))

        self._tasks.start(find, go_on)


def _numbers(hit: Hit) -> list[str]:
    """The part numbers that a hit was found by, as its page writes them; the first few."""
    terms = (evidence.terms for evidence in hit.evidence if evidence.route is Route.CODES)
    return list(dict.fromkeys(number for numbers in terms for number in numbers))[:3]
