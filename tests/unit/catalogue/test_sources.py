"""Sources: one that travels with its catalogue, what is left out of them."""

from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import SourceNested, SourceRuleInvalid
from tests import archives
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import SECRET, index


def test_a_portable_catalogue_is_moved_with_its_files(tmp_path: Path) -> None:
    here, there = tmp_path / "stick E", tmp_path / "stick F"
    (here / "図面").mkdir(parents=True)
    (here / "図面" / "pump.txt").write_text(SECRET, encoding="utf-8")
    with Catalogue.open(here / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert not catalogue.sources.is_portable()
        catalogue.sources.set_portable(True)
        index(catalogue, here / "図面")
    here.rename(there)
    with Catalogue.open(there / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert catalogue.sources.is_portable()
        assert [source.path for source in catalogue.sources.all()] == [there / "図面"]
        assert catalogue.search.answer(Query("ZX-49")).hits[0].path == there / "図面" / "pump.txt"
        report = run(catalogue.sources.index())
        assert (report.sources[0].unchanged, report.sources[0].new) == (1, 0)


BROKEN_RULES = ["Archive\\", "!", "\\", "[z-a]", "x[9-0]y"]


@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_a_line_that_is_no_rule_is_refused_and_changes_nothing(tmp_path: Path, rule: str) -> None:
    root = tmp_path / "plant"
    root.mkdir()
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        with pytest.raises(SourceRuleInvalid) as told:
            catalogue.sources.add(root, f"*.tmp\n{rule}")
        assert told.value.details == {"path": str(root), "other": rule}
        assert catalogue.sources.all() == []
        source = catalogue.sources.add(root)
        with pytest.raises(SourceRuleInvalid):
            catalogue.sources.set_exclude(source.id, rule)
        assert catalogue.sources.all()[0].exclude == source.exclude


@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_a_line_that_is_no_rule_and_was_stored_before_ends_no_run(tmp_path: Path, rule: str) -> None:
    root = tmp_path / "plant"
    root.mkdir()
    (root / "pump.txt").write_text(SECRET, encoding="utf-8")
    (root / "draft.tmp").write_text(SECRET, encoding="utf-8")
    chosen = Settings(exclude=f"{rule}\n*.tmp")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=chosen) as catalogue:
        index(catalogue, root)
        assert [hit.path.name for hit in catalogue.search.answer(Query("ZX-49")).hits] == ["pump.txt"]


def test_rules_that_change_are_followed_into_archives(tmp_path: Path) -> None:
    root = tmp_path / "plant"
    root.mkdir()
    files = {".docs/pump.txt": SECRET.encode(), "drafts/valve.txt": b"Replace the valve"}
    (root / "a.zip").write_bytes(archives.zipped(files))
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        index(catalogue, root)
        source = catalogue.sources.all()[0]
        assert [one.relpath for one in catalogue.sources.left_out(source.id)] == ["a.zip/.docs/"]
        assert (source.items, source.left_out) == (2, 1)
        catalogue.sources.set_exclude(source.id, "!.docs/\ndrafts/")
        report = run(catalogue.sources.index())
        assert catalogue.search.answer(Query("ZX-49")).hits[0].path == root / "a.zip/.docs/pump.txt"
        assert [one.relpath for one in catalogue.sources.left_out(source.id)] == ["a.zip/drafts/"]
        assert report.sources[0].gone == 1
        told = report.to_json()["sources"][0]
        assert told["excluded"] == 1
        assert told["left_out"] == [{"path": "a.zip/drafts/", "reason": "rule", "files": 1, "more": False}]


def test_a_folder_under_another_name_is_the_same_source(tmp_path: Path) -> None:
    root, link, other = tmp_path / "plant", tmp_path / "link", tmp_path / "other"
    (root / "sub").mkdir(parents=True)
    other.mkdir()
    link.symlink_to(root)
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        first, second = catalogue.sources.add(root), catalogue.sources.add(other)
        assert catalogue.sources.add(link) == first
        for nested in (link / "sub", tmp_path):
            with pytest.raises(SourceNested):
                catalogue.sources.add(nested)
        for taken in (link, link / "sub"):
            with pytest.raises(SourceNested):
                run(catalogue.sources.relocate(second.id, taken))
        assert run(catalogue.sources.relocate(first.id, link)).path == link
        assert [source.path for source in catalogue.sources.all()] == [link, other]


def test_the_folder_of_the_catalogue_is_no_source_under_any_name(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        (tmp_path / "link").symlink_to(tmp_path / "catalogue")
        for name in ("catalogue", "link"):
            with pytest.raises(SourceNested):
                catalogue.sources.add(tmp_path / name)
