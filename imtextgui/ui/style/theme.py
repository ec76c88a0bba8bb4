"""Paints the application: colour scheme, font and style sheet."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from imtextgui.ui.style import colour_schemes, control_sizes, fonts
from imtextgui.ui.style.colour_schemes import DARK, LIGHT, ColourScheme
from imtextgui.ui.style.control_sizes import ControlSizes
from imtextgui.ui.style.style_sheet import style_sheet


def of_system() -> ColourScheme:
    """The scheme that the desktop asks for; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def current() -> ColourScheme:
    """The scheme that the application is painted in."""
    # Read off the palette: the platform's own scheme is Unknown offscreen, where setColorScheme() does nothing.
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def chosen(name: str) -> ColourScheme:
    """The scheme of the setting ``name``: "light", "dark", or anything else for that of the system."""
    return colour_schemes.BY_NAME.get(name) or of_system()


def tell_system(name: str) -> None:
    """Let what the system draws of a window, as its title bar, follow the setting ``name``, "" for the system's own."""
    if sys.platform not in ("win32", "darwin"):
        return
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(name, Qt.ColorScheme.Unknown)
    QGuiApplication.styleHints().setColorScheme(wanted)


def apply(app: QApplication, scheme: ColourScheme, sizes: ControlSizes | None = None) -> None:
    """Paint the whole application in ``scheme``, and in ``sizes`` where they are given."""
    if sizes is not None and sizes.points != control_sizes.current().points:
        app.setStyleSheet("")  # first of all: widgets that a style sheet has given a font would keep its size
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")  # the native styles of Windows and macOS ignore parts of a palette
    if sizes is not None:
        control_sizes.use(sizes)
    app.setPalette(_palette(scheme))
    app.setFont(fonts.with_japanese(app.font(), control_sizes.current().points))
    app.setStyleSheet(style_sheet(scheme, control_sizes.current()))
    # After the style sheet: with it, Qt gives menus and lists of Windows the fonts of the system back.
    app.setFont(fonts.with_japanese(app.font(), control_sizes.current().points))


def _palette(scheme: ColourScheme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), scheme.window),
        ((role.Base, role.Button), scheme.surface),
        ((role.AlternateBase, role.ToolTipBase), scheme.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), scheme.text),
        ((role.PlaceholderText,), scheme.muted),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), scheme.accent),
        ((role.HighlightedText,), scheme.on_accent),
        ((role.Mid, role.Midlight), scheme.border),
        ((role.Dark, role.Shadow), scheme.strong_border),
        ((role.Light,), scheme.raised),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, disabled, QColor(scheme.strong_border))
    return palette
