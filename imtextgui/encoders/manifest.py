"""The typed description of an encoder bundle, read from its ``manifest.json`` and checked strictly.

msgspec does the checking: a missing, mistyped or unknown member is refused with its place in the document.
"""

import codecs
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np
from msgspec import UNSET, Meta, Struct, UnsetType

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.errors import BundleDamaged, BundleMissing, BundleTooNew, translating
from imtextgui.plain_files import require_plain

T = TypeVar("T")

FORMAT = 2
"""The latest format; one that has all a manifest says may be written as an earlier one, see ``Manifest.format``."""

FILE_NAME = "manifest.json"

Dimensions = Annotated[int, Meta(ge=1, le=8192)]
Byte = Annotated[int, Meta(ge=0, le=255)]


class PictureFit(StrEnum):
    """How a picture gets into the square: whole between margins, or stretched to its sides. Nothing is cut off."""

    LETTERBOX = "letterbox"
    STRETCH = "stretch"


class ResizeFilter(StrEnum):
    """How pixels are interpolated where a picture changes its size."""

    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"


class PictureSpec(Struct, frozen=True, forbid_unknown_fields=True):
    """How a picture becomes a tensor: fitted into a square of ``size`` pixels, the rest is ``fill`` (RGB).

    Means and deviations are not here: they are part of the graph, which takes the uint8 tensor as it is.
    """

    size: Annotated[int, Meta(ge=16, le=4096)]
    fill: tuple[Byte, Byte, Byte]
    fit: PictureFit = PictureFit.LETTERBOX
    filter: ResizeFilter = ResizeFilter.BILINEAR

    @property
    def choices(self) -> tuple[str, ...]:
        """What format 1 cannot say: fit and filter, or nothing where both are the only ones it knows."""
        only = (PictureFit.LETTERBOX, ResizeFilter.BILINEAR)
        return () if (self.fit, self.filter) == only else (self.fit.value, self.filter.value)


class TextSpec(Struct, frozen=True, forbid_unknown_fields=True):
    """Longer texts are cut to their first ``max_tokens`` tokens, start and end tokens included."""

    max_tokens: Annotated[int, Meta(ge=4, le=4096)]


class BundleFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the bundle, by plain name, and the SHA-256 of its bytes in hexadecimal."""

    # A name without a folder: what a manifest names must not lead out of the bundle.
    name: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")]
    sha256: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class BundleFiles(Struct, frozen=True, forbid_unknown_fields=True):
    """The three files a bundle must have."""

    image: BundleFile
    text: BundleFile
    tokenizer: BundleFile

    def all(self) -> tuple[BundleFile, ...]:
        """Every file, in a fixed order."""
        return (self.image, self.text, self.tokenizer)


class TextProbe(Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the joint vector [1, joint_dim] that it had when the bundle was made."""

    text: str
    joint: Matrix


class PictureProbe(Struct, frozen=True, forbid_unknown_fields=True):
    """The seed of a ``preprocessing.probe_picture`` and its vectors [1, dim] when the bundle was made."""

    seed: Annotated[int, Meta(ge=0, le=2**31)]
    joint: Matrix
    appearance: Matrix


class Probes(Struct, frozen=True, forbid_unknown_fields=True):
    """Golden vectors; ``tolerance`` is the least cosine at which an answer still counts as the same."""

    tolerance: Annotated[float, Meta(gt=0, le=1)]
    texts: Annotated[tuple[TextProbe, ...], Meta(min_length=1)]
    pictures: Annotated[tuple[PictureProbe, ...], Meta(min_length=1)]


class CosineBackground(Struct, frozen=True, forbid_unknown_fields=True):
    """Mean and standard deviation of the cosine between a query and a page that has nothing to do with it."""

    mean: float
    std: Annotated[float, Meta(gt=0)]


class DataSource(Struct, frozen=True, forbid_unknown_fields=True):
    """A data set or starting weight that the bundle was made from."""

    name: str
    licence: str
    attribution: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the program knows about a bundle."""

    name: str
    version: str
    licence: str
    joint_dim: Dimensions
    appearance_dim: Dimensions
    picture: PictureSpec
    text: TextSpec
    files: BundleFiles
    calibration: Mapping[Space, CosineBackground]
    sources: tuple[DataSource, ...]
    probes: Probes

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
        # The standard library writes this list: catalogues hold the digest of its very bytes, blanks included.
        return hashlib.sha256(json.dumps([self.format, space, space_of_files]).encode()).hexdigest()[:32]


class _Document(Manifest, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"stated": "format"}):
    """A manifest as the file holds it, with the format that it states."""

    stated: int


class _Format(Struct, frozen=True):
    """The one member that every format has, also a later one; the others are not looked at."""

    format: int


class _PictureMembers(Struct, frozen=True):
    """The members of ``picture`` that only format 2 has, UNSET where the file holds none."""

    fit: str | UnsetType = UNSET
    filter: str | UnsetType = UNSET


class _PictureDocument(Struct, frozen=True):
    """The part of a manifest that differs between the formats."""

    picture: _PictureMembers


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json`` in ``folder``; the other files are not opened.

    Raises BundleMissing without folder or manifest, BundleTooNew for a later format, and BundleDamaged for
    anything else that is not a manifest to the letter; its reason names the first wrong member.
    """
    path = folder / FILE_NAME
    with (
        translating(BundleDamaged, OSError, path=str(path)),
        translating(BundleMissing, FileNotFoundError, NotADirectoryError, path=str(path)),
    ):
        require_plain(path)
        raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    with translating(BundleDamaged, ValueError, RecursionError, path=str(path)):
        stated = _decode(raw, _Format).format
        if stated <= FORMAT:
            _check_picture_members(_decode(raw, _PictureDocument).picture, stated)
            document = _decode(raw, _Document)
            _check_dimensions(document)
            _check_calibration(document)
            return Manifest(*(getattr(document, name) for name in Manifest.__struct_fields__))
    raise BundleTooNew(path=str(path), format=stated, known=FORMAT, reason=f"format {stated}")


def _decode(raw: bytes, kind: type[T]) -> T:
    """Decode ``raw``. Raises ValueError that names the wrong member, such as ``manifest.picture.size``."""
    try:
        return msgspec.json.decode(raw, type=kind, dec_hook=_unit_row)
    except msgspec.DecodeError as error:
        message = str(error)
        located = message.replace("`$", "`manifest") if "`$" in message else f"manifest: {message}"
        raise ValueError(located) from None


def _unit_row(kind: type, values: Any) -> Matrix:
    """Vectors [1, dim] for the only custom type, ``Matrix``. Raises ValueError for anything but a unit vector."""
    if not isinstance(values, list) or not all(type(value) in (int, float) for value in values):
        raise ValueError("Expected a list of numbers")
    row = np.array([values], dtype=np.float32)
    # Written vectors are rounded to five digits, which leaves their length within 1e-3.
    if not abs(float(np.linalg.norm(row)) - 1) < 0.01:
        raise ValueError("Expected a unit vector")
    return row


def _check_picture_members(picture: _PictureMembers, stated: int) -> None:
    """Raise ValueError where format 1 has a member of format 2, or format 2 lacks one."""
    for name in _PictureMembers.__struct_fields__:
        given = getattr(picture, name) is not UNSET
        if given and stated < 2:
            raise ValueError(f"Object contains unknown field `{name}` - at `manifest.picture`")
        if not given and stated >= 2:
            raise ValueError(f"Object missing required field `{name}` - at `manifest.picture`")


def _check_dimensions(manifest: Manifest) -> None:
    """Raise ValueError where a golden vector has not the stated number of dimensions."""
    texts, pictures = enumerate(manifest.probes.texts), list(enumerate(manifest.probes.pictures))
    rows = [
        *((f"texts[{n}].joint", probe.joint, manifest.joint_dim) for n, probe in texts),
        *((f"pictures[{n}].joint", probe.joint, manifest.joint_dim) for n, probe in pictures),
        *((f"pictures[{n}].appearance", probe.appearance, manifest.appearance_dim) for n, probe in pictures),
    ]
    for place, row, dimensions in rows:
        if row.shape[1] != dimensions:
            raise ValueError(f"Expected {dimensions} numbers - at `manifest.probes.{place}`")


def _check_calibration(manifest: Manifest) -> None:
    """Raise ValueError where a space has no calibration."""
    for space in Space:
        if space not in manifest.calibration:
            raise ValueError(f"Object missing required field `{space}` - at `manifest.calibration`")
