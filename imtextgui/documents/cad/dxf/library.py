"""Imports ezdxf without its search for fonts, which takes seconds and writes into the user's home folder.

Fonts are found by the library that draws the sheet, so an empty list serves. Import this before anything of ezdxf.
"""

import json
import logging
import os
from pathlib import Path

from imtextgui.config.temporary import temporary_folder

_CACHE = "XDG_CACHE_HOME"


def _import() -> None:
    with temporary_folder() as folder:
        fonts = Path(folder, "ezdxf", "font_manager_cache.json")
        fonts.parent.mkdir()
        fonts.write_text(json.dumps({"version": 2, "font-faces": []}), encoding="utf-8")
        before = os.environ.get(_CACHE)
        os.environ[_CACHE] = str(folder)
        try:
            import ezdxf  # noqa: F401  # for its effect
        finally:
            if before is None:
                del os.environ[_CACHE]
            else:
                os.environ[_CACHE] = before


_import()
# It logs each flaw that it repairs.
logging.getLogger("ezdxf").setLevel(logging.CRITICAL)
