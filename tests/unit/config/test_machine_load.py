"""How much other programs want of the machine, read off a made-up ``/proc``."""

from pathlib import Path

import pytest

from imtextgui.config.machine_load import MachineLoad

OWN, CHILD, GRANDCHILD, OTHER = 50, 51, 52, 60


def lay(proc: Path, *, busy: int, idle: int, own: int, child: int = 0) -> None:
    """Times in ticks since the start: of all processors, of us, and of what we started and what that started."""
    proc.mkdir(exist_ok=True)
    (proc / "stat").write_text(f"cpu {busy} 0 0 {idle} 10 0 0 0 7 0\ncpu0 1 1 1 1\n")
    parents = {OWN: (1, own), CHILD: (OWN, child), GRANDCHILD: (CHILD, 0), OTHER: (1, busy - own - child)}
    for process, (parent, ticks) in parents.items():
        (proc / str(process)).mkdir(exist_ok=True)
        fields = f"S {parent} 0 0 0 0 0 0 0 0 0 {ticks} 0 0 0"
        (proc / str(process) / "stat").write_text(f"{process} (a (strange) name) {fields}\n")


def test_what_others_take_is_told_without_ourselves(tmp_path: Path) -> None:
    proc = tmp_path / "proc"
    lay(proc, busy=1_000, idle=1_000, own=400)
    load = MachineLoad(proc, lambda: OWN)
    assert load.others() == 0.0
    lay(proc, busy=1_090, idle=1_010, own=420, child=10)
    assert load.others() == pytest.approx(0.6)
    lay(proc, busy=1_190, idle=1_010, own=500, child=30)
    assert load.others() == pytest.approx(0.0)


def test_it_is_about_the_time_since_the_last_look(tmp_path: Path) -> None:
    proc = tmp_path / "proc"
    lay(proc, busy=1_000, idle=1_000, own=0)
    load = MachineLoad(proc, lambda: OWN)
    assert load.others() == 0.0
    lay(proc, busy=1_100, idle=1_000, own=0)
    assert load.others() == pytest.approx(1.0)
    assert load.others() == 0.0
    lay(proc, busy=1_100, idle=1_100, own=0)
    assert load.others() == 0.0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("some avg10=72.50 avg60=1.00 avg300=0.00 total=5\nfull avg10=1.00\n", 0.725),
        ("some avg60=1.00\n", 0.0),
        ("nonsense\n", 0.0),
        ("", 0.0),
    ],
)
def test_waiting_for_a_disk_is_told(tmp_path: Path, told: str, expected: float) -> None:
    (tmp_path / "pressure").mkdir()
    (tmp_path / "pressure" / "io").write_text(told)
    assert MachineLoad(tmp_path).disk_wait() == pytest.approx(expected)


def test_a_system_that_tells_nothing_is_not_busy(tmp_path: Path) -> None:
    load = MachineLoad(tmp_path / "none")
    assert (load.others(), load.disk_wait()) == (0.0, 0.0)
    (tmp_path / "stat").write_text("cpu what\n")
    odd = MachineLoad(tmp_path)
    assert [odd.others(), odd.others()] == [0.0, 0.0]


def test_this_machine_can_be_asked() -> None:
    load = MachineLoad()
    assert load.others() == 0.0
    assert 0.0 <= load.others() <= 1.0
    assert 0.0 <= load.disk_wait() <= 1.0
