"""The question that is asked now, above whatever page it is answered on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from imtextgui.domain.measurement.trial import Ending, TrialQuestion
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.flow_layout import FlowLayout

PHOTO_SIDE = 96
"""Pixels of the photo of a question."""


class QuestionBar(QFrame):
    """Shows a question, and takes how the attempt at it ended."""

    ended = Signal(object)
    """The Ending."""
    stopped = Signal()
    photo_wanted = Signal()
    """The photo of the question shall be searched with."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._place = label("", "muted")
        self._question = label("", "heading", wrap=True)
        self._hint = label("", "muted", wrap=True)
        self._photo = QLabel()
        self._photo.setAccessibleName(self.tr("Photo of the question"))
        self.found = Button("check", self.tr("This page &answers it"), look="primary")
        self.nothing = Button("cancel", self.tr("&Nothing here answers it"))
        self.give_up = Button("", self.tr("&Give up"))
        self.use_photo = Button("photo", self.tr("Search &with the photo"))
        self.stop = Button("clear", name=self.tr("Stop asking"), look="flat")
        for button, ending in (
            (self.found, Ending.FOUND),
            (self.nothing, Ending.NOTHING),
            (self.give_up, Ending.ABANDONED),
        ):
            button.clicked.connect(lambda _=False, ending=ending: self.ended.emit(ending))
        self.stop.clicked.connect(self.stopped)
        self.use_photo.clicked.connect(self.photo_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._place, self._question, self._hint):
            words.addWidget(part)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=6)
        for button in (self.use_photo, self.found, self.nothing, self.give_up):
            flow.addWidget(button)
        words.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.addWidget(self._photo)
        row.addLayout(words, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The question on show."""
        return self._question.text()

    def ask(self, question: TrialQuestion, place: int, count: int, hint: str) -> None:
        """Show question ``place`` of ``count``, as yet without a photo; ``hint`` says where to look for the answer."""
        self._place.setText(self.tr("Question {place} of {count}").format(place=place, count=count))
        self._question.setText(question.text or self.tr("Find the page that this photo shows."))
        self._hint.setText(hint)
        for part in (self._photo, self.use_photo):
            part.hide()
        self.show_state(begun=False, opened=False)
        self.show()

    def show_photo(self, photo: QImage, *, searchable: bool) -> None:
        """Show the photo of the question; ``searchable``: it can be searched with."""
        side = PHOTO_SIDE
        self._photo.setPixmap(QPixmap.fromImage(photo.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)))
        self._photo.show()
        self.use_photo.setVisible(searchable)

    def show_state(self, *, begun: bool, opened: bool) -> None:
        """What can be said now: nothing before somebody has begun to look, and a page only where one is open."""
        self.found.setEnabled(begun and opened)
        for button in (self.nothing, self.give_up):
            button.setEnabled(begun)
