"""What the encoders find and miss, as a picture to look at: one row for each name that was asked."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from export.data.pictures import Labelled
from export.evaluate.retrieval import answers
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.preprocessing import prepare

_SIDE, _SHOWN, _ROWS, _LEFT = 96, 6, 6, 230
_RIGHT, _WRONG = (40, 140, 60), (190, 60, 50)


def gallery(encoder: OnnxEncoder, pictures: Sequence[Labelled], path: Path) -> None:
    """Draw the first answers to names of generated ``pictures``: the clearest successes, then the worst failures.

    Only pictures of our own making are shown; the frame says whether the answer is right.
    """
    own = [p for p in pictures if p.source == "generated"]
    if not own:
        return
    joint = encoder.encode_pictures([prepare(p.image(), encoder.picture) for p in own]).joint
    names, right = answers([p.english[0] for p in own])
    scores = encoder.encode_texts(names) @ joint.T
    order = np.argsort(-scores, axis=1, kind="stable")
    shown = np.take_along_axis(right, order, axis=1)
    worth = shown[:, :_SHOWN].sum(axis=1) - np.argmax(shown, axis=1)
    ranked = np.argsort(-worth, kind="stable")
    rows = list(dict.fromkeys([*ranked[:_ROWS].tolist(), *ranked[-_ROWS:].tolist()]))
    sheet = Image.new("RGB", (_LEFT + _SHOWN * (_SIDE + 8), len(rows) * (_SIDE + 8)), (255, 255, 255))
    canvas = ImageDraw.Draw(sheet)
    for place, row in enumerate(rows):
        top = place * (_SIDE + 8) + 4
        first = int(np.argmax(shown[row])) + 1
        canvas.text((6, top + _SIDE // 2 - 12), f"{names[row]}\nfirst right answer: {first}", fill=0)
        for column, number in enumerate(order[row, :_SHOWN].tolist()):
            left = _LEFT + column * (_SIDE + 8)
            frame = _RIGHT if right[row, number] else _WRONG
            canvas.rectangle((left - 3, top - 3, left + _SIDE + 2, top + _SIDE + 2), fill=frame)
            sheet.paste(own[number].image().convert("RGB").resize((_SIDE, _SIDE)), (left, top))
    sheet.quantize(128).save(path, optimize=True)
