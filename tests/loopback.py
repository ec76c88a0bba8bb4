"""Runs a program where there is no network but the machine's own loopback: schedulers and workers talk over that.

``packaging/offline.sh`` runs the suite without any interface; as a module this file brings up the loopback of the
namespace that it is started in, and goes on as the program named.
"""

import errno
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

_SET_FLAGS = 0x8914
_GET_FLAGS = 0x8913
_UP = 1
_NAMESPACE = ("unshare", "--net", "--")


def is_up() -> bool:
    """Whether programs of this machine can talk to each other."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        try:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            with socket.create_connection(listening.getsockname(), timeout=1.0):
                return True
        except OSError:
            return False


def prefix() -> list[str] | None:
    """What a command begins with that needs a loopback and nothing else; None where the system allows neither."""
    program = [sys.executable, "-m", "tests.loopback"]
    if (
        shutil.which("unshare")
        and not subprocess.run([*_NAMESPACE, *program, "true"], check=False).returncode
    ):
        return [*_NAMESPACE, *program]
    return [] if is_up() else None


def bring_up() -> None:
    """Bring up the loopback of this namespace. Raises OSError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("h", fcntl.ioctl(control, _GET_FLAGS, request), 16)
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


if __name__ == "__main__":
    try:
        bring_up()
    except OSError as trouble:
        sys.exit(os.strerror(trouble.errno or errno.EPERM))
    os.execvp(sys.argv[1], sys.argv[1:])
