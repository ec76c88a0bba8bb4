"""How the query was read, as a row of chips; each can be switched off."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from imtextgui.domain.query import Chip, ChipKind
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.flow_layout import FlowLayout

ICONS = {
    ChipKind.EXPANSION: "translate",
    ChipKind.SPELLING: "spelling",
    ChipKind.CODE: "codes",
    ChipKind.WORD: "text",
    ChipKind.FILTER: "filter",
}


class ChipRow(QScrollArea):
    """Chips in as many lines as there is room for; the keys of those that are off are kept while they come back."""

    toggled = Signal()
    meant = Signal(str)
    """The corrected text was chosen."""
    where_requested = Signal(str)
    """A part number: where is it used?"""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its chips have the focus, one by one
        self._inside = QWidget()
        self._row = FlowLayout(self._inside, spacing=6)
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._shown: tuple[Chip, ...] = ()
        self._off: set[str] = set()
        self._meant = ""
        self.buttons: list[Button] = []
        self.where_buttons: list[Button] = []
        """Beside each chip of a part number: where it is used."""
        self.link: Button | None = None

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for one line; more is there where a photo makes the panel higher, or by scrolling."""
        return QSize(200, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As ``sizeHint``; a scroll area of Qt asks for more."""
        return QSize(80, self.minimumHeight())

    @property
    def off(self) -> frozenset[str]:
        """The keys of the chips that are switched off."""
        return frozenset(self._off)

    @property
    def numbers(self) -> list[str]:
        """The part numbers among the chips."""
        return [chip.label for chip in self._shown if chip.kind is ChipKind.CODE]

    def show_chips(self, chips: Sequence[Chip], did_you_mean: str = "") -> None:
        """Show the chips of an answer, and the text that may have been meant; they stay while they are the same."""
        if (tuple(chips), did_you_mean) == (self._shown, self._meant):
            return
        self._shown, self._meant = tuple(chips), did_you_mean
        self._off &= {chip.key for chip in chips}
        # Chips are made anew with each answer; whoever works with the keys stays on the same one.
        focused = next((button.property("key") for button in self.buttons if button.hasFocus()), None)
        self._row.clear()
        self.link = self._link(did_you_mean) if did_you_mean else None
        self.where_buttons = []
        self.buttons = [self._button(chip) for chip in chips]
        for button in self.buttons:
            if button.property("key") == focused:
                button.setFocus()

    def switch_off(self, keys: Collection[str]) -> None:
        """Have these chips off, and no others, as soon as an answer shows them."""
        self._off = set(keys)

    def forget(self) -> None:
        """Another query: every chip is on again."""
        self._off.clear()

    def _link(self, text: str) -> Button:
        button = Button("spelling", self.tr("Did you mean “{text}”?").format(text=text), look="flat")
        button.clicked.connect(lambda _=False: self.meant.emit(text))
        self._row.addWidget(button)
        button.show()
        return button

    def _button(self, chip: Chip) -> Button:
        icon = "photo" if chip.from_photo else ICONS[chip.kind]
        button = Button(icon, chip.label.replace("&", "&&"), name=self._name(chip), look="chip")
        button.setToolTip(self._name(chip))
        button.setProperty("key", chip.key)
        button.setCheckable(True)
        button.setChecked(chip.on)
        button.toggled.connect(lambda on: self._toggle(chip.key, on))
        self._row.addWidget(button)
        button.show()
        if chip.kind is ChipKind.CODE:
            self._add_where(chip.label)
        return button

    def _add_where(self, number: str) -> None:
        name = self.tr("Where {number} is used (Ctrl+U)").format(number=number)
        button = Button("where-used", self.tr("Where used"), name=name, look="flat", tip=name)
        button.clicked.connect(lambda _=False: self.where_requested.emit(number))
        self.where_buttons.append(button)
        self._row.addWidget(button)
        button.show()

    def _name(self, chip: Chip) -> str:
        names = {
            ChipKind.EXPANSION: self.tr("Also searched for: {text}"),
            ChipKind.SPELLING: self.tr("Spelling: {text}"),
            ChipKind.CODE: self.tr("Part number: {text}"),
            ChipKind.WORD: self.tr("Word: {text}"),
            ChipKind.FILTER: self.tr("Filter: {text}"),
        }
        name = names[chip.kind].format(text=chip.label)
        return self.tr("{chip} (read off the photo)").format(chip=name) if chip.from_photo else name

    def _toggle(self, key: str, on: bool) -> None:
        (self._off.discard if on else self._off.add)(key)
        self.toggled.emit()
