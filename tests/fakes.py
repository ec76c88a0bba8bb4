"""Second implementations of the core's protocols, for tests that need behaviour but no weights."""

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from PIL import Image

from imtextgui.domain.embedding import Matrix, Space, Tensor, unit
from imtextgui.domain.items import Box, Word
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.encoders.manifest import CosineBackground, PictureSpec
from imtextgui.ocr.engine import Larger


class FakeEncoder:
    """An encoder without weights: texts as hashed words and character pairs, pictures as small grey grids.

    Texts that share words or (for Japanese) pairs of characters are near each other, pictures that look
    alike are near each other, and a picture is near the texts that ``teach`` has named for it.
    """

    fingerprint = "fake-encoder-1"
    joint_dim = 64
    appearance_dim = 48
    picture = PictureSpec(size=32, fill=(255, 255, 255))

    def __init__(self) -> None:
        self._taught: dict[bytes, Matrix] = {}
        self.texts_encoded = 0
        self.pictures_encoded = 0

    @property
    def calibration(self) -> Mapping[Space, CosineBackground]:
        """The same rough guess for every space."""
        return {space: CosineBackground(mean=0.1, std=0.15) for space in Space}

    def teach(self, tensor: Tensor, caption: str) -> None:
        """From now on the picture ``tensor`` has the joint vector of ``caption``."""
        self._taught[tensor.tobytes()] = self.encode_texts([caption])

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """Unit rows [len(texts), joint_dim]."""
        self.texts_encoded += len(texts)
        rows = np.zeros((len(texts), self.joint_dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1  # a text without a word is somewhere too
            for feature in _features(text):
                code = crc32(feature.encode("utf-8", "surrogatepass"))
                row[code % self.joint_dim] += 1 if code & 0x10000 else -1
        return unit(rows)

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """Vectors of prepared pictures of ``picture.size``."""
        self.pictures_encoded += len(tensors)
        appearance = np.zeros((len(tensors), self.appearance_dim), np.float32)
        joint = np.zeros((len(tensors), self.joint_dim), np.float32)
        for number, tensor in enumerate(tensors):
            if tensor.shape != (self.picture.size, self.picture.size, 3) or tensor.dtype != np.uint8:
                raise ValueError(f"not a prepared picture: {tensor.dtype} {tensor.shape}")
            appearance[number] = _grid(tensor)
            joint[number, : self.appearance_dim] = appearance[number]
            if tensor.tobytes() in self._taught:
                joint[number] = self._taught[tensor.tobytes()][0]
        return PictureVectors(unit(joint), unit(appearance))


class SecondEncoder(FakeEncoder):
    """Another encoder without weights: the same likenesses in a space of its own, turned and longer."""

    fingerprint = "fake-encoder-2"
    joint_dim = 80
    appearance_dim = 52

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """Unit rows [len(texts), joint_dim]."""
        return _turned(FakeEncoder.encode_texts(self, texts))

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """Vectors of prepared pictures of ``picture.size``."""
        self.pictures_encoded += len(tensors)
        found = FakeEncoder().encode_pictures(tensors)
        appearance = np.pad(found.appearance, ((0, 0), (4, 0)))
        return PictureVectors(_turned(np.pad(found.joint, ((0, 0), (0, 16)))), appearance)


def _turned(rows: Matrix) -> Matrix:
    return np.ascontiguousarray(rows[:, ::-1])


def _features(text: str) -> list[str]:
    words = unicodedata.normalize("NFKC", text).casefold().split()
    pairs = [a + b for word in words if not word.isascii() for a, b in pairwise(word)]
    return words + pairs


def _grid(tensor: Tensor) -> Matrix:
    """Mean colour of 4 by 4 fields, around the picture's mean; a constant keeps flat pictures off zero."""
    fields = tensor.astype(np.float32).reshape(4, 8, 4, 8, 3).mean(axis=(1, 3)).ravel()
    return np.asarray((fields - fields.mean()) / 255 + 0.01, np.float32)


def lettered(text: str, size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A picture that says ``text`` to ``FakeEngine``, in the bytes of its first row; it must not be scaled."""
    picture = Image.new("RGB", size, (90, 140, 60))
    for place, byte in enumerate(b"TEXT" + text.encode() + b"\n"):
        picture.putpixel((place, 0), (byte, byte, byte))
    return picture


class FakeEngine:
    """An OCR engine that reads what ``lettered`` has written; a word that ends with "?" is a doubtful one."""

    def has_text(self, picture: Image.Image) -> bool:
        """See ``Engine``."""
        return np.asarray(picture)[0, :4, 0].tobytes() == b"TEXT"

    def read(
        self, picture: Image.Image, most: int | None = None, larger: Larger | None = None
    ) -> tuple[Word, ...]:
        """See ``Engine``."""
        if not self.has_text(picture):
            return ()
        row = np.asarray(picture)[0, :, 0].tobytes()
        words = row[4 : row.index(b"\n")].decode().split()[:most]
        step = 1 / max(1, len(words))
        return tuple(
            Word(word, Box(place * step, 0.1, (place + 0.9) * step, 0.2), 0.3 if word.endswith("?") else 0.95)
            for place, word in enumerate(words)
        )
