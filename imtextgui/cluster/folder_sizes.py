"""How much lies in each folder that is to be indexed: one walk by the rules of the run, no file is opened."""

from pathlib import Path

from imtextgui.cluster.shard_plan import FolderSize
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.folder_walk import FolderWalk


def folder_sizes(root: Path, exclude: str) -> Job[FolderSize]:
    """The folders of ``root`` that a run with the gitignore lines ``exclude`` looks into. Raises SourceMissing."""
    sizes, files = FolderSize(), 0
    for prefix, entries in FolderWalk(root, ExclusionRules(exclude), None).folders():
        for name, size, *_ in entries or ():
            sizes.add(prefix + name, size)
            files += 1
        yield Progress(Stage.SCAN, done=files, detail=prefix)
    return sizes
