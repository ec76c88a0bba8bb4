"""A window in a process of its own that is closed in the midst of indexing.

    python -m tests.gui.closing WORK FILES

Prints whether its lanes ended, and how many pictures it began to encode after it was told to close.
"""

import sys
import threading
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
"""Files that are read when the window is closed; none of them is encoded by then."""


class Behind(FakeEncoder):
    """Encodes nothing before the window is told to close, and then as slowly as a real encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.closing = threading.Event()

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        self.closing.wait()
        time.sleep(SECONDS_PER_PICTURE * len(tensors))
        return super().encode_pictures(tensors)


def main(work: Path, files: Path) -> None:
    app = application()
    store = QSettings(str(work / "window.ini"), QSettings.Format.IniFormat)
    encoder = Behind()
    window = MainWindow(lambda: Catalogue.open(work / "catalogue", encoder=encoder), Desktop(), store)

    def close(step: Progress | None) -> None:
        if step is not None and step.done >= ENOUGH and not window.stopped:
            encoder.closing.set()
            QTimer.singleShot(0, window, window.close)

    def start() -> None:
        window.sources.runs.stepped.connect(close)
        window.sources.add_folder(files)

    window.ready.connect(start)
    window.ended.connect(app.quit)
    window.show()
    app.exec()
    print(window.stopped)
    print(encoder.pictures_encoded)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
