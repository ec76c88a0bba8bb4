"""Results written as the real part does it, with drawn small pictures."""

from pathlib import Path

from imtextgui.domain.progress import Job
from imtextgui.domain.query import Results
from imtextgui.reports import result_list, result_rows
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeResultLists(FakePart):
    """As ``CatalogueResultLists``."""

    def __init__(self, script: Script, pages: FakePages) -> None:
        super().__init__(script)
        self._pages = pages
        self.written: list[tuple[Results, Path]] = []

    def rows(self, results: Results) -> list[tuple[str, ...]]:
        self.script.enter("result_lists.rows")
        return list(result_rows.rows(results))

    def write(self, results: Results, target: Path, *, overwrite: bool = False) -> Job[Path]:
        self.script.enter("result_lists.write")
        self.written.append((results, target))
        return result_list.write(results, target, overwrite=overwrite, thumbnail=self._pages.thumbnail)
