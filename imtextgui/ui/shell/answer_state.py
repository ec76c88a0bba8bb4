"""What the status line says of the answer, while it is seen."""

from PySide6.QtCore import QObject, Signal

from imtextgui.domain.query import Results


class AnswerState(QObject):
    """How many results there are, how long they took, and how many files the filter of types leaves out."""

    told = Signal(str)
    """What holds until something else does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = self._told = ""
        self._is_seen = False

    def show_results(self, results: Results | None) -> None:
        """Another answer came, None where nothing is asked any more."""
        self._text = "" if results is None else self._sentence(results)
        self._tell()

    def see(self, seen: bool) -> None:
        """The answer is on show, or another page: there it would be taken for something of that."""
        self._is_seen = seen
        self._tell()

    def _sentence(self, results: Results) -> str:
        count = self.tr("%Ln result(s)", "", len(results.hits))
        took = self.tr("in {seconds} s").format(seconds=f"{results.seconds:.2f}")
        left_out = next((facet.left_out for facet in results.facets if facet.name == "type"), 0)
        besides = "  ·  " + self.tr("%Ln file(s) of other types left out", "", left_out) if left_out else ""
        return f"{count} {took}{besides}"

    def _tell(self) -> None:
        told = self._text if self._is_seen else ""
        if told != self._told:  # a message that is on show would be taken away for nothing
            self._told = told
            self.told.emit(told)
