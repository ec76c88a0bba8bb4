"""One encoder in the settings: what it is, how much of the catalogue it has, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.domain.bundles import BundleState
from imtextgui.ui.widgets.controls import Button, IconLabel, label


class EncoderRow(QWidget):
    """An encoder. What is wanted of it is told to the panel."""

    use_requested = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, state: BundleState) -> None:
        super().__init__()
        self.state = state
        self._title = label(state.called if state.name else self.tr("Unknown encoder"), "heading", wrap=True)
        self._facts = label("  ·  ".join(self._told()), "muted", wrap=True)
        self.use = self._use_button()
        self.forget = Button(
            "remove",
            self.tr("Forget"),
            name=self.tr("Forget the vectors of {encoder}").format(encoder=state.called),
            tip=self.tr("Remove what it has of this catalogue; it can be encoded again"),
        )
        self.forget.clicked.connect(lambda: self.forget_requested.emit(self.state))
        if state.active or not state.vectors:
            self.forget.hide()
        self._build()

    @property
    def facts(self) -> str:
        """The line on show below the name."""
        return self._facts.text()

    def allow_changes(self, allowed: bool) -> None:
        """Offer what changes the catalogue, or not."""
        self.use.setEnabled(allowed)
        self.forget.setEnabled(allowed)

    def _use_button(self) -> Button:
        state, encoder = self.state, self.state.called
        if state.active:
            text, name = self.tr("Complete"), self.tr("Encode what {encoder} lacks")
        else:
            text, name = self.tr("Use this"), self.tr("Use {encoder} for searches")
        button = Button(
            "resume", text, name=name.format(encoder=encoder), look="" if state.active else "primary"
        )
        button.clicked.connect(lambda: self.use_requested.emit(self.state))
        lacks_nothing = state.active and not state.missing and not state.fallback_pages
        if state.bundle is None or lacks_nothing:
            button.hide()
        return button

    def _told(self) -> list[str]:
        state = self.state
        facts = [self.tr("In use")] if state.active else []
        if state.bundle is None:
            facts.append(self.tr("Not installed"))
        if state.vectors or state.active:
            facts.append(self.tr("{percent} % of the catalogue encoded").format(percent=state.percent))
        else:
            facts.append(self.tr("Nothing encoded yet"))
        if state.fallback_pages:
            facts.append(self.tr("%n page(s) known by their thumbnail only", "", state.fallback_pages))
        if state.licence:
            facts.append(state.licence)
        if state.bundle is not None and state.bundle.own:
            facts.append(self.tr("Added here"))
        return facts

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        row.addWidget(IconLabel("check" if self.state.active else "meaning", 22, self._colour()))
        row.addLayout(words, 1)
        for button in (self.use, self.forget):
            row.addWidget(button)

    def _colour(self) -> str:
        if not self.state.active:
            return "muted"
        return "strong" if self.state.bundle is not None else "possible"
