"""The typed description of an encoder bundle, read from its ``manifest.json`` and checked strictly."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.encoders.json_members import Members
from imtextgui.errors import BundleDamaged, BundleMissing, BundleTooNew, translating

FORMAT = 2
"""The latest format; one that has all a manifest says may be written as an earlier one, see ``Manifest.format``."""

FILE_NAME = "manifest.json"


class Fit(StrEnum):
    """How a picture gets into the square: whole between margins, or drawn out to its sides. Nothing is cut off."""

    LETTERBOX = "letterbox"
    STRETCH = "stretch"


class Filter(StrEnum):
    """How pixels are interpolated where a picture changes its size."""

    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """How a picture becomes a tensor: fitted into a square of ``size`` pixels, the rest is ``fill`` (RGB).

    Means and deviations are not here: they are part of the graph, which takes the uint8 tensor as it is.
    """

    size: int
    fill: tuple[int, int, int]
    fit: Fit = Fit.LETTERBOX
    filter: Filter = Filter.BILINEAR

    @property
    def choices(self) -> tuple[str, ...]:
        """What format 1 cannot say: fit and filter, or nothing where both are the only ones it knows."""
        only = (Fit.LETTERBOX, Filter.BILINEAR)
        return () if (self.fit, self.filter) == only else (self.fit.value, self.filter.value)


@dataclass(frozen=True, slots=True)
class TextSpec:
    """Longer texts are cut to their first ``max_tokens`` tokens, start and end tokens included."""

    max_tokens: int


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file of the bundle, by plain name, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """The three files a bundle must have."""

    image: BundleFile
    text: BundleFile
    tokenizer: BundleFile

    def all(self) -> tuple[BundleFile, ...]:
        """Every file, in a fixed order."""
        return (self.image, self.text, self.tokenizer)


@dataclass(frozen=True, slots=True)
class TextProbe:
    """A text and the joint vector [1, joint_dim] that it had when the bundle was made."""

    text: str
    joint: Matrix


@dataclass(frozen=True, slots=True)
class PictureProbe:
    """The seed of a ``preprocess.probe_picture`` and its vectors [1, dim] when the bundle was made."""

    seed: int
    joint: Matrix
    appearance: Matrix


@dataclass(frozen=True, slots=True)
class Probes:
    """Golden vectors; ``tolerance`` is the least cosine at which an answer still counts as the same."""

    tolerance: float
    texts: tuple[TextProbe, ...]
    pictures: tuple[PictureProbe, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """Mean and deviation of the cosine between a query and a page that has nothing to do with it."""

    mean: float
    std: float


@dataclass(frozen=True, slots=True)
class DataSource:
    """A data set or starting weight that the bundle was made from."""

    name: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the program knows about a bundle."""

    name: str
    version: str
    licence: str
    joint_dim: int
    appearance_dim: int
    picture: PictureSpec
    text: TextSpec
    files: Files
    probes: Probes
    calibration: Mapping[Space, Background]
    sources: tuple[DataSource, ...]

    @property
    def format(self) -> int:
        """The earliest format that has all of this, so that older programs read what they can."""
        return 2 if self.picture.choices else 1

    @property
    def fingerprint(self) -> str:
        """Name of the vector space, 32 hexadecimal digits: equal only for equal weights and preparation."""
        space = [
            self.joint_dim,
            self.appearance_dim,
            self.picture.size,
            *self.picture.fill,
            self.text.max_tokens,
            *self.picture.choices,
        ]
        space_of_files = [file.sha256 for file in self.files.all()]
        return hashlib.sha256(json.dumps([self.format, space, space_of_files]).encode()).hexdigest()[:32]


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json`` in ``folder``; the other files are not opened.

    Raises BundleMissing without folder or manifest, BundleTooNew for a later format, and BundleDamaged for
    anything else that is not a manifest to the letter.
    """
    path = folder / FILE_NAME
    with (
        translating(BundleMissing, FileNotFoundError, NotADirectoryError, path=str(path)),
        translating(BundleDamaged, PermissionError, IsADirectoryError, path=str(path)),
    ):
        raw = path.read_bytes()
    with translating(BundleDamaged, ValueError, RecursionError, path=str(path)):
        document = Members(json.loads(raw), "manifest")
        newer = document.take("format", int)
        if newer <= FORMAT:
            return _manifest(document, newer)
    raise BundleTooNew(path=str(path), format=newer, known=FORMAT, reason=f"format {newer}")


def _manifest(document: Members, format_: int) -> Manifest:
    joint_dim = document.number("joint_dim", 1, 8192)
    appearance_dim = document.number("appearance_dim", 1, 8192)
    manifest = Manifest(
        name=document.take("name", str),
        version=document.take("version", str),
        licence=document.take("licence", str),
        joint_dim=joint_dim,
        appearance_dim=appearance_dim,
        picture=_picture(document.object("picture"), format_),
        text=_text(document.object("text")),
        files=_files(document.object("files")),
        probes=_probes(document.object("probes"), joint_dim, appearance_dim),
        calibration=_calibration(document.object("calibration")),
        sources=tuple(_source(source) for source in document.objects("sources")),
    )
    document.done()
    return manifest


def _picture(picture: Members, format_: int) -> PictureSpec:
    size = picture.number("size", 16, 4096)
    fill = picture.take("fill", list)
    if len(fill) != 3 or not all(type(value) is int and 0 <= value <= 255 for value in fill):
        raise ValueError("manifest.picture.fill is not three bytes")
    chosen = (Fit(picture.take("fit", str)), Filter(picture.take("filter", str))) if format_ >= 2 else ()
    picture.done()
    return PictureSpec(size, (fill[0], fill[1], fill[2]), *chosen)


def _text(text: Members) -> TextSpec:
    spec = TextSpec(text.number("max_tokens", 4, 4096))
    text.done()
    return spec


def _files(files: Members) -> Files:
    found = Files(*(_file(files.object(role), role) for role in ("image", "text", "tokenizer")))
    files.done()
    return found


def _file(file: Members, role: str) -> BundleFile:
    found = BundleFile(file.take("name", str), file.take("sha256", str))
    file.done()
    if not re.fullmatch(r"\w[\w.-]*", found.name, re.ASCII):
        raise ValueError(f"manifest.files.{role}.name is not a plain file name")
    if not re.fullmatch(r"[0-9a-f]{64}", found.sha256):
        raise ValueError(f"manifest.files.{role}.sha256 is not a SHA-256")
    return found


def _probes(probes: Members, joint_dim: int, appearance_dim: int) -> Probes:
    found = Probes(
        tolerance=probes.take("tolerance", float),
        texts=tuple(
            TextProbe(p.take("text", str), p.row("joint", joint_dim)) for p in probes.objects("texts")
        ),
        pictures=tuple(
            PictureProbe(
                p.number("seed", 0, 2**31), p.row("joint", joint_dim), p.row("appearance", appearance_dim)
            )
            for p in probes.objects("pictures")
        ),
    )
    probes.done()
    if not found.texts or not found.pictures or not 0 < found.tolerance <= 1:
        raise ValueError("manifest.probes must have a text, a picture and a tolerance of 0 to 1")
    return found


def _calibration(calibration: Members) -> Mapping[Space, Background]:
    found = {}
    for space in Space:
        background = calibration.object(space.value)
        found[space] = Background(background.take("mean", float), background.take("std", float))
        background.done()
        if not found[space].std > 0:
            raise ValueError(f"manifest.calibration.{space.value}.std is not positive")
    calibration.done()
    return found


def _source(source: Members) -> DataSource:
    found = DataSource(source.take("name", str), source.take("licence", str), source.take("attribution", str))
    source.done()
    return found
