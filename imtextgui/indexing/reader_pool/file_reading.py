"""Opens one file and reads it, and turns whatever a reader raises into the end of that file."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from imtextgui.config import logs
from imtextgui.documents.archives.entries import OpenArchives
from imtextgui.documents.content import DocumentInfo, Listing, OfPage
from imtextgui.documents.opening import Opened, open_document
from imtextgui.documents.readers import refuse_unsupported
from imtextgui.errors import DocumentChanging, DocumentCrashed, DocumentError, DocumentTooLarge
from imtextgui.indexing.reader_pool.events import Finished
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, after, first
from imtextgui.indexing.reader_pool.protocol import ReadSpec

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class End:
    """The file was read to its end."""


@dataclass(frozen=True, slots=True)
class Bug:
    """An exception that no reader should raise, as text, and the page it came at."""

    trace: str
    page: int | None


Ending: TypeAlias = End | Bug | DocumentError
Content: TypeAlias = DocumentInfo | OfPage | Listing | Ending


def open_file(
    path: Path, spec: ReadSpec, archives: OpenArchives, alive: Callable[[], None], digest: str | None
) -> Opened:
    """Digest ``path``; ``alive`` is called for every few megabytes.

    Raises as ``open_document`` and ``refuse_unsupported`` do, and DocumentChanging where it has another digest
    than ``digest``.
    """
    if digest is None:
        refuse_unsupported(path)
    opened = open_document(path, alive, archives, largest=spec.limits.max_file_bytes)
    if digest is not None and opened.digest != digest:
        raise DocumentChanging(path=str(path))
    return opened


def read_contents(opened: Opened, spec: ReadSpec, pages: PageNumbers) -> Iterator[Content]:
    """Yield what ``spec.read`` finds on ``pages`` of a file, then exactly one Ending; raises nothing."""
    left = pages
    try:
        for content in spec.read(opened, spec.prepare, spec.limits, pages):
            if isinstance(content, OfPage):
                left = after(left, content.number)
            yield content
    except DocumentError as trouble:
        yield trouble
    except MemoryError:
        yield DocumentTooLarge(path=str(opened.path), reason="memory", **at_page(first(left)))
    except Exception:
        yield Bug(traceback.format_exc(), first(left))
    else:
        yield End()


def end_event(path: Path, ending: Ending) -> Finished | DocumentError:
    """The last event of the file at ``path``; a bug of a reader is logged."""
    match ending:
        case End():
            return Finished()
        case Bug(trace, page):
            named = str(logs.without_path(path))
            logger.error("a reader failed on %s\n%s", named, trace.replace(str(path), named))
            return DocumentCrashed(path=str(path), **at_page(page))
        case DocumentError():
            return ending


def at_page(page: int | None) -> dict[str, int]:
    """The detail of a problem that tells the page it came at, where that is known."""
    return {} if page is None else {"page": page}
