"""Paths tell the edition of a document, and what all its editions share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.text.editions import edition, folder_part, versions


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("REV-A/EVB_Rev_A.pdf", "REV-L/EVB_Rev_L.pdf"),
        ("1. Latest/LIME hardware revision G/LIME-A20_Rev_G.pdf", "2. Older/LIME-A20_Rev_G2.pdf"),
        ("pump_manual_v1.pdf", "pump_manual_v2.pdf"),
        ("pump_manual_v2.pdf", "pump_manual_v10.pdf"),
        ("pump manual v2.pdf", "pump manual v2.1.pdf"),
        ("GP-2040 rev 3.dxf", "GP-2040 rev A.dxf"),
        ("ポンプ図面 改訂1.pdf", "ポンプ図面 改訂2.pdf"),
        ("取扱説明書 第2版.pdf", "取扱説明書 第３版.pdf"),
        ("report 2023-05.pdf", "report 2023-11.pdf"),
        ("inspection 20230501.xlsx", "inspection 20230502.xlsx"),
        ("v1/manual.pdf", "v2/manual.pdf"),
    ],
)
def test_versions_of_one_document(older: str, newer: str) -> None:
    assert edition(older).family == edition(newer).family
    assert edition(older).version < edition(newer).version


@pytest.mark.parametrize(
    ("one", "other", "languages"),
    [
        ("en/pump/manual.md", "ja/pump/manual.md", ("en", "ja")),
        ("manual_en.pdf", "manual-jp.pdf", ("en", "ja")),
        ("manual 英語.pdf", "manual 日本語.pdf", ("en", "ja")),
        ("readme-en.md", "readme.md", ("en", "")),
    ],
)
def test_translations(one: str, other: str, languages: tuple[str, str]) -> None:
    assert edition(one).family == edition(other).family
    assert (edition(one).language, edition(other).language) == languages


def test_sizes_of_a_picture() -> None:
    small, large = edition("pump 640x480.jpg"), edition("pump.png")
    assert small.family == large.family
    assert (small.size, large.size) == (True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GP-2040.pdf", "GP-2041.pdf"),
        ("GP-2040_Rev_A.pdf", "GP-2040_Rev_A_bom.pdf"),
        ("GP-2040_Rev_A.pdf", "GP-2040_Rev_B.dxf"),
        ("pump/manual.pdf", "valve/manual.pdf"),
        ("a/v1.pdf", "b/v2.pdf"),
        ("drawings/review.pdf", "drawings/overview.pdf"),
    ],
)
def test_other_documents(one: str, other: str) -> None:
    assert edition(one).family != edition(other).family


@pytest.mark.parametrize("path", ["review.pdf", "R2D2 unit.pdf", "overview.pdf", "VX-100.pdf", "部品表.csv"])
def test_words_that_are_no_versions(path: str) -> None:
    assert edition(path).version == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("EVB rev L schematic", "EVB_Rev_L.pdf"),
        ("pump manual v2", "pump_v2.pdf"),
        ("取扱説明書 第３版", "取扱説明書 第3版.pdf"),
        ("inspection 2023-05", "inspection 2023-05.pdf"),
    ],
)
def test_versions_that_are_asked_for(text: str, path: str) -> None:
    assert versions(text) == {edition(path).version}
    assert versions("pump of the reviewer") == frozenset()


@given(st.text(st.one_of(st.characters(), st.sampled_from("rev v_-./2 A版第改訂")), max_size=40))
def test_any_path_has_an_edition(path: str) -> None:
    assert edition(path) == edition(path)
    assert all(versions(path))


def test_a_folder_is_taken_apart_once_for_all_files_in_it() -> None:
    folder_part.cache_clear()
    found = {edition(f"plant 7/manuals 2023-05/en/pump {number} manual.pdf") for number in range(20)}
    assert {one.version for one in found} == {edition("manuals 2023-05/a.pdf").version}
    assert {one.language for one in found} == {"en"}
    assert folder_part.cache_info().misses == 3
