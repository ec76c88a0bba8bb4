"""The pages of the rail by their names, one of them on show, each as the catalogue has it when it comes on show."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.library.history_page import HistoryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.widgets import touch_scrolling

_Library = HistoryPage | TagsPage | DictionaryPage | JobSheetsPage | QualityPage | TrialPage
"""Pages that show what the catalogue keeps, and read it again whenever they are shown."""
_StartsAtControl = TagsPage | TrialPage
"""Pages whose first focus is not on their first control, so that a focus proxy would hide what stands before it."""
MARGIN = 8
"""Pixels around a page."""


class PageStack(QStackedWidget):
    """Holds the pages that were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, QWidget] = {}
        self.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)

    def add(self, name: str, page: QWidget) -> QWidget:
        """Take ``page`` in; gives it back."""
        self.made[name] = page
        self.addWidget(page)
        return page

    def current_name(self, otherwise: str) -> str:
        """The name of the page on show."""
        shown = self.currentWidget()
        return next((name for name, page in self.made.items() if page is shown), otherwise)

    def show_page(self, page: QWidget) -> None:
        """Bring ``page`` up to date and on show, with the cursor where work on it begins."""
        self.setCurrentWidget(page)
        touch_scrolling.enable(page)
        _refresh(page)
        if isinstance(page, _StartsAtControl):
            page.focus_start.setFocus()
        elif page.focusProxy() is not None:
            page.setFocus()

    def refresh_shown(self) -> None:
        """Bring the page on show up to date: what was added elsewhere may be taken back while it is there."""
        if (page := self.currentWidget()) is not None:
            _refresh(page)

    def refresh(self) -> None:
        """Bring all pages that were made up to date."""
        for page in self.made.values():
            _refresh(page)


def _refresh(page: QWidget) -> None:
    if isinstance(page, _Library):
        page.refresh()
    if isinstance(page, SettingsPage):
        page.encoders.refresh()
