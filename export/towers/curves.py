"""How training went: one CSV file for each run of figures, and a picture of all of them."""

import csv
from pathlib import Path


class Curve:
    """Figures by step, appended to ``path`` as they come; a run that goes on drops what it does again."""

    def __init__(self, path: Path, first: int = 0) -> None:
        self._path = path
        known = _rows(path) if path.exists() else []
        self._rows = [row for row in known if int(row["step"]) <= first]

    def add(self, step: int, **figures: float) -> None:
        """Write the figures of ``step``; names are the columns and must be the same each time."""
        self._rows.append({"step": str(step)} | {name: f"{value:.5g}" for name, value in figures.items()})
        with self._path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(self._rows[-1]))
            writer.writeheader()
            writer.writerows(self._rows)


def plot(folder: Path, path: Path) -> None:
    """Draw all curves of ``folder`` into a picture: a panel for each file and figure."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    panels = [
        (file.stem.removeprefix("curve-"), name, _rows(file))
        for file in sorted(folder.glob("curve-*.csv"))
        for name in list(_rows(file)[0])[1:]
    ]
    if not panels:
        return
    shape, axes = pyplot.subplots(1, len(panels), figsize=(4 * len(panels), 3), squeeze=False)
    for axis, (title, name, rows) in zip(axes[0], panels, strict=True):
        axis.plot([int(row["step"]) for row in rows], [float(row[name]) for row in rows])
        axis.set(title=title, xlabel="step", ylabel=name)
    shape.tight_layout()
    shape.savefig(path, dpi=80)
    pyplot.close(shape)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
