"""Publishing a catalogue for other machines."""

from contextlib import suppress
from pathlib import Path

from imtextgui import file_output
from imtextgui.absolute_paths import absolute
from imtextgui.catalogue.published.kept_paths import KeptPaths
from imtextgui.config import paths
from imtextgui.domain.progress import Job
from imtextgui.errors import CataloguePublished
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.published.manifest import CURRENT, is_publication
from imtextgui.store.published.publishing import Published, publish


class CataloguePublishing:
    """Writes what many machines read into a folder, as a share has it. The catalogue may be in use meanwhile."""

    def __init__(self, folder: Path, database: Database, *, is_published: bool) -> None:
        """``is_published``: it is a published one itself, which nobody but its publisher publishes."""
        self._folder = folder
        self._database = database
        self._is_published = is_published
        self._targets = KeptPaths(paths.published_dir() / "targets.json")
        self._catalogues = KeptPaths(paths.published_dir() / "catalogues.json")

    def publish(
        self, target: Path, *, overwrite: bool = False, wait: float = 0.0, in_force: bool = True
    ) -> Job[Published]:
        """Publish the catalogue in the folder ``target``; another program that does so is waited for ``wait`` seconds.

        Unless ``in_force`` it waits there until ``shards.publish_together``.

        Raises CataloguePublished, ReportInSource where ``target`` lies in an indexed folder, ReportInCatalogue in a
        catalogue's, and as ``store.published.publishing.publish``.
        """
        if self._is_published:
            raise CataloguePublished(path=str(self._folder))
        target = absolute(target)
        sources = Sources(self._database).paths()
        file_output.require_outside(target / CURRENT, sources, catalogue=self._folder)
        job = publish(
            self._database,
            target,
            indexes=self._indexes(),
            overwrite=overwrite,
            wait=wait,
            in_force=in_force,
        )
        return self._remembered(target, job) if in_force else job

    def last_target(self) -> Path | None:
        """The folder that this machine published the catalogue in last; None where it never did."""
        target = self._targets.read().get(str(self._folder))
        return None if target is None or self._is_published else Path(target)

    def targets(self) -> tuple[Path, ...]:
        """The folders that this machine published the catalogue in, as far as they are there and hold a snapshot."""
        known = [path for path, folder in self._catalogues.read().items() if folder == str(self._folder)]
        latest = self.last_target()
        targets = dict.fromkeys([*known, *([] if latest is None else [str(latest)])])
        return tuple(Path(target) for target in targets if _holds_snapshot(Path(target)))

    def _remembered(self, target: Path, job: Job[Published]) -> Job[Published]:
        published = yield from job
        with suppress(OSError):  # it was published all the same
            self._targets.put(str(self._folder), target)
            self._catalogues.put(str(target), self._folder)
        return published

    def _indexes(self) -> dict[str, Path]:
        """The snapshots of vector indexes; of one that is replaced meanwhile, readers see that it is not whole."""
        root = self._folder / "index"
        found = sorted(file for file in root.rglob("*") if file.suffix in (".json", ".npz"))
        return {file.relative_to(self._folder).as_posix(): file for file in found if file.is_file()}


def _holds_snapshot(target: Path) -> bool:
    try:
        return is_publication(target)
    except OSError:  # a share that does not answer
        return True
