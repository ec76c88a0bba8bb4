"""The walk: what is new, changed, gone, hidden, excluded or out of reach."""

import ctypes
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pathspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imtextgui.documents import readers
from imtextgui.documents.content import native
from imtextgui.domain.left_out import LeftOutReason, rule_to_take_in
from imtextgui.domain.progress import run
from imtextgui.errors import SourceMissing
from imtextgui.indexing.scanning import folder_walk, left_out_files
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.scan import ScanResult, excluded_files, list_files, scan

_PART = st.sampled_from(["old", "a.tmp", "keep.tmp", "旧版", "*", "**", "*.tmp", "[ab]*", "x y", "?", ".git"])
_RULES = st.lists(
    st.builds("{}{}{}".format, st.sampled_from(["", "!", "/"]), _PART, st.sampled_from(["", "/", "/**"]))
)


@dataclass(frozen=True)
class Known:
    item_id: int
    size: int
    mtime_ns: int
    content_id: int | None = None
    system_id: str | None = None


def write(root: Path, relpath: str, text: str = "x") -> Path:
    path = root / relpath
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def remember(root: Path, result: ScanResult) -> dict[str, Known]:
    return {c.relpath: Known(n, c.size, c.mtime_ns) for n, c in enumerate(result.candidates, 1)}


def names(result: ScanResult) -> list[str]:
    return [candidate.relpath for candidate in result.candidates]


def left_out(result: ScanResult) -> dict[str, str]:
    return {one.relpath: one.reason.value for one in result.left_out}


def test_a_first_walk_takes_every_file(tmp_path: Path) -> None:
    write(tmp_path, "b.pdf")
    write(tmp_path, "図面/ポンプ 🛠.pdf")
    write(tmp_path, "a/deep/er.txt", "four")
    result = run(scan(tmp_path, {}))
    assert names(result) == ["b.pdf", "a/deep/er.txt", "図面/ポンプ 🛠.pdf"]
    assert result.files == 3
    assert result.candidates[1].size == 4


def test_an_unchanged_folder_gives_no_candidate(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    again = run(scan(tmp_path, known))
    assert (again.files, again.candidates, again.gone) == (1, [], [])


def test_changed_moved_and_deleted_files_are_told_apart(tmp_path: Path) -> None:
    changed = write(tmp_path, "changed.txt")
    moved = write(tmp_path, "moved.txt")
    deleted = write(tmp_path, "deleted.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    changed.write_text("longer")
    moved.rename(tmp_path / "elsewhere.txt")
    deleted.unlink()
    result = run(scan(tmp_path, known))
    assert names(result) == ["changed.txt", "elsewhere.txt"]
    assert result.gone == ["deleted.txt", "moved.txt"]


def test_same_size_with_another_time_is_a_candidate(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "old")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    os.utime(path, ns=(1, 1))
    assert names(run(scan(tmp_path, known))) == ["a.txt"]


def test_hidden_and_system_files_are_left_out(tmp_path: Path) -> None:
    for relpath in (
        ".git/config",
        "a/.hidden",
        "Thumbs.db",
        "~$plan.docx",
        "@eaDir/x.jpg",
        "$RECYCLE.BIN/x.jpg",
        "._kept.jpg",
        ".docs/manual.pdf",
        ".docs/deep/er/manual.pdf",
    ):
        write(tmp_path, relpath)
    write(tmp_path, "kept.jpg")
    result = run(scan(tmp_path, {}))
    assert names(result) == ["kept.jpg"]
    assert {one.relpath: (one.reason.value, one.files, one.more) for one in result.left_out} == {
        ".git/": ("system", 1, False),
        "a/.hidden": ("hidden", 1, False),
        "Thumbs.db": ("system", 1, False),
        "~$plan.docx": ("system", 1, False),
        "@eaDir/": ("system", 1, False),
        "$RECYCLE.BIN/": ("system", 1, False),
        "._kept.jpg": ("system", 1, False),
        ".docs/": ("hidden", 2, False),
    }


@pytest.mark.parametrize(
    ("rules", "taken"),
    [
        ("!.docs/", {".docs/a.pdf", ".docs/.deep/b.pdf", "x/.docs/c.pdf"}),
        ("!/.docs/", {".docs/a.pdf", ".docs/.deep/b.pdf"}),
        ("!.docs/\n*.pdf", set()),
        ("!.*", {".docs/a.pdf", ".docs/.deep/b.pdf", "x/.docs/c.pdf", ".env"}),
        ("!.env", {".env"}),
        (rule_to_take_in("x/.docs/"), {"x/.docs/c.pdf"}),
    ],
)
def test_a_rule_takes_hidden_files_in_but_none_of_the_system(
    tmp_path: Path, rules: str, taken: set[str]
) -> None:
    everything = {".docs/a.pdf", ".docs/.deep/b.pdf", "x/.docs/c.pdf", ".env"}
    for relpath in (*everything, ".docs/.git/config", ".docs/.DS_Store"):
        write(tmp_path, relpath)
    assert set(names(run(scan(tmp_path, {}, exclude=rules)))) == taken
    assert set(excluded_files(sorted(everything), rules)) == everything - taken


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters=f"/{os.sep}"), min_size=1)
)
def test_the_rule_for_one_file_takes_in_that_one_alone(name: str) -> None:
    rules = ExclusionRules(rule_to_take_in(f"図面/.{name}"))
    system = ExclusionRules("").reason(f"図面/.{name}") is LeftOutReason.SYSTEM
    assert rules.reason(f"図面/.{name}") is (LeftOutReason.SYSTEM if system else None)
    assert rules.reason(f"図面/.{name}x") is not None
    assert rules.reason(f"別/.{name}") is not None


def test_large_folders_are_not_counted_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_out_files, "MOST_COUNTED", 3)
    monkeypatch.setattr(left_out_files, "MOST_COUNTED_IN_ALL", 5)
    for folder in (".a", ".b", ".c"):
        for number in range(4):
            write(tmp_path, f"{folder}/{number}.pdf")
    for number in range(3):
        write(tmp_path, f".d/{number}.pdf")
    result = run(scan(tmp_path, {}))
    assert [(one.relpath, one.files, one.more) for one in result.left_out] == [
        (".a/", 3, True),
        (".b/", 2, True),
        (".c/", 0, True),
        (".d/", 0, True),
    ]


def test_a_hidden_folder_that_cannot_be_listed_is_named_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ".docs/a.pdf")
    write(tmp_path, ".docs/secret/b.pdf")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if "secret" in path:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (one,) = run(scan(tmp_path, {})).left_out
    assert (one.relpath, one.files, one.more) == (".docs/", 1, False)


def test_what_windows_hides_is_left_out_unless_it_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "plans/a.pdf")
    write(tmp_path, "b.pdf")
    write(tmp_path, "pagefile.sys")
    marks = {"plans": folder_walk.HIDDEN, "b.pdf": folder_walk.HIDDEN, "pagefile.sys": folder_walk.SYSTEM}
    if sys.platform == "win32":
        for name, mark in marks.items():
            assert ctypes.windll.kernel32.SetFileAttributesW(str(tmp_path / name), mark)
    else:
        numbers = {(tmp_path / name).stat().st_ino: mark for name, mark in marks.items()}
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(folder_walk, "_attributes", lambda state: numbers.get(state.st_ino, 0))
        monkeypatch.setattr(folder_walk, "native", lambda path: path)
    result = run(scan(tmp_path, {}))
    assert left_out(result) == {"b.pdf": "hidden", "pagefile.sys": "system", "plans/": "hidden"}
    assert names(run(scan(tmp_path, {}, exclude="!plans/\n!b.pdf"))) == ["b.pdf", "plans/a.pdf"]
    assert run(list_files(tmp_path)) == ()


def test_exclusion_rules_follow_gitignore(tmp_path: Path) -> None:
    for relpath in ("old/a.pdf", "new/a.pdf", "new/b.tmp", "new/keep.tmp", "旧版/図.pdf"):
        write(tmp_path, relpath)
    result = run(scan(tmp_path, {}, exclude="# comment\n\nold/\n*.tmp\n!keep.tmp\n旧版/\n"))
    assert names(result) == ["new/a.pdf", "new/keep.tmp"]
    assert left_out(result) == {"old/": "rule", "new/b.tmp": "rule", "旧版/": "rule"}


def test_an_excluded_file_that_was_known_is_gone(tmp_path: Path) -> None:
    write(tmp_path, "a.tmp")
    write(tmp_path, "b.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    assert run(scan(tmp_path, known, exclude="*.tmp")).gone == ["a.tmp"]


def test_stale_paths_are_taken_again(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    assert names(run(scan(tmp_path, known, stale={"a.txt"}))) == ["a.txt"]


def test_the_catalogue_itself_is_not_indexed(tmp_path: Path) -> None:
    write(tmp_path, "catalogue/catalogue.sqlite3")
    write(tmp_path, "a.txt")
    result = run(scan(tmp_path, {}, skip_folder=tmp_path / "catalogue"))
    assert names(result) == ["a.txt"]
    assert left_out(result) == {"catalogue/": "catalogue"}


def test_only_the_catalogue_itself_is_left_out_not_what_is_called_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "catalogue/catalogue.sqlite3")
    write(tmp_path, "old/catalogue/a.txt")
    assert names(run(scan(tmp_path, {}, skip_folder=tmp_path / "catalogue"))) == ["old/catalogue/a.txt"]


def test_a_folder_whose_real_path_cannot_be_told_is_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "old/catalogue/a.txt")
    write(tmp_path, "catalogue/x")

    def refuse(*_: object) -> bool:
        raise OSError(206, "too long")

    monkeypatch.setattr(Path, "samefile", refuse)
    result = run(scan(tmp_path, {}, skip_folder=tmp_path / "catalogue"))
    assert names(result) == ["catalogue/x", "old/catalogue/a.txt"]
    assert result.problems == {}


@pytest.mark.parametrize(
    ("state", "entered"),
    [
        ({"st_file_attributes": 0x10}, True),
        ({"st_file_attributes": 0x10 | 0x2}, False),
        ({"st_file_attributes": 0x10 | 0x4}, False),
        ({"st_file_attributes": 0x410, "st_reparse_tag": 0xA0000003}, False),
        ({"st_file_attributes": 0x410, "st_reparse_tag": 0x9000701A}, True),
    ],
    ids=["plain", "hidden", "system", "junction", "OneDrive"],
)
def test_folders_of_windows_by_their_attributes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: dict[str, int], entered: bool
) -> None:
    write(tmp_path, "folder/a.txt")
    monkeypatch.setattr("sys.platform", "win32")
    scandir = os.scandir

    class Entry(SimpleNamespace):
        """A folder with the attributes of Windows."""

        def is_dir(self, *, follow_symlinks: bool) -> bool:
            return True

        def stat(self, *, follow_symlinks: bool = True) -> Any:
            assert not follow_symlinks, "a junction must be seen itself"
            return SimpleNamespace(**state)

    class Listed(list[Any]):
        """What ``os.scandir`` gives can be closed."""

        def __enter__(self) -> "Listed":
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing is open."""

    def listed(folder: str) -> Listed:
        if Path(folder) == tmp_path:
            return Listed(Entry(name=entry.name, path=entry.path) for entry in scandir(folder))
        return Listed(scandir(folder))

    monkeypatch.setattr(os, "scandir", listed)
    result = run(scan(tmp_path, {}))
    assert names(result) == (["folder/a.txt"] if entered else [])
    assert set(left_out(result)) == (set() if entered else {"folder/"}), "nothing is left out silently"


def test_links_to_folders_cannot_trap_the_walk(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    result = run(scan(tmp_path, {}))
    assert names(result) == ["a/b.txt"]
    assert {name: problem.code for name, problem in result.problems.items()} == {
        "self": "document-damaged",
        "dangling": "document-missing",
    }
    assert left_out(result) == {"a/loop/": "link"}


def test_links_that_rules_leave_out_are_no_problems(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "old.lnk").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    result = run(scan(tmp_path, {}, exclude="*.lnk\nloop/"))
    assert (names(result), result.problems) == (["a/b.txt"], {})
    assert left_out(result) == {"loop/": "rule", "old.lnk": "rule"}


def test_a_known_link_that_breaks_is_a_problem_and_not_gone(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(write(tmp_path, "target.txt"))
    known = remember(tmp_path, run(scan(tmp_path, {})))
    (tmp_path / "target.txt").unlink()
    result = run(scan(tmp_path, known))
    assert result.gone == ["target.txt"]
    assert list(result.problems) == ["link.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_named_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    result = run(scan(tmp_path, {}))
    assert result.files == 0
    assert left_out(result) == {"pipe.txt": "special"}


def test_a_folder_that_cannot_be_listed_keeps_its_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "open/a.txt")
    write(tmp_path, "secret/b.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    scandir = os.scandir

    def refuse(path: str) -> object:
        if "secret" in path:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run(scan(tmp_path, known))
    assert result.gone == []
    assert result.problems["secret/"].code == "document-forbidden"


def test_a_missing_root_is_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        run(scan(tmp_path / "unplugged", {}))


def test_an_emptied_root_is_taken_for_an_unmounted_drive(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    known = remember(tmp_path, run(scan(tmp_path, {})))
    path.unlink()
    with pytest.raises(SourceMissing):
        run(scan(tmp_path, known))


def test_undecodable_and_awkward_names_survive(tmp_path: Path) -> None:
    awkward = ["é" * 120 + ".txt", "；, '%20&.txt"]
    if sys.platform != "win32":  # any bytes are a name
        awkward += ["new\nline.txt", os.fsdecode(b"\xff\xfe.txt")]
    for name in awkward:
        (tmp_path / name).write_bytes(b"x")
    assert sorted(names(run(scan(tmp_path, {})))) == sorted(awkward)


def test_a_file_below_long_names_is_walked_and_read(tmp_path: Path) -> None:
    """Windows opens such a path only in another form; a folder of it was called damaged."""
    relpath = "/".join(["設備の保全に関する手順と図面" * 3] * 8 + ["a.txt"])
    assert len(relpath) > 300
    native(tmp_path / relpath).parent.mkdir(parents=True)
    native(tmp_path / relpath).write_bytes(b"Replace the shaft seal")
    result = run(scan(tmp_path, {}))
    assert (names(result), result.problems) == ([relpath], {})
    assert readers.digest(tmp_path / relpath)


@given(_RULES, st.lists(_PART, min_size=1, max_size=3), st.sampled_from(["", "/"]))
def test_rules_mean_what_git_means(rules: list[str], parts: list[str], end: str) -> None:
    path = "/".join(parts) + end
    expected = pathspec.GitIgnoreSpec.from_lines(rules).match_file(path)
    assert ExclusionRules("\n".join(rules)).matches(path) == expected


def tree(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def test_a_listing_names_what_a_walk_takes_without_rules(tmp_path: Path) -> None:
    tree(tmp_path, "a.pdf", "図面/b.dxf", "図面/.hidden", "Thumbs.db", "catalogue/x.sqlite3")
    found = run(list_files(tmp_path, skip_folder=tmp_path / "catalogue"))
    assert found == ("a.pdf", "図面/.hidden", "図面/b.dxf")
    with pytest.raises(SourceMissing):
        run(list_files(tmp_path / "gone"))


@given(
    names=st.lists(
        st.sampled_from(
            ["a.pdf", "b.tmp", ".c/a.pdf", ".c/.git/x", "図面/a.pdf", "図面/旧/b.pdf", "old/x/y.tmp", "old/z"]
        ),
        unique=True,
    ),
    rules=st.lists(
        st.sampled_from(["*.tmp", "old/", "旧/", "/図面/*.pdf", "!a.pdf", "# none", "!old/z", "!.c/"]),
        max_size=4,
    ),
)
@settings(max_examples=60, deadline=None)
def test_the_preview_leaves_out_what_a_run_would(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], rules: list[str]
) -> None:
    root, exclude = tmp_path_factory.mktemp("tree"), "\n".join(rules)
    tree(root, *names)
    taken = {file.relpath for file in run(scan(root, {}, exclude=exclude)).candidates}
    everything = run(list_files(root))
    assert set(excluded_files(everything, exclude)) == set(everything) - taken


def test_links_that_lead_out_of_the_source_are_left_out_and_told(tmp_path: Path) -> None:
    root, outside = tmp_path / "plant", tmp_path / "private"
    for folder in (root / "sub", outside):
        folder.mkdir(parents=True)
    write(outside, "salaries.txt")
    write(root, "target.txt")
    (root / "out.txt").symlink_to(outside / "salaries.txt")
    (root / "sub" / "in.txt").symlink_to(Path("..", "target.txt"))
    (root / "via.txt").symlink_to(root / "out.txt")
    result = run(scan(root, {}))
    assert [state.relpath for state in result.candidates] == ["target.txt", "sub/in.txt"]
    assert [(one.relpath, one.reason) for one in result.left_out] == [
        ("out.txt", LeftOutReason.LINK),
        ("via.txt", LeftOutReason.LINK),
    ]
    (tmp_path / "alias").symlink_to(root)
    assert [state.relpath for state in run(scan(tmp_path / "alias", {})).candidates] == [
        "target.txt",
        "sub/in.txt",
    ]


def test_a_walk_over_one_slow_folder_can_be_stopped_within_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        write(tmp_path, f"{number}.txt")
    clock = iter(range(1_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    walk = scan(tmp_path, {})
    steps = sum(1 for _ in walk)
    assert steps > 50
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert sum(1 for _ in scan(tmp_path, {})) == 1
    assert len(run(list_files(tmp_path))) == 50
