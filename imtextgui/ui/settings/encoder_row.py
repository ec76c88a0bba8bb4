"""One encoder in the settings: what it is, how much of the catalogue it has, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.domain.bundles import BundleState, EncoderComparison
from imtextgui.ui.widgets.controls import Button, IconLabel, label


class EncoderRow(QWidget):
    """An encoder. What is wanted of it is told to the panel."""

    use_requested = Signal(object)
    forget_requested = Signal(object)
    compare_requested = Signal(object)

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
        self.compare = Button(
            "compare",
            self.tr("Compare"),
            name=self.tr("Compare {encoder} with the encoder in use").format(encoder=state.called),
            tip=self.tr("Encode the catalogue with it, too, and answer the confirmed questions with both"),
        )
        self.compare.clicked.connect(lambda: self.compare_requested.emit(self.state))
        if state.active or state.bundle is None:
            self.compare.hide()
        self._figures = label("", "muted", wrap=True)
        self._figures.hide()
        self._build()

    @property
    def facts(self) -> str:
        """The line on show below the name."""
        return self._facts.text()

    @property
    def figures(self) -> str:
        """What a comparison gave, "" before one."""
        return self._figures.text()

    def show_comparison(self, comparison: EncoderComparison) -> None:
        """Tell how often the right file was found with this encoder, and with the one in use."""
        pairs = zip((1, 5, 10), comparison.other, comparison.active, strict=True)
        shares = "  ·  ".join(
            self.tr("top {count}: {other} % instead of {active} %").format(
                count=count, other=round(100 * other), active=round(100 * active)
            )
            for count, other, active in pairs
        )
        told = self.tr("Right file found, of %n confirmed question(s)", "", comparison.questions)
        self._figures.setText(f"{told}:  {shares}")
        self._figures.show()

    def allow_changes(self, allowed: bool) -> None:
        """Offer what changes the catalogue, or not."""
        self.compare.setEnabled(allowed)
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
        words.addWidget(self._figures)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        row.addWidget(IconLabel("check" if self.state.active else "meaning", 22, self._colour()))
        row.addLayout(words, 1)
        for button in (self.compare, self.use, self.forget):
            row.addWidget(button)

    def _colour(self) -> str:
        if not self.state.active:
            return "muted"
        return "strong" if self.state.bundle is not None else "possible"
