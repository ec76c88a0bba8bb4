"""The menus of the main window, with every shortcut."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell.catalogues.recent_catalogues import CatalogueMenu
from imtextgui.ui.shell.navigation import PROBLEMS, SEARCH
from imtextgui.ui.shell.window_shortcuts import WindowShortcuts
from imtextgui.ui.shell.workspace import Workspace
from imtextgui.ui.style import colour_schemes
from imtextgui.ui.widgets.undo_bar import UndoBar


@dataclass(frozen=True, slots=True)
class WindowCommands:
    """What the window itself can do."""

    go: Callable[[str], object]
    paste: Callable[[], object]
    step_back: Callable[[], object]
    show_page_alone: Callable[[], object]
    tour: Callable[[], object]
    undo: UndoBar


class Menus(QObject):
    """File, Search, Page and View."""

    def __init__(
        self,
        window: QMainWindow,
        workspace: Workspace,
        commands: WindowCommands,
        preferences: Preferences,
        catalogues: CatalogueMenu,
    ) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._sources, self._search = workspace.sources, workspace.search
        self._commands, self._preferences = commands, preferences
        self._actions: list[QAction] = []
        bar = window.menuBar()
        bar.setAccessibleName(self.tr("Menu"))
        self._fill_file(bar.addMenu(self.tr("&File")), catalogues)
        self._fill_search(bar.addMenu(self.tr("&Search")))
        self._fill_page(bar.addMenu(self.tr("&Page")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_help(bar.addMenu(self.tr("Help")))
        WindowShortcuts(self._actions, self)

    def _fill_file(self, menu: QMenu, catalogues: CatalogueMenu) -> None:
        sources = self._sources
        add = self._add(menu, self.tr("&Add folder…"), "Ctrl+O", sources.choose_folder)
        index = self._add(menu, self.tr("&Re-index"), "F5", self._reindex)
        self._add(menu, self.tr("&Print…"), QKeySequence.StandardKey.Print, self._workspace.print_pages)
        self._add(
            menu,
            self.tr("&Save the results…"),
            QKeySequence.StandardKey.Save,
            self._search.commands.save_list,
        )
        self._add(
            menu, self.tr("Copy the results as a &table"), "Ctrl+Shift+C", self._search.commands.copy_list
        )
        self._add(menu, self.tr("Pro&blems…"), "Ctrl+Shift+P", lambda: self._commands.go(PROBLEMS))
        menu.addSeparator()
        catalogues.fill(menu)
        menu.addSeparator()
        self._add(menu, self.tr("&Quit"), QKeySequence.StandardKey.Quit, self._window.close)
        menu.aboutToShow.connect(lambda: add.setEnabled(sources.add.isEnabled()))
        menu.aboutToShow.connect(
            lambda: index.setEnabled(sources.reindex.isEnabled() and not sources.runs.running)
        )

    def _fill_search(self, menu: QMenu) -> None:
        search, commands = self._search, self._commands
        self._add(menu, self.tr("&Words"), "Ctrl+K", lambda: commands.go(SEARCH))
        self._add(menu, self.tr("Where a part &number is used…"), "Ctrl+U", self._where_used)
        self._add(menu, self.tr("Open &photo…"), "Ctrl+Shift+O", search.photo.choose_file)
        self._add(menu, self.tr("Ta&ke a photo…"), "F4", self._take_photo)
        self._add(menu, self.tr("Paste p&hoto"), QKeySequence.StandardKey.Paste, commands.paste)
        menu.addSeparator()
        self._add(menu, self.tr("Back, or &clear the search"), "Esc", commands.step_back)
        self._undo = self._add(menu, "", QKeySequence.StandardKey.Undo, commands.undo.take_back)
        commands.undo.kept_changed.connect(self._tell_undo)
        self._tell_undo()

    def _fill_page(self, menu: QMenu) -> None:
        preview = self._search.preview
        opening = self._add(menu, self.tr("&Open the file"), "Ctrl+Enter", preview.open_file)
        # "Enter" to Qt is that of the number pad alone, but what the large key is called, too.
        opening.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        menu.addSeparator()
        self._add(menu, self.tr("&Previous page"), "Alt+Left", lambda: preview.turn(-1))
        self._add(menu, self.tr("&Next page"), "Alt+Right", lambda: preview.turn(1))
        self._add(menu, self.tr("Previous &match"), "Alt+Up", lambda: preview.tools.step_to_match(-1))
        self._add(menu, self.tr("Next m&atch"), "Alt+Down", lambda: preview.tools.step_to_match(1))
        menu.addSeparator()
        self._add(menu, self.tr("&Find in the document"), QKeySequence.StandardKey.Find, self._find)
        self._add(menu, self.tr("Find ne&xt place"), "F3", lambda: preview.finder.step(1))
        self._add(menu, self.tr("Find p&revious place"), "Shift+F3", lambda: preview.finder.step(-1))
        self._add(menu, self.tr("All pages at a &glance"), "Ctrl+T", self._overview)
        menu.addSeparator()
        self._add(menu, self.tr("&Compare two pages"), "Ctrl+D", self._search.comparison.compare_selected)
        self._add(menu, self.tr("Add to &job sheet"), "Ctrl+J", self._search.commands.collect)
        self._add(menu, self.tr("&Larger"), QKeySequence.StandardKey.ZoomIn, preview.canvas.zoom_in)
        self._add(menu, self.tr("&Smaller"), QKeySequence.StandardKey.ZoomOut, preview.canvas.zoom_out)
        self._add(menu, self.tr("&Whole page"), "Ctrl+0", preview.fit.fit_whole)
        self._add(menu, self.tr("Page w&idth"), "F8", preview.fit.fit_width)
        self._add(menu, self.tr("Page alo&ne on the screen"), "F11", self._commands.show_page_alone)

    def _fill_view(self, menu: QMenu) -> None:
        for item in self._workspace.rail.items:
            self._add(menu, item.text, item.keys, functools.partial(self._commands.go, item.name))
        menu.addSeparator()
        bar = self._search.bar
        self._add(menu, self.tr("&Filters"), "Ctrl+L", self._search.toggle_filters)
        self._add(menu, self.tr("Results as p&ictures or list"), "Ctrl+G", bar.grid.click)
        shown = self._add(menu, self.tr("&Page preview"), "F9", lambda: None)
        shown.setCheckable(True)
        shown.setChecked(True)
        shown.toggled.connect(self._search.preview.setVisible)
        menu.addSeparator()
        group = QActionGroup(self)
        for name, key in (
            (self.tr("Colours of the &system"), "system"),
            (self.tr("&Light"), colour_schemes.LIGHT.name),
            (self.tr("&Dark"), colour_schemes.DARK.name),
        ):
            action = self._add(menu, name, "", functools.partial(self._preferences.change, "theme", key))
            action.setCheckable(True)
            action.setChecked(self._preferences.now.theme == key)
            group.addAction(action)

    def _fill_help(self, menu: QMenu) -> None:
        workspace = self._workspace
        self._add(menu, self.tr("&Tour of the window"), "", self._commands.tour)
        for text, topic in (
            (self.tr("&First steps"), "start"),
            (self.tr("&Keys"), "shortcuts"),
            (self.tr("&About imtextgui"), "about"),
        ):
            self._add(menu, text, "", functools.partial(workspace.show_help, topic))

    def _add(
        self, menu: QMenu, text: str, keys: str | QKeySequence.StandardKey, do: Callable[[], object]
    ) -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: do())  # without the checked state, which it is told
        menu.addAction(action)
        self._actions.append(action)
        return action

    def _tell_undo(self) -> None:
        """Name what would be taken back."""
        what = self._commands.undo.kept
        text = self.tr("&Undo: {what}").format(what=what.replace("&", "&&")) if what else self.tr("&Undo")
        self._undo.setText(text)
        self._undo.setEnabled(bool(what))

    def _find(self) -> None:
        """Find in the document on show; where there is none, in all of them."""
        if self._search.preview.has_document:
            self._search.preview.finder.open()
        else:
            self._commands.go(SEARCH)

    def _overview(self) -> None:
        preview = self._search.preview
        if preview.has_document:
            preview.show_overview(not preview.tools.overview.isChecked())

    def _take_photo(self) -> None:
        self._commands.go(SEARCH)
        self._search.photo.take_photo()

    def _where_used(self) -> None:
        self._commands.go(SEARCH)
        self._search.ask_where_used()

    def _reindex(self) -> None:
        sources = self._sources
        if sources.runs.running:
            sources.message.emit(self.tr("The folders are being indexed already."))
        elif sources.reindex.isEnabled():
            sources.runs.index()
