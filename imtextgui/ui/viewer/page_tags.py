"""What the program makes of the page on show: a sentence about it, and tags to take up, refuse or correct."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from imtextgui import messages
from imtextgui.catalogue.protocols import DescriptionsPart, ExamplesPart, TaggingPart
from imtextgui.domain.items import PageView
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.domain.tagging.examples import Plausibility
from imtextgui.domain.tagging.suggestions import SuggestedTag, TagChange
from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, ElidedLabel
from imtextgui.ui.widgets.flow_layout import FlowLayout
from imtextgui.ui.widgets.tag_reasons import TagReasons
from imtextgui.ui.widgets.undo_bar import UndoBar

GAP = 6
"""Pixels between the parts."""


class _Line(QLineEdit):
    """Keeps Esc from the window, which would clear the search, and Enter from the page, which would open its file."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Esc before shortcuts do."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Reimplements ``QLineEdit.keyPressEvent``, which leaves Enter to what lies below."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PageTags(QWidget):
    """One line that describes the page, and a chip for each suggested tag; hidden where there is neither."""

    changed = Signal()
    """A tag was given, or that taken back."""

    def __init__(
        self,
        tagging: TaggingPart,
        descriptions: DescriptionsPart,
        examples: ExamplesPart,
        tasks: TaskRunner,
        undo: UndoBar,
    ) -> None:
        super().__init__()
        self._tagging, self._descriptions, self._undo = tagging, descriptions, undo
        self._examples = examples
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._problem = tasks.problem
        self._reasons = TagReasons(self)
        self._view: PageView | None = None
        self._written: PageView | None = None
        """The page that the open line writes of: it is read again after each change, and not on show meanwhile."""
        self._menu: QMenu | None = None
        self._stands_in: QWidget | None = None
        """What Qt gave the focus to when nothing was on show here for a moment."""
        self._corrected = ""
        self._instead = ""
        """The suggested tag in whose place the line asks for another one; "" where it takes a description."""
        self.by_picture = False
        """Whether the hits answer a photo: then known pictures like the page are named."""
        self.chips: list[Button] = []
        self._suggested: Sequence[SuggestedTag] = ()
        """What the chips tell."""
        self._build()
        self.hide()

    def show_page(self, view: PageView | None) -> None:
        """Tell of the page ``view``; None tells nothing. What is being written goes on until another page comes."""
        self._view = view
        if view is not None and self._written is not None:
            if (view.path, view.number) == (self._written.path, self._written.number):
                self._written = view  # it may have been indexed again meanwhile
            else:
                self._end_writing()
        if view is None:
            self._show((), None, Plausibility())
            return
        page, item = view.page_id, view.item_id

        def read() -> tuple[Sequence[SuggestedTag], Description | None, Plausibility]:
            tags = self._tagging.of_page(page)
            described = self._descriptions.of([page], item_id=item).get(page)
            # words find a text; what pictures tell is asked for pictures only
            return tags, described, self._examples.of_page(page) if self.by_picture else Plausibility()

        self._tasks.start(read, lambda told: self._show(*told), topic="page", urgency=Urgency.DECORATION)

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.sentence = ElidedLabel(look="muted")
        self.edit = Button("edit", name=self.tr("Correct the description"))
        self.edit.clicked.connect(self._begin_writing)
        self.line = _Line()
        self.line.left.connect(self._leave)
        self.line.setAccessibleName(self.tr("Description of the page"))
        self.line.setPlaceholderText(self.tr("Description; empty brings the automatic one back"))
        self.line.returnPressed.connect(self._write)
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        row.addWidget(self.line, 1)
        row.addWidget(self.edit)
        column.addLayout(row)
        self.known = ElidedLabel(look="muted")
        column.addWidget(self.known)
        self._inside = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._inside.setSizePolicy(policy)
        self._row = FlowLayout(self._inside, spacing=GAP)
        column.addWidget(self._inside)
        self.line.hide()

    # Showing

    def _show(
        self, suggested: Sequence[SuggestedTag], described: Description | None, known: Plausibility
    ) -> None:
        names = ", ".join(
            self.tr("{name} ({words})").format(name=one.path.name, words=one.words) for one in known.examples
        )
        self.known.setText(self.tr("Known pictures like this one: {names}").format(names=names))
        self.known.setVisible(bool(names))
        text = described.text(messages.language()) if described else ""
        corrected = described is not None and messages.language() in described.corrected
        self._corrected = text if corrected else ""
        self.sentence.setText(
            text if corrected or not text else self.tr("Automatic: {text}").format(text=text)
        )
        self.edit.setEnabled(not self._descriptions.read_only)
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        had_focus = at is not None or self.edit.hasFocus()
        self._show_chips(suggested)
        self.setVisible(bool(text or names or self.chips) or self._written is not None)
        self._keep_focus(had_focus, at)

    def _keep_focus(self, had_focus: bool, at: int | None) -> None:
        """Chips are made anew, and nothing is on show while the page is read again: whoever works here stays here."""
        now = QApplication.focusWidget()
        if self.isVisible() and (had_focus or (now is not None and now is self._stands_in)):
            chip = self.chips[min(at or 0, len(self.chips) - 1)] if self.chips else None
            (self.edit if chip is None or (had_focus and at is None) else chip).setFocus()
            self._stands_in = None
        elif had_focus:
            self._stands_in = now

    def _show_chips(self, suggested: Sequence[SuggestedTag]) -> None:
        """A chip for each suggestion; those that are there stay, so that none goes from under a finger."""
        if tuple(suggested) != tuple(self._suggested):
            self._row.clear()
            self._suggested = suggested
            self.chips = [self._chip(one) for one in suggested]
        for chip in self.chips:
            chip.setEnabled(not self._tagging.read_only)
        self._inside.setVisible(bool(self.chips))

    def _chip(self, one: SuggestedTag) -> Button:
        name = one.name(messages.language())
        why = "\n".join(self._reasons.text(reason) for reason in one.reasons)
        spoken = self.tr("Suggested tag {name}: {why}").format(name=name, why=why.replace("\n", "; "))
        chip = Button("tag", f"{name.replace('&', '&&')}?", name=spoken, look="chip", tip=why)
        chip.clicked.connect(lambda _=False: self._offer(chip, one, why))
        self._row.addWidget(chip)
        chip.show()
        return chip

    # Doing

    def _offer(self, chip: Button, one: SuggestedTag, why: str) -> None:
        if self._view is None:
            return
        page = self._view.page_id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in why.split("\n"):
            menu.addAction(line.replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
        name = one.name(messages.language()).replace("&", "&&")
        menu.addAction(self.tr("&Give the tag “{name}”").format(name=name)).triggered.connect(
            lambda: self._accept(page, one)
        )
        menu.addAction(self.tr("Give &another tag instead")).triggered.connect(lambda: self._ask_other(one))
        menu.addAction(self.tr("&Not this one")).triggered.connect(lambda: self._refuse(page, one))
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))
        self._menu = menu

    def _accept(self, page: int, one: SuggestedTag) -> None:
        name, language = one.name(messages.language()), messages.language()
        self._change(
            page,
            lambda: self._tagging.accept([(page, one.tag)], language),
            self.tr("Tagged “{tag}”.").format(tag=name),
        )

    def _refuse(self, page: int, one: SuggestedTag) -> None:
        self._change(
            page,
            lambda: self._tagging.refuse([(page, one.tag)]),
            self.tr("“{tag}” is not suggested for this page again.").format(
                tag=one.name(messages.language())
            ),
        )

    def _ask_other(self, one: SuggestedTag) -> None:
        """Let the line ask for the tag to give in the place of a suggested one."""
        self._end_writing()
        self._instead = one.tag
        self.line.setPlaceholderText(
            self.tr("Tag in the place of “{tag}”").format(tag=one.name(messages.language()))
        )
        self._open_line("")

    def _write(self) -> None:
        view, text, instead = self._written, self.line.text().strip(), self._instead
        if view is None:
            return
        page, item, language = view.page_id, view.item_id, messages.language()
        self._leave()
        if instead:
            if text:
                self._change(
                    page,
                    lambda: self._tagging.correct([(page, instead)], text),
                    self.tr("Tagged “{tag}”.").format(tag=text),
                )
            return
        before = self._corrected

        def take_back() -> None:
            self._tasks.start(
                lambda: self._descriptions.write(page, language, before, item_id=item),
                ended=lambda: self._read_again(page),
            )

        def tell(_: object) -> None:
            told = (
                self.tr("The description is kept.") if text else self.tr("The automatic description is back.")
            )
            self._undo.offer(told, take_back)

        def write_again(problem: ImTextError) -> None:
            self._open_line(text)  # nothing that was typed is lost
            self._problem.emit(problem)

        self._tasks.start(
            lambda: self._descriptions.write(page, language, text, item_id=item),
            tell,
            problem=write_again,
            ended=lambda: self._read_again(page),
        )

    def _change(self, page: int, change: Callable[[], TagChange], told: str) -> None:
        def offer(done: TagChange) -> None:
            if done.tagged:
                self.changed.emit()
            self._undo.offer(told, lambda: self._take_back(done, page))

        self._tasks.start(change, offer, ended=lambda: self._read_again(page))

    def _take_back(self, done: TagChange, page: int) -> None:
        self._tasks.start(
            lambda: self._tagging.undo(done),
            lambda _: self.changed.emit() if done.tagged else None,
            ended=lambda: self._read_again(page),
        )

    def _read_again(self, page: int) -> None:
        if self._view is not None and self._view.page_id == page:
            self.show_page(self._view)

    # Writing

    def _begin_writing(self) -> None:
        if self.line.isVisible():
            self._end_writing()
            return
        self.line.setPlaceholderText(self.tr("Description; empty brings the automatic one back"))
        self._open_line(self._corrected)

    def _open_line(self, text: str) -> None:
        if self._view is None:  # it is read again just now
            return
        self._written = self._view
        self.line.setText(text)
        self.sentence.hide()
        self.line.show()
        self.line.setFocus()

    def _end_writing(self) -> None:
        self._instead, self._written = "", None
        self.line.hide()
        self.sentence.show()

    def _leave(self) -> None:
        self._end_writing()
        self.edit.setFocus()
