"""Towers on one thread and from one seed, so that a figure is the same every time."""

import pytest


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch = pytest.importorskip("torch", reason="training needs the export extra")
    torch.set_num_threads(1)
    torch.manual_seed(0)
