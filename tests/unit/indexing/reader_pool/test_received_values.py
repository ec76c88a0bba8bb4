"""A worker may be in the hands of the file that it reads: what it sends is values, or is refused."""

import os
import pickle
from collections.abc import Callable
from io import BytesIO
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.content import ArchiveEntry, DocumentInfo, Listing, PageContent
from imtextgui.domain.items import Kind, Origin, Passage, Problem
from imtextgui.errors import BundleMissing, DocumentDamaged
from imtextgui.indexing.reader_pool.file_reading import Bug, End
from imtextgui.indexing.reader_pool.messages import Digested, Idle, Started, WorkerReady
from imtextgui.indexing.reader_pool.received_values import NotAValue, receive


def sent(data: bytes) -> object:
    ours, theirs = Pipe()
    with ours, theirs:
        theirs.send_bytes(data)
        return receive(ours)


def pickled(value: object, protocol: int) -> bytes:
    """``value`` as a reader packs it, which knows nothing of what other libraries teach ``pickle`` about errors."""
    packed = BytesIO()
    pickler = pickle.Pickler(packed, protocol)
    pickler.dispatch_table = {}
    pickler.dump(value)
    return packed.getvalue()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_what_workers_send_arrives_as_it_was(protocol: int) -> None:
    page = PageContent(
        2,
        text="ポンプ",
        passages=(Passage("a", Origin.OCR),),
        thumbnail=b"\xff\xd8",
        problem=Problem("document-damaged", Path("/a b"), 2, {"reason": "x"}),
    )
    values = [
        *(
            WorkerReady(),
            Started(3, 4),
            Idle(7),
            Digested(1, ("d", 2, 3, "4-5")),
            (4, End()),
            (5, Bug("trace", 1)),
        ),
        *(DocumentInfo(Kind.MANUAL, 3, "title"), Listing((ArchiveEntry("a", 1, 2),)), page),
    ]
    for value in values:
        if protocol >= 4 or not isinstance(value, PageContent):
            assert sent(pickled(value, protocol)) == value
    trouble = sent(pickled(DocumentDamaged(path="/a", reason="x"), protocol))
    assert isinstance(trouble, DocumentDamaged)
    assert trouble.details == {"path": "/a", "reason": "x"}


@pytest.mark.parametrize("kind", ["uint8", "float32", "float16"])
def test_arrays_of_numbers_arrive_as_they_were(kind: str) -> None:
    for array in (np.arange(24, dtype=kind).reshape(2, 3, 4), np.asfortranarray(np.ones((3, 2), kind))):
        for protocol in (4, 5):
            given = sent(pickle.dumps(array, protocol))
            assert isinstance(given, np.ndarray)
            assert given.dtype == array.dtype
            assert np.array_equal(given, array)
    assert sent(pickle.dumps(np.float32(0.5))) == 0.5


class Calls:
    """Pickles as a call of ``function``."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "call",
    [
        Calls(os.system, "touch {}"),
        Calls(eval, "open('{}', 'w')"),
        Calls(getattr, os, "system"),
        Calls(Path.touch, Path("{}")),
        Calls(np.save, "{}", 1),
        Calls(BundleMissing),
        Calls(type, "x", (), {}),
    ],
    ids=lambda call: call.call[0].__name__,
)
def test_a_pickle_that_does_something_is_refused(
    call: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    function, arguments = call.call
    data = pickle.dumps(Calls(function, *(each for each in arguments if each is not os)))
    with pytest.raises(NotAValue):
        sent(data)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_imported_and_nothing_is_reached_through_a_class() -> None:
    with pytest.raises(NotAValue, match="antigravity"):
        sent(b"cantigravity\nfly\n.")
    with pytest.raises(NotAValue):
        sent(b"\x80\x04\x8c\x10imtextgui.errors\x8c\x16DocumentError.__init__\x93.")
    for data in (b"", b"no pickle at all", pickle.dumps(End())[:-5], b"\x80\x04K\x01K\x02a."):
        with pytest.raises(NotAValue):
            sent(data)
    assert "antigravity" not in __import__("sys").modules
