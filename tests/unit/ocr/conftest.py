"""One engine for all tests: opening it takes longer than a test."""

import pytest

from imtextgui.ocr.pp_ocr import RapidEngine


@pytest.fixture(scope="session")
def engine() -> RapidEngine:
    return RapidEngine(threads=1)
