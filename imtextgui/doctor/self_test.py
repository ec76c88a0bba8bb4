"""The self-test: every reader, both towers, an index run, searches and the window, on small files of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from imtextgui import messages
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.health import Finding, fault, fine
from imtextgui.domain.progress import Job, Progress, Stage, run
from imtextgui.domain.query import Photo, Query
from imtextgui.errors import DocumentEmpty, ImTextError

PART = "GP-2040"
WINDOW_SECONDS = 120
"""Far more than a window needs on a slow machine: one that takes longer hangs."""

LEAST_COLOURS = 50
"""A window that was not drawn has one or a few."""

_PHOTO = "Press line/GP-2040 gear pump/photos/IMG_3904.jpg"
PLATE = "KX-7731"
"""What stands on a plate that is drawn for the OCR: no text layer and no file name has it."""

_TEXTS = ((PART, ".pdf"), ("shaft seal", ".pdf"), ("軸シール", ".docx"), (PLATE, "plate.png"))
"""Searches, and how the name of a file ends that must be among what each finds."""

_INDEXED = (".pdf", ".docx", ".xlsx", ".dxf", ".txt")
"""Of the samples: every kind was read before, and pictures take the OCR seconds each."""

Step = tuple[str, Callable[[], Finding]]
"""The name of a step, and what does it."""


def self_test(bundle: Path | None = None) -> Job[tuple[Finding, ...]]:
    """Do the program's whole job once on the files of ``resources/selftest``, in a temporary folder.

    A finding is a fault where something did not work; nothing is raised for it, and nothing is left behind.
    """
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="imtextgui-selftest-") as folder:
        for name, check in Trial(Path(folder), bundle).steps():
            yield Progress(Stage.EXAMINE, done=len(findings))
            findings.append(checked(name, check))
            yield Progress(Stage.EXAMINE, done=len(findings), detail=findings[-1].check)
    return tuple(findings)


def checked(name: str, check: Callable[[], Finding]) -> Finding:
    """What ``check`` finds; whatever it raises is a fault of the step ``name``."""
    try:
        return check()
    except ImTextError as trouble:
        reason = messages.sentence(trouble.code, trouble.details)
    except Exception as trouble:
        reason = f"{type(trouble).__name__}: {trouble}"
    return fault("self-test-failed", step=name, reason=reason)


@dataclass(frozen=True)
class Trial:
    """The steps of a self-test in ``folder``, each of which needs those before it."""

    folder: Path
    bundle: Path | None

    def steps(self) -> Iterator[Step]:
        """Every step in its order."""
        yield "readers", self.read
        yield "index", self.index
        for text, ending in _TEXTS:
            yield "search", partial(self.search, Query(text, limit=100), text, ending)
        photo = Query(photos=(Photo(self.folder / "files" / "photo.jpg"),), limit=1)
        yield "search", partial(self.search, photo, messages.phrase("self-test-photo"), "photo.jpg")
        yield "window", self.window

    def read(self) -> Finding:
        """Read every sample in this process, so that a reader that fails is named."""
        kinds, failed = [], []
        for file in sorted((paths.resources() / "selftest").iterdir()):
            try:
                _read(file)
            except ImTextError as trouble:
                failed.append(messages.sentence(trouble.code, trouble.details | {"path": file.name}))
            kinds.append(file.suffix[1:].upper())
        if failed:
            return fault("self-test-failed", step="read", reason=" ".join(failed))
        return fine("self-test-readers", count=len(kinds), kinds=", ".join(kinds))

    def index(self) -> Finding:
        """Index one file of every kind, a photo and a drawn type plate."""
        files = self.folder / "files"
        files.mkdir()
        for suffix in _INDEXED:
            shutil.copy(paths.resources() / "selftest" / f"{PART}{suffix}", files)
        shutil.copy(paths.resources() / "samples" / _PHOTO, files / "photo.jpg")
        _draw_plate(files / "plate.png")
        with _timed() as seconds, self._open() as catalogue:
            catalogue.sources.add(files)
            (report,) = run(catalogue.sources.index()).sources
            problems = catalogue.health.problems()
        if problems or report.new < len(list(files.iterdir())):
            reasons = "; ".join(messages.sentence(problem.code, problem.details) for problem in problems)
            return fault("self-test-failed", step="index", reason=reasons or f"{report.new} files")
        return fine("self-test-index", files=report.new, pages=report.pages, seconds=seconds())

    def search(self, query: Query, asked: str, ending: str) -> Finding:
        """Search; a file whose name has this ``ending`` must be found. ``asked`` is what to call the query."""
        with self._open() as catalogue, _timed() as seconds:
            results = catalogue.search.answer(query)
        names = [hit.path.name for hit in results.hits]
        if not any(name.endswith(ending) for name in names):
            return fault("self-test-failed", step=f"search {asked}", reason=", ".join(names) or "no hit")
        return fine("self-test-search", query=asked, count=len(names), seconds=seconds())

    def window(self) -> Finding:
        """Open the window in a process of its own, have it drawn without a screen, and look at the picture."""
        from PIL import Image

        picture = self.folder / "window.png"
        with _timed() as seconds:
            child = self._draw_window(picture)
        if child.returncode:
            last_lines = child.stderr.decode("utf-8", "replace").strip()[-500:]
            return fault("self-test-failed", step="window", reason=last_lines or f"status {child.returncode}")
        with Image.open(picture) as opened:
            colours = len(opened.convert("RGB").getcolors(1 << 24) or ())
            width, height = opened.size
        if colours < LEAST_COLOURS:
            return fault("self-test-failed", step="window", reason=f"{colours} colours")
        return fine("self-test-window", width=width, height=height, seconds=seconds())

    def _draw_window(self, picture: Path) -> "subprocess.CompletedProcess[bytes]":
        """Draw the window of the catalogue into ``picture``, after a search."""
        arguments = ["--catalogue", str(self.folder / "catalogue"), "--query", PART]
        arguments += ["--screenshot", str(picture)]
        arguments += ["--bundle", str(self.bundle)] if self.bundle else []
        own = {"IMTEXTGUI_DATA": str(self.folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(  # noqa: S603 - this very program
            [*program(), *arguments],
            env=os.environ | own,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WINDOW_SECONDS,
            check=False,
        )

    def _open(self) -> Catalogue:
        return Catalogue.open(self.folder / "catalogue", bundle=self.bundle, chosen=Settings())


def program() -> list[str]:
    """The command that starts this program anew: its own file where it is frozen, else Python with the package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "imtextgui"]


def _read(file: Path) -> None:
    """Raise a DocumentError where ``file``, or an entry of it, does not give its page with the part number, or a
    picture.
    """
    from imtextgui.documents import readers
    from imtextgui.documents.content import Listing, PageContent
    from imtextgui.encoders.manifest import PictureSpec
    from imtextgui.encoders.preprocessing import prepare

    to_tensor = partial(prepare, picture=PictureSpec(64, (255, 255, 255)))
    events = list(readers.read(file, to_tensor))
    for listing in [event for event in events if isinstance(event, Listing)]:
        for entry in listing.entries:
            events += readers.read(file / entry.name, to_tensor)
    pages = [event for event in events if isinstance(event, PageContent)]
    if not any(PART in page.text or page.tensor is not None for page in pages):
        raise DocumentEmpty(path=file.name)


def _draw_plate(file: Path) -> None:
    from PIL import Image, ImageDraw

    plate = Image.new("RGB", (640, 320), "gainsboro")
    draw = ImageDraw.Draw(plate)
    draw.rectangle((20, 20, 620, 300), outline="black", width=6)
    draw.text((110, 100), PLATE, fill="black", font_size=96)
    plate.save(file)


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    """Gives a function that tells the seconds since, rounded."""
    start = time.monotonic()
    yield lambda: round(time.monotonic() - start, 2)
