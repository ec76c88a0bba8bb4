"""The style sheet of the window: a template that a colour scheme and sizes are put into."""

from dataclasses import fields
from string import Template

from imtextgui.config import paths
from imtextgui.ui.style.colour_schemes import ColourScheme
from imtextgui.ui.style.control_sizes import ControlSizes


def style_sheet(scheme: ColourScheme, sizes: ControlSizes) -> str:
    """The style sheet of the application in the colours of ``scheme`` and in ``sizes``."""
    values = {field.name: getattr(part, field.name) for part in (sizes, scheme) for field in fields(part)}
    title, words, figure = (f"{sizes.points + larger:g}" for larger in (4.5, 2.5, 10.5))
    derived = {
        "title": title,
        "words": words,
        "figure": figure,
        "pad": sizes.gap + 4,
        "bar": sizes.gap - 1,
        "offer": sizes.gap + 2,
        "chip": min(17, sizes.control // 2),  # more than half of its height, and Qt draws corners
        "icons": (paths.resources() / "icons").as_posix(),
    }
    return Template(_TEMPLATE).substitute(values | derived)


_TEMPLATE = """
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
#undo QPushButton:focus { border: 3px double $accent; }
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
QPushButton[primary="true"]:focus { border: 3px double $on_accent; }
QPushButton[primary="true"]:disabled { background: $raised; border-color: $border; color: $strong_border; }
QPushButton[big="true"] { min-height: ${big}px; font-weight: 600; }
QPushButton[square="true"] { min-width: ${control}px; max-width: ${control}px; padding: 0; }
QPushButton[flat="true"] { border-color: transparent; background: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border: 2px solid $accent; }
QPushButton[tab="true"] { border: none; border-bottom: 3px solid transparent; border-radius: 0;
  background: transparent; padding: 0 7px; color: $muted; }
QPushButton[tab="true"]:hover { color: $text; background: $hover; }
QPushButton[tab="true"]:checked { color: $text; font-weight: 600; border-bottom-color: $accent; }
QPushButton[tab="true"]:focus { border: 2px solid $accent; border-radius: 6px; padding: 0 5px; }
QPushButton[chip="true"] { border-radius: ${chip}px; padding: 0 12px; color: $muted; border-style: dashed; }
QPushButton[chip="true"]:checked { border-style: solid; border-color: $accent; color: $text; }
QPushButton[chip="true"]:focus { border: 2px solid $accent; padding: 0 11px; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; border: 1px solid $strong_border;
  border-radius: 6px; padding: 6px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit { min-height: ${control}px; padding: 0 8px; }
QLineEdit:disabled { color: $strong_border; background: $raised; border-color: $border; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit#words { font-size: ${words}pt; }

QFrame#tourMark { border: 3px solid $accent; border-radius: 8px; background: transparent; }
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
