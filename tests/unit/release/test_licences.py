"""The licence gate, on an environment of the test's own: what is allowed passes, what is not or not known stops."""

import json
from collections.abc import Callable
from email.message import Message
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture
def licences(script: Script) -> Any:
    return script("licences")


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND (GPL-2.0-only OR Apache-2.0)", True),
        ("(MIT OR GPL-2.0-only) AND AGPL-3.0-only", False),
        ("GPL-2.0-or-later WITH Bootloader-exception", True),
        ("GPL-2.0-or-later WITH Other-exception", False),
        ("", False),
        ("MIT GPL-3.0-only", False),
        ("MIT AND", False),
    ],
)
def test_expressions(licences: Any, expression: str, allowed: bool) -> None:
    assert licences.is_allowed(expression, frozenset(licences.TABLES["allowed"])) is allowed


def test_no_gpl_without_exception_and_no_agpl_is_on_the_list(licences: Any) -> None:
    for name in licences.TABLES["allowed"]:
        assert not name.startswith("AGPL")
        assert not name.startswith("GPL") or "WITH" in name
    named = [*licences.TABLES["distributions"].values(), *licences.TABLES["native"].values()]
    assert all(licences.is_allowed(each, frozenset(licences.TABLES["allowed"])) for each in named)


@pytest.fixture
def environment(licences: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two distributions: one permissive with its licence text, one under the AGPL."""
    for name, licence in (("kind", "MIT"), ("strict-db", "AGPL-3.0-only")):
        module = name.replace("-", "_")
        info = tmp_path / f"{module}-1.2.dist-info"
        (tmp_path / module).mkdir()
        (tmp_path / module / "__init__.py").touch()
        (info / "licenses").mkdir(parents=True)
        (info / "licenses" / "LICENSE").write_text(f"Text of {licence}")
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.2\nLicense-Expression: {licence}\n")
        record = [f"{module}/__init__.py,,", f"{info.name}/licenses/LICENSE,,", f"{info.name}/METADATA,,"]
        (info / "RECORD").write_text("\n".join(record))
    context = metadata.DistributionFinder.Context(path=[str(tmp_path)])
    installed = list(metadata.MetadataPathFinder.find_distributions(context))
    monkeypatch.setattr(metadata, "distributions", lambda: installed)
    found = {each.metadata["Name"]: each for each in installed}
    monkeypatch.setattr(metadata, "distribution", lambda name: found[name])
    return tmp_path


def contents(*files: Path) -> list[dict[str, str]]:
    return [{"name": file.name, "source": str(file), "kind": "PYMODULE"} for file in files]


def test_only_what_is_inside_counts(licences: Any, environment: Path) -> None:
    parts = licences.gathered(contents(environment / "kind" / "__init__.py"))
    assert [(part.name, part.licence) for part in parts] == [("kind", "MIT"), ("python", "PSF-2.0")]
    assert licences.complaints(parts) == []
    assert "Text of MIT" in licences.notices(parts)


def test_a_forbidden_and_an_unknown_licence_stop_the_build(licences: Any, environment: Path) -> None:
    library = environment / "libmystery-1234.so.5.6"
    library.write_bytes(b"\x7fELF")
    parts = licences.gathered(contents(environment / "strict_db" / "__init__.py", library))
    assert licences.complaints(parts) == [
        "libmystery-1234.so.5.6 5.6: its licence is not known: add it to licences.toml",
        "strict-db 1.2: AGPL-3.0-only is not allowed",
    ]


def test_what_was_taken_out_again_is_not_listed(licences: Any, tmp_path: Path) -> None:
    (tmp_path / "libheif-1.so").touch()
    (tmp_path / "libavcodec-12.so.1").touch()
    entries = [
        {"name": "libheif-1.so", "source": "x", "kind": "BINARY"},
        {"name": "libavcodec-12.so.1", "source": "x", "kind": "BINARY"},
        {"name": "libssl-1.so", "source": "x", "kind": "BINARY"},
        {"name": "json", "source": "x", "kind": "PYMODULE"},
    ]
    assert [each["name"] for each in licences.still_inside(entries, tmp_path)] == ["libheif-1.so", "json"]


def test_licences_are_told_by_table_expression_or_classifier(licences: Any) -> None:
    fields = Message()
    assert licences.licence_of("nobody", fields) == ""
    assert licences.licence_of("numpy", fields).startswith("BSD-3-Clause")
    fields["Classifier"] = "License :: OSI Approved :: MIT License"
    fields["Classifier"] = "License :: OSI Approved :: BSD License"
    assert licences.licence_of("nobody", fields) == "MIT AND BSD-3-Clause"
    fields["License-Expression"] = "ISC"
    assert licences.licence_of("nobody", fields) == "ISC"


def test_the_sbom_is_the_same_for_the_same_parts(licences: Any, environment: Path) -> None:
    parts = licences.gathered(contents(environment / "kind" / "__init__.py"))
    document = licences.sbom(parts, "1.0", 1_700_000_000)
    assert document == licences.sbom(parts, "1.0", 1_700_000_000)
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    assert document["components"][0]["purl"] == "pkg:pypi/kind@1.2"
    assert document["serialNumber"] != licences.sbom(parts[:1], "1.0", 1_700_000_000)["serialNumber"]
    assert json.dumps(document)
