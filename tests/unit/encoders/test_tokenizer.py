"""Texts into ids, without any road to a network."""

import subprocess
import sys
from pathlib import Path

import pytest

from imtextgui.encoders.manifest import TextSpec
from imtextgui.encoders.tokenizer import Tokenizer
from imtextgui.errors import BundleDamaged


@pytest.fixture
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer(folder / "tokenizer.json", TextSpec(max_tokens=6))


def test_forms_of_one_text_are_one(tokenizer: Tokenizer) -> None:
    half, full, upper = tokenizer.tokens(["ﾎﾟﾝﾌﾟ gp", "ポンプ gp", "ポンプ ＧＰ"])
    assert half == full == upper


def test_a_long_text_is_cut(tokenizer: Tokenizer) -> None:
    assert [len(ids) for ids in tokenizer.tokens(["ab", "abcdefghijk", "油" * 10_000])] == [3, 6, 6]


def test_no_text_at_all_still_has_its_start(tokenizer: Tokenizer) -> None:
    assert [len(ids) for ids in tokenizer.tokens(["", "🔩", "\0", "\udcff"])] == [1, 2, 2, 2]


def test_a_batch_is_padded_to_its_longest(tokenizer: Tokenizer) -> None:
    batch = tokenizer.batch([[1, 2, 3], [1]])
    assert batch.ids.tolist() == [[1, 2, 3], [1, 0, 0]]
    assert batch.mask.tolist() == [[1, 1, 1], [1, 0, 0]]


@pytest.mark.parametrize("junk", [b"", b"{}", b"\xff\xfe", b'{"model": 1}'])
def test_a_file_that_is_no_tokenizer_is_damage(folder: Path, junk: bytes) -> None:
    (folder / "tokenizer.json").write_bytes(junk)
    with pytest.raises(BundleDamaged):
        Tokenizer(folder / "tokenizer.json", TextSpec(6))


def test_the_hub_client_that_comes_with_the_library_is_not_imported() -> None:
    code = "import sys, imtextgui.encoders.tokenizer; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tokenizers" in modules
    assert not {"huggingface_hub", "httpx", "requests", "urllib3", "aiohttp"} & set(modules)


class Panic(BaseException):
    """As what a library in Rust raises where it gives up."""


@pytest.mark.parametrize("trouble", [Panic("no entry"), KeyboardInterrupt()])
def test_a_panic_of_the_library_is_damage_and_ctrl_c_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    class Panicking:
        @staticmethod
        def from_str(text: str) -> None:
            raise trouble

    path = tmp_path / "tokenizer.json"
    path.write_text("{}", encoding="utf-8")
    monkeypatch.setattr("imtextgui.encoders.tokenizer._Tokenizer", Panicking)
    with pytest.raises(KeyboardInterrupt if isinstance(trouble, KeyboardInterrupt) else BundleDamaged):
        Tokenizer(path, TextSpec(max_tokens=8))
