"""Stems are those that the full text has."""

import sqlite3
from contextlib import closing

import pytest

from imtextgui.store.text import stems
from imtextgui.store.text.stems import Stems


def test_stems_are_those_of_the_full_text() -> None:
    words = ["pumps", "bearing", "bearings", "油圧", "ポン", "gx1000", "ä", "a" * 64, "running", "pumps"]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE page USING fts5 (body, tokenize='porter ascii')")
        connection.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (page, 'instance')")
        connection.execute("INSERT INTO page (body) VALUES (?)", (" ".join(words),))
        told = [term for (term,) in connection.execute("SELECT term FROM stem ORDER BY offset")]
    assert Stems().of(words) == told


def test_what_was_forgotten_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stems, "_MOST", 2)
    kept = Stems()
    assert kept.of([]) == []
    assert kept.of(["bearings", "pumps", "valves"]) == ["bear", "pump", "valv"]
    assert kept.of(["bearings", "seals"]) == ["bear", "seal"]
