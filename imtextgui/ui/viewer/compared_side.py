"""One side of a comparison: the name of its file, its page, and buttons that turn it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.domain.items import PageView
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.page_text import PageText
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.files.file_name_label import FileNameLabel


class ComparedSide(QWidget):
    """Name and buttons above ``canvas``."""

    turned = Signal(int)
    """So many pages on or back."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self.canvas = canvas
        self.page: PageView | None = None
        """The page on show, None for none or for a photo."""
        self.name = FileNameLabel()
        self._number = label("", "muted")
        self.previous = Button("previous", name=self.tr("Previous page of this side"))
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.next = Button("next", name=self.tr("Next page of this side"))
        self.next.clicked.connect(lambda: self.turned.emit(1))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        for part in (self.previous, self._number, self.next):
            head.addWidget(part)
        keeps_room = self.next.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.next.setSizePolicy(keeps_room)  # so that pages of two sides begin at one height
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.text = PageText()
        self._body = QStackedWidget()
        for shown in (canvas, self.text):
            self._body.addWidget(shown)
        column.addLayout(head)
        column.addWidget(self._body, 1)

    def clear(self) -> None:
        """Show nothing."""
        self.canvas.clear()
        self.show_name("")

    def show_name(self, name: str) -> None:
        """Show a name that belongs to no page that can be turned."""
        self.page = None
        self._body.setCurrentWidget(self.canvas)
        self.name.show_name(name)
        for part in (self.previous, self._number, self.next):
            part.hide()

    def show_page(self, page: PageView) -> None:
        """Name ``page``; its picture is put on the canvas by who has it, and where it has none its text is shown."""
        self.page = page
        self.text.show_text(page.text, ())
        self._body.setCurrentWidget(self.canvas if page.width else self.text)
        self.name.show_name(f"{page.path.name}  ·  {page.number}")
        self._number.setText(self.tr("{page} / {pages}").format(page=page.number, pages=page.pages))
        for part in (self.previous, self._number, self.next):
            part.setVisible(page.pages > 1)
        self.previous.setEnabled(page.number > 1)
        self.next.setEnabled(page.number < page.pages)
