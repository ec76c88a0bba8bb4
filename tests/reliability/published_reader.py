"""A process that reads a published catalogue without a pause, and tells each generation that it sees.

    python -m tests.reliability.published_reader SHARE

Generation N is two files, "generation N alpha" and "generation N beta", published together: an answer that holds
two different ones is torn. Prints the number of each new generation; ends when its input does, and then prints how many
answers it had.
"""

import re
import sys
import threading
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder

PAUSE_SECONDS = 0.05
_GENERATION = re.compile(r"generation (\d+) (?:alpha|beta)")


def generations(catalogue: Catalogue) -> list[int]:
    """The generations of the files that an answer tells."""
    hits = catalogue.search.answer(Query("generation")).hits
    texts = [hit.snippet.text for hit in hits if hit.snippet is not None]
    return [int(number) for text in texts for number in _GENERATION.findall(text)]


def main(share: Path) -> None:
    """Read until the input ends."""
    ended = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    latest, answers = -1, 0
    with Catalogue.open(share, encoder=FakeEncoder(), read_only=True) as catalogue:
        publication = catalogue.publication
        assert publication is not None
        while not ended.wait(PAUSE_SECONDS):
            seen = generations(catalogue)
            answers += 1
            assert len(seen) == 2, f"not two files: {seen}"
            assert len(set(seen)) == 1, f"torn: {seen}"
            assert seen[0] >= latest, f"stale: {seen[0]} after {latest}"
            if seen[0] > latest:
                latest = seen[0]
                print(latest, flush=True)
            run(publication.follow())
            assert publication.trouble is None, publication.trouble
            assert not publication.is_replaced
    print(f"answers {answers}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
