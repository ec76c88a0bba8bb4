"""One source in the list of folders: name, counts, last run, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from imtextgui.domain.items import Source
from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel
from imtextgui.ui.widgets.formatting import Formatter


class SourceRow(QFrame):
    """A folder. What is wanted of it is told to the page."""

    remove_requested = Signal(object)
    forget_requested = Signal(object)
    exclude_requested = Signal(object)
    left_out_requested = Signal(object)
    relocation_requested = Signal(object)
    reveal_requested = Signal(object)
    index_requested = Signal(int)

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.setObjectName("card")
        self.source = source
        self._formatter = Formatter(self)
        self._sign = IconLabel("folder", 28, "accent")
        self._name = ElidedLabel(look="heading", mode=Qt.TextElideMode.ElideMiddle)
        self._path, self._facts = (
            ElidedLabel(look="muted", mode=Qt.TextElideMode.ElideMiddle) for _ in range(2)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self._lines(), 1)
        self.exclude = Button(
            "exclude", self.tr("Leave out…"), name=self._of(self.tr("Leave out files of {folder}"))
        )
        self.exclude.clicked.connect(lambda: self.exclude_requested.emit(self.source))
        self.relocate = Button(
            "find",
            self.tr("Is elsewhere now…"),
            name=self._of(self.tr("Say where {folder} is now")),
            tip=self.tr("The folder has moved: choose where it is now. Nothing is read anew."),
        )
        self.relocate.clicked.connect(lambda: self.relocation_requested.emit(self.source))
        row.addWidget(self.relocate)
        row.addWidget(self.exclude)
        row.addWidget(self._menu_button())
        self.show_source(source)

    def allow_changes(self, allowed: bool, *, relocation: bool) -> None:
        """Offer what changes the catalogue, or only what does not; ``relocation``: to say where the folder is."""
        for action in self._changes:
            action.setEnabled(allowed)
        self.exclude.setEnabled(allowed)
        for control in (self.relocate, self._relocate):
            control.setEnabled(relocation)

    def show_source(self, source: Source) -> None:
        """Show new figures of the same folder."""
        self.source = source
        self._sign.set_icon(*(("offline", "possible") if source.offline else ("folder", "accent")))
        self.relocate.setVisible(source.offline)
        self._name.setText(source.path.name or str(source.path))
        self._path.setText(str(source.path))
        facts = [self.state, self.last_run]
        if source.problems:
            facts.append(self.tr("%n problem(s)", "", source.problems))
        if source.left_out:
            facts.append(self.tr("%n file(s) left out", "", source.left_out))
        self.left_out.setEnabled(source.left_out > 0)
        self._facts.setText("  ·  ".join(facts))

    @property
    def facts(self) -> str:
        """What is told of the folder: files, last run, problems, what is left out."""
        return self._facts.text()

    @property
    def state(self) -> str:
        """How many files there are, or that the folder cannot be reached."""
        files = self.tr("%Ln file(s)", "", self.source.items)
        if self.source.offline:
            return self.tr("Not connected – {files} kept").format(files=files)
        return files

    @property
    def last_run(self) -> str:
        """When the folder was indexed."""
        if self.source.last_run is None:
            return self.tr("Indexed in part") if self.source.items else self.tr("Not indexed yet")
        return self.tr("Indexed {when}").format(when=self._formatter.ago(self.source.last_run))

    def _of(self, text: str) -> str:
        return text.format(folder=self.source.path.name)

    def _lines(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        for line in (self._name, self._path, self._facts):
            lines.addWidget(line)
        return page

    def _menu_button(self) -> Button:
        self.menu_button = Button("more", name=self._of(self.tr("What to do with {folder}")), look="flat")
        menu = QMenu(self.menu_button)
        index = menu.addAction(self.tr("&Re-index this folder"))
        index.triggered.connect(lambda: self.index_requested.emit(self.source.id))
        exclude = menu.addAction(self.tr("&Leave out files…"))
        exclude.triggered.connect(lambda: self.exclude_requested.emit(self.source))
        self.left_out = menu.addAction(self.tr("&What is left out…"))
        self.left_out.triggered.connect(lambda: self.left_out_requested.emit(self.source))
        self._relocate = menu.addAction(self.tr("Is &elsewhere now…"))
        self._relocate.triggered.connect(lambda: self.relocation_requested.emit(self.source))
        menu.addAction(self.tr("&Show in file manager")).triggered.connect(
            lambda: self.reveal_requested.emit(self.source)
        )
        menu.addSeparator()
        remove = menu.addAction(self.tr("Re&move from the catalogue"))
        remove.triggered.connect(lambda: self.remove_requested.emit(self.source))
        forget = menu.addAction(self.tr("&Forget for good, with what was added"))
        forget.triggered.connect(lambda: self.forget_requested.emit(self.source))
        self._changes = (index, exclude, remove, forget)
        self.menu_button.setMenu(menu)
        return self.menu_button
