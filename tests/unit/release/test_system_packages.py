"""System packages are installed unasked where nobody can answer, and never against a person's will."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script, for terminals of POSIX")

SCRIPT = Path(__file__).parents[3] / "packaging" / "system-packages.sh"
PROGRAMS = {
    "ldconfig": "true",  # no library is known, so that every one is missing
    "id": "echo 0",
    "apt-get": 'echo "$@" >>"$CALLS"',
}


def has_terminals() -> bool:
    """Whether a terminal can be opened: in a bare tree without /dev/pts none can."""
    try:
        ends = os.openpty()
    except OSError:
        return False
    for end in ends:
        os.close(end)
    return True


needs_terminal = pytest.mark.skipif(
    sys.platform == "win32" or not has_terminals(), reason="this system opens no terminal"
)


@dataclass(frozen=True)
class Machine:
    """A machine that lacks every library, and notes what apt-get is told."""

    environment: dict[str, str]
    calls: Path

    def run(self, answer: str | None, **more: str) -> tuple[int, str, list[str]]:
        """Status, what was said, and the calls of apt-get; with an ``answer``, a person is at the terminal."""
        command = ["bash", str(SCRIPT), "app", sys.executable]
        environment = self.environment | more
        if answer is None:
            ended = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            status, said = ended.returncode, ended.stdout + ended.stderr
        else:
            status, said = at_a_terminal(command, environment, answer)
        return status, said, self.calls.read_text().splitlines() if self.calls.exists() else []


def at_a_terminal(command: list[str], environment: dict[str, str], answer: str) -> tuple[int, str]:
    """Run ``command`` with a terminal of its own, on which ``answer`` is typed."""
    ours, theirs = os.openpty()
    with subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        os.write(ours, answer.encode())
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # Linux's way to say that the other end was closed
            pass
        finally:
            os.close(ours)
    return child.returncode, said.decode()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    programs, calls = tmp_path / "programs", tmp_path / "calls"
    programs.mkdir()
    for name, body in PROGRAMS.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PATH": f"{programs}:{environment['PATH']}", "CALLS": str(calls)}
    return Machine(environment, calls)


def test_where_nobody_can_answer_they_are_installed(machine: Machine) -> None:
    status, said, calls = machine.run(None)
    assert (status, len(calls)) == (0, 2)
    assert "Install them now?" not in said
    assert "libegl1" in calls[1]


@needs_terminal
def test_ci_with_a_terminal_is_not_asked(machine: Machine) -> None:
    status, said, calls = machine.run("n\n", CI="true")
    assert (status, len(calls)) == (0, 2)
    assert "Install them now?" not in said


@needs_terminal
@pytest.mark.parametrize("answer", ["\n", "y\n", "Yes\n"])
def test_a_person_can_agree(machine: Machine, answer: str) -> None:
    status, said, calls = machine.run(answer)
    assert (status, len(calls)) == (0, 2)
    assert "Install them now?" in said


@needs_terminal
@pytest.mark.parametrize("answer", ["n\n", "No\n", "what?\n", "\x04"])
def test_a_person_can_decline_and_learns_how_to_do_it(machine: Machine, answer: str) -> None:
    status, said, calls = machine.run(answer)
    assert (status, calls) == (1, [])
    assert "  libegl1" in said
    assert "  apt-get install --no-install-recommends " in said
    assert "Nothing was installed." in said
