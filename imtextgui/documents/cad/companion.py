"""Files that are parts of a model beside them: nothing is wrong with them, and there is nothing to read in them."""

from collections.abc import Iterator
from pathlib import Path

from imtextgui.documents.content import DocumentInfo, Limits, PageContent, Prepare, native, open_bytes
from imtextgui.domain.items import Kind

_MOST_MODELS = 50
_MOST_BYTES = 8 * 2**20
"""Of a model that are looked through for the name of the file."""


def is_buffer(path: Path) -> bool:
    """Whether ``path`` holds the numbers of a glTF in its folder."""
    names = {path.name.encode(), path.name.replace(" ", "%20").encode()}
    try:
        for count, model in enumerate(native(path.parent).glob("*.gltf")):
            if count >= _MOST_MODELS:
                break
            with open_bytes(model) as file:
                text = file.read(_MOST_BYTES)
            if any(b'"' + name + b'"' in text for name in names):
                return True
    except OSError:
        return False
    return False


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo and a page without words: the file is found by its name, and its model by all else."""
    yield DocumentInfo(Kind.OTHER, 1, "")
    if first_page <= 1:
        yield PageContent(1)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> None:
    """None: its model has the picture."""
