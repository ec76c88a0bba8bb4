"""How large the page is shown: its whole width, the whole page, or what the reader made of it."""

from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.canvas.page_zoom import FitMode
from imtextgui.ui.viewer.page_toolbar import PageToolbar


class PageFit:
    """Sizes the page on ``canvas`` as the buttons of ``tools`` ask; keeps whether its width or all of it is wanted."""

    def __init__(self, canvas: PageCanvas, tools: PageToolbar) -> None:
        self._canvas, self._tools = canvas, tools
        self._prefers_width = canvas.starts_wide = True
        tools.smaller.clicked.connect(canvas.zoom_out)
        tools.larger.clicked.connect(canvas.zoom_in)
        tools.whole.clicked.connect(lambda _=False: self._fit(width=canvas.fit_mode is FitMode.WHOLE))
        canvas.zoomed.connect(lambda _: self.show_zoom())

    def fit_width(self) -> None:
        """Show this page and the next ones as wide as there is room."""
        self._fit(width=True)

    def fit_whole(self) -> None:
        """Show the whole page, and the whole of the next ones."""
        self._fit(width=False)

    def show_reading(self, reading: bool) -> None:
        """The page has the place of the results now, or no longer."""
        self._canvas.is_read = reading and self._prefers_width
        self._canvas.starts_wide = self._prefers_width
        self._canvas.reset_size()

    def show_zoom(self) -> None:
        """Say how large the page is, and offer its width where the whole is shown."""
        self._tools.show_zoom(self._canvas.percent)
        self._tools.offer_width(self._canvas.fit_mode is FitMode.WHOLE)

    def _fit(self, *, width: bool) -> None:
        self._prefers_width = self._canvas.starts_wide = width
        if width:
            self._canvas.fit_width()
        else:
            self._canvas.fit()
