"""How well photos of parts find drawings of the same parts, and what might bring the two nearer together."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from export.data.pictures import Labelled
from export.evaluate.retrieval import figures
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.pictures import DRAWN
from imtextgui.domain.embedding import Matrix, unit


def photo_to_drawing(
    pictures: Sequence[Labelled],
    joint: Matrix,
    name: str,
    see: Callable[[Sequence[Image.Image]], Matrix] | None = None,
) -> Iterator[str]:
    """Rows of the table, ``name`` in each: generated photos among ``pictures`` ask for drawings of the same family.

    By their ``joint`` vectors [n, d]; with the mean of photos and that of drawings taken off; and by what ``see`` gives
    for the edges of the photos.
    """
    photos, drawn = (_shown(pictures, drawings) for drawings in (False, True))
    kinds = {pictures[number].family for number in drawn}
    photos = [number for number in photos if pictures[number].family in kinds]
    if not photos:
        return
    of = np.array([picture.family for picture in pictures])
    right = of[photos][:, None] == of[drawn][None, :]
    yield figures(joint[photos], joint[drawn], right).row(f"{name}: joint vector")
    centred = [unit(joint[chosen] - joint[chosen].mean(axis=0)) for chosen in (photos, drawn)]
    yield figures(centred[0], centred[1], right).row(f"{name}: each kind centred")
    if see is not None:
        rows = see([edges(pictures[number].image()) for number in photos])
        yield figures(rows, joint[drawn], right).row(f"{name}: edges of the photo")


def _shown(pictures: Sequence[Labelled], drawings: bool) -> list[int]:
    """The numbers of generated drawings of parts, or of generated photos and shaded pictures of them."""
    return [
        number
        for number, picture in enumerate(pictures)
        if picture.source == "generated"
        and picture.family in FAMILIES
        # the name ends in the style
        and (picture.name.split()[-1] in DRAWN) == drawings
    ]


def edges(photo: Image.Image) -> Image.Image:
    """The edges of ``photo`` as dark lines on white, as a drawing has them."""
    lines = photo.convert("L").filter(ImageFilter.GaussianBlur(1)).filter(ImageFilter.FIND_EDGES)
    return ImageOps.invert(ImageOps.autocontrast(lines, cutoff=1)).convert("RGB")
