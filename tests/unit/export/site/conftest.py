"""A tiny bundle and a tiny site, made once for a module of tests."""

import logging
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def one_thread(caplog: pytest.LogCaptureFixture) -> None:
    """One thread, so that figures are the same every time; and what is said of the progress is kept."""
    pytest.importorskip("torch", reason="training needs the export extra").set_num_threads(1)
    caplog.set_level(logging.INFO, "export.site")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.unit.export.site.tiny_site import tiny_bundle

    return tiny_bundle(tmp_path_factory.mktemp("bundle") / "tiny")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.unit.export.site.tiny_site import tiny_site

    return tiny_site(tmp_path_factory.mktemp("site") / "works")
