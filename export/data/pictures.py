"""The pictures to train on: every set as (picture, captions, class), with near-copies capped."""

import io
import pickle
import random
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import Image

from export.data import texts
from export.synthetic import edition, training_pictures
from export.synthetic.drawings.symbols import SYMBOLS
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.pages import training_pages

SETS = (
    "caltech101",
    "drawio_stencils",
    "fritzing_parts",
    "iso_safety_signs",
    "kicad_symbols",
    "lucide_icons",
    "mdi_icons",
    "noto_emoji",
)

PHOTOS = frozenset({"caltech101"})

# Classes of photos vary more than those of symbols.
_MORE = dict.fromkeys(PHOTOS, 4)

# Libraries of KiCad whose symbols differ to the eye; the others are boxes with pins.
_TELLING = re.compile(
    r"Device|Connector$|Switch|Relay|Diode|Transistor|Transformer|Motor|Valve|Mechanical|Graphic|Sensor"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture, its file name within ``source``, what it shows in words, and its class for holding out.

    ``english`` captions come best first; ``japanese`` ones may be missing.
    """

    source: str
    name: str
    family: str
    english: tuple[str, ...]
    japanese: tuple[str, ...]
    picture: bytes

    def image(self) -> Image.Image:
        """The decoded picture."""
        return Image.open(io.BytesIO(self.picture))


def fingerprint(pictures: Sequence[Labelled]) -> str:
    """Twelve signs that change with any picture of ``pictures`` and with anything that is said of it."""
    code = sha256()
    for picture in pictures:
        code.update(
            repr((picture.source, picture.name, picture.family, picture.english, picture.japanese)).encode()
        )
        code.update(picture.picture)
    return code.hexdigest()[:12]


Row = dict[str, str]
_Captions = tuple[str, list[str], list[str]]


def labelled_pictures(folder: Path, per_class: int, seed: int = 1) -> Iterator[Labelled]:
    """Every picture of the sets in ``folder``, at most ``per_class`` of a class, in a fixed order."""
    for source in SETS:
        with tarfile.open(folder / "pictures" / f"{source}.tar") as tar:
            index = tar.extractfile(f"{source}/index.tsv")
            assert index is not None
            rows = texts.table(index.read().decode("utf-8"))
            kept = capped(rows, source, per_class * _MORE.get(source, 1), random.Random(seed))
            for row in kept:
                member = tar.extractfile(f"{source}/{row['file']}")
                assert member is not None
                family, english, japanese = _READERS[source](row)
                english = list(dict.fromkeys(filter(None, map(_plain, english))))
                if english:
                    yield Labelled(
                        source, row["file"], family, tuple(english), tuple(japanese), member.read()
                    )


def capped(rows: list[Row], source: str, per_class: int, chance: random.Random) -> list[Row]:
    """At most ``per_class`` rows of each class, in the order of the index."""
    classes: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        classes[_READERS[source](row)[0]].append(number)
    kept = {n for members in classes.values() for n in chance.sample(members, min(per_class, len(members)))}
    return [row for number, row in enumerate(rows) if number in kept]


def _plain(caption: str) -> str:
    """A caption without markup, codes in front and more than a sentence."""
    text = re.sub(r"<[^>]*>|&\w+;|^Description:", " ", caption).replace("_", " ")
    text = re.sub(r"\s+", " ", text).strip(" .,-")
    return text[:120].rsplit(" ", 1)[0] if len(text) > 120 else text


def _caltech(row: Row) -> _Captions:
    name = row["name"].replace("cougar face", "cougar").replace("car side", "car").lower()
    return name, [name, f"photo of a {name}"], []


def _stencil(row: Row) -> _Captions:
    library, name = row["library"], re.sub(r" \d+$", "", row["name"])
    if library == "fluid_power":  # its names are ISO 1219 codes, which nobody can see in the picture
        return "fluid power", ["hydraulic symbol", "fluid power symbol", "pneumatic symbol"], ["油圧記号"]
    subject = library.removeprefix("electrical ").removeprefix("pid ").replace("_", " ")
    plant = "P&ID symbol" if library.startswith("pid") else "symbol"
    return f"{library}/{name}", [name, f"{name} {plant}", f"{name}, {subject}"], []


def _fritzing(row: Row) -> _Captions:
    title, family = row["title"], row["family"].removeprefix("sparkfun ")
    kind = "schematic symbol" if row["view"] == "schematic" else "electronic component"
    tags = [tag for tag in row["tags"].split("|")[:3] if tag.isascii() and len(tag) > 3]
    return f"{row['view']}/{family}", [family, f"{family} {kind}", title, row["description"], *tags], []


def _sign(row: Row) -> _Captions:
    name = row["name"]
    return name, [name, f"{row['category']} sign: {name}", f"safety sign {name}"], []


def _kicad(row: Row) -> _Captions:
    library, description = row["library"], row["description"]
    first = description.split(",")[0]
    family = f"{library}/{first}" if _TELLING.match(library) else library
    return family, [first, description, f"{first} schematic symbol", row["keywords"]], []


def _lucide(row: Row) -> _Captions:
    return row["name"], [row["name"], f"{row['name']} icon", *row["tags"].split("|")[:5]], []


def _mdi(row: Row) -> _Captions:
    name = re.sub(r" (outline|box|circle|variant|off|plus|minus)\b", "", row["name"])
    return name, [name, row["name"], f"{name} icon", *row["aliases"].split("|")[:3]], []


def _emoji(row: Row) -> _Captions:
    english = [row["name_en"], f"picture of {row['name_en']}", *row["keywords_en"].split("|")[:4]]
    japanese = [row["name_ja"], *row["keywords_ja"].split("|")[:4]]
    return row["name_en"], english, [j for j in japanese if j]


_READERS: dict[str, Callable[[Row], _Captions]] = {
    "caltech101": _caltech,
    "drawio_stencils": _stencil,
    "fritzing_parts": _fritzing,
    "iso_safety_signs": _sign,
    "kicad_symbols": _kicad,
    "lucide_icons": _lucide,
    "mdi_icons": _mdi,
    "noto_emoji": _emoji,
}


def part_pictures(count: int, seed: int, cache: Path) -> list[Labelled]:
    """Pictures of the parametric parts of ``export.synthetic``; made once, in minutes, and kept in ``cache``."""
    return _generated("parts", tuple(FAMILIES), count, seed, cache)


def symbol_pictures(count: int, seed: int, cache: Path) -> list[Labelled]:
    """Pictures of its schematic symbols, alone and in pieces of circuits."""
    return _generated("symbols", tuple(SYMBOLS), count, seed, cache)


def _generated(name: str, keys: tuple[str, ...], count: int, seed: int, cache: Path) -> list[Labelled]:
    def made() -> list[Labelled]:
        return [
            Labelled(
                "generated",
                f"{number:06} {made.style}",
                made.family,
                tuple(made.captions_en),
                tuple(made.captions_ja),
                _jpeg(made.image),
            )
            for number, made in enumerate(training_pictures(count, seed, families=keys))
        ]

    return _once(cache / f"{name}-{edition()}-{count}-{seed}.pickle", made) if count else []


def page_pictures(count: int, seed: int, figures: Sequence[Labelled], cache: Path) -> list[Labelled]:
    """Pages of invented manuals with some of the ``figures`` on them; they have no captions, only looks."""

    def made() -> list[Labelled]:
        shown = [figure.image() for figure in figures[:200]]
        return [
            Labelled("pages", f"{number:06}", "page", (), (), _jpeg(page))
            for number, page in enumerate(training_pages(count, seed, shown))
        ]

    return _once(cache / f"pages-{edition()}-{count}-{seed}.pickle", made) if count else []


def _once(path: Path, make: Callable[[], list[Labelled]]) -> list[Labelled]:
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    pictures: list[Labelled] = pickle.loads(path.read_bytes())  # noqa: S301  # a file of our own
    return pictures


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88)
    return stream.getvalue()
