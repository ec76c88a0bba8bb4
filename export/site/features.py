"""Features of the site's pictures, and of generated ones that stand for what the bundle knows already."""

import base64
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from export.data.pictures import Labelled
from export.site.messages import SiteProblem
from export.site.training import Limit, SiteTraining, write_whole
from export.synthetic import TrainingPicture, training_pictures
from export.synthetic.drawings.symbols import SYMBOLS
from export.synthetic.parts.families import FAMILIES
from export.towers.train_pictures import joined
from export.towers.trunk_features import Featured, FeatureRunner, features
from imtextgui.encoders.manifest import PictureSpec

_AT_ONCE = 100

# Far from the seeds that bundles are made with: the pictures held out must be new to the bundle as well.
_SEED = 7_000_000


def prepared(
    parts: Iterator[list[Labelled]],
    total: int,
    *,
    views: int,
    run: FeatureRunner,
    spec: PictureSpec,
    cache: Path,
    limit: Limit,
    on_progress: Callable[[int, int], None],
) -> Featured:
    """Features of pictures that come in ``parts``, ``total`` in all; each part is kept in ``cache`` once it is done.

    Raises SiteProblem when the ``limit`` comes first.
    """
    done: list[Featured] = []
    count = 0
    for part in parts:
        done.append(features(part, name="site", views=views, run=run, spec=spec, cache=cache))
        count += len(part)
        if count % 500 < len(part):
            on_progress(count, total)
        if limit.reached():
            raise SiteProblem("out-of-time", minutes=f"{limit.minutes:g}", done=count, all=total)
    return joined(done)


def in_parts(pictures: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    """``pictures`` a hundred at a time."""
    for start in range(0, len(pictures), _AT_ONCE):
        yield list(pictures[start : start + _AT_ONCE])


def generated(settings: SiteTraining, cache: Path) -> Iterator[list[Labelled]]:
    """The generated pictures of ``settings``, a hundred at a time, kept in ``cache`` as JPEG bytes."""
    families = settings.families or (*FAMILIES, *SYMBOLS)
    for start in range(0, settings.replay, _AT_ONCE):
        path = cache / f"replay-{start}.json"
        if not path.exists():
            count = min(_AT_ONCE, settings.replay - start)
            made = training_pictures(count, _SEED + start + settings.seed, families=families)
            write_whole(path, json.dumps([_row(picture) for picture in made]).encode())
        try:
            rows: list[dict[str, Any]] = json.loads(path.read_bytes())
            part = [_labelled(start + number, row) for number, row in enumerate(rows)]
        except (ValueError, KeyError) as error:
            raise SiteProblem("checkpoint-damaged", path=cache, reason=error) from error
        yield part


def _row(made: TrainingPicture) -> dict[str, Any]:
    stream = io.BytesIO()
    made.image.save(stream, "JPEG", quality=88)
    return {
        "family": made.family,
        "english": made.captions_en[:2],  # the name, and one with a size: embedding more takes minutes
        "japanese": made.captions_ja[:2],
        "picture": base64.b64encode(stream.getvalue()).decode(),
    }


def _labelled(number: int, row: dict[str, Any]) -> Labelled:
    picture = base64.b64decode(row["picture"])
    return Labelled(
        "replay", f"{number}", row["family"], tuple(row["english"]), tuple(row["japanese"]), picture
    )
