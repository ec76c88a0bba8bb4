"""Gathers licences and an SBOM of what is really inside the frozen program, and stops what may not be shipped.

    python packaging/release/licences.py CONTENTS.json FOLDER   # writes into FOLDER/notices; status 1 if forbidden

Every file that PyInstaller took is traced to the distribution that installed it, to Python itself, or to a package of
the building system. Native libraries that wheels carry are named one by one, for their licences are their own.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from stubs import STUBBED

TABLES = tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))
_NATIVE = re.compile(r"\.(so(\.[\d.]+)?|dll|dylib)$")
_TEXT_NAMES = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Something inside the program that has a licence of its own. ``texts`` are its licence texts by name."""

    name: str
    version: str
    licence: str
    kind: str = "library"
    purl: str = ""
    digest: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def gathered(contents: Iterable[dict[str, str]]) -> list[Part]:
    """The parts that the files of ``contents`` (name, source) come from, by name."""
    entries = list(contents)
    owners = _owners()
    names = {owners[key] for each in entries if (key := _real(each["source"])) in owners}
    parts = {name: _distribution(name) for name in names}
    parts["python"] = _python()
    for each in entries:
        source = Path(each["source"])
        # Qt's own plugins are parts of the distribution; what it carries besides is named in the table.
        of_qt = owners.get(_real(each["source"])) in {"pyside6-essentials", "shiboken6"}
        if _is_native(source) and source.is_file() and (_named(source) or not of_qt):
            parts.setdefault(f"native {source.name}", _native(source))
    return sorted(parts.values(), key=lambda part: (part.name.lower(), part.kind))


def still_inside(contents: Iterable[dict[str, str]], internal: Path) -> list[dict[str, str]]:
    """Those of ``contents`` that are left in the program's folder ``internal`` after what was taken out again."""
    return [
        each
        for each in contents
        if each["kind"] == "PYMODULE"
        or ((internal / each["name"]).exists() and not STUBBED.match(Path(each["name"]).name))
    ]


def complaints(parts: Iterable[Part], allowed: Iterable[str] = tuple(TABLES["allowed"])) -> list[str]:
    """A line for each part that must not be in a release."""
    known = frozenset(allowed)
    lines = []
    for part in parts:
        if not part.licence:
            lines.append(f"{part.name} {part.version}: its licence is not known: add it to licences.toml")
        elif not is_allowed(part.licence, known):
            lines.append(f"{part.name} {part.version}: {part.licence} is not allowed")
    return lines


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an SPDX expression can be met by allowed licences: all that AND joins, one of what OR joins."""
    tokens = re.findall(r"\(|\)|\bAND\b|\bOR\b|[^\s()]+(?: WITH [^\s()]+)?", expression)
    value, rest = _any_of(tokens, allowed)
    return value and not rest


def _any_of(tokens: list[str], allowed: frozenset[str]) -> tuple[bool, list[str]]:
    value, rest = _all_of(tokens, allowed)
    while rest and rest[0] == "OR":
        other, rest = _all_of(rest[1:], allowed)
        value = value or other
    return value, rest


def _all_of(tokens: list[str], allowed: frozenset[str]) -> tuple[bool, list[str]]:
    value, rest = _one(tokens, allowed)
    while rest and rest[0] == "AND":
        other, rest = _one(rest[1:], allowed)
        value = value and other
    return value, rest


def _one(tokens: list[str], allowed: frozenset[str]) -> tuple[bool, list[str]]:
    if not tokens:
        return False, []
    if tokens[0] != "(":
        return tokens[0] in allowed, tokens[1:]
    value, rest = _any_of(tokens[1:], allowed)
    return value, rest[1:]


def _owners() -> dict[str, str]:
    """Every file of every installed distribution, with the distribution's name."""
    owners = {}
    for distribution in metadata.distributions():
        name = normalised(distribution.metadata["Name"])  # read and parsed anew at each call
        for file in distribution.files or ():
            owners[_real(str(distribution.locate_file(file)))] = name
    return owners


def _distribution(name: str) -> Part:
    distribution = metadata.distribution(name)
    texts = {}
    for file in distribution.files or ():
        if ".dist-info" in str(file) and _TEXT_NAMES.search(file.name):
            texts[file.name] = Path(str(distribution.locate_file(file))).read_text("utf-8", errors="replace")
    purl = f"pkg:pypi/{name}@{distribution.version}"
    return Part(name, distribution.version, licence_of(name, distribution.metadata), purl=purl, texts=texts)


def licence_of(name: str, fields: Any) -> str:
    """The SPDX expression of a distribution: our own finding, its metadata, or its classifiers; "" if none tells."""
    told = TABLES["distributions"].get(name) or fields.get("License-Expression")
    if told:
        return str(told)
    named = [
        each.rpartition(" :: ")[2] for each in fields.get_all("Classifier") or () if "License ::" in each
    ]
    found = [_CLASSIFIERS[each] for each in named if each in _CLASSIFIERS]
    return " AND ".join(dict.fromkeys(found))


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    prefix = Path(sys.base_prefix)
    files = [*prefix.glob("lib/python3*/LICENSE.txt"), *prefix.glob("LICENSE.txt")]
    files = files or [Path("/usr/share/doc/python3/copyright")]
    texts = {file.name: file.read_text("utf-8") for file in files[:1] if file.is_file()}
    return Part("python", version, TABLES["distributions"]["python"], "platform", texts=texts)


def _is_native(source: Path) -> bool:
    if source.suffix.lower() == ".dll":
        return True
    return bool(_NATIVE.search(source.name)) and source.name.startswith("lib")


def _named(source: Path) -> str:
    """The licence that the table gives a native library, "" if it does not know it."""
    name = source.name.lower() if source.suffix.lower() == ".dll" else source.name
    names = [prefix for prefix in TABLES["native"] if name.startswith(prefix)]
    return str(TABLES["native"][max(names, key=len)]) if names else ""


def _native(source: Path) -> Part:
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    version = (re.search(r"\.so\.([\d.]+)$", source.name) or ["", "-"])[1]
    return Part(source.name, version, _named(source), "native", digest=digest, texts=_of_debian(source))


def _of_debian(source: Path) -> dict[str, str]:
    """The copyright file of the Debian package that a library of the building system is from."""
    if not str(source).startswith(("/lib", "/usr/lib")):
        return {}
    for path in (source, source.resolve(), Path(str(source.resolve()).removeprefix("/usr"))):
        done = subprocess.run(
            ["dpkg-query", "--search", str(path)], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            package = done.stdout.split(":")[0]
            file = Path(f"/usr/share/doc/{package}/copyright")
            if file.is_file():
                return {f"{package}.copyright": file.read_text("utf-8", errors="replace")}
    return {}


def sbom(parts: list[Part], version: str, epoch: int) -> dict[str, Any]:
    """The parts as a CycloneDX document that is the same for the same parts."""
    components = [dict(_component(part)) for part in parts]
    identity = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "name": "imtextgui",
                "version": version,
                "bom-ref": "imtextgui",
            },
        },
        "components": components,
    }


def _component(part: Part) -> Iterator[tuple[str, Any]]:
    yield "type", "platform" if part.kind == "platform" else "library"
    yield "bom-ref", f"{part.kind}:{part.name}@{part.version}"
    yield "name", part.name
    yield "version", part.version
    yield "licenses", [{"expression": part.licence}]
    if part.purl:
        yield "purl", part.purl
    if part.digest:
        yield "hashes", [{"alg": "SHA-256", "content": part.digest}]


def notices(parts: list[Part]) -> str:
    """Every part with its licence, then every licence text once."""
    lines = ["What is inside this build of imtextgui, and under which licence", ""]
    lines += [f"{part.name} {part.version}: {part.licence}" for part in parts]
    seen: dict[str, list[str]] = {}
    for part in parts:
        for name, text in part.texts.items():
            seen.setdefault(text.strip(), []).append(f"{part.name} ({name})")
    for text, whose in seen.items():
        lines += ["", "=" * 100, ", ".join(whose), "=" * 100, "", text]
    return "\n".join(lines) + "\n"


def normalised(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _real(path: str) -> str:
    if sys.platform == "win32":  # no links there, and to ask for real paths takes minutes
        return os.path.normcase(os.path.normpath(path)) if path else ""
    return os.path.realpath(path) if path else ""


def main() -> int:
    """Write the notices of the contents that are named, and tell what stops the release."""
    contents, folder = Path(sys.argv[1]), Path(sys.argv[2]) / "notices"
    parts = gathered(still_inside(json.loads(contents.read_text()), folder.parents[1]))
    wrong = complaints(parts)
    folder.mkdir(parents=True, exist_ok=True)
    document = sbom(parts, metadata.version("imtextgui"), int(os.environ["SOURCE_DATE_EPOCH"]))
    (folder / "sbom.cdx.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    (folder / "libraries.txt").write_text(notices(parts), encoding="utf-8")
    print("\n".join(wrong) or f"{len(parts)} parts, each under a licence that is allowed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
