"""What would help where an answer is not certain."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from imtextgui.domain.query import Advice, Band, Results
from imtextgui.ui.search.advice.closest import ClosestText
from imtextgui.ui.search.advice.next_steps import NextSteps
from imtextgui.ui.widgets.controls import IconLabel, label

SIDES = 12
"""Pixels at each side."""


class AdviceRow(QFrame):
    """A title and a line; hidden where there is nothing to advise."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._title = label("", "heading")
        self._text = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDES, 6, SIDES, 6)
        sign = IconLabel("no-match", 28, "possible")
        row.addWidget(sign)
        row.addSpacing(6)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._title)
        lines.addWidget(self._text)
        self.steps = NextSteps()
        lines.addWidget(self.steps)
        self._closest = ClosestText(self)
        self.is_provisional = False
        """Folders are being read: what answers best may be found later."""
        row.addLayout(lines, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The advice on show."""
        return self._text.text()

    def show_results(self, results: Results | None) -> None:
        """Advise on an answer that has hits; one without them has a page of its own."""
        told = results is not None and Advice.CHOOSE_ENCODER in results.advice
        certain = results is None or (results.band is Band.STRONG and not told)
        unknown = self._closest.unknown(results) if results is not None and not certain else ""
        weak = bool(
            results
            and results.hits
            and not certain
            and (results.band is Band.NONE or results.advice or unknown)
        )
        self.setVisible(weak)
        if results is None or not weak:
            return
        none = results.band is Band.NONE
        self._title.setText(self.tr("No good match") if none else self.tr("Not certain"))
        closest = self._closest.sentence(results) if none else unknown
        advice = self.sentences(results.advice, by_photo=bool(results.query.photos))
        self._text.setText(" ".join(part for part in (closest, advice) if part))
        self.steps.offer(results, None)

    def sentences(self, advice: Sequence[Advice], *, by_photo: bool) -> str:
        """What to do, in the window's language; nothing of a frame where there is no photo."""
        sentences = {
            Advice.PHOTOGRAPH_PLATE: self.tr("Photograph the type plate."),
            Advice.CROP_TO_PART: self.tr("Frame the part on the photo."),
            Advice.OTHER_WORDS: self.tr("Try other words or a part number."),
            Advice.TURN_OFF_FILTER: self.tr("Take a filter away."),
            Advice.CHOOSE_ENCODER: self.tr(
                "Only words and part numbers were searched: the encoder is not installed. Choose one in the settings."
            ),
        }
        general = self.tr("Try other words or a part number, or frame the part on the photo.")
        if not by_photo:
            general = sentences[Advice.OTHER_WORDS]
        said = " ".join(sentences[kind] for kind in advice) or general
        if self.is_provisional:
            return self.tr("The folders are still being read; more will be found.") + " " + said
        return said
