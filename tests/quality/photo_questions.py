"""Query photos with their answers: pages, figures, type plates, parts, turned copies, screenshots, and strangers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from export.synthetic.parts.families import FAMILIES
from export.synthetic.photos import imaging
from export.synthetic.photos.nameplate import nameplate
from export.synthetic.photos.scene import Shot, jpeg, photograph
from imtextgui.config import paths
from imtextgui.documents.readers import render
from imtextgui.domain.items import Box
from tests.quality.photographed import WHOLE, photographed
from tests.quality.plant import Place, Plant

COUNTS = {
    "page": 90,
    "figure": 80,
    "plate": 40,
    "part": 40,
    "turned by EXIF": 20,
    "turned, no EXIF": 20,
    "screenshot": 30,
    "stranger": 60,
}
RENDERED = 1600
_ROUND = Box(-0.2, -0.3, 1.2, 1.3)  # with something around it: none of a plate is cut off


@dataclass(frozen=True, slots=True)
class Question:
    """A photo, what it shows: ``path`` (below the folder, "": nothing there) and ``page`` (0: any), and which part.

    ``like`` is the photo that this one is a turned copy of, ``also`` other files that are right.
    """

    kind: str
    photo: str
    path: str = ""
    page: int = 0
    shown: tuple[float, float, float, float] | None = None
    like: str = ""
    also: tuple[str, ...] = ()


def questions(folder: Path, plant: Plant, out: Path, seed: int = 23) -> list[Question]:
    """Photograph what lies in ``folder``; the photos and the list are kept in ``out`` and taken from there."""
    listed = out / "questions.json"
    if listed.exists():
        return [Question(**row) for row in json.loads(listed.read_text(encoding="utf-8"))]
    out.mkdir(parents=True, exist_ok=True)
    camera = _Camera(folder, plant, out, seed)
    kinds = [kind for kind in COUNTS if plant.codes or kind not in ("plate", "part")]
    found = [question for kind in kinds for question in camera.take(kind, COUNTS[kind])]
    listed.write_text(json.dumps([asdict(each) for each in found]), encoding="utf-8")
    return found


class _Camera:
    def __init__(self, folder: Path, plant: Plant, out: Path, seed: int) -> None:
        self._folder, self._plant, self._out, self._seed = folder, plant, out, seed
        self._figures = [place for place in plant.pages if place.figure is not None]
        self._taken: list[Question] = []

    def take(self, kind: str, count: int) -> Iterator[Question]:
        """Take ``count`` photos of a kind."""
        how: dict[str, Callable[[np.random.Generator, int], tuple[bytes, Question]]] = {
            "page": self._page,
            "figure": self._figure,
            "plate": self._plate,
            "part": self._part,
            "turned by EXIF": self._turned,
            "turned, no EXIF": self._sideways,
            "screenshot": self._screenshot,
            "stranger": self._stranger,
        }
        for number in range(count):
            rng = np.random.default_rng((self._seed, list(COUNTS).index(kind), number))
            data, question = how[kind](rng, number)
            name = f"{kind.replace(' ', '-').replace(',', '')}-{number:03}.jpg"
            (self._out / name).write_bytes(data)
            taken = Question(
                kind, name, question.path, question.page, question.shown, question.like, question.also
            )
            self._taken.append(taken)
            yield taken

    def _page(self, rng: np.random.Generator, _: int) -> tuple[bytes, Question]:
        place = self._plant.pages[rng.integers(len(self._plant.pages))]
        return self._seen(rng, place, WHOLE)

    def _figure(self, rng: np.random.Generator, _: int) -> tuple[bytes, Question]:
        place = self._figures[rng.integers(len(self._figures))]
        return self._seen(rng, place, place.figure or WHOLE)

    def _seen(self, rng: np.random.Generator, place: Place, part: Box) -> tuple[bytes, Question]:
        shot = photographed(rng, self._drawn(place), part)
        edges = (shot.shown.x0, shot.shown.y0, shot.shown.x1, shot.shown.y1)
        return shot.jpeg, Question("", "", place.path, place.page, edges)

    def _drawn(self, place: Place) -> Image.Image:
        drawn = render(self._folder / place.path, place.page, RENDERED)
        assert drawn is not None
        return drawn.convert("RGB")

    def _plate(self, rng: np.random.Generator, number: int) -> tuple[bytes, Question]:
        """Every other plate fills the photo; the others lie before a part on the bench."""
        paths_ = list(self._plant.codes)
        path = paths_[rng.integers(len(paths_))]
        lines = (
            "KITAHAMA WORKS",
            self._plant.codes[path],
            f"No. {rng.integers(10**5, 10**6)}",
            "200 V  50 Hz",
        )
        if number % 2:
            data = photographed(rng, nameplate(lines, 2.0, 700), _ROUND).jpeg
        else:
            data = _bytes(photograph(rng, self._shot(rng, lines)[0], 1600))
        return data, Question("", "", path, also=self._plant.drawn_for(self._plant.codes[path]))

    def _part(self, rng: np.random.Generator, _: int) -> tuple[bytes, Question]:
        shot, key = self._shot(rng, ())
        return _bytes(photograph(rng, shot, 1200)), Question("", "", self._plant.drawings[key])

    def _shot(self, rng: np.random.Generator, plate: tuple[str, ...]) -> tuple[Shot, str]:
        family = list(FAMILIES.values())[rng.integers(len(FAMILIES))]
        mesh = family.mesh(next(iter(family.sizes)))
        ground = imaging.SURFACES[rng.integers(len(imaging.SURFACES))].__name__
        angles = float(rng.uniform(-40, 40)), float(rng.uniform(20, 45))
        return Shot(mesh, family.materials[0], plate, *angles, ground, bool(rng.random() < 0.3)), family.key

    def _turned(self, rng: np.random.Generator, number: int) -> tuple[bytes, Question]:
        like = self._taken[number]
        with Image.open(self._out / like.photo) as photo:
            data = jpeg(photo.convert("RGB"), int(rng.choice([3, 6, 8])), "2024:05:20 10:00:00", 95)
        return data, Question("", "", like.path, like.page, like.shown, like.photo)

    def _sideways(self, rng: np.random.Generator, number: int) -> tuple[bytes, Question]:
        like = self._taken[number]
        with Image.open(self._out / like.photo) as photo:
            data = _bytes(photo.convert("RGB").rotate(int(rng.choice([90, 180, 270])), expand=True))
        return data, Question("", "", like.path, like.page, None, like.photo)

    def _screenshot(self, rng: np.random.Generator, _: int) -> tuple[bytes, Question]:
        """A viewer's window with the upper part of a page in it, as it stands on a screen."""
        place = self._plant.pages[rng.integers(len(self._plant.pages))]
        page = self._drawn(place)
        scale = rng.uniform(0.45, 0.8)
        small = page.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BICUBIC)
        screen = Image.new("RGB", (1366, 768), (72, 76, 82))
        left = max(0, (screen.width - small.width) // 2)
        screen.paste(small, (left, 70))
        across, down = min(1.0, screen.width / small.width), min(1.0, (screen.height - 70) / small.height)
        return _bytes(screen, 92), Question("", "", place.path, place.page, (0, 0, across, down))

    def _stranger(self, rng: np.random.Generator, number: int) -> tuple[bytes, Question]:
        """Pages of the samples' manuals, none of which is in the catalogue, and bare workbenches."""
        manuals = [*(paths.resources() / "samples").rglob("*manual.pdf")]
        samples = sorted([*manuals, *(paths.resources() / "samples").rglob("*取扱説明書.pdf")])
        if number % 3 == 2:
            return _bytes(imaging.camera(rng, imaging.surface(rng, 1600, 1200))), Question("", "")
        page = render(samples[rng.integers(len(samples))], 1 + int(rng.integers(3)), RENDERED)
        assert page is not None
        return photographed(rng, page.convert("RGB")).jpeg, Question("", "")


def _bytes(image: Image.Image, quality: int = 80) -> bytes:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()
