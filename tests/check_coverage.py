"""Fails when a module is covered less than its floor in ``coverage_floor.toml``, beyond chance; names floors to raise.

python tests/check_coverage.py            # after pytest --cov
python tests/check_coverage.py --write    # make the measured figures the floors (never lowers one)
"""

import json
import sys
import tomllib
from pathlib import Path

import coverage

FLOORS = Path(__file__).with_name("coverage_floor.toml")
ROOM = 2.0
"""Percentage points by which a floor may lie below what is measured before we are told to raise it."""
CHANCE = 2.5
"""Percentage points by which a figure may lie below its floor: which of two branches a thread, a process or a generated
input takes is chance. Two runs over the same modules differed by up to 2.3 points (dxf/sheet.py), most by none.
"""


def measured() -> dict[str, float]:
    """Percentage of lines and branches run, by module path, of the last run with coverage.

    Modules without a statement, as most ``__init__`` are, have no figure.
    """
    data = coverage.Coverage()
    data.load()
    report = Path(data.config.data_file).with_name("report.json")
    data.json_report(outfile=str(report))
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {
        Path(name).as_posix(): file["summary"]["percent_covered"]
        for name, file in files.items()
        if file["summary"]["num_statements"]
    }


def complaints(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What keeps the ratchet from turning back: too low, without a floor, or a floor without a module."""
    lines = []
    for name, figure in sorted(figures.items()):
        if name not in floors:
            lines.append(f"{name}: {figure:.1f} % and no floor; add one")
        elif figure < floors[name] - CHANCE:
            lines.append(f"{name}: {figure:.1f} % is below its floor of {floors[name]} % by more than chance")
    return lines + [f"{name}: has a floor but was not measured" for name in sorted(floors.keys() - figures)]


def main() -> int:
    """Compare, or write with ``--write``; returns the exit status."""
    figures = measured()
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if "--write" in sys.argv[1:]:
        # Half a point of room, because which worker dies when differs from run to run; full stays full.
        fresh = {n: 100.0 if f == 100 else int(2 * f - 1) / 2 for n, f in sorted(figures.items())}
        lines = [f'"{name}" = {max(value, floors.get(name, 0.0))}\n' for name, value in fresh.items()]
        FLOORS.write_text(
            "# Percent of lines and branches that tests run, by module; may only rise.\n" + "".join(lines)
        )
        return 0
    for name, figure in figures.items():
        if figure - floors.get(name, figure) > ROOM:
            print(f"note: {name} is at {figure:.1f} %, its floor of {floors[name]} % can rise")
    wrong = complaints(figures, floors)
    print("\n".join(wrong) or f"coverage: {len(figures)} modules hold their floors")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
