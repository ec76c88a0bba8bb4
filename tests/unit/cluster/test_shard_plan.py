"""Every file is in one shard, shards weigh about the same, and the same folders give the same shards."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.cluster.shard_plan import FINENESS, FolderSize, Shard, plan
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules

NAMES = ("a", "b c", "[x]", "#h", "!n", "d*", "日本", "e\nf", "q?", "trail ", "node\\x", "raw\udce9", "z")


def folder_of(files: dict[str, int]) -> FolderSize:
    root = FolderSize()
    for relpath, size in files.items():
        root.add(relpath, size)
    return root


def random_files(seed: int, count: int) -> dict[str, int]:
    draw = random.Random(seed)
    files = {}
    for number in range(count):
        folders = [draw.choice(NAMES) for _ in range(draw.randint(0, 3))]
        files["/".join([*folders, f"f{number}.pdf"])] = int(draw.paretovariate(1) * 1000)
    return files


def owners(shards: tuple[Shard, ...], files: dict[str, int], more: str = "") -> dict[str, list[int]]:
    """The shards that take each file."""
    rules = [ExclusionRules("\n".join([*shard.rules(), more])) for shard in shards]
    return {
        path: [number for number, rule in enumerate(rules) if rule.outermost(path) is None] for path in files
    }


@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_every_file_is_in_exactly_one_shard(count: int) -> None:
    files = random_files(20261130, 400)
    shards = plan(folder_of(files), count)
    assert {path: len(found) for path, found in owners(shards, files).items()} == dict.fromkeys(files, 1)


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=3), max_size=40), st.integers(1, 5))
def test_whatever_the_folders_are_named(folders: list[list[str]], count: int) -> None:
    files = {"/".join([*names, f"f{number}.pdf"]): 1000 for number, names in enumerate(folders)}
    shards = plan(folder_of(files), count)
    assert len(shards) == count
    assert all(len(found) == 1 for found in owners(shards, files).values())


def test_shards_weigh_about_the_same() -> None:
    shards = plan(folder_of({f"{folder}/{file}.pdf": 10_000 for folder in range(60) for file in range(5)}), 4)
    weights = [shard.weight for shard in shards]
    assert max(weights) - min(weights) <= sum(weights) / 4 / FINENESS


def test_a_large_folder_is_split_and_one_without_folders_is_not() -> None:
    files = {f"large/{part}/{file}.pdf": 10_000 for part in range(8) for file in range(8)}
    shards = plan(folder_of(files | {"large/note.txt": 10}), 2)
    assert all(len(shard.units) > 1 for shard in shards)
    assert [shard.units for shard in plan(folder_of({f"flat/{file}.pdf": 10 for file in range(9)}), 2)] == [
        ("flat/",),
        (),
    ]


def test_what_was_in_a_shard_stays_in_it_and_what_is_new_goes_to_the_lightest() -> None:
    files = random_files(7, 200)
    before = plan(folder_of(files), 3)
    assert plan(folder_of(files), 3, [shard.units for shard in before]) == before
    after = plan(folder_of(files | {"brand new/x.pdf": 50_000}), 3, [shard.units for shard in before])
    moved = [set(now.units) ^ set(then.units) for now, then in zip(after, before, strict=True)]
    lightest = min(range(3), key=lambda number: before[number].weight)
    assert moved == [{"brand\\ new/"} if number == lightest else set() for number in range(3)]


def test_what_goes_with_a_shard_that_is_gone_is_taken_by_the_others() -> None:
    files = random_files(7, 200)
    before = plan(folder_of(files), 3)
    after = plan(folder_of(files), 2, [shard.units for shard in before])
    assert set(before[0].units) <= set(after[0].units)
    assert all(len(found) == 1 for found in owners(after, files).values())


def test_hidden_files_and_the_rules_of_the_site_stay_left_out() -> None:
    files = {"a/x.pdf": 1, "b/y.pdf": 1, "z.pdf": 1}
    shards = plan(folder_of(files), 2)
    others = dict.fromkeys(("a/.hidden/x.pdf", ".top.pdf", "a/old.tmp", "b/drafts/y.pdf"), 0)
    assert all(not found for found in owners(shards, others, "*.tmp\ndrafts/").values())
    assert all(len(found) == 1 for found in owners(shards, files, "*.tmp\ndrafts/").values())
