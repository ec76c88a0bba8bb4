"""Lets another encoder take the place of the active one and kills itself at the n-th SQL statement of the writer.

    python -m tests.crash.switching CATALOGUE FINGERPRINT N

Prints the number of statements when it gets to its end (N = 0: never dies).
"""

import os
import signal
import sys
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run

CHOSEN = Settings(workers=1, ocr="off")


def main(folder: Path, fingerprint: str, fatal: int) -> None:
    """Encode the catalogue with the bundle ``fingerprint``, which is installed."""
    statements = 0

    def count(_statement: str) -> None:
        nonlocal statements
        statements += 1
        if statements == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    with Catalogue.open(folder, create=False, chosen=CHOSEN) as catalogue:
        writer = catalogue._database._writer  # noqa: SLF001 - nothing public sees each statement
        assert writer is not None
        writer.set_trace_callback(count)
        run(catalogue.encoders.use(fingerprint))
    print(statements)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
