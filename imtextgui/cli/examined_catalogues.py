"""What an examination tells of the catalogue that a command is about; of one in shards, each for itself."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from imtextgui import messages
from imtextgui.cli.command import catalogue_folder, read_catalogue
from imtextgui.cli.progress_bar import drive
from imtextgui.config import paths
from imtextgui.domain.health import Finding, Level, advice, fault, fine, is_sound
from imtextgui.errors import (
    CatalogueDamaged,
    CatalogueLost,
    CatalogueMissing,
    CatalogueOutdated,
    ImTextError,
    PublicationAway,
)


def examined(arguments: argparse.Namespace) -> Iterator[Finding]:
    """The findings of the catalogue, or of all its shards; one that was asked for by name must be there.

    Raises CatalogueMissing, and PublicationDamaged of the list of the shards.
    """
    folder = catalogue_folder(arguments)
    if paths.is_shard_set(folder):
        from imtextgui.catalogue.published.shards import known_set

        told = known_set(folder)
        assert told is not None
        pages = {folder / shard.name: shard.pages for shard in told.shards}
        yield from _of_shards(arguments, folder, pages)
    else:
        yield from _of_one(arguments)


def _of_shards(arguments: argparse.Namespace, folder: Path, pages: dict[Path, int]) -> Iterator[Finding]:
    """What is worth knowing of each shard in ``folder``, which is to have so many ``pages``."""
    yield fine("shards", path=str(folder), count=len(pages), pages=sum(pages.values()))
    damaged = []
    for shard, count in pages.items():
        findings = list(_of_shard(arguments, shard))
        sound = is_sound(findings)
        if sound:
            yield fine("shard-sound", path=shard.name, pages=count)
        else:
            damaged.append(shard.name)
        for finding in findings:
            if finding.level is not Level.FINE:
                yield finding.of(shard.name)
    if damaged:
        yield fault("shards-faulty", path=str(folder), names=", ".join(damaged), count=len(damaged))


def _of_shard(arguments: argparse.Namespace, shard: Path) -> Iterator[Finding]:
    try:
        yield from _of_one(argparse.Namespace(**vars(arguments) | {"catalogue": shard}))
    except ImTextError as trouble:
        yield fault("shard-unreadable", reason=messages.sentence(trouble.code, trouble.details))


def _of_one(arguments: argparse.Namespace) -> Iterator[Finding]:
    try:
        catalogue = read_catalogue(arguments, tell_notices=False)
    except CatalogueMissing:
        if arguments.catalogue:
            raise
        yield fine("catalogue-none", path=str(catalogue_folder(arguments)))
        return
    except CatalogueOutdated as trouble:
        yield advice("catalogue-outdated", **trouble.details)
        return
    except CatalogueLost as trouble:
        yield fault("catalogue-lost", **trouble.details)
        return
    except CatalogueDamaged as trouble:
        yield fault("catalogue-unreadable", **trouble.details)
        return
    except PublicationAway as trouble:
        yield fault("publication-away", **trouble.details)
        return
    with catalogue:
        yield from drive(catalogue.health.examine())
