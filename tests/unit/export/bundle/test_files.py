"""A manifest that is read and written again is the same to the byte."""

from pathlib import Path

import msgspec
import pytest

from export.bundle.files import sources, write_licences, write_manifest
from imtextgui.encoders.manifest import PictureFit, ResizeFilter, read_manifest

ROOT = Path(__file__).parents[4]
BUNDLES = [ROOT / "resources" / "models" / "small", ROOT / "tests" / "data" / "bundle"]


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda bundle: bundle.name)
def test_a_manifest_of_format_1_is_written_as_it_was(bundle: Path, tmp_path: Path) -> None:
    write_manifest(tmp_path, read_manifest(bundle))
    assert (tmp_path / "manifest.json").read_bytes() == (bundle / "manifest.json").read_bytes()


def test_other_fits_and_filters_are_written_as_format_2(tmp_path: Path) -> None:
    manifest = read_manifest(BUNDLES[1])
    picture = msgspec.structs.replace(manifest.picture, fit=PictureFit.LETTERBOX, filter=ResizeFilter.LANCZOS)
    write_manifest(tmp_path, msgspec.structs.replace(manifest, picture=picture))
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert '"format": 2' in text
    assert read_manifest(tmp_path).picture == picture


def test_the_notice_names_the_trunk_that_was_taken(tmp_path: Path) -> None:
    write_licences(tmp_path, "efficientnet-lite1")
    notice = (tmp_path / "NOTICE").read_text(encoding="utf-8")
    assert "- EfficientNet-Lite1 (ImageNet): Apache-2.0." in notice
    assert "MobileNet" not in notice
    assert "derived from EfficientNet-Lite1 and all-MiniLM" in (tmp_path / "LICENCE").read_text(
        encoding="utf-8"
    )


def test_licence_and_sources_of_the_shipped_bundle_are_those_that_a_new_one_gets(tmp_path: Path) -> None:
    write_licences(tmp_path, "mobilenet-v2")
    for name in ("LICENCE", "NOTICE"):
        assert (tmp_path / name).read_bytes() == (BUNDLES[0] / name).read_bytes()
    assert read_manifest(BUNDLES[0]).sources == sources("mobilenet-v2")
