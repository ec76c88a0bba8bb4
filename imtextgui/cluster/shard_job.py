"""What one shard is made of, as it travels to the machine that makes it, and what comes back."""

from typing import Any

from msgspec import Struct


class ShardJob(Struct, frozen=True, forbid_unknown_fields=True):
    """``folder`` is indexed by the gitignore lines ``exclude`` and published as the shard ``name`` of ``target``.

    All machines call both by the same names. ``set_id`` tells sets apart in ``scratch``, the folder on the machine's
    own disk for what is unfinished, "" for one in its data folder. ``settings`` are those of who asked, so that all
    shards are made alike; ``version`` is the program's.
    """

    version: str
    set_id: str
    name: str
    folder: str
    exclude: str
    target: str
    settings: dict[str, Any]
    scratch: str = ""
    bundle: str = ""
    retry: bool = False
    first_pass_only: bool = False
    accept_removals: bool = False


class ShardRefused(Exception):
    """A worker cannot make a shard, for a reason that another may not have: ``code`` and ``details`` of the problem."""

    def __init__(self, code: str, details: dict[str, str | int | float]) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


class ShardReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What a run did: numbers of files and pages, ``size`` in bytes, ``problems`` with path, code and details.

    ``pages``, ``files`` and ``size`` are those of the whole shard, ``read`` files of this run; of the ``known`` files
    ``vanished`` ones are not there any more and were kept.
    """

    name: str
    pages: int
    files: int
    size: int
    read: int
    seconds: float
    problems: list[dict[str, Any]]
    vanished: int = 0
    known: int = 0
