"""The self-test: every reader, both towers, an index run, searches and the window, on small files of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
_PHOTO = "Press line/GP-2040 gear pump/photos/IMG_3904.jpg"
PLATE = "KX-7731"
"""What stands on a plate that is drawn for the OCR: no text layer and no file name has it."""

_TEXTS = ((PART, ".pdf"), ("shaft seal", ".pdf"), ("軸シール", ".docx"), (PLATE, "plate.png"))
"""Searches, and how the name of a file ends that must be among what each finds."""

_INDEXED = (".pdf", ".docx", ".xlsx", ".dxf", ".txt")
"""Of the samples: every kind was read before, and pictures take the OCR seconds each."""

Check = Callable[[], Finding]


def self_test(bundle: Path | None = None) -> Job[tuple[Finding, ...]]:
    """Do the program's whole job once on the files of ``resources/selftest``, in a temporary folder.

    A finding is a fault where something did not work; nothing is raised for it, and nothing is left behind.
    """
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="imtextgui-selftest-") as folder:
        place = Path(folder)
        for check in _checks(place, bundle):
            yield Progress(Stage.EXAMINE, done=len(findings))
            findings.append(_safely(check))
            yield Progress(Stage.EXAMINE, done=len(findings), detail=findings[-1].check)
    return tuple(findings)


def _checks(place: Path, bundle: Path | None) -> Iterator[Check]:
    yield _readers
    yield partial(_index, place, bundle)
    for text, ending in _TEXTS:
        yield partial(_search, place, bundle, Query(text, limit=100), text, ending)
    photo = Query(photos=(Photo(place / "files" / "photo.jpg"),), limit=1)
    yield partial(_search, place, bundle, photo, messages.phrase("self-test-photo"), "photo.jpg")
    yield partial(_window, place, bundle)


def _safely(check: Check) -> Finding:
    """What ``check`` found; whatever it raises is a fault with the check's name."""
    name = getattr(check, "func", check).__name__.strip("_").replace("_", "-")
    try:
        return check()
    except ImTextError as trouble:
        reason = messages.sentence(trouble.code, trouble.details)
    except Exception as trouble:
        reason = f"{type(trouble).__name__}: {trouble}"
    return fault("self-test-failed", step=name, reason=reason)


def _readers() -> Finding:
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


def _read(file: Path) -> None:
    """Raise a DocumentError where ``file`` does not give its page with the part number, or a picture."""
    from imtextgui.documents import readers
    from imtextgui.documents.content import PageContent
    from imtextgui.encoders.manifest import PictureSpec
    from imtextgui.encoders.preprocessing import prepare

    to_tensor = partial(prepare, picture=PictureSpec(64, (255, 255, 255)))
    pages = [event for event in readers.read(file, to_tensor) if isinstance(event, PageContent)]
    if not any(PART in page.text or page.tensor is not None for page in pages):
        raise DocumentEmpty(path=file.name)


def _index(place: Path, bundle: Path | None) -> Finding:
    files = place / "files"
    files.mkdir()
    for suffix in _INDEXED:
        shutil.copy(paths.resources() / "selftest" / f"{PART}{suffix}", files)
    shutil.copy(paths.resources() / "samples" / _PHOTO, files / "photo.jpg")
    _draw_plate(files / "plate.png")
    with _timed() as seconds, _opened(place, bundle) as catalogue:
        catalogue.sources.add(files)
        (report,) = run(catalogue.sources.index()).sources
        problems = catalogue.health.problems()
    if problems or report.new < len(list(files.iterdir())):
        reasons = "; ".join(messages.sentence(problem.code, problem.details) for problem in problems)
        return fault("self-test-failed", step="index", reason=reasons or f"{report.new} files")
    return fine("self-test-index", files=report.new, pages=report.pages, seconds=seconds())


def _draw_plate(file: Path) -> None:
    from PIL import Image, ImageDraw

    plate = Image.new("RGB", (640, 320), "gainsboro")
    draw = ImageDraw.Draw(plate)
    draw.rectangle((20, 20, 620, 300), outline="black", width=6)
    draw.text((110, 100), PLATE, fill="black", font_size=96)
    plate.save(file)


def _search(place: Path, bundle: Path | None, query: Query, asked: str, expected: str) -> Finding:
    with _opened(place, bundle) as catalogue, _timed() as seconds:
        results = catalogue.search.answer(query)
    names = [hit.path.name for hit in results.hits]
    if not any(name.endswith(expected) for name in names):
        return fault("self-test-failed", step=f"search {asked}", reason=", ".join(names) or "no hit")
    return fine("self-test-search", query=asked, count=len(names), seconds=seconds())


def _window(place: Path, bundle: Path | None) -> Finding:
    """Open the window in a process of its own, have it drawn without a screen, and look at the picture."""
    from PIL import Image

    picture = place / "window.png"
    arguments = ["--catalogue", str(place / "catalogue"), "--query", PART, "--screenshot", str(picture)]
    arguments += ["--bundle", str(bundle)] if bundle else []
    environment = os.environ | {"IMTEXTGUI_DATA": str(place / "data"), "QT_QPA_PLATFORM": "offscreen"}
    with _timed() as seconds:
        child = subprocess.run(  # noqa: S603 - this very program
            [*program(), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WINDOW_SECONDS,
            check=False,
        )
    if child.returncode:
        last_lines = child.stderr.decode("utf-8", "replace").strip()[-500:]
        return fault("self-test-failed", step="window", reason=last_lines or f"status {child.returncode}")
    with Image.open(picture) as opened:
        colours = len(opened.convert("RGB").getcolors(1 << 24) or ())
        width, height = opened.size
    if colours < 50:
        return fault("self-test-failed", step="window", reason=f"{colours} colours")
    return fine("self-test-window", width=width, height=height, seconds=seconds())


def program() -> list[str]:
    """The command that starts this program anew: its own file where it is frozen, else Python with the package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "imtextgui"]


def _opened(place: Path, bundle: Path | None) -> Catalogue:
    return Catalogue.open(place / "catalogue", bundle=bundle, chosen=Settings())


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    """Gives a function that tells the seconds since, rounded."""
    start = time.monotonic()
    yield lambda: round(time.monotonic() - start, 2)
