"""A manifest that is read and written again is the same to the byte."""

from pathlib import Path

import msgspec
import pytest

from export.bundle.files import write_manifest
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
