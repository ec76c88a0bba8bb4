"""Settings survive a round trip, and a bad file is a problem with a code."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.config import paths, settings
from imtextgui.config.settings import Settings
from imtextgui.errors import SettingsDamaged, SettingsKept, SettingsSetAside

no_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")


def test_missing_file_means_defaults() -> None:
    assert settings.default_file().parent == paths.data_dir()
    assert settings.read() == Settings()


def test_written_settings_are_read_back() -> None:
    chosen = Settings(
        language="ja",
        theme="dark",
        size="glove",
        threads=2,
        workers=1,
        save_power="always",
        exclude='古い図面/\n"a\\b"\x7f',
        hnsw_threshold=10,
        max_file_mb=500,
        max_pages=50,
        page_seconds=3600,
        second_pass=False,
        keep_text=False,
        routes_off=("picture", "words"),
        converters=('dwg dxf "C:\\Program Files\\oda.exe" {input} {output}',),
    )
    settings.write(chosen)
    assert settings.read() == chosen
    assert [each.name for each in paths.data_dir().iterdir()] == ["settings.toml"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    settings.write(Settings(exclude=text))
    assert settings.read().exclude == text


def test_missing_and_unknown_keys_are_taken_calmly(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('threads = 3\nof_a_newer_version = "x"\n')
    assert settings.read(file) == Settings(threads=3)


@pytest.mark.parametrize(
    "text",
    [
        "threads =",
        'threads = "many"',
        "threads = -1",
        "threads = true",
        "second_pass = 1",
        'language = "fr"',
        'size = "huge"',
        "keep_text = 1",
        "max_pages = 0",
        "max_file_mb = 1000000",
        "page_seconds = 5",
        'routes_off = "words"',
        "routes_off = [1]",
        "\xff",
    ],
)
def test_damaged_file_is_a_problem(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode("latin-1"))
    assert settings.read(file) == settings.Settings()
    told = settings.recover(file)
    assert isinstance(told, SettingsSetAside)
    assert told.details["path"] == str(file)
    assert told.details["reason"]
    assert (tmp_path / str(told.details["kept"])).read_bytes() == text.encode("latin-1")
    assert not file.exists()
    assert settings.recover(file) is None


def test_of_damaged_settings_what_makes_sense_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('max_pages = 9\nsize = "huge"\n', encoding="utf-8")
    assert settings.read(file).max_pages == 9
    for number in (1, 2):
        file.write_text('max_pages = 9\nsize = "huge"\n', encoding="utf-8")
        settings.write(settings.Settings(threads=number), file)
        assert (tmp_path / f"settings-damaged-{number}.toml").exists()
        assert settings.read(file) == settings.Settings(threads=number)


def test_folder_in_place_of_the_file_is_a_problem(tmp_path: Path) -> None:
    assert settings.read(tmp_path) == settings.Settings()
    assert isinstance(settings.recover(tmp_path), SettingsDamaged)
    assert tmp_path.is_dir()


@no_pipes
def test_a_pipe_or_a_device_is_no_settings_file() -> None:
    """Reading would wait for ever, or never end."""
    file = settings.default_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    assert settings.read() == Settings()
    assert isinstance(settings.recover(), SettingsDamaged)
    file.unlink()
    file.symlink_to("/dev/zero")
    assert settings.read() == Settings()
    assert isinstance(settings.recover(), SettingsDamaged)
    settings.write(Settings(threads=3))
    assert settings.read().threads == 3
    assert Path("/dev/zero").is_char_device()


def test_one_setting_is_changed_and_what_was_written_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '# ours: do not touch\nconverters = ["dwg dxf /opt/oda"] # by IT\nocr = "off"\ntheme = "light"\n'
        "future_key = 1\n[tables]\nof = 2\n"
    )
    settings.change("theme", "dark", file)
    settings.change("threads", 3, file)
    text = file.read_text()
    assert settings.read(file).theme == "dark"
    assert (settings.read(file).threads, settings.read(file).ocr) == (3, "off")
    assert text.count("theme") == 1
    for kept in ("# ours: do not touch", "# by IT", "future_key = 1", "[tables]\nof = 2"):
        assert kept in text


def test_a_setting_of_several_lines_is_changed_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '# ours\nconverters = [\n  "dwg dxf /opt/oda",\n]  # by IT\nocr = "off"\nfuture_key = 1\n'
    )
    settings.change("converters", ("a b c",), file)
    assert file.read_text() == '# ours\nconverters = ["a b c"]  # by IT\nocr = "off"\nfuture_key = 1\n'
    assert settings.read(file).converters == ("a b c",)
    assert settings.read(file).ocr == "off"


def test_a_setting_that_is_laid_down_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    monkeypatch.setenv("IMTEXTGUI_OCR", "en")
    settings.change("ocr", "off", file)
    assert not file.exists()


def test_a_mark_before_utf_8_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'\xef\xbb\xbfocr = "off"\r\nworkers = 3\r\n')
    assert settings.recover(file) is None
    assert (settings.read(file).ocr, settings.read(file).workers) == ("off", 3)
    settings.change("theme", "dark", file)
    assert (settings.read(file).ocr, settings.read(file).theme) == ("off", "dark")
    assert file.read_bytes() == b'ocr = "off"\r\nworkers = 3\r\ntheme = "dark"\r\n'


@pytest.mark.parametrize("mistake", ['ocr = "off\n', 'ocr = "klingon"\n', "\udcff"])
def test_a_change_does_not_take_the_place_of_a_file_with_a_mistake(tmp_path: Path, mistake: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('ocr = "off"\nworkers = 3\n')
    assert settings.read(file).ocr == "off"
    raw = mistake.encode("utf-8", "surrogateescape")
    file.write_bytes(raw)
    with pytest.raises(SettingsKept):
        settings.change("theme", "dark", file)
    assert file.read_bytes() == raw
    assert [place.name for place in tmp_path.iterdir()] == ["settings.toml"]


def test_what_was_read_last_stays_in_force_while_the_file_is_no_toml(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('ocr = "off"\nworkers = 3\n')
    assert settings.read(file).ocr == "off"
    file.write_text('ocr = "off\n')
    assert (settings.read(file).ocr, settings.read(file).workers) == ("off", 3)
