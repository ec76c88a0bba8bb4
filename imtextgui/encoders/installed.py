"""The encoder bundles of an installation: those that came with the program, and those that the site has added."""

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from imtextgui.config import paths
from imtextgui.domain.bundles import Bundle
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.encoders.bundle import load, verify
from imtextgui.encoders.manifest import FILE_NAME, read_manifest
from imtextgui.errors import BundleError, BundleNotAdded, translating

_DRAFT = ".part"
_log = logging.getLogger(__name__)


def own_folder() -> Path:
    """Where the bundles are that the site has added; it need not exist."""
    return paths.data_dir() / "models"


def installed(besides: Path | None = None) -> list[Bundle]:
    """The bundles there are by name of their folder, those of the program first; of the same one only the first.

    ``besides`` is the folder of a bundle that is used without being installed. Only manifests are read: a bundle that
    has none that can be read is left out, and ``load`` tells what else may be wrong.
    """
    bundles: dict[str, Bundle] = {}
    for folder, own in _folders(besides):
        try:
            bundle = described(folder, own=own)
        except BundleError as error:
            _log.info("not a bundle: %s", error.code)
            continue
        bundles.setdefault(bundle.fingerprint, bundle)
    return list(bundles.values())


def described(folder: Path, *, own: bool = False) -> Bundle:
    """The bundle in ``folder`` as its manifest tells. Raises BundleMissing, BundleDamaged and BundleTooNew."""
    manifest = read_manifest(folder)
    return Bundle(manifest.fingerprint, manifest.name, manifest.version, manifest.licence, folder, own)


def add(folder: Path) -> Job[Bundle]:
    """Copy the bundle in ``folder`` whole into the data folder, once its files and its golden probes prove right.

    One that is installed already is given as it is. Raises BundleMissing, BundleDamaged, BundleTooNew, and
    BundleNotAdded where it cannot be copied. Nothing half-copied is left, also where the job is closed.
    """
    yield Progress(Stage.CHECK, detail=folder.name)
    verify(folder)
    given = described(folder, own=True)
    for known in installed():
        if known.fingerprint == given.fingerprint:
            return known
    plain = re.sub(r"[^\w.-]+", "-", f"{given.name}-{given.version}").strip(".-")[:60]
    target = own_folder() / f"{plain}-{given.fingerprint[:8]}"
    draft = target.with_name(target.name + _DRAFT)
    try:
        with translating(BundleNotAdded, OSError, path=str(target)):
            yield from _copied(folder, draft)
        load(draft)
        with translating(BundleNotAdded, OSError, path=str(target)):
            # What is there is no bundle, or it would be known.
            shutil.rmtree(target, ignore_errors=True)
            draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return described(target, own=True)


def _folders(besides: Path | None) -> Iterator[tuple[Path, bool]]:
    for home, own in ((paths.resources() / "models", False), (own_folder(), True)):
        for file in sorted(home.glob(f"*/{FILE_NAME}")):
            if file.parent.suffix != _DRAFT:
                yield file.parent, own
    if besides is not None:
        yield besides, False


def _copied(folder: Path, draft: Path) -> Iterator[Progress]:
    """Copy the files of a bundle, which has no folders; licence and model card are among them."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for done, file in enumerate(files):
        yield Progress(Stage.CHECK, done, len(files), file.name)
        shutil.copyfile(file, draft / file.name)
