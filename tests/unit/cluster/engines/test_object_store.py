"""An engine in an object store: a server of S3 on this machine (moto, where it is installed) holds the files."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.engines.candidates import in_engine
from imtextgui.cluster.engines.export import export
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import EngineMissing
from tests import loopback
from tests.fakes import FakeEncoder
from tests.unit.cluster.engines.conftest import CHOSEN, Site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("moto") is None, reason="moto[server] is not installed"),
    pytest.mark.skipif(not loopback.is_up(), reason="this system has no loopback for a server"),
]

BUCKET = "plant"
SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel("ERROR")
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket; the environment tells where it is, as it does everywhere."""
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        port = next(line for line in server.stdout if line.strip().isdigit())
        endpoint = f"http://127.0.0.1:{port.strip()}"
        with urlopen(Request(f"{endpoint}/{BUCKET}", method="PUT")) as made:
            assert made.status == 200
        keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "us-east-1"}
        for name, value in (keys | {"AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true"}).items():
            monkeypatch.setenv(name, value)
        yield f"s3://{BUCKET}/engine"
    finally:
        server.kill()
        server.communicate()


def test_what_is_exported_there_is_found_there(shop: Site, bucket: str) -> None:
    settings = CurrentSettings(CHOSEN)
    assert run(export(shop.share, bucket, settings)).written == 3
    assert run(export(shop.share, bucket, settings)).written == 0
    (shop.files / "new.txt").write_text("spindle of the lathe", encoding="utf-8")
    shop.publish()
    assert run(export(shop.share, bucket, settings)).written == 1
    with (
        Catalogue.open(
            shop.share, encoder=FakeEncoder(), chosen=CHOSEN, candidates=in_engine(bucket)
        ) as engine,
        shop.by_itself() as own,
    ):
        for text in ("pump", "油圧ポンプ", "GX-1000", "spindle lathe"):
            hits = [[hit.path for hit in one.search.answer(Query(text)).hits] for one in (engine, own)]
            assert hits[0] == hits[1] != []


def test_where_nothing_was_exported_that_is_told(shop: Site, bucket: str) -> None:
    with pytest.raises(EngineMissing):
        Catalogue.open(shop.share, encoder=FakeEncoder(), chosen=CHOSEN, candidates=in_engine(f"{bucket}-2"))
