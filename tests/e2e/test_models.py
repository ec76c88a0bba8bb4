"""Encoder bundles on the command line: two small ones, installed, exchanged there and back, and forgotten."""

from pathlib import Path

import pytest
from PIL import Image

from tests import bad_files, bundles
from tests.bundles import TINY
from tests.e2e.conftest import Run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    (folder / "ポンプ.txt").write_text("油圧ポンプの軸シール ZX-49 を交換する。", encoding="utf-8")
    (folder / "図面.pdf").write_bytes(bad_files.pdf(["歯車ポンプ", "valve cover"], size=(1190, 842)))
    Image.effect_noise((300, 200), 60).convert("RGB").save(folder / "IMG_1.jpg")
    return folder


@pytest.mark.timeout(600)
def test_encoders_are_exchanged_there_and_back(imtextgui: Run, files: Path, tmp_path: Path) -> None:
    catalogue = ("--catalogue", tmp_path / "catalogue")
    second = bundles.second(tmp_path / "外付け" / "second")
    assert imtextgui("models", "add", TINY).status == 0
    indexed = imtextgui("index", files, *catalogue, "--bundle", TINY)
    assert indexed.status == 0, indexed.err

    def hits() -> list[object]:
        asked: list[tuple[str | Path, ...]] = [("油圧ポンプの軸シール",), ("valve",)]
        asked.append(("--photo", files / "IMG_1.jpg"))
        found = []
        for each in asked:
            answer = imtextgui("search", *each, "--json", *catalogue)
            assert answer.status == 0, answer.err
            found.append(answer.json()["hits"])
        return found

    before = hits()
    used = imtextgui("models", "use", second, *catalogue, IMTEXTGUI_PROGRESS="1")
    assert used.status == 0, used.err
    assert used.out.startswith("Searches use second 1 now.")
    assert "Encoding pictures" in used.err
    listed = {each["name"]: each for each in imtextgui("models", "--json", *catalogue).json()["bundles"]}
    assert (listed["second"]["active"], listed["second"]["coverage"]) == (True, 1)
    assert (listed["for tests"]["active"], listed["for tests"]["coverage"]) == (False, 1)
    meanwhile = hits()
    assert meanwhile[0][0]["path"].endswith("ポンプ.txt")  # type: ignore[index]
    assert meanwhile != before
    back = imtextgui("models", "use", "for tests", *catalogue, IMTEXTGUI_LANGUAGE="ja")
    assert back.out.startswith("これから for tests 1 で検索します。")
    assert hits() == before, "there and back finds the very same"
    forgotten = imtextgui("models", "forget", "second", *catalogue, "--json").json()
    assert forgotten["vectors"] == listed["second"]["vectors"] > 0
    doctor = imtextgui("doctor", "--json", *catalogue).json()
    checks = {each["check"]: each for each in doctor["findings"]}
    assert checks["catalogue-encoder"]["details"]["percent"] == 100
    assert not checks.keys() & {"catalogue-other-encoder", "catalogue-unknown-encoder", "catalogue-pending"}
