"""What the settings mean for a run that reads files: processes, limits, passes and OCR."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.config import power
from imtextgui.config.settings import Settings
from imtextgui.domain.items import Source
from imtextgui.store.content import passes

if TYPE_CHECKING:
    from imtextgui.documents.content import Limits
    from imtextgui.indexing.ocr_pass import OpenEngine


def workers(settings: Settings) -> int:
    """How many processes read files: one where power is to be saved."""
    most = settings.workers or max(1, min(4, os.cpu_count() or 1))
    return 1 if power.saving(settings.save_power) else most


def confined_to(settings: Settings, sources: Sequence[Source]) -> list[Path] | None:
    """What the processes that read files may read: all ``sources``, for one file may lie in several; None: anything."""
    return [source.path for source in sources] if settings.confine_readers else None


def limits(settings: Settings) -> "Limits":
    """What one file may cost."""
    from imtextgui.documents.content import Limits

    return Limits(
        max_file_bytes=settings.max_file_mb * 2**20,
        max_pages=settings.max_pages,
        seconds_per_page=settings.page_seconds,
    )


def later_passes(settings: Settings) -> int:
    """The bits of the passes that pages go through after they can be found."""
    if not settings.second_pass:
        return 0
    reads = settings.ocr != "off" and settings.keep_text
    return passes.REGIONS | (passes.WORDS if reads else 0)


def open_ocr(settings: Settings) -> "OpenEngine | None":
    """What opens an OCR engine in a worker process, on one thread, because there are several workers."""
    if settings.ocr == "off":
        return None
    from imtextgui.indexing.ocr_pass import default_engine

    return partial(default_engine, settings.ocr.split("+"))
