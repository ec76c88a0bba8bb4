"""The preview of a hit: a page as picture or text, the strip of all pages, and its file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from imtextgui.catalogue.protocols import Changeable, PagesPart
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import Hit, Query
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.viewer.canvas.page_renderer import PageRenderer
from imtextgui.ui.viewer.document_find import DocumentFind
from imtextgui.ui.viewer.page_body import PageBody
from imtextgui.ui.viewer.page_display import PageDisplay
from imtextgui.ui.viewer.page_fit import PageFit
from imtextgui.ui.viewer.page_header import PageHeader
from imtextgui.ui.viewer.page_loader import PageLoader
from imtextgui.ui.viewer.page_notes import FramingHint
from imtextgui.ui.viewer.page_strip import PageStrip
from imtextgui.ui.viewer.page_text import names_of
from imtextgui.ui.viewer.page_toolbar import PageToolbar
from imtextgui.ui.viewer.preview_layout import PreviewLayout
from imtextgui.ui.widgets.controls import EmptyState
from imtextgui.ui.widgets.focus import OpenedBy

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class PagePreview(QFrame):
    """One page of the current hit's item."""

    open_requested = Signal(object, int)
    """Hit and page number."""
    reveal_requested = Signal(object)
    copy_requested = Signal(object)
    collect_requested = Signal(object)
    """Page id, which may be larger than Qt's int: it shall be on the job sheet."""
    search_requested = Signal(object, str, object)
    """Page id, a name, and the Box to search with."""
    step_requested = Signal(int)
    """Another hit: so many rows on or back."""
    reading_requested = Signal(bool)
    """The page at full size, or beside the results again."""
    touched = Signal()
    """The reader turned, moved or sized the page."""
    shown = Signal(object)
    """The page on show (PageView), None while there is none."""
    problem_shown = Signal(str)
    """The code of a problem that the preview shows in place of the page."""

    def __init__(
        self, pages: PagesPart, tasks: TaskRunner, thumbnails: ThumbnailCache, jobsheets: Changeable
    ) -> None:
        """``jobsheets`` tells whether pages can be put on a job sheet."""
        super().__init__()
        self.setObjectName("panel")
        self._thumbnails = thumbnails
        self._jobsheets = jobsheets
        self._hit: Hit | None = None
        self.query: Query | None = None
        """What the hits answer: its words are marked on the page."""
        self._view: PageView | None = None
        self._number = 1
        self._find_opened, self._overview_opened = OpenedBy(), OpenedBy()
        self.strip = PageStrip(ThumbnailCache(pages, tasks, self))
        self.body = PageBody(self.strip.pages_model, ThumbnailCache(pages, tasks, self))
        self.canvas, self.text = self.body.canvas, self.body.text
        self._loader = PageLoader(pages, tasks, self)
        self._renderer = PageRenderer(pages, tasks, self.canvas)
        self.tools = PageToolbar()
        self._display = PageDisplay(self.body, self.tools, self._renderer, self)
        self.note = self._display.note
        self.fit = PageFit(self.canvas, self.tools)
        self.finder = DocumentFind(pages, tasks, self.canvas, self.text, self)
        self._build()
        self._connect()
        self.show_hit(None)

    @property
    def number(self) -> int:
        """The page on show, from 1."""
        return self._number

    @property
    def is_showing(self) -> bool:
        """Whether there is a page on show."""
        return self._hit is not None

    def show_hit(self, hit: Hit | None) -> None:
        """Show the page of ``hit``; None shows what to do."""
        before, self._hit, self._view = self._hit, hit, None
        self.shown.emit(None)
        self.finder.show_document(hit.item_id if hit else None)
        self._loader.cancel()
        self._renderer.clear()
        self._layout.show_page(hit is not None)
        if hit is None:
            return
        self.head.show_file(hit)
        if before is None or before.item_id != hit.item_id:
            self.strip.show_pages((), (), 1)
            self.strip.hide()
            self.show_overview(False, focus=False)
            self._display.forget_preference()  # it was for the document before
            self._layout.share_room()
        self._go_to(hit.page)

    def keep_page(self, hit: Hit) -> None:
        """``hit`` is what is known now of the file on show; the page stays as it is."""
        self._hit = hit
        self.head.show_file(hit)
        self.tools.show_place(hit, self._number)
        self.strip.pages_model.show_matching(self.tools.matching)
        self.canvas.page.show_region(self._region())

    def turn(self, by: int) -> None:
        """Go ``by`` pages on or back within the item."""
        self.touched.emit()
        if self._hit is not None and 1 <= self._number + by <= self._hit.pages:
            self._go_to(self._number + by)

    def open_file(self) -> None:
        """Ask to open the file at the page on show."""
        if self._hit is not None:
            self.open_requested.emit(self._hit, self._number)

    def collect(self) -> None:
        """Ask for the page on show to be put on the job sheet."""
        hit, view = self._hit, self._view
        if view is not None:
            self.collect_requested.emit(view.page_id)
        elif hit is not None and self._number == hit.page:
            self.collect_requested.emit(hit.page_id)

    @property
    def page_on_show(self) -> PageView | None:
        """The page, None while it is not read yet."""
        return self._view

    @property
    def has_document(self) -> bool:
        """Whether a document is on show, in which something could be found."""
        return self._hit is not None and self.isVisible()

    def step_back(self) -> bool:
        """Esc: leave the pages at a glance, or end finding; False where there was nothing to leave."""
        if self.body.is_overview:
            self.show_overview(False)
        elif self.finder.is_open:
            self.finder.close()
            self._find_opened.give_back(self.body.page)
        else:
            return False
        return True

    def show_overview(self, shown: bool, *, focus: bool = True) -> None:
        """Show all pages of the document at a glance in the place of the page, or the page again."""
        shown = shown and self._hit is not None and self._hit.pages > 1
        self.tools.overview.setChecked(shown)
        if shown:
            self._overview_opened.note()
            self.body.show_overview(self._number)
        elif self.body.leave_overview() and focus:
            self._overview_opened.give_back(self.body.page)

    def show_reading(self, reading: bool) -> None:
        """The page has the place of the results now, or no longer."""
        self.tools.read.setChecked(reading)
        self.fit.show_reading(reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """At full size, Space goes back; keys that move the page no further go to the next hit or page."""
        reading, key = self.tools.read.isChecked(), event.key()
        if reading and key == Qt.Key.Key_Space:
            self.reading_requested.emit(False)
        elif reading and key in _STEPS and self.canvas.is_at_edge(key):
            self.step_requested.emit(_STEPS[Qt.Key(key)])
        elif key in _TURNS and self.canvas.is_at_edge(key):
            self._renderer.from_below = key == Qt.Key.Key_PageUp
            self.turn(_TURNS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_file()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the page room where there is little."""
        super().resizeEvent(event)
        self._layout.share_room()

    # Building

    def _build(self) -> None:
        self.empty = EmptyState(
            "preview", self.tr("No page chosen"), self.tr("Choose a result to read its page here.")
        )
        self.head = PageHeader()
        self.how_to_frame = FramingHint()
        self._layout = PreviewLayout(
            self,
            empty=self.empty,
            head=self.head,
            tools=self.tools,
            find_bar=self.finder.bar,
            body=self.body,
            notes=(self.note, self.how_to_frame),
            strip=self.strip,
        )

    def add_below(self, widget: QWidget) -> None:
        """Put what tells of the page between it and its notes."""
        self._layout.add_below(widget)

    def follow_access(self) -> None:
        """Offer to collect pages where job sheets can be changed."""
        self.tools.collect.setEnabled(not self._jobsheets.read_only)

    def _connect(self) -> None:
        tools, canvas = self.tools, self.canvas
        for touching in (tools.match_requested, self.strip.requested, canvas.touched):
            touching.connect(self.touched)
        for button in (tools.smaller, tools.larger, tools.whole, tools.rotate, tools.frame, tools.read):
            button.clicked.connect(self.touched)
        tools.turned.connect(self.turn)
        tools.match_requested.connect(self._go_to)
        tools.rotate.clicked.connect(lambda _=False: canvas.rotate_page())
        tools.frame.toggled.connect(self._start_framing)
        tools.read.clicked.connect(self.reading_requested)
        self.follow_access()
        tools.collect.clicked.connect(self.collect)
        self._loader.loaded.connect(self._show_page)
        self._loader.listed.connect(self._show_strip)
        self._renderer.drawn.connect(self._show_drawn)
        for source in (self._loader, self._renderer):
            source.problem.connect(self._display.show_problem)
        self._display.problem_shown.connect(self.problem_shown)
        canvas.rubber_band.framed.connect(self._search_with)
        canvas.rubber_band.cancelled.connect(lambda: tools.frame.setChecked(False))
        canvas.rubber_band.cancelled.connect(tools.frame.setFocus)
        self.strip.requested.connect(self._go_to)
        self._connect_finding()
        for opening in (self.head.open, tools.open):
            opening.clicked.connect(self.open_file)
        for revealing in (self.head.reveal, tools.reveal):
            revealing.clicked.connect(lambda: self.reveal_requested.emit(self._hit))
        for copying in (self.head.copy, tools.copy):
            copying.clicked.connect(lambda: self.copy_requested.emit(self._hit))

    def _connect_finding(self) -> None:
        self.finder.opened.connect(self._find_opened.note)
        self.finder.bar.closed.connect(self.step_back)
        self.tools.finding.clicked.connect(lambda _=False: self.finder.open())
        self.tools.overview.clicked.connect(self.show_overview)
        self.body.overview.chosen.connect(self._choose_page)
        self.finder.page_requested.connect(self._go_to)
        self.finder.found.connect(self._show_matching)
        self.finder.opened.connect(self._layout.share_room)
        self.finder.left.connect(self._end_finding)

    # Showing

    def _choose_page(self, number: int) -> None:
        self._go_to(number)
        self.show_overview(False)

    def _show_matching(self) -> None:
        matching = self.finder.matching
        self.strip.pages_model.show_matching(self.tools.matching if matching is None else matching)

    def _end_finding(self) -> None:
        self._layout.share_room()
        self._show_matching()
        if self._view is not None and self._hit is not None:
            self.canvas.page.show_marks(())
            self._renderer.mark_words(self._view, self.query, names_of(self._hit))
            self._display.show_text(self._view, self._hit)

    def _go_to(self, number: int) -> None:
        hit = self._hit
        assert hit is not None
        self._number, self._view = number, None
        self._renderer.cancel()
        self.note.hide()
        self.tools.show_place(hit, number)
        self.finder.show_number(number)
        self._show_matching()
        self.tools.frame.setChecked(False)
        self.strip.go_to(number)
        thumbnail = self._thumbnails.get(hit.page_id) if number == hit.page else None
        if thumbnail is not None:
            self._renderer.show_picture(thumbnail, (hit.item_id, number), self._region())
            self._display.show_page(has_picture=True)
        self._loader.load(hit, number)

    def _show_page(self, view: PageView | None) -> None:
        hit = self._hit
        if hit is None:  # the answer was taken away while the page was on its way
            return
        if view is None:
            self._display.show_no_picture(self.note.reason(None))
            return
        self._view = view
        self.shown.emit(view)
        self._display.show_text(view, hit)
        has_picture = view.width > 0
        if not has_picture and (reason := self.note.reason(view)):
            self._display.show_no_picture(reason, keep_text=True)
        self.tools.allow_viewing(has_picture)
        if has_picture:
            query = None if self.finder.is_open else self.query
            self._renderer.render(view, self._region(), query, names_of(hit))
            self.fit.show_zoom()
        else:
            self._renderer.clear()
            self.finder.mark(view)
        self._display.show_page(has_picture=has_picture)
        if hit.pages > 1 and not self.strip.pages_model.pages:
            self._loader.list_pages(hit)

    def _show_drawn(self, has_picture: bool) -> None:
        self._display.show_page(has_picture=has_picture)
        if self._view is not None:
            self.finder.mark(self._view)

    def _show_strip(self, hit: Hit, pages: Sequence[PageView]) -> None:
        if self._hit is not None and self._hit.item_id == hit.item_id:
            self.strip.show_pages(pages, self.tools.matching, self._number)
            self._show_matching()
            self.strip.setVisible(len(pages) > 1 and any(page.width for page in pages))
            self._layout.share_room()

    def _start_framing(self, framing: bool) -> None:
        self.canvas.start_framing(framing)
        self.how_to_frame.setVisible(framing)

    def _search_with(self, part: Box) -> None:
        self.tools.frame.setChecked(False)
        if self._view is not None:
            self.search_requested.emit(self._view.page_id, self._view.path.name, part)

    def _region(self) -> Box | None:
        on_hit = self._hit is not None and self._number == self._hit.page
        return self._hit.region if on_hit and self._hit is not None else None
