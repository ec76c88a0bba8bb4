"""Colours, fonts and the style sheet of the window, light and dark."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from imtextgui.config import paths

JAPANESE_FONTS = (
    "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "BIZ UDPGothic",
    "IPAexGothic", "TakaoPGothic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metrics:
    """The sizes of one mode, in pixels except ``points``, the smallest size of text.

    ``control`` is the height of buttons and lines, ``big`` that of the buttons a page is about, ``row`` that of a row
    in a list. ``gap`` is between controls that belong together, ``margin`` inside the edge of a panel; ``filters`` is
    the width of the panel of filters, so that a name of a folder has the same room beside larger boxes and counts.
    """

    name: str
    control: int
    big: int
    row: int
    icon: int
    gap: int
    margin: int
    scroll: int
    points: float
    filters: int


NORMAL = Metrics(
    "normal", control=34, big=44, row=30, icon=20, gap=8, margin=12, scroll=12, points=10.5, filters=256
)
TOUCH = Metrics(
    "touch", control=44, big=54, row=44, icon=24, gap=10, margin=14, scroll=18, points=11.5, filters=280
)
GLOVE = Metrics(
    "glove", control=58, big=70, row=58, icon=30, gap=14, margin=16, scroll=28, points=13.0, filters=350
)
SIZES = {each.name: each for each in (NORMAL, TOUCH, GLOVE)}

_worn = [NORMAL]


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme, as #rrggbb."""

    name: str
    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_tint: str
    hover: str
    strong: str
    possible: str
    weak: str
    danger: str
    warning_tint: str
    mark: str
    on_mark: str


LIGHT = Theme(
    name="light",
    window="#eef1f4",
    surface="#ffffff",
    raised="#f7f9fa",
    border="#d5dbe1",
    strong_border="#9aa5b1",
    text="#18212b",
    muted="#56636f",
    accent="#0b62c4",
    accent_hover="#084f9e",
    on_accent="#ffffff",
    accent_tint="#e3effc",
    hover="#e8edf2",
    strong="#167a45",
    possible="#9a5b00",
    weak="#616e7b",
    danger="#b3261e",
    warning_tint="#fdf3dc",
    mark="#ffe08a",
    on_mark="#18212b",
)
DARK = Theme(
    name="dark",
    window="#14181c",
    surface="#1e242a",
    raised="#252c33",
    border="#36404a",
    strong_border="#66727e",
    text="#e9edf1",
    muted="#a3aeb9",
    accent="#4aa3ff",
    accent_hover="#7abcff",
    on_accent="#07131f",
    accent_tint="#17324d",
    hover="#2b333b",
    strong="#4fce8e",
    possible="#f1b44c",
    weak="#9aa6b2",
    danger="#ff8a80",
    warning_tint="#3a3016",
    mark="#7a5c00",
    on_mark="#ffffff",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def of_system() -> Theme:
    """The scheme that the desktop asks for; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def current() -> Theme:
    """The theme that the application is painted in."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def chosen(name: str) -> Theme:
    """The theme of the setting ``name``: "light", "dark", or anything else for that of the system."""
    return THEMES.get(name) or of_system()


def metrics() -> Metrics:
    """The sizes that the application is laid out in."""
    return _worn[-1]


def apply(app: QApplication, theme: Theme, sizes: Metrics | None = None) -> None:
    """Paint the whole application in ``theme``, and in ``sizes`` where they are given."""
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    _worn[:] = [sizes or metrics()]
    app.setPalette(_palette(theme))
    app.setFont(_font(app.font()))
    app.setStyleSheet(_sheet(theme, metrics()))


def _sheet(theme: Theme, sizes: Metrics) -> str:
    values = {each.name: getattr(part, each.name) for part in (sizes, theme) for each in fields(part)}
    title, words, figure = (f"{sizes.points + larger:g}" for larger in (4.5, 2.5, 10.5))
    more = {
        "title": title,
        "words": words,
        "figure": figure,
        "pad": sizes.gap + 4,
        "bar": sizes.gap - 1,
        "offer": sizes.gap + 2,
        "icons": (paths.resources() / "icons").as_posix(),
    }
    return Template(_STYLE).substitute(values | more)


def has_japanese_font() -> bool:
    """Whether the system can show Japanese: with a font that we know, or any other that says so."""
    families = set(QFontDatabase.families())
    return any(family in families for family in JAPANESE_FONTS) or bool(
        QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    )


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), theme.window),
        ((role.Base, role.Button), theme.surface),
        ((role.AlternateBase, role.ToolTipBase), theme.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), theme.text),
        ((role.PlaceholderText,), theme.muted),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.Mid, role.Midlight), theme.border),
        ((role.Dark, role.Shadow), theme.strong_border),
        ((role.Light,), theme.raised),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.strong_border))
    return palette


def _font(system: QFont) -> QFont:
    known = set(QFontDatabase.families())
    japanese = [family for family in JAPANESE_FONTS if family in known]
    # A desktop that names no font of its own says "Sans Serif", which mixes badly with the Japanese one.
    own = [] if system.family() in ("Sans Serif", "") and japanese else [system.family()]
    font = QFont(system)
    font.setFamilies([*own, *(family for family in japanese if family not in own)])
    font.setPointSizeF(metrics().points)
    return font


_STYLE = """
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { color: $text; background: $raised; border: 1px solid $border; padding: 6px; }

#panel, #card { background: $surface; border: 1px solid $border; border-radius: 8px; }
#panel[dropping="true"], #dropzone[dropping="true"] { border: 2px solid $accent; background: $accent_tint; }
#dropzone { border: 1px dashed $strong_border; border-radius: 6px; background: $raised; }
#title { font-size: ${title}pt; font-weight: 600; }
#figure { font-size: ${figure}pt; font-weight: 600; }
#heading { font-weight: 600; }
#group { color: $accent; font-weight: 600; }
#muted { color: $muted; }
#danger { color: $danger; }
#badge { color: $possible; font-weight: 600; }
#undo { background: $text; border: none; }
#undo QLabel { color: $surface; }
#notice { background: $warning_tint; border: 1px solid $possible; border-radius: 8px; }

QPushButton { min-height: ${control}px; padding: 0 ${pad}px; border: 1px solid $border; border-radius: 6px;
  background: $surface; }
QPushButton:hover { background: $hover; border-color: $strong_border; }
QPushButton:pressed, QPushButton:checked { background: $accent_tint; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton:disabled { color: $strong_border; background: $raised; }
QPushButton[primary="true"] { background: $accent; border-color: $accent; color: $on_accent;
  font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed { background: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $raised; border-color: $border; color: $strong_border; }
QPushButton[big="true"] { min-height: ${big}px; font-weight: 600; }
QPushButton[square="true"] { min-width: ${control}px; max-width: ${control}px; padding: 0; }
QPushButton[flat="true"] { border-color: transparent; background: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border: 2px solid $accent; }
QPushButton[tab="true"] { border: none; border-bottom: 3px solid transparent; border-radius: 0;
  background: transparent; padding: 0 10px; color: $muted; }
QPushButton[tab="true"]:hover { color: $text; background: $hover; }
QPushButton[tab="true"]:checked { color: $text; font-weight: 600; border-bottom-color: $accent; }
QPushButton[tab="true"]:focus { border: 2px solid $accent; border-radius: 6px; padding: 0 8px; }
QPushButton[chip="true"] { border-radius: 17px; padding: 0 12px; color: $muted; border-style: dashed; }
QPushButton[chip="true"]:checked { border-style: solid; border-color: $accent; color: $text; }
QPushButton[chip="true"]:focus { border: 2px solid $accent; padding: 0 11px; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; border: 1px solid $strong_border;
  border-radius: 6px; padding: 6px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit { min-height: ${control}px; padding: 0 8px; }
QLineEdit:disabled { color: $strong_border; background: $raised; border-color: $border; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit#words { font-size: ${words}pt; }

QListView, QTreeView, QGraphicsView { background: $window; border: 1px solid transparent; outline: none; }
QListView:focus, QTreeView:focus { border: 1px solid $accent; border-radius: 4px; }
#canvas { background: $raised; border: 1px solid $border; border-radius: 6px; }
#canvas:focus { border: 2px solid $accent; }
QTreeView { background: $surface; border: 1px solid $border; border-radius: 8px; }
QTreeView::item { min-height: ${row}px; padding: 2px 6px; }
QTreeView::item:selected { background: $accent_tint; color: $text; }
QTreeView::item:hover:!selected { background: $hover; }

QTreeView#plain { border: none; border-radius: 0; }

QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 8px 6px; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: ${scroll}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${scroll}px; margin: 0; }
QScrollBar::handle { background: $strong_border; border-radius: 4px; margin: 2px; min-height: 40px;
  min-width: 40px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }

QProgressBar { background: $hover; border: none; border-radius: 5px; min-height: 10px; max-height: 10px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QProgressBar#line { border-radius: 0; min-height: 3px; max-height: 3px; background: transparent; }
QProgressBar#line::chunk { border-radius: 0; }

QSlider { min-height: ${control}px; }
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: $border; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 3px; }
QSlider::handle:horizontal { width: 24px; height: 24px; margin: -9px 0; border-radius: 12px;
  background: $surface; border: 2px solid $accent; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent_tint;
  border: 3px solid $accent; }

QMenuBar { background: $surface; border-bottom: 1px solid $border; }
QMenuBar::item { padding: ${bar}px 12px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: ${offer}px 28px ${offer}px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent_tint; }
QMenu::item:disabled { color: $strong_border; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 10px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 8px; }
#rail { background: $surface; border-right: 1px solid $border; }
#rail QToolButton { border: none; border-left: 3px solid transparent; padding: 5px 6px 4px 3px; color: $muted;
  background: transparent; min-height: ${control}px; }
#rail QToolButton:hover { background: $hover; color: $text; }
#rail QToolButton:checked { border-left-color: $accent; background: $accent_tint; color: $text; }
#rail QToolButton:focus { border: 2px solid $accent; padding: 3px 4px 2px 4px; }
QComboBox, QSpinBox { background: $surface; border: 1px solid $strong_border; border-radius: 6px;
  min-height: ${control}px; padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent; }
QComboBox:focus, QSpinBox:focus { border: 2px solid $accent; }
QComboBox:disabled, QSpinBox:disabled { color: $strong_border; background: $raised; border-color: $border; }
QAbstractSpinBox QLineEdit { min-height: 0; border: none; padding: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: ${control}px; border: none; background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-arrow { image: url($icons/style/up-$name.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url($icons/style/down-$name.svg); width: 12px; height: 12px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url($icons/style/down-$name.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: $accent_tint; color: $text; }
QCheckBox { min-height: ${row}px; spacing: ${gap}px; }
QCheckBox::indicator, QTreeView::indicator { width: ${icon}px; height: ${icon}px; border-radius: 4px;
  border: 1px solid $strong_border; background: $surface; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus, QTreeView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: $accent; border-color: $accent;
  image: url($icons/style/tick-$name.svg); }
QCheckBox::indicator:disabled { background: $raised; border-color: $border; }
QCheckBox:focus { color: $accent; }
QTableView { background: $surface; border: 1px solid $border; border-radius: 8px; gridline-color: $border;
  outline: none; selection-background-color: $accent_tint; selection-color: $text; }
QTableView::item { padding: 0 6px; }
QTableView:focus { border: 1px solid $accent; }
QTextBrowser { background: $surface; border: 1px solid $border; border-radius: 8px; padding: 12px 18px; }
QListView#rows { background: $surface; border: 1px solid $border; border-radius: 8px; }
QListView#rows::item { min-height: ${row}px; padding: 2px 8px; border-radius: 4px; }
QListView#rows::item:hover { background: $hover; }
QListView#rows::item:selected { background: $accent_tint; color: $text; }
QListView#offers { background: $surface; border: 1px solid $strong_border; border-radius: 0; }
QListView#offers::item { min-height: ${row}px; padding: 0 8px; border-radius: 4px; color: $text; }
QListView#offers::item:hover { background: $hover; }
QListView#offers::item:selected { background: $accent_tint; }
QStatusBar { background: $surface; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: ${points}pt; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
"""
