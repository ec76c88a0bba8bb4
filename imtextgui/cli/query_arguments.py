"""Queries from the arguments of ``search``, and from the CSV file that ``--batch`` names."""

import argparse
import csv
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.cli.command import named_path
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import ALL_ROUTES, Photo, Query, Route
from imtextgui.domain.text import page_places
from imtextgui.errors import PageUnknown, QueryCropInvalid, QueryRouteUnknown, TestSetDamaged, TestSetMissing
from imtextgui.messages import phrase
from imtextgui.plain_files import require_plain

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue


def add_query_options(command: argparse.ArgumentParser) -> None:
    """Describe what ``query`` reads, in the order of the help."""
    command.add_argument("text", nargs="?", default="", metavar="TEXT", help=phrase("help-text"))
    photo: dict[str, Any] = {"type": named_path, "action": "append", "default": [], "metavar": "FILE"}
    command.add_argument("--photo", help=phrase("help-photo"), **photo)
    crop: dict[str, Any] = {"action": "append", "default": [], "metavar": "X0,Y0,X1,Y1"}
    command.add_argument("--crop", help=phrase("help-crop"), **crop)
    command.add_argument("--all-photos", action="store_true", help=phrase("help-all-photos"))
    command.add_argument("--weight", type=share, default=0.5, metavar="0..1", help=phrase("help-weight"))
    command.add_argument("--limit", type=count, default=10, metavar="N", help=phrase("help-limit"))
    known = ", ".join(sorted(ALL_ROUTES))
    command.add_argument("--routes", metavar="A,B", help=phrase("help-routes", known=known))


def query(arguments: argparse.Namespace) -> Query:
    """The one query of the arguments. Raises QueryCropInvalid and QueryRouteUnknown."""
    photos = zip_longest(arguments.photo, arguments.crop[: len(arguments.photo)])
    return _query(arguments, arguments.text, photos)


def batch_queries(arguments: argparse.Namespace) -> Iterator[tuple[str, Query]]:
    """Queries of a CSV file, with their ids.

    ``photo`` is ``path[@x0,y0,x1,y1]``, several joined by ``|``, relative to the file's folder. Raises TestSetMissing
    and TestSetDamaged, and as ``query`` does.
    """
    file: Path = arguments.batch
    try:
        require_plain(file)
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    except FileNotFoundError as trouble:
        raise TestSetMissing(path=str(file)) from trouble
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise TestSetDamaged(path=str(file), line=1, reason=str(trouble)) from trouble
    for line, row in enumerate(rows, 2):
        if row.get("id") is None:
            raise TestSetDamaged(path=str(file), line=line, reason="id")
        cells = [cell.partition("@") for cell in (row.get("photo") or "").split("|") if cell]
        photos = [(file.parent / photo, crop) for photo, _, crop in cells]
        yield row["id"], _query(arguments, row.get("text") or "", photos)


def file_and_page(place: str) -> tuple[Path, int]:
    """File and page of ``FILE[#PAGE]``; a "#" that no number follows belongs to the name of the file."""
    file, page = page_places.file_and_page(place)
    return Path(file), 1 if page is None else page


def page_named(catalogue: "Catalogue", place: str) -> PageView | None:
    """The page that ``FILE[#PAGE]`` names, None where there is none; first of all a file that is called so."""
    return catalogue.pages.by_path(Path(place), 1) or catalogue.pages.by_path(*file_and_page(place))


def named_page(catalogue: "Catalogue", place: str) -> PageView:
    """The page of ``catalogue`` that ``FILE[#PAGE]`` names. Raises PageUnknown."""
    page = page_named(catalogue, place)
    if page is None:
        raise PageUnknown(page=place)
    return page


def share(text: str) -> float:
    """The number of ``text``, for argparse, which refuses one that is not between 0 and 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:  # not a number is neither
        raise argparse.ArgumentTypeError(phrase("not-a-share", text=text))
    return number


def count(text: str) -> int:
    """The number of ``text``, for argparse, which refuses one below 1."""
    number = page_places.whole_number(text)
    if not number:
        raise argparse.ArgumentTypeError(phrase("not-a-count", text=text))
    return number


def integer(text: str) -> int:
    """The number of ``text``, for argparse, which refuses one that the catalogue cannot hold."""
    number = page_places.whole_number(text.removeprefix("-"))
    if number is None:
        raise argparse.ArgumentTypeError(phrase("not-a-number", text=text))
    return -number if text.startswith("-") else number


def crop_box(text: str | None) -> Box | None:
    """The box of ``x0,y0,x1,y1``, in shares of width and height; None without one. Raises QueryCropInvalid."""
    if not text:
        return None
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError as trouble:
        raise QueryCropInvalid(crop=text) from trouble
    return Box(x0, y0, x1, y1)


def route_set(text: str | None) -> frozenset[Route]:
    """The routes named in ``text``, by default all. Raises QueryRouteUnknown."""
    known = {route.value: route for route in Route}
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise QueryRouteUnknown(route=name, known=", ".join(sorted(known)))
    return frozenset(known[name] for name in names) or ALL_ROUTES


def _query(arguments: argparse.Namespace, text: str, photos: Iterable[tuple[Path, str | None]]) -> Query:
    return Query(
        text=text,
        photos=tuple(Photo(photo, crop_box(crop)) for photo, crop in photos),
        photo_weight=arguments.weight,
        limit=arguments.limit,
        routes=route_set(arguments.routes),
        every_photo=arguments.all_photos,
    )
