"""Files whose content is in the cloud are listed and never opened; what is known of them stays."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.documents import content, readers
from imtextgui.documents.archives import entries
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import DocumentAway
from imtextgui.indexing.scanning import folder_walk
from imtextgui.indexing.scanning.scan import scan
from imtextgui.plain_files import is_elsewhere
from tests.fakes import FakeEncoder


class Known(NamedTuple):
    item_id: int
    size: int
    mtime_ns: int
    content_id: int = 1
    system_id: str | None = None


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"st_file_attributes": 0x20}, False),
        ({"st_file_attributes": 0x20 | 0x400000}, True),
        ({"st_file_attributes": 0x1000}, True),
        ({"st_file_attributes": 0x40000}, True),
        ({"st_flags": 0x40000000}, True),
        ({"st_flags": 0}, False),
        ({}, False),
    ],
)
def test_placeholders_are_known_by_their_attributes(state: dict[str, int], expected: bool) -> None:
    assert is_elsewhere(cast(os.stat_result, SimpleNamespace(**state))) is expected


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Sizes of the files that are placeholders in this test."""
    sizes: set[int] = set()
    monkeypatch.setattr(folder_walk, "is_elsewhere", lambda state: state.st_size in sizes)
    return sizes


def test_a_placeholder_is_a_problem_and_no_candidate(tmp_path: Path, cloud: set[int]) -> None:
    (tmp_path / "図面.pdf").write_bytes(b"x" * 77)
    (tmp_path / "here.pdf").write_bytes(b"y")
    cloud.add(77)
    found = run(scan(tmp_path, {}))
    assert [each.relpath for each in found.candidates] == ["here.pdf"]
    assert found.problems["図面.pdf"].code == "document-away"
    assert found.files == 2


def test_what_is_known_of_it_stays_even_if_it_changed_or_is_to_be_retried(
    tmp_path: Path, cloud: set[int]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x" * 77)
    cloud.add(77)
    known: Any = {"a.pdf": Known(1, 5, 5)}
    found = run(scan(tmp_path, known, stale={"a.pdf"}))
    assert (found.candidates, found.gone, found.problems) == ([], [], {})


def test_a_file_that_goes_to_the_cloud_is_still_found_and_one_that_comes_is_read(
    tmp_path: Path, cloud: set[int]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "pump.txt").write_text("Replace the shaft seal ZX-49 of the pump")
    (files / "later.txt").write_text("Tighten the valve cover to 25 Nm, then lock it with wire")
    cloud.add((files / "later.txt").stat().st_size)
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
        assert [each.code for each in catalogue.health.problems()] == ["document-away"]
        cloud.clear()
        cloud.add((files / "pump.txt").stat().st_size)
        run(catalogue.sources.index())
        assert catalogue.health.problems() == []
        for words, name in (("shaft seal", "pump.txt"), ("valve cover", "later.txt")):
            assert catalogue.search.answer(Query(words)).hits[0].path.name == name


def place(monkeypatch: pytest.MonkeyPatch, in_cloud: Callable[[os.stat_result], bool]) -> None:
    """Files are placeholders for whoever is about to read them; a walk does not see it."""
    monkeypatch.setattr(content, "is_elsewhere", in_cloud)
    monkeypatch.setattr(entries, "is_elsewhere", in_cloud)


def test_nothing_reads_a_file_that_went_to_the_cloud_since_it_was_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Replace the shaft seal")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c.txt", "Tighten the valve cover")
    place(monkeypatch, lambda _: True)
    monkeypatch.setattr(content, "open_bytes", lambda *_: pytest.fail("it is downloaded"))
    monkeypatch.setattr(entries, "open_bytes", lambda *_: pytest.fail("it is downloaded"))
    for path in (tmp_path / "a.txt", tmp_path / "b.zip", tmp_path / "b.zip" / "c.txt"):
        with pytest.raises(DocumentAway):
            readers.digest(path)
        with pytest.raises(DocumentAway):
            readers.render(path, 1, 100)


def test_a_later_pass_leaves_such_a_file_to_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste("navy", (50, 50, 200, 200))
    picture.save(files / "pump.png")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
        waiting = catalogue.health.counts().waiting
        assert waiting > 0
        place(monkeypatch, lambda _: True)
        run(catalogue.sources.index())
        assert catalogue.health.counts().waiting == waiting
        assert catalogue.health.problems() == []
        place(monkeypatch, lambda _: False)
        run(catalogue.sources.index())
        assert catalogue.health.counts().waiting == 0
