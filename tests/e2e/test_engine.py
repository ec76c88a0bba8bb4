"""``imtextgui-cluster export`` and ``search``, from the command line; nothing that they do reaches for a network."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

from tests.e2e.conftest import environment_of
from tests.e2e.test_offline import few_samples, watch

pytestmark = pytest.mark.slow

OWN_ADDRESS = re.compile(r'socket\(AF_INET6|bind\(\d+, \{sa_family=AF_INET6, sin6_port=htons\(0\),.*"::1"')
"""What urllib3, which LanceDB imports, does once to see whether there is IPv6: nothing is connected or sent."""


def run(data: Path, *arguments: str | Path, watched: list[str] | None = None) -> str:
    """The output of a command that succeeds."""
    child = subprocess.run(
        [*(watched or []), sys.executable, *map(str, arguments)],
        env=environment_of(data),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


def test_what_is_published_is_exported_and_searched_without_a_network(tmp_path: Path) -> None:
    data, own, share, engine = (tmp_path / name for name in ("data", "own", "share", "engine"))
    samples = few_samples(tmp_path / "samples")
    run(data, "-m", "imtextgui", "index", samples, "--catalogue", own, "--first-pass-only")
    run(data, "-m", "imtextgui", "publish", "--to", share, "--catalogue", own)
    logs = [tmp_path / "export calls", tmp_path / "search calls"]
    exporting, searching = map(watch, logs)
    cluster = ("-m", "imtextgui.cluster")
    told = json.loads(run(data, *cluster, "export", share, "--engine", engine, "--json", watched=exporting))
    assert told["pages"] >= told["written"] > 3
    asked = ("search", "pump", "--catalogue", share, "--json")
    answer = json.loads(run(data, *cluster, *asked, "--engine", engine, watched=searching))
    own_answer = json.loads(run(data, "-m", "imtextgui", *asked))
    assert answer["hits"]
    assert [hit["path"] for hit in answer["hits"]] == [hit["path"] for hit in own_answer["hits"]]
    if not exporting:
        pytest.skip("calls cannot be watched here: the answers were compared alone")
    calls = [line for log in logs for line in log.read_text(errors="replace").splitlines()]
    inet = [call for call in calls if "AF_INET" in call]
    assert [call for call in inet if not OWN_ADDRESS.search(call)] == []
