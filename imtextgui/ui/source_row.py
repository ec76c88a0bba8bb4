"""One source in the list of folders: name, counts, last run, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from imtextgui.domain.items import Source
from imtextgui.ui.controls import Button, ElidedLabel, Picture, label
from imtextgui.ui.figures import Figures


class SourceRow(QFrame):
    """A folder. Removing asks back on the row itself, so that nothing pops up."""

    remove_wanted = Signal(int)
    exclude_wanted = Signal(object)
    reveal_wanted = Signal(object)
    index_wanted = Signal(int)

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.setObjectName("card")
        self.source = source
        self._figures = Figures(self)
        self._shown, self._asking = self._facts(), self._question()
        around = QVBoxLayout(self)
        around.setContentsMargins(10, 6, 6, 6)
        around.addWidget(self._shown)
        around.addWidget(self._asking)
        self._ask(False)
        self.show_source(source)

    def allow_changes(self, allowed: bool) -> None:
        """Offer what changes the catalogue, or only what does not."""
        for action in self._changes:
            action.setEnabled(allowed)
        self.confirm.setEnabled(allowed)

    def ask_removal(self) -> None:
        """Ask on the row whether it shall go."""
        self._ask(True)
        self.keep.setFocus()

    def _ask(self, asking: bool) -> None:
        self._shown.setVisible(not asking)
        self._asking.setVisible(asking)

    def show_source(self, source: Source) -> None:
        """Show new figures of the same folder."""
        self.source = source
        self._sign.set_icon(*(("offline", "possible") if source.offline else ("folder", "accent")))
        self._name.setText(source.path.name or str(source.path))
        self._name.setToolTip(str(source.path))
        self._state.setText(self.state)
        self._last.setText(self.last_run)
        self._troubles.setText(self.tr("%n problem(s)", "", source.problems))
        self._troubles.setVisible(source.problems > 0)

    def _facts(self) -> QWidget:
        self._sign = Picture("folder", 24, "accent")
        self._name = ElidedLabel(look="heading", mode=Qt.TextElideMode.ElideMiddle)
        self._state, self._last, self._troubles = (ElidedLabel(look="muted") for _ in range(3))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for each in (self._name, self._state, self._last, self._troubles):
            lines.addWidget(each)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign)
        row.addSpacing(4)
        row.addLayout(lines, 1)
        row.addWidget(self._menu_button())
        return page

    @property
    def state(self) -> str:
        """How many files there are, or that the folder cannot be reached."""
        files = self.tr("%n file(s)", "", self.source.items)
        if self.source.offline:
            return self.tr("Not connected – {files} kept").format(files=files)
        return files

    @property
    def last_run(self) -> str:
        """When the folder was indexed."""
        if self.source.last_run is None:
            return self.tr("Indexed in part") if self.source.items else self.tr("Not indexed yet")
        return self.tr("Indexed {when}").format(when=self._figures.ago(self.source.last_run))

    def _menu_button(self) -> Button:
        name = self.tr("What to do with {folder}").format(folder=self.source.path.name)
        self.menu_button = Button("more", name=name, look="flat")
        menu = QMenu(self.menu_button)
        index = menu.addAction(self.tr("&Re-index this folder"))
        index.triggered.connect(lambda: self.index_wanted.emit(self.source.id))
        exclude = menu.addAction(self.tr("&Leave out files…"))
        exclude.triggered.connect(lambda: self.exclude_wanted.emit(self.source))
        menu.addAction(self.tr("&Show in file manager")).triggered.connect(
            lambda: self.reveal_wanted.emit(self.source)
        )
        menu.addSeparator()
        remove = menu.addAction(self.tr("Re&move from the catalogue"))
        remove.triggered.connect(self.ask_removal)
        self._changes = (index, exclude, remove)
        self.menu_button.setMenu(menu)
        return self.menu_button

    def _question(self) -> QWidget:
        self.confirm = Button("remove", self.tr("Remove"))
        self.confirm.clicked.connect(lambda: self.remove_wanted.emit(self.source.id))
        self.keep = Button("clear", self.tr("Keep"))
        self.keep.clicked.connect(lambda: self._ask(False))
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm, 1)
        buttons.addWidget(self.keep, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        question = self.tr("Remove “{folder}” from the catalogue? Your files stay as they are.")
        column.addWidget(label(question.format(folder=self.source.path.name), wrap=True))
        column.addLayout(buttons)
        return page
