"""A window in a process of its own that is closed in the midst of indexing; says when.

Arguments: a folder to work in, and the folder to index. The encoder takes its time, as a real one does.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.progress import Progress
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell.app import application
from imtextgui.ui.shell.main_window import MainWindow
from tests.fakes import FakeEncoder

SECONDS_PER_PICTURE = 0.25
ENOUGH = 20
"""Files that are read when the window is closed; the encoder is behind by then."""


class Slow(FakeEncoder):
    """As slow as a real one."""

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        time.sleep(SECONDS_PER_PICTURE * len(tensors))
        return super().encode_pictures(tensors)


def main(work: Path, files: Path) -> None:
    app = application()
    store = QSettings(str(work / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(lambda: Catalogue.open(work / "catalogue", encoder=Slow()), Desktop(), store)

    def close(step: Progress | None) -> None:
        if step is not None and step.done >= ENOUGH and not window.stopped:
            print(time.time())
            QTimer.singleShot(0, window, window.close)

    def start() -> None:
        window.sources.runs.stepped.connect(close)
        window.sources.add_folder(files)

    window.ready.connect(start)
    window.ended.connect(app.quit)
    window.show()
    app.exec()
    print(window.stopped)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
