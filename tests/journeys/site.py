"""What the ways of a supervisor meet: a site with parts that a light encoder tells apart, and one as installed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from PIL import Image, ImageDraw

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.domain.items import PageView
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.onnx_session import CPU, PROVIDERS, has_exact_products
from tests import bundles
from tests.fakes import FakeEncoder

PART, SITE_WORD, COLLEAGUES_TAG = "gear pump", "Winkelhalter", "hall 2"
"""What the dictionary knows, what only the site says, and what a colleague says."""
BULK = ("flange nut", "ball valve")
"""Things that two pictures each are named after, each in a folder of its own, which makes that folder a machine."""
OTHER_NUT = "M8 nut"
"""What is right for the first of them."""
DISPUTED = "list of hall 2"
"""A question that a colleague answers otherwise."""
_WORDS = {
    "trade": "pump seal valve gear shaft housing spring flange gasket bearing bolt washer",
    "food": "noodle broth onion pepper butter sugar flour yeast basil cumin ginger honey",
}
OWN, FOREIGN = (_WORDS[name].split() for name in ("trade", "food"))
"""Words of the first sheets, and of those that come later."""

KNOWN_PHOTO = "IMG 2019.jpg"
"""Somebody has tagged it."""

SOUND, WRONG = "openvino", "directml"
"""Providers that the machine of the journey offers: one answers as the processor does, one does not."""


def bracket(path: Path, seed: int, *, drawn: bool = True) -> Path:
    """A noisy picture of a bracket, or of nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(60, 200, (8, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((160, 160), Image.Resampling.BILINEAR)
    if drawn:
        pen = ImageDraw.Draw(picture)
        pen.rectangle((10, 10, 55, 150), fill=(0, 0, 0))
        pen.rectangle((10, 110, 150, 150), fill=(255, 255, 255))
    picture.save(path, quality=95)
    return path


def machines(folder: Path) -> None:
    """Two folders with two pictures each, named after ``BULK``."""
    for seed, name in enumerate(BULK):
        for number in range(2):
            bracket(folder / name.title() / f"{name} {number}.jpg", 300 + 10 * seed + number, drawn=False)


def texts(folder: Path, words: Sequence[str], count: int, name: str) -> None:
    """Sheets of these words, each in an order of its own."""
    for number in range(count):
        turned = (*words[number % 12 :], *words[: number % 12])
        line = " ".join((*turned, *turned[: number % 7], f"{name}{number // 2}x"))
        (folder / f"{name}{number}.txt").write_text(f"{line}\n{line}", encoding="utf-8")


def open_light(folder: Path) -> Catalogue:
    """The catalogue of ``prepare_light``."""
    return Catalogue.open(folder / "light", encoder=FakeEncoder())


def prepare_light(folder: Path) -> None:
    """The site below ``folder``, indexed with the light encoder: parts, sheets, and what a colleague says of them."""
    site = folder / "site"
    for number in range(24):
        bracket(site / f"IMG_{number:04}.jpg", number, drawn=number % 4 == 0)
    for number in range(5):
        bracket(folder / "examples" / SITE_WORD / f"{number}.jpg", 100 + number)
    Image.effect_mandelbrot((400, 300), (-1, -1, 1, 1), 60).convert("RGB").save(site / f"{PART} 2.jpg")
    texts(site, OWN, 30, "sheet")
    machines(site)
    (folder / "questions.csv").write_text(
        f"id,kind,language,text,photo,relevant\n1,name,en,sheet7,,{site / 'sheet7.txt'}\n"
        f"2,photo,,,{site / 'IMG_0004.jpg'},{site / 'IMG_0004.jpg'}\n",
        encoding="utf-8",
    )
    _colleague(folder, site)
    with open_light(folder) as catalogue:
        _index(catalogue, site)
        catalogue.judgements.add(Query(DISPUTED), _sheet(catalogue, site).page_id, False)


def open_installed(folder: Path) -> Catalogue:
    """The catalogue of ``prepare_installed``."""
    return Catalogue.open(folder / "installed")


def prepare_installed(folder: Path) -> None:
    """Photos and manuals of two machines with the encoder that is shipped; a photo is tagged, a question confirmed.

    The photo that is tagged is another one of what ``pump.png`` shows; ``strange.jpg`` shows nothing that is there.
    """
    Machine()
    samples = paths.resources() / "samples"
    press = samples / "Press line"
    more = folder / "more photos"
    more.mkdir()
    with Image.open(next(press.rglob("* overview.jpg"))) as overview:
        width, height = overview.size
        nearer = overview.crop((width // 20, height // 20, width * 19 // 20, height * 19 // 20))
        nearer.save(more / KNOWN_PHOTO)
        overview.resize((width // 2, height // 2)).save(folder / "pump.png")
    with open_installed(folder) as catalogue:
        _index(catalogue, press, samples / "Utilities" / "CP-310 cooling water pump", more)
        view = catalogue.pages.by_path(more / KNOWN_PHOTO, 1)
        assert view is not None
        catalogue.tags.add([view.item_id], PART)
        catalogue.judgements.add(Query("the pump of the press"), view.page_id, True)
    bundles.second(folder / "other encoder")
    Image.effect_mandelbrot((900, 700), (-0.2, -0.9, 0.1, -0.6), 90).convert("RGB").save(
        folder / "strange.jpg"
    )


def _colleague(folder: Path, site: Path) -> None:
    """A colleague tags and describes a sheet, and writes what he knows into a file."""
    with Catalogue.open(folder / "colleague", encoder=FakeEncoder()) as catalogue:
        _index(catalogue, site)
        view = _sheet(catalogue, site)
        catalogue.judgements.add(Query(DISPUTED), view.page_id, True)
        catalogue.tags.add([view.item_id], COLLEAGUES_TAG)
        catalogue.descriptions.write(view.page_id, "en", "The list of hall 2.")
        catalogue.exchange.export(folder / "theirs.json", origin="Osaka")


def _sheet(catalogue: Catalogue, site: Path) -> PageView:
    view = catalogue.pages.by_path(site / "sheet3.txt", 1)
    assert view is not None
    return view


def _index(catalogue: Catalogue, *folders: Path) -> None:
    for folder in folders:
        catalogue.sources.add(folder)
    run(catalogue.sources.index())
    run(catalogue.tagging.update())


class Machine:
    """An onnxruntime that offers two graphics chips, and computes with the processor: one gives other values."""

    def __init__(self) -> None:
        has_exact_products()  # asked for once in a process, before other values are given
        self._open = onnxruntime.InferenceSession
        offered = [PROVIDERS[name] for name in (SOUND, WRONG, CPU)]
        onnxruntime.get_available_providers = lambda: offered
        onnxruntime.InferenceSession = self._session

    def _session(self, path: str, options: Any = None, providers: Sequence[str] = ()) -> "_Session":
        return _Session(self._open(path, options, providers=[PROVIDERS[CPU]]), list(providers))


class _Session:
    def __init__(self, session: Any, providers: list[str]) -> None:
        self._session, self._providers = session, providers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def get_providers(self) -> list[str]:
        """As of onnxruntime."""
        return self._providers

    def run(self, names: list[str], inputs: dict[str, Any]) -> list[Any]:
        """As of onnxruntime."""
        answers: list[Any] = self._session.run(names, inputs)
        wrong = self._providers[0] == PROVIDERS[WRONG]
        return [np.roll(answer, 1, axis=-1) for answer in answers] if wrong else answers
