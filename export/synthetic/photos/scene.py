"""Workshop photos: parts on a bench in perspective, their shadows, clutter, nameplates, a phone's faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from export.synthetic.geometry.mesh import Floats, Ints, Mesh, Tone, box
from export.synthetic.geometry.shading import Light, Material, lamp, lit, palette, surface, worn
from export.synthetic.geometry.view import Buffer, View, looking, rasterise
from export.synthetic.parts.families import SAMPLE_FAMILIES
from export.synthetic.photos import imaging
from export.synthetic.photos.imaging import Random
from export.synthetic.photos.nameplate import nameplate

ROTATION = {1: 0, 3: 180, 6: 90, 8: -90}


@dataclass(frozen=True, slots=True)
class SceneObject:
    """A part in a scene: its solid in scene units (the subject is 1 large) and its body's material."""

    mesh: Mesh
    body: Material


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks at `target` along `view` from `distance`; `focal` in pixels about the middle of the picture."""

    view: View
    target: Floats
    distance: float
    focal: float
    width: int
    height: int

    def project(self, points: Floats) -> Floats:
        """Points [n, 3] as pixels right, pixels down and nearness."""
        seen = self.view.screen(points - self.target)
        near = 1 / np.maximum(self.distance - seen[:, 2], 0.05)
        columns = (
            self.width / 2 + self.focal * seen[:, 0] * near,
            self.height / 2 - self.focal * seen[:, 1] * near,
            near,
        )
        return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class Shot:
    """What a photo is to show: the subject, the text of its nameplate, where from, on what."""

    mesh: Mesh
    body: Material
    plate: tuple[str, ...] = ()
    azimuth: float = 25
    elevation: float = 32
    ground: str = "wood"
    portrait: bool = False
    clutter: int = 6


def photograph(rng: Random, shot: Shot, longest: int = 1600) -> Image.Image:
    """The picture of the scene, upright, RGB."""
    width, height = (longest * 3 // 4, longest) if shot.portrait else (longest, longest * 3 // 4)
    subject = SceneObject(unit(shot.mesh), shot.body)
    camera = _camera(rng, shot, subject.mesh, width, height)
    things = [subject, *_clutter(rng, shot, camera)]
    if shot.plate and not np.any(shot.mesh.tones == Tone.PLATE):
        things.insert(0, _card(rng, shot))
    light = lamp(
        rng.uniform(-0.8, 0.8), rng.uniform(0.6, 1), rng.uniform(0.3, 0.8), ambient=rng.uniform(0.3, 0.45)
    )
    towards = light.direction @ camera.view.axes
    towards[2] = max(towards[2], 0.55)
    image = _ground(rng, shot.ground, camera)
    image = _shadows(image, things, camera, towards)
    image, buffer = _paint(image, things, camera, light)
    if shot.plate:
        image = _label(image, things[0].mesh, camera, shot.plate, buffer)
    soft = image.filter(ImageFilter.GaussianBlur(longest / 2200))
    return imaging.camera(rng, soft, rng.uniform(0.25, 0.55))


def jpeg(image: Image.Image, orientation: int, taken: str, quality: int = 80) -> bytes:
    """JPEG with EXIF: the picture is stored turned, and `orientation` (1, 3, 6 or 8) says how to turn it back."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110], exif[0x0132] = "Kitahama", "FieldCam 3", taken
    stream = BytesIO()
    image.rotate(ROTATION[orientation], expand=True).save(stream, "JPEG", quality=quality, exif=exif)
    return stream.getvalue()


def unit(mesh: Mesh) -> Mesh:
    """The solid one unit large."""
    low, high = mesh.bounds()
    return mesh.scaled(1 / float((high - low).max()))


def _clutter(rng: Random, shot: Shot, camera: Camera) -> list[SceneObject]:
    """Other small parts lying about, none of them before the subject."""
    small = [f for f in SAMPLE_FAMILIES.values() if len(f.mesh(next(iter(f.sizes))).faces) < 2500]
    taken = [(0.0, 0.0, 0.55)]
    things = []
    for _ in range(shot.clutter):
        family = small[rng.integers(len(small))]
        size = rng.uniform(0.16, 0.42)
        place = _free_place(rng, size * 0.5, taken, camera)
        if place is None:
            continue
        taken.append((*place, size * 0.5))
        mesh = unit(family.mesh(next(iter(family.sizes)))).scaled(size).turned("z", rng.uniform(0, 360))
        body = worn(family.materials[0], rng.normal(0, 0.03, 3), rng.uniform(0.75, 1.1))
        things.append(SceneObject(mesh.moved(*place), body))
    return things


def _free_place(
    rng: Random, radius: float, taken: list[tuple[float, float, float]], camera: Camera
) -> tuple[float, float] | None:
    for _ in range(40):
        x, y = rng.uniform(-1.5, 1.5), rng.uniform(-0.8, 1.6)
        across, down, _near = camera.project(np.array([[x, y, 0.0]]))[0]
        shown = -0.04 < across / camera.width < 1.04 and 0.05 < down / camera.height < 1.02
        ahead = float(camera.view.axes[2] @ [x, y, 0.0])
        clear = all(np.hypot(x - a, y - b) > r + radius for a, b, r in taken)
        if shown and clear and (ahead < 0.25 or abs(float(camera.view.axes[0] @ [x, y, 0.0])) > 0.62):
            return x, y
    return None


def _card(rng: Random, shot: Shot) -> SceneObject:
    """A nameplate leaning on the bench before the subject."""
    # flat enough not to hide a low part behind it
    plate = box(0.4, 0.012, 0.21).toned(Tone.PLATE).turned("x", -62)
    mesh = plate.turned("z", shot.azimuth * 0.7 + rng.uniform(-8, 8))
    towards = looking(shot.azimuth, 0).axes[2]
    depth = float((unit(shot.mesh).points @ towards).max())
    place = towards * (depth + 0.2) + looking(shot.azimuth, 0).axes[0] * rng.uniform(-0.15, 0.15)
    return SceneObject(mesh.moved(float(place[0]), float(place[1])), shot.body)


def _camera(rng: Random, shot: Shot, subject: Mesh, width: int, height: int) -> Camera:
    low, high = subject.bounds()
    target = (low + high) / 2 - [0, 0, 0.06]
    view = looking(shot.azimuth, shot.elevation)
    spread = np.abs(view.screen(subject.points - target)[:, :2]).max(axis=0)
    room = np.array([width, height]) * rng.uniform(0.31, 0.36)
    distance = 2.8
    focal = float((room / np.maximum(spread, 0.05)).min()) * distance
    return Camera(view, target, distance, min(focal, 1.15 * max(width, height) * distance), width, height)


def _ground(rng: Random, kind: str, camera: Camera) -> Image.Image:
    """The bench top in perspective."""
    make = {make.__name__: make for make in imaging.SURFACES}[kind]
    texture = make(rng, 1400, 1400)
    reach = 2.6
    corners = np.array([[-reach, reach, 0], [reach, reach, 0], [reach, -reach, 0], [-reach, -reach, 0]])
    placed = camera.project(corners + np.array([0, 0.3, 0]))[:, :2]
    return warped(texture, placed, (camera.width, camera.height), edge=True)


def warped(image: Image.Image, corners: Floats, size: tuple[int, int], edge: bool = False) -> Image.Image:
    """`image` with its corners (top left, clockwise) at `corners` [4, 2] of a picture of `size`."""
    w, h = image.size
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], float)
    rows = []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    coefficients = np.linalg.lstsq(np.array(rows), source.ravel(), rcond=None)[0]
    fill = tuple(int(v) for v in np.asarray(image.convert("RGB")).mean(axis=(0, 1))) if edge else 0
    return image.transform(
        size,
        Image.Transform.PERSPECTIVE,
        [float(v) for v in coefficients],
        Image.Resampling.BICUBIC,
        fillcolor=fill,
    )


def _shadows(
    image: Image.Image, things: Sequence[SceneObject], camera: Camera, towards: Floats
) -> Image.Image:
    """The ground darkened where the parts stand in the light."""
    mask = Image.new("L", image.size, 0)
    canvas = ImageDraw.Draw(mask)
    for thing in things:
        points = thing.mesh.points
        flat = points - towards * (points[:, 2:3] / towards[2])
        flat[:, 2] = 0
        shown = camera.project(flat)[:, :2]
        for face in shown[thing.mesh.faces].reshape(-1, 6).tolist():
            canvas.polygon(face, fill=150)
    soft = mask.filter(ImageFilter.GaussianBlur(max(image.size) / 160))
    return Image.composite(Image.new("RGB", image.size, (14, 14, 18)), image, soft)


def _joined(things: Sequence[SceneObject]) -> tuple[Mesh, list[Material]]:
    """All things as one mesh whose tones count through the materials of all of them."""
    materials: list[Material] = []
    points: list[Floats] = []
    faces: list[Ints] = []
    tones: list[Ints] = []
    offset = 0
    for thing in things:
        points.append(thing.mesh.points)
        faces.append(thing.mesh.faces + offset)
        tones.append(thing.mesh.tones + len(materials))
        materials += palette(thing.body)
        offset += len(thing.mesh.points)
    return Mesh(
        np.concatenate(points), np.concatenate(faces), np.concatenate(tones), np.empty((0, 2, 3))
    ), materials


def _paint(
    image: Image.Image, things: Sequence[SceneObject], camera: Camera, light: Light
) -> tuple[Image.Image, Buffer]:
    mesh, materials = _joined(things)
    buffer = rasterise(camera.project(mesh.points), mesh.faces, camera.width, camera.height)
    normals = surface(mesh, camera.view.axes, buffer)
    seen = buffer.face >= 0
    shown = np.asarray(image, np.float32) / 255
    shown[seen] = lit(normals[seen], mesh.tones[buffer.face[seen]], materials, light)
    return Image.fromarray((np.clip(shown, 0, 1) * 255).astype(np.uint8), "RGB"), buffer


def _label(
    image: Image.Image, mesh: Mesh, camera: Camera, plate: tuple[str, ...], buffer: Buffer
) -> Image.Image:
    """The plate's print where the scene shows the front of the plate; `mesh` is its first solid."""
    front = _front(mesh)
    mask = np.isin(buffer.face, np.nonzero(front)[0])
    corners = _corners(mesh, front)
    aspect = np.linalg.norm(corners[1] - corners[0]) / np.linalg.norm(corners[3] - corners[0])
    print_ = warped(nameplate(plate, float(aspect)), camera.project(corners)[:, :2], image.size)
    shade = 0.35 + 0.65 * np.asarray(image, np.float32) / 235
    lettered = Image.fromarray(
        np.clip(np.asarray(print_, np.float32) * shade, 0, 255).astype(np.uint8), "RGB"
    )
    return Image.composite(lettered, image, Image.fromarray((mask * 255).astype(np.uint8)))


def _front(mesh: Mesh) -> np.typing.NDArray[np.bool_]:
    """The faces of the plate's largest side."""
    tri = mesh.points[mesh.faces]
    cross = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    size = np.where(mesh.tones == Tone.PLATE, np.linalg.norm(cross, axis=1), 0)
    # of the two large sides the front is the one towards the viewer's side or upwards
    facing = size * (1 + 0.01 * np.sign(cross[:, 2] * 0.5 - cross[:, 1]))
    largest = int(np.argmax(facing))
    best = cross[largest] / np.linalg.norm(cross[largest])
    level = np.abs(tri[:, 0] @ best - tri[largest, 0] @ best) < 1e-3
    unit_normal = cross / np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-12)
    return np.asarray((size > 0) & level & (unit_normal @ best > 0.999))


def _corners(mesh: Mesh, front: np.typing.NDArray[np.bool_]) -> Floats:
    """The plate's corners [4, 3]: top left, top right, bottom right, bottom left."""
    faces = mesh.faces[front]
    points = mesh.points[np.unique(faces)]
    tri = mesh.points[faces[0]]
    normal = np.cross(tri[1] - tri[0], tri[2] - tri[0])
    normal /= np.linalg.norm(normal)
    right = np.cross([0.0, 0.0, 1.0], normal)
    right /= np.linalg.norm(right)
    up = np.cross(normal, right)
    u, v = points @ right, points @ up
    base = points.mean(axis=0)
    ends = [(u.min(), v.max()), (u.max(), v.max()), (u.max(), v.min()), (u.min(), v.min())]
    return np.array([base + right * (a - base @ right) + up * (b - base @ up) for a, b in ends])


def other_viewpoint(shot: Shot, rng: Random) -> Shot:
    """The same subject seen from elsewhere on another surface."""
    grounds = [make.__name__ for make in imaging.SURFACES if make.__name__ != shot.ground]
    return replace(
        shot,
        azimuth=shot.azimuth + float(rng.choice([-1, 1])) * float(rng.uniform(18, 40)),
        elevation=float(rng.uniform(22, 48)),
        ground=str(rng.choice(grounds)),
        portrait=not shot.portrait,
    )
