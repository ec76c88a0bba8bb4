"""How often the watch over quality raises an alarm: in quiet months, and when something is made to drift.

``python -m tests.quality.monitoring CATALOGUE [FILES]``: CATALOGUE gives real pages. First, quiet months are drawn from
its files many times over, and the alarms of each kind counted. Then a small site is built of FILES of its texts,
indexed with the bundle, and lives through five quiet months and three drifts, by the calls that the window makes.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.embedding import unit
from imtextgui.domain.measurement.drift import DriftCheck, DriftKind, QueryReading
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.vocabulary import vocabulary
from imtextgui.monitoring.comparison import Observations, compare
from imtextgui.monitoring.page_samples import PageSample
from imtextgui.monitoring.thresholds import LEAST

MONTHS = 400
NEW_FILES, KNOWN_FILES, READINGS = 60, 400, 100
QUESTIONS = 30
QUIET_MONTHS = 5
OTHER_WORDS = ("zwingenfutter", "klemmbolzen", "ablaufhahn", "schmierbuechse", "kreuzgelenk", "federteller")


class RealFile(NamedTuple):
    """A file of the catalogue: its kind, folder, the text of its first page with text, and its picture vector."""

    kind: str
    folder: str
    text: str
    row: bytes


def main(catalogue: Path, files: int) -> None:
    """Print both tables."""
    real = _real_files(catalogue)
    _quiet_draws(real)
    _new_folders(real)
    _site(real, files)


def _real_files(catalogue: Path) -> list[RealFile]:
    """One page of every file of a catalogue, read without changing it."""
    connection = sqlite3.connect(f"file:{catalogue / DATABASE}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT c.kind, CAST(i.path AS TEXT), substr(p.text, 1, 6000), v.row FROM content c"
        " JOIN item i ON i.id = (SELECT min(j.id) FROM item j WHERE j.content_id = c.id)"
        " JOIN page p ON p.content_id = c.id AND p.number ="
        " (SELECT min(q.number) FROM page q WHERE q.content_id = c.id)"
        " LEFT JOIN vector v ON v.id = (SELECT min(w.id) FROM vector w JOIN space s ON s.id = w.space_id"
        " WHERE w.page_id = p.id AND s.name = 'picture' AND w.region_id IS NULL)"
        " WHERE c.digest IS NOT NULL ORDER BY c.id"
    ).fetchall()
    connection.close()
    return [RealFile(kind, path.partition("/")[0], text or "", row or b"") for kind, path, text, row in rows]


def _sample(files: Sequence[RealFile]) -> PageSample:
    rows = [np.frombuffer(file.row, "<f4") for file in files if file.row]
    matrix = unit(np.stack(rows).astype(np.float32)) if rows else np.zeros((0, 1), np.float32)
    texts = [file.text for file in files if len(file.text) >= 80]
    return PageSample(texts, dict(Counter(file.kind for file in files)), matrix)


def _readings(
    generator: np.random.Generator, count: int, unknown: float, unsure: float
) -> list[QueryReading]:
    readings = []
    for number in range(count):
        words = int(generator.integers(1, 6))
        missing = int(generator.binomial(words, unknown))
        readings.append(QueryReading(float(number), words, missing, bool(generator.random() < unsure), 0.5))
    return readings


def _quiet_draws(real: Sequence[RealFile]) -> None:
    """Months that are draws of the same: whatever alarm there is, is false."""
    generator = np.random.default_rng(11)
    alarms: Counter[DriftKind] = Counter()
    sizes: dict[DriftKind, list[float]] = {kind: [] for kind in LEAST}
    any_alarm = 0
    for _ in range(MONTHS):
        order = generator.permutation(len(real))
        known = [real[place] for place in order[:KNOWN_FILES]]
        new = [real[place] for place in order[KNOWN_FILES : KNOWN_FILES + NEW_FILES]]
        right = generator.random(QUESTIONS) < 0.8
        flips = generator.random(QUESTIONS) < 0.04
        before = {str(number): bool(value) for number, value in enumerate(right)}
        now = {str(number): bool(value) for number, value in enumerate(right ^ flips)}
        seen = Observations(
            _sample(known), _sample(new), _readings(generator, 2 * READINGS, 0.08, 0.2), before, now
        )
        found = compare(seen).findings
        alarms.update(finding.kind for finding in found)
        any_alarm += bool(found)
        _note_sizes(seen, sizes)
    print(
        f"quiet months: {MONTHS} draws of {NEW_FILES} files beside {KNOWN_FILES}, {READINGS} searches each side,"
    )
    print(f"{QUESTIONS} questions of which 4 % change by chance")
    print(f"{'kind':<14}{'least shift':>12}{'99 % of shifts':>16}{'alarms':>8}")
    for kind, least in LEAST.items():
        shift = np.quantile(sizes[kind], 0.99) if sizes[kind] else float("nan")
        print(f"{kind:<14}{least:>12.2f}{shift:>16.3f}{alarms[kind]:>8}")
    print(f"months with any alarm: {any_alarm} of {MONTHS}\n")


def _note_sizes(seen: Observations, sizes: dict[DriftKind, list[float]]) -> None:
    """The shift for the worse of each kind, whatever the thresholds are."""
    from imtextgui.monitoring import comparison

    for kind, _, _, size, *_ in (
        *comparison._pages(seen),  # noqa: SLF001 - shifts below the thresholds are told nowhere else
        *comparison._queries(seen),  # noqa: SLF001
        *comparison._questions(seen),  # noqa: SLF001
    ):
        sizes[kind].append(size)


def _new_folders(real: Sequence[RealFile]) -> None:
    """A month that brings one whole project that was not there: other words, which may be told."""
    folders = Counter(file.folder for file in real)
    generator = np.random.default_rng(12)
    print("a month that brings a whole new project")
    for folder, count in folders.most_common(12):
        others = [file for file in real if file.folder != folder]
        order = generator.permutation(len(others))[:KNOWN_FILES]
        new = [file for file in real if file.folder == folder]
        found = compare(Observations(_sample([others[place] for place in order]), _sample(new[:KNOWN_FILES])))
        told = ", ".join(f"{one.kind} {one.before:.2f}→{one.now:.2f}" for one in found.findings) or "nothing"
        print(f"  {count:>5} files: {told}")
    print()


def _site(real: Sequence[RealFile], files: int) -> None:
    """A site that lives through quiet months and drifts."""
    chance = random.Random(5)
    texts = [file.text for file in real if len(vocabulary(file.text)) >= 40]
    chance.shuffle(texts)
    english = [text for text in texts if language_of(text) == "en"]
    other = [text for text in texts if language_of(text) not in ("en", "")]
    monthly = max(files // 6, 20)
    known, later = english[:files], english[files:]
    folder = Path(tempfile.mkdtemp(prefix="imtextgui-drift-"))
    try:
        (folder / "site").mkdir()
        _write(folder / "site", "known", known)
        with Catalogue.open(folder / "catalogue") as catalogue:
            catalogue.sources.add(folder / "site")
            run(catalogue.sources.index())
            asked = _confirm(catalogue, folder / "site", known)
            _told("reference", run(catalogue.monitoring.check()))
            _search(catalogue, asked, chance)
            for month in range(QUIET_MONTHS):
                _write(folder / "site", f"month{month}", later[month * monthly : (month + 1) * monthly])
                run(catalogue.sources.index())
                _search(catalogue, asked, chance)
                _told(f"quiet month {month + 1}", run(catalogue.monitoring.check()))
            _drifts(catalogue, folder / "site", asked, other[:monthly], chance)
    finally:
        shutil.rmtree(folder)


def _drifts(
    catalogue: Catalogue, site: Path, asked: Sequence[str], other: Sequence[str], chance: random.Random
) -> None:
    run(catalogue.monitoring.renew())
    _search(catalogue, asked, chance)
    _write(site, "foreign", other)
    run(catalogue.sources.index())
    _search(catalogue, asked, chance)
    _told(f"drift 1: {len(other)} files in other languages", run(catalogue.monitoring.check()))
    run(catalogue.monitoring.renew())
    _search(catalogue, asked, chance)
    words = [f"{chance.choice(OTHER_WORDS)} {chance.choice(OTHER_WORDS)}" for _ in range(READINGS)]
    for text in words:
        catalogue.history.add(Query(text))
    _search(catalogue, words, chance)
    _told("drift 2: people ask with other words", run(catalogue.monitoring.check()))
    run(catalogue.monitoring.renew())
    for place, text in enumerate(asked):
        for copy in range(3):
            name = f"edition {place} {copy}"
            (site / f"{name}.txt").write_text(f"{text}\n{text}\n{text} {copy}\n{name}", encoding="utf-8")
    run(catalogue.sources.index())
    _told("drift 3: new files push the confirmed ones down", run(catalogue.monitoring.check()))


def _write(site: Path, name: str, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        (site / f"{name}-{number:03}.txt").write_text(text, encoding="utf-8", errors="replace")


def _confirm(catalogue: Catalogue, site: Path, known: Sequence[str]) -> list[str]:
    """Questions in the rarest words of a file each, with that file as the right answer."""
    counts = Counter(word for text in known for word in vocabulary(text))
    asked = []
    for number, text in enumerate(known[:QUESTIONS]):
        rare = sorted(vocabulary(text), key=lambda word: (counts[word], word))
        question = " ".join(rare[:3])
        view = catalogue.pages.by_path(site / f"known-{number:03}.txt", 1)
        assert view is not None
        catalogue.judgements.add(Query(question), view.page_id, True)
        asked.append(question)
    return asked


def _search(catalogue: Catalogue, asked: Sequence[str], chance: random.Random) -> None:
    for _ in range(READINGS // 2):
        catalogue.monitoring.note(catalogue.search.answer(Query(chance.choice(asked))))


def _told(when: str, check: DriftCheck) -> None:
    found = ", ".join(f"{one.kind} {one.before:.2f}→{one.now:.2f} (p {one.p:.4f})" for one in check.findings)
    print(f"{when:<48}{'ALARM: ' + found if found else 'quiet'}", flush=True)
    for finding in check.findings:
        if finding.words:
            print(f"{'':<48}words: {', '.join(finding.words)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 150)
