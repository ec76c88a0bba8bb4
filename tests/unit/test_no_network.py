"""No module of the program imports a network client, neither by its own hand nor through a library.

``imtextgui-cluster`` is a program of its own, which speaks to a scheduler: nothing here ever imports it.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import onnxruntime
import pytest

import imtextgui
from tests.network_clients import clients_among

PACKAGE = Path(imtextgui.__file__).parent
OPTIONAL = {"OCP", "pyarrow"}
"""Libraries that an extra brings (imtextgui[step]): looked through where they are installed."""
CLUSTER = "cluster"
"""The package of the other program."""
ENGINES = f"imtextgui.{CLUSTER}.engines"
SCHEDULER_LIBRARIES = {"dask", "distributed", "lancedb", "tornado"}
IMPORT_ALL = """
import importlib, json, pkgutil, sys
import imtextgui
for module in pkgutil.walk_packages(imtextgui.__path__, "imtextgui."):
    if module.name.split(".")[1] != sys.argv[2]:
        importlib.import_module(module.name)
# What the program imports only where it is used.
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def imported_names(source: str) -> Iterator[str]:
    """Every absolute module name that ``source`` imports, at any depth of nesting."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def all_imported() -> dict[str, set[str]]:
    """What each module of the program imports, by its path."""
    return {
        file.relative_to(PACKAGE).as_posix(): set(imported_names(file.read_text(encoding="utf-8")))
        for file in PACKAGE.rglob("*.py")
        if file.relative_to(PACKAGE).parts[0] != CLUSTER
    }


def test_no_module_imports_the_program_that_speaks_to_a_scheduler() -> None:
    other = {
        module: named
        for module, names in all_imported().items()
        if (
            named := {
                name
                for name in names
                if name.startswith(f"imtextgui.{CLUSTER}") or name.partition(".")[0] in SCHEDULER_LIBRARIES
            }
        )
    }
    assert other == {}


def test_the_programs_own_command_line_never_loads_the_other(tmp_path: Path) -> None:
    """Entry points are separate: a command of ``imtextgui`` that ran has nothing of a cluster in memory."""
    code = (
        "import json, sys\n"
        "from imtextgui.__main__ import main\n"
        "assert main(['problems', '--catalogue', sys.argv[1]]) == 3\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    modules = set(json.loads(child.stdout.splitlines()[-1]))
    assert "imtextgui.cli.commands.problems" in modules
    assert {module for module in modules if module.startswith(f"imtextgui.{CLUSTER}")} == set()
    assert {module.partition(".")[0] for module in modules} & SCHEDULER_LIBRARIES == set()


def test_no_source_file_imports_a_network_client() -> None:
    assert {name: found for name, names in all_imported().items() if (found := clients_among(names))} == {}


def test_no_library_brings_a_network_client() -> None:
    libraries = {
        name.partition(".")[0]
        for names in all_imported().values()
        for name in names
        if name.partition(".")[0] not in sys.stdlib_module_names | {"imtextgui"}
    }
    missing = {name for name in OPTIONAL if find_spec(name) is None}
    command = [sys.executable, "-c", IMPORT_ALL, json.dumps(sorted(libraries - missing)), CLUSTER]
    child = subprocess.run(command, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr
    modules = set(json.loads(child.stdout.splitlines()[-1]))
    assert {
        "imtextgui.catalogue.catalogue",
        "imtextgui.ui.shell.app",
        "imtextgui.documents.pdf.reader",
        "onnxruntime",
    } <= modules
    assert clients_among(modules) == set()
    assert {module.partition(".")[0] for module in modules} & SCHEDULER_LIBRARIES == set()
    # Walking imports packages, which hold a docstring alone.
    assert {module for module in modules if module.startswith(f"imtextgui.{CLUSTER}.")} <= {ENGINES}


ENDPOINTS = re.compile(
    rb"https://[\w.-]*(?:events\.data|telemetry|analytics|applicationinsights)[\w./-]*", re.IGNORECASE
)


def test_no_native_library_knows_where_to_send_usage_data() -> None:
    home = Path(onnxruntime.__file__).parents[1]
    for package in ("onnxruntime", "cv2", "pypdfium2_raw", "tokenizers", "resvg_py", "rapidfuzz"):
        libraries = [
            file
            for suffix in ("so", "pyd", "dll", "dylib")
            for file in (home / package).rglob(f"*.{suffix}*")
        ]
        assert libraries, package
        assert [file.name for file in libraries if ENDPOINTS.search(file.read_bytes())] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import urllib.request", {"urllib.request"}),
        ("from urllib import request", {"urllib.request"}),
        ("def f():\n    import httpx._client as c", {"httpx._client"}),
        ("from PySide6 import QtNetwork", {"PySide6.QtNetwork"}),
        ("import urllib.parse, pathlib", set()),
    ],
)
def test_the_scan_sees_what_it_should(line: str, found: set[str]) -> None:
    assert clients_among(set(imported_names(line))) == found
