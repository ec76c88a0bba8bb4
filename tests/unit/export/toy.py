"""Pictures, features and text vectors that the tests of the training kit are small with."""

import io

import numpy as np

from export.data.pictures import Labelled
from imtextgui.domain.embedding import Matrix, unit
from imtextgui.encoders.preprocessing import probe_picture

WIDTH = 16


def labelled(number: int, source: str = "toy") -> Labelled:
    """A picture of a class of its own, with captions that hold its number."""
    stream = io.BytesIO()
    probe_picture(number).save(stream, "PNG")
    names = (f"part {number}", f"picture of part {number}")
    return Labelled(source, str(number), f"family {number}", names, (f"部品{number}",), stream.getvalue())


def embed(texts: list[str]) -> Matrix:
    """Rows [n, WIDTH] by the number in the text, whatever the language."""
    rows = [
        np.random.default_rng(int("".join(filter(str.isdigit, text)) or 0)).normal(size=WIDTH)
        for text in texts
    ]
    return unit(np.array(rows))
