"""What was added on this machine to a published catalogue, found again where the catalogue was published anew."""

import logging
import shutil
import time
from contextlib import suppress
from pathlib import Path

from imtextgui.catalogue.published.kept_paths import KeptPaths
from imtextgui.catalogue.published.publication import Publication
from imtextgui.config import paths
from imtextgui.domain.health import Finding, advice, fault
from imtextgui.domain.progress import run
from imtextgui.errors import ImTextError, OwnAdditionsOutdated
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import reader_additions
from imtextgui.store.published.manifest import read_current
from imtextgui.store.published.sources import published_sources
from imtextgui.store.upkeep import kept_backups, repair

_PUBLISHERS = "publisher.json"
"""The file in the folder of what belongs to a publication that tells the paths of its sources."""

logger = logging.getLogger(__name__)


def found_again(publication: Publication) -> tuple[Finding, ...]:
    """See to it that what was added to a ``publication`` is in its place; gives what is to be told of it.

    What was added is bound to the name of a publication. Where that is another one in a folder that was opened before,
    which happens when the folder is made anew, what was added to the one before belongs to this one, if both have
    something in common. A database that is gone comes back from the backups that are kept of it. What goes wrong is
    logged: the catalogue is searched all the same.
    """
    told: list[Finding] = []
    try:
        if publication.is_away:
            made = time.strftime("%Y-%m-%d %H:%M", time.localtime(publication.made))
            told.append(advice("publication-away-copy", path=str(publication.folder), date=made))
        else:
            before = _predecessor(publication)
            if before is None or _take_over(before, publication.home):
                _note(publication)
            if before is not None and not before.exists():
                told.append(advice("own-additions-adopted", path=str(publication.folder)))
        if _restore(publication.home):
            told.append(advice("own-additions-restored", path=str(publication.folder)))
    except (ImTextError, OSError) as trouble:
        logger.info("what was added to a published catalogue: %s", type(trouble).__name__)
    return tuple(told)


def of_publication(publication: Publication) -> tuple[Finding, ...]:
    """What an examination tells of what was added to a ``publication``, and to those that are no more."""
    trouble = publication.own_trouble
    if isinstance(trouble, OwnAdditionsOutdated):
        unread = [fault("catalogue-own-outdated", **trouble.details)]
    else:
        unread = [] if trouble is None else [fault("catalogue-own-damaged", **trouble.details)]
    alone = tuple(advice("own-additions-alone", path=str(folder)) for folder in without_publication())
    return (*publication.notices, *unread, *alone)


def without_publication() -> list[Path]:
    """The folders of what was added to catalogues that are published nowhere any more, as far as this machine knows."""
    known = set(KeptPaths(paths.known_publications()).read().values())
    folders = paths.published_dir().glob("*/") if paths.published_dir().is_dir() else ()
    return sorted(
        folder for folder in folders if str(folder) not in known and _holds_anything(folder, when_unsure=True)
    )


def _note(publication: Publication) -> None:
    """Remember what is published in the folder: the share may be away one day, or the folder made anew."""
    known = KeptPaths(paths.known_publications())
    if known.read().get(str(publication.folder)) != str(publication.home):
        known.put(str(publication.folder), publication.home)
    publishers = KeptPaths(publication.home / _PUBLISHERS)
    for path in set(_sources(publication)) - set(publishers.read()):
        publishers.put(path, Path(path))


def _sources(publication: Publication) -> list[str]:
    return list(published_sources(publication.place / paths.DATABASE).values())


def _predecessor(publication: Publication) -> Path | None:
    """Where what was added to the publication is that was in the folder before, if that belongs to this one."""
    before, home = paths.known_publication(publication.folder), publication.home
    if before is None or before == home or not _holds_anything(before, when_unsure=False):
        return None
    if _holds_anything(home, when_unsure=True) or _is_still_published(before, publication.folder):
        return None
    return before if _shares_sources(before, publication) or _fits(before, publication) else None


def _take_over(before: Path, home: Path) -> bool:
    """Give what is in ``before`` the place ``home``, unless somebody has either open: then the next opening does."""
    for folder in (before, home):
        if folder.is_dir():
            with WriterLock(folder) as lock:
                if not lock.acquire():
                    return False
    shutil.rmtree(home, ignore_errors=True)
    before.rename(home)
    return True


def _holds_anything(home: Path, *, when_unsure: bool) -> bool:
    """Whether something was added in the folder ``home``."""
    if (home / paths.DICTIONARY).exists() or paths.kept_backups(home):
        return True
    file = home / paths.DATABASE
    if not file.exists():
        return False
    try:
        return not reader_additions.is_empty(file)
    except ImTextError:
        return when_unsure


def _is_still_published(home: Path, folder: Path) -> bool:
    """Whether the publication of ``home`` is in another folder than ``folder``."""
    for other, place in KeptPaths(paths.known_publications()).read().items():
        if place == str(home) and other != str(folder):
            with suppress(ImTextError):
                if read_current(Path(other)).publication == home.name:
                    return True
    return False


def _shares_sources(home: Path, publication: Publication) -> bool:
    return not set(KeptPaths(home / _PUBLISHERS).read()).isdisjoint(_sources(publication))


def _fits(home: Path, publication: Publication) -> bool:
    file = home / paths.DATABASE
    return file.exists() and reader_additions.fits(file, publication.place / paths.DATABASE)


def _restore(home: Path) -> bool:
    """Make the database anew of its backups, where it is gone."""
    if not paths.is_database_lost(home):
        return False
    with WriterLock(home) as lock:
        if not lock.acquire() or not paths.is_database_lost(home):
            return False
        run(repair.repair(home / paths.DATABASE))
    return bool(kept_backups.archives(home))
