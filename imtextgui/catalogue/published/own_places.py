"""Where this machine finds the folders of a published catalogue: a share has another letter or mount point here."""

import os
from collections.abc import Mapping
from pathlib import Path

from imtextgui.store.published.manifest import PublishedSource


def places(
    chosen: Mapping[str, str], folder: Path, sources: Mapping[int, str], ways: tuple[PublishedSource, ...]
) -> dict[int, Path]:
    """Where the ``sources``, the publisher's paths by id, are here, as far as that is another path.

    What was ``chosen`` here for a path counts; what is at the publisher's path stays there; otherwise the way from the
    published ``folder`` leads to it, if there is a folder.
    """
    way_of = {source.id: source.way for source in ways}
    found: dict[int, Path] = {}
    for number, path in sources.items():
        if path in chosen:
            found[number] = Path(chosen[path])
        elif way_of.get(number) and not Path(path).is_dir():
            place = Path(os.path.normpath(folder / way_of[number]))
            if place.is_dir():
                found[number] = place
    return found
