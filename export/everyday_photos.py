"""Vectors of everyday photos: ``python -m export.everyday_photos CALTECH101.tar OUT``.

Two pictures of every other class of Caltech-101 (plants, animals, furniture; CC BY 4.0), as the encoder that comes with
the program sees them, in ``OUT``, which is ``resources/everyday_photos``. They show nothing that a technical catalogue
has, and what they reach there, chance reaches. To be run for every new encoder. The classes between are kept for
measuring (``tests/quality/photo_bands.py``).
"""

import random
import sys
import tarfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from imtextgui.encoders import bundle
from imtextgui.encoders.preprocessing import prepare

OF_A_CLASS = 2
SEED = 1

_TECHNICAL = frozenset(
    ["camera", "cellphone", "headphone", "laptop", "scissors", "stapler", "stop_sign", "watch", "wrench"]
)
"""Classes that a catalogue of a workshop may well have."""


def pictures(packed: tarfile.TarFile, of_a_class: int, *, held_out: bool) -> Iterator[tuple[str, bytes]]:
    """Pictures of every other class with its name: those that are taken, or the ones between, ``held_out``."""
    draw = random.Random(SEED)
    members: dict[str, list[tarfile.TarInfo]] = {}
    for member in packed.getmembers():
        name = Path(member.name).parent.name
        if member.isfile() and member.name.endswith(".jpg") and name not in _TECHNICAL:
            members.setdefault(name, []).append(member)
    for number, (name, files) in enumerate(sorted(members.items())):
        for file in draw.sample(sorted(files, key=lambda file: file.name), of_a_class):
            data = packed.extractfile(file)
            if data is not None and (number % 2 == 0) == held_out:
                yield name, data.read()


def write(archive: Path, out: Path) -> Path:
    """Encode the pictures, and write their vectors under the name of the encoder's space."""
    encoder = bundle.load(bundle.default_folder())
    with tarfile.open(archive) as packed:
        prepared = [
            prepare(Image.open(BytesIO(data)).convert("RGB"), encoder.picture)
            for _, data in pictures(packed, OF_A_CLASS, held_out=False)
        ]
    vectors = encoder.encode_pictures(prepared)
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{encoder.fingerprint}.npz"
    np.savez(file, joint=vectors.joint.astype(np.float16), appearance=vectors.appearance.astype(np.float16))
    return file


def main(arguments: Sequence[str]) -> None:
    """Do what the command line says."""
    archive, out = map(Path, arguments)
    print(write(archive, out))


if __name__ == "__main__":
    main(sys.argv[1:])
