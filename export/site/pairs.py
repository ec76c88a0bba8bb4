"""A site's own pairs: a table of pictures and captions, read with all that such tables have wrong with them."""

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pi_heif
from PIL import Image, ImageOps

from export.data.pictures import Labelled
from export.site.messages import SiteProblem
from imtextgui.encoders.preprocessing import opaque

WANTED = ("file", "caption")
KNOWN = (*WANTED, "caption_ja", "group")

MOST_MISSING = 0.2
"""Above this share of missing pictures the folder is wrong rather than a picture gone."""

# What a view is drawn from: twice the side of a prepared picture and more than a distorted one keeps.
_SIDE = 512

# Kana and the kanji of everyday use lie in these rows of Shift_JIS; other encodings read as it land elsewhere.
_COMMON = range(0x81, 0x98)
_LEAST_COMMON = 0.6

_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class CaptionedFile:
    """A line of the table; ``caption_ja`` and ``group`` may be empty."""

    file: str
    caption: str
    caption_ja: str
    group: str


@dataclass(slots=True)
class Table:
    """The lines of a table, how many of them had no file or no caption, and the encoding they were read in."""

    pairs: list[CaptionedFile]
    empty: int
    encoding: str


@dataclass(slots=True)
class Gathered:
    """The pictures that could be read, for each the things it shows (groups, or else captions), and those that could
    not: names of missing files, names and reasons of damaged ones. ``empty`` lines had no file or no caption."""

    pictures: list[Labelled] = field(default_factory=list)
    things: list[frozenset[str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    empty: int = 0
    damaged: list[tuple[str, str]] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Read the CSV file ``path``: comma, semicolon or tab; UTF-8 or Shift_JIS.

    Raises SiteProblem where there is no such file, its encoding is another, or columns are missing.
    """
    if not path.is_file():
        raise SiteProblem("pairs-missing", path=path)
    text, encoding = decoded(path.read_bytes(), path)
    first = text.partition("\n")[0].strip("\r")
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        if not set(WANTED) <= set(columns):
            present = ", ".join(filter(None, columns)) or "–"
            raise SiteProblem("pairs-columns", path=path, found=present)
        reader.fieldnames = columns
        pairs = [_pair(row) for row in reader]
    except csv.Error as error:
        raise SiteProblem("pairs-broken", path=path, line=reader.line_num, reason=error) from error
    kept = [pair for pair in pairs if pair.file and (pair.caption or pair.caption_ja)]
    return Table(kept, len(pairs) - len(kept), encoding)


def _pair(row: dict[str, str | None]) -> CaptionedFile:
    return CaptionedFile(*(re.sub(r"\s+", " ", row.get(name) or "").strip() for name in KNOWN))


def decoded(raw: bytes, path: Path) -> tuple[str, str]:
    """``raw`` as text, and the name of its encoding; SiteProblem names the one it seems to have otherwise."""
    try:
        return raw.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp932")
    except UnicodeDecodeError:
        text = ""
    if text and _is_japanese(text):
        return text, "CP932 (Shift_JIS)"
    raise SiteProblem("pairs-encoding", path=path, encoding=_guess(raw))


def _is_japanese(text: str) -> bool:
    """Whether what is not ASCII is mostly what Japanese is written with; other encodings read as it are not."""
    beyond = [char.encode("cp932") for char in text if char > "\x7f"]
    common = sum(len(code) == 2 and code[0] in _COMMON for code in beyond)
    # Half-width katakana are common in old lists, but never without the voicing marks of a whole word.
    half = len("".join(re.findall("[ｦ-ﾟ]{3,}", text)))
    return common + half >= _LEAST_COMMON * len(beyond) and "\x00" not in text


def _guess(raw: bytes) -> str:
    for mark, name in _WIDE.items():
        if raw.startswith(mark):
            return name
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return best.encoding if best is not None else "no text at all"


def gather(pairs: Sequence[CaptionedFile], folder: Path) -> Gathered:
    """Read the picture of every pair, each file once with all its captions; paths are below ``folder``.

    Damaged files are left out and listed. Raises SiteProblem where more than a fifth of the files are missing.
    """
    pi_heif.register_heif_opener()
    by_file: dict[str, list[CaptionedFile]] = {}
    for pair in pairs:
        by_file.setdefault(pair.file.replace("\\", "/"), []).append(pair)
    gathered = Gathered(missing=[name for name in by_file if not (folder / name).is_file()])
    if len(gathered.missing) > MOST_MISSING * len(by_file):
        raise SiteProblem(
            "pictures-missing",
            missing=len(gathered.missing),
            all=len(by_file),
            folder=folder,
            first=", ".join(gathered.missing[:5]),
        )
    for name, own in by_file.items():
        if name in gathered.missing:
            continue
        try:
            picture = reduced(folder / name)
        except _UNREADABLE as error:
            gathered.damaged.append((name, str(error) or type(error).__name__))
            continue
        captions = tuple(dict.fromkeys(pair.caption for pair in own if pair.caption))
        japanese = tuple(dict.fromkeys(pair.caption_ja for pair in own if pair.caption_ja))
        things = things_of(own)
        code = sha256(picture).hexdigest()[:24]
        gathered.pictures.append(Labelled("site", code, min(things), captions, japanese, picture))
        gathered.things.append(things)
    return gathered


# What Pillow raises for files that are no picture, broken, or too large to be one.
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, TypeError, Image.DecompressionBombError)


def things_of(pairs: Iterable[CaptionedFile]) -> frozenset[str]:
    """What the pairs of one picture show: their groups; captions where there is no group."""
    return frozenset(
        thing
        for pair in pairs
        for thing in (
            [f"group {_plain(pair.group)}"]
            if pair.group
            else [f"caption {_plain(caption)}" for caption in (pair.caption, pair.caption_ja) if caption]
        )
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def reduced(path: Path) -> bytes:
    """The picture in ``path``, upright, opaque and at most 512 pixels wide and high, as JPEG bytes.

    Raises one of Pillow's many errors for what is no picture.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # large scans are expected, odd EXIF blocks no reason to stop
        with Image.open(path) as image:
            image.draft("RGB", (_SIDE * 2, _SIDE * 2))
            upright = opaque(ImageOps.exif_transpose(image))
            upright.thumbnail((_SIDE, _SIDE), reducing_gap=2.0)
            stream = io.BytesIO()
            upright.save(stream, "JPEG", quality=95)
    return stream.getvalue()
