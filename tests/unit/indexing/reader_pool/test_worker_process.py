"""What is known of a worker process from outside."""

import os
import sys

import pytest

from imtextgui.indexing.reader_pool.worker_process import size_of


@pytest.mark.skipif(sys.platform != "linux", reason="the sizes of Linux")
def test_the_size_of_a_process() -> None:
    assert (size_of(os.getpid()) or 0) > 2**20
    assert size_of(2**30) is None


def test_windows_is_asked_for_it_and_others_do_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imtextgui.windows.jobs.libraries", lambda: ("kernel32", "ntdll"))
    monkeypatch.setattr("imtextgui.windows.jobs.private_bytes", lambda kernel, pid: len(kernel) * 100 + pid)
    monkeypatch.setattr(sys, "platform", "win32")
    assert size_of(77) == 877
    monkeypatch.setattr(sys, "platform", "darwin")
    assert size_of(77) is None
