"""``python -m tests.quality.unseen_tags TRAINING [SEED]``: suggested tags on pictures that nobody chose anything on.

TRAINING is the folder of the training data. All pictures of classes that the encoder was trained without (a tenth of
each public set, whole: photos, symbols, components, icons, signs) are indexed under names that tell nothing, in one
folder. Of classes with enough pictures a few are tagged as a person would, drawn by the seed; the others have to be
told by their neighbours and by the picture itself. A suggestion is right where it names the class; for a picture of a
class that nobody has tagged every suggestion is wrong. Prints precision and coverage at the default confidence.
"""

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from export.data.pictures import labelled_pictures
from export.data.splits import held_out
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run

TAGGED = (0, 3, 5, 10)
"""Pictures of each class that are tagged, one after the other in the same catalogue."""

FEWEST = 20
"""Pictures of a class from which on somebody tags it: half of them are left at last."""

PER_CLASS = 25
"""At most so many of a class of symbols, four times as many of one of photos."""

SETTINGS = Settings(ocr="off", second_pass=False, workers=1)


def write(training: Path, folder: Path, seed: int) -> Mapping[Path, tuple[str, str]]:
    """Write the pictures in an order of chance; gives source and class of each."""
    pictures = [one for one in labelled_pictures(training, PER_CLASS) if held_out(one)]
    random.Random(seed).shuffle(pictures)
    written: dict[Path, tuple[str, str]] = {}
    for number, one in enumerate(pictures):
        file = folder / f"IMG_{number:05}{Path(one.name).suffix}"
        file.write_bytes(one.picture)
        written[file] = one.source, one.family
    return written


def tag(catalogue: Catalogue, classes: Mapping[str, Sequence[Path]], count: int) -> set[Path]:
    """Tag the first ``count`` pictures of each class; gives them."""
    tagged: set[Path] = set()
    for name, files in classes.items():
        views = [catalogue.pages.by_path(file, 1) for file in files[:count]]
        catalogue.tags.add([view.item_id for view in views if view], name)
        tagged.update(files[:count])
    return tagged


def told(
    catalogue: Catalogue, written: Mapping[Path, tuple[str, str]], tagged: set[Path], known: set[str]
) -> str:
    """Precision and coverage on what is not tagged."""
    rows = [one for one in catalogue.tagging.listed() if one.path not in tagged]
    right = [one.suggested.tag == written[one.path][1] for one in rows]
    lines = [f"{len(rows)} suggestions, right {sum(right) / len(right):.3f}" if rows else "no suggestion"]
    with_one = {one.path for one in rows}
    for source in sorted({source for source, _ in written.values()}):
        open_ = [
            file
            for file, (of, name) in written.items()
            if of == source and name in known and file not in tagged
        ]
        strange = [file for file, (of, name) in written.items() if of == source and name not in known]
        own = [ok for one, ok in zip(rows, right, strict=True) if written[one.path][0] == source]
        share = f"{sum(own) / len(own):.3f} of {len(own)}" if own else "none"
        lines.append(
            f"    {source}: right {share}; of tagged classes {len(with_one.intersection(open_))} of {len(open_)},"
            f" of others {len(with_one.intersection(strange))} of {len(strange)} have one"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    training, seed = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "pictures")
        folder.mkdir()
        written = write(training, folder, seed)
        members: dict[str, list[Path]] = defaultdict(list)
        for file, (_, family) in written.items():
            members[family].append(file)
        classes = {family: files for family, files in members.items() if len(files) >= FEWEST}
        print(
            f"{len(written)} pictures, {len(members)} classes, {len(classes)} of them to be tagged",
            flush=True,
        )
        with Catalogue.open(Path(name, "catalogue"), chosen=SETTINGS) as catalogue:
            catalogue.sources.add(folder)
            run(catalogue.sources.index())
            for count in TAGGED:
                tagged = tag(catalogue, classes, count)
                run(catalogue.tagging.update())
                print(
                    f"{count} tagged: {told(catalogue, written, tagged, set(classes) if count else set())}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
