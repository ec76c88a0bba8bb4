"""A report never lands among the user's own files, and is there whole or not at all."""

import ast
import errno
import json
import os
import sys
from pathlib import Path

import pytest

import imtextgui
from imtextgui import file_output
from imtextgui.errors import (
    ReportDiskFull,
    ReportExists,
    ReportForbidden,
    ReportInCatalogue,
    ReportInSource,
)
from imtextgui.linux import mounts

WRITERS = {
    "file_output.py",
    "durable.py",
    "config/own_files.py",
    "config/temporary.py",
    "catalogue/encoders.py",
    "catalogue/published/kept_paths.py",
    "catalogue/published/own_additions.py",
    "store/published/local_copy.py",
    "store/published/publishing.py",
    "store/published/restored_additions.py",
    "store/published/switching.py",
    "store/published/target_folder.py",
    "store/upkeep/backup.py",
    "store/upkeep/kept_backups.py",
    "store/upkeep/repair.py",
    "encoders/installed.py",
    "encoders/importing.py",
    "documents/opened_copies.py",
    "documents/conversions.py",
    "documents/opening.py",
    "index/snapshot.py",
    "ui/shell/open_requests.py",
    "documents/cad/dxf/library.py",
    "documents/cad/step_shape.py",
    "indexing/reader_pool/process_limits.py",
}
"""Apart from the first two, of which the second does what others ask of it, they write into the data folder, the
catalogue folder, the folder of published snapshots or a temporary one, and to the kernel.
"""


def test_a_place_outside_the_sources_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        file_output.checked(Path("sheet.pdf"), [tmp_path / "plant", Path("/unplugged")])
        == tmp_path / "sheet.pdf"
    )


@pytest.mark.parametrize(
    "name", ["sheet.pdf", "manuals/sheet.pdf", "manuals/../sheet.pdf", "no such/sheet.pdf"]
)
def test_a_place_in_a_source_is_refused(tmp_path: Path, name: str) -> None:
    plant = tmp_path / "図面"
    (plant / "manuals").mkdir(parents=True)
    with pytest.raises(ReportInSource) as refused:
        file_output.checked(plant / name, [tmp_path / "other", plant])
    assert refused.value.details["other"] == str(plant)


@pytest.mark.parametrize(
    "name",
    ["dictionary.csv", "catalogue.sqlite3", "list.csv", "backups/a.zip", "damaged 2026-11-30 120000/a.csv"],
)
@pytest.mark.parametrize(
    "place",
    [
        "catalogue",
        pytest.param(
            "link",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows"),
        ),
    ],
)
def test_no_file_of_any_catalogue_is_replaced(tmp_path: Path, name: str, place: str) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "catalogue.sqlite3").touch()
    if place == "link":
        (tmp_path / place).symlink_to(folder)
    with pytest.raises(ReportInCatalogue) as refused:
        file_output.checked(tmp_path / place / name, [tmp_path / "plant"], overwrite=True)
    assert refused.value.details["path"] == str(tmp_path / place / name)


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("current.json", {"publication": "0" * 32, "snapshot": "1" * 32, "manifest": "2" * 64}),
        ("shards.json", {"format": 1, "shards": []}),
    ],
)
def test_what_tells_readers_of_a_published_folder_where_to_read_is_not_replaced(
    tmp_path: Path, name: str, holds: dict[str, object]
) -> None:
    (tmp_path / name).write_text(json.dumps(holds))
    with pytest.raises(ReportInCatalogue) as refused:
        file_output.checked(tmp_path / name, (), overwrite=True)
    assert refused.value.details["other"] == str(tmp_path)


@pytest.mark.parametrize("text", ["[]", "{}", "amps: 3", '{"publication": "a quarterly"}'])
def test_a_file_of_the_user_may_be_called_so_too(tmp_path: Path, text: str) -> None:
    target = tmp_path / "current.json"
    target.write_text(text)
    assert file_output.checked(target, (), overwrite=True) == target


def test_beside_a_catalogue_and_in_folders_of_the_user_in_it_there_is_room(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    (folder / "lists").mkdir(parents=True)
    (folder / "catalogue.sqlite3").touch()
    for place in (tmp_path / "list.csv", folder / "lists" / "list.csv"):
        assert file_output.checked(place, ()) == place
    with pytest.raises(ReportInCatalogue) as refused:
        file_output.checked(folder / "lists" / "backup.zip", (), catalogue=folder)
    assert refused.value.details["other"] == str(folder)


def test_a_source_is_known_by_any_name(tmp_path: Path) -> None:
    plant, link = tmp_path / "plant", tmp_path / "link"
    plant.mkdir()
    link.symlink_to(plant)
    for chosen, source in ((link, plant), (plant, link)):
        with pytest.raises(ReportInSource):
            file_output.checked(chosen / "sheet.pdf", [source])
    own = tmp_path / "own.pdf"
    own.symlink_to(plant / "manual.pdf")
    with pytest.raises(ReportInSource):
        file_output.checked(own, [plant], overwrite=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of mounts")
def test_a_source_is_known_where_a_part_of_it_is_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, other, table = tmp_path / "plant", tmp_path / "other", tmp_path / "mountinfo"
    (plant / "manuals").mkdir(parents=True)
    other.mkdir()
    lines = ["1 0 8:1 / / rw - ext4 a rw", f"2 1 8:1 {plant}/manuals {other} rw - ext4 a rw"]
    table.write_text("\n".join(lines))
    monkeypatch.setattr(mounts, "TABLE", table)
    with pytest.raises(ReportInSource) as refused:
        file_output.checked(other / "sheet.pdf", [plant])
    assert refused.value.details["other"] == str(plant)
    assert file_output.checked(tmp_path / "sheet.pdf", [plant]) == tmp_path / "sheet.pdf"


def test_an_unplugged_source_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReportInSource):
        file_output.checked(tmp_path / "away" / "sheet.pdf", [tmp_path / "away"])


def test_what_was_there_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "作業票.pdf"
    file.write_bytes(b"before")
    file_output.write(file, b"after", overwrite=True)
    assert file.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, ReportDiskFull), (errno.EDQUOT, ReportDiskFull), (errno.EACCES, ReportForbidden)],
)
def test_a_disk_that_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    file = tmp_path / "sheet.pdf"
    file.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind):
        file_output.write(file, b"after", overwrite=True)
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as gone:
        (tmp_path / "none" / "sheet.pdf").mkdir()
    with pytest.raises(ReportForbidden) as refused:
        file_output.write(tmp_path / "none" / "sheet.pdf", b"")
    assert refused.value.details["reason"] == gone.value.strerror, "as the system says it"


def test_what_exists_is_replaced_only_where_that_is_allowed(tmp_path: Path) -> None:
    file, folder = tmp_path / "sheet.pdf", tmp_path / "folder.pdf"
    file.write_bytes(b"before")
    folder.mkdir()
    for refused, allowed in ((file, False), (folder, False), (folder, True)):
        with pytest.raises(ReportExists):
            file_output.checked(refused, [], overwrite=allowed)
        with pytest.raises(ReportExists):
            file_output.write(refused, b"after", overwrite=allowed)
    assert file_output.checked(file, [], overwrite=True) == file
    assert file.read_bytes() == b"before"
    assert sorted(tmp_path.iterdir()) == [folder, file]


def test_a_file_that_comes_while_ours_is_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    drafted = file_output.drafted(file)
    draft = drafted.__enter__()
    draft.write_bytes(b"ours")
    file.write_bytes(b"theirs")
    with pytest.raises(ReportExists):
        drafted.__exit__(None, None, None)
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_neighbours_with_a_name_of_ours_are_left(tmp_path: Path) -> None:
    neighbours = [tmp_path / f"sheet.pdf{end}" for end in (".part", ".new", ".tmp")]
    for neighbour in neighbours:
        neighbour.write_bytes(b"mine")
    file_output.write(tmp_path / "sheet.pdf", b"new")
    assert [neighbour.read_bytes() for neighbour in neighbours] == [b"mine"] * 3


def _opens_to_write(call: ast.Call) -> bool:
    """Whether ``open(file, "w")`` or ``file.open("w")`` is called, with any mode that changes the file."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    modes = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return name in {"open", "fdopen"} and any(
        isinstance(mode, str) and set(mode) & set("wax+") for mode in modes
    )


def test_other_modules_do_not_replace_files_outside_the_catalogue() -> None:
    package = Path(imtextgui.__file__).parent
    writers = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (
            (
                node.attr == "replace"
                and isinstance(node.value, ast.Name)
                and node.value.id in {"os", "durable"}
            )
            or node.attr in {"write_bytes", "write_text", "mkdtemp", "rmtree"}
        )
    } | {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _opens_to_write(node)
    }
    assert writers == WRITERS
