"""Which words of files another program finds and our readers do not.

``python -m tests.quality.reference_words FOLDER`` prints a table by suffix and, with ``--losses FILE``,
writes every file's lost words as CSV. Files are read in a process of their own with a time limit, as in the product.
"""

import argparse
import csv
import json
import os
import re
import select
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from imtextgui.documents import readers
from imtextgui.documents.content import DocumentInfo, Listing, PageContent
from imtextgui.errors import ImTextError
from tests.quality import references

SHORTEST = 3
"""Characters of a word that counts."""
SECONDS = 600
MOST_ENTRIES = 200
_WORD = re.compile(r"\w+")
_UNBROKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]")
_BESIDE = {ord(accent): None for accent in "´`¨ˇˆ¸˚˘˝˙˜"}
"""Accents that TeX sets beside a letter."""
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Reading:
    """What our readers give of a file: its text, or the code of an expected failure, or how the process ended."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Comparison:
    """A file beside one reference: the reference's distinct words, those we lack, those we only have in pieces."""

    path: Path
    reference: str
    words: int
    lost: tuple[str, ...]
    split: tuple[str, ...]
    problem: str


def normalised(text: str) -> str:
    """One form of what looks alike, without accents, soft hyphens and zero-width signs, as the search compares."""
    plain = unicodedata.normalize("NFKD", text.translate(_BESIDE)).casefold()
    return "".join(char for char in plain if unicodedata.category(char) not in ("Cf", "Mn", "Lm", "Sk"))


def words(text: str) -> set[str]:
    """The distinct words of a normalised text."""
    return {word for word in _WORD.findall(text.replace("_", " ")) if len(word) >= SHORTEST}


class OurWords:
    """Tells which words our text lacks."""

    def __init__(self, text: str) -> None:
        plain = normalised(text)
        self._words = words(plain)
        self._squeezed = _MARKS.sub("", plain)

    def lacks(self, word: str) -> bool:
        """Whether ``word`` is not there, not even in pieces; of scripts without spaces each pair of signs counts."""
        if word in self._words or word in self._squeezed:
            return False
        if not _UNBROKEN.search(word):
            return True
        return any(pair not in self._squeezed for pair in map("".join, pairwise(word)))

    def splits(self, word: str) -> bool:
        """Whether ``word`` is there in pieces, or as a part of a longer one only."""
        return word not in self._words and not _UNBROKEN.search(word)


def texts(path: Path, depth: int = 0) -> Iterator[str]:
    """All that is searched of a file, and of the files in it."""
    entries: tuple[Path, ...] = ()
    for event in readers.read(path, lambda picture: None):  # type: ignore[arg-type, return-value]
        if isinstance(event, DocumentInfo):
            yield event.title
        elif isinstance(event, PageContent):
            yield from (event.title, event.section, event.text)
        elif isinstance(event, Listing):
            entries = tuple(path / entry.name for entry in event.entries)
    for entry in entries[:MOST_ENTRIES] if depth < 3 else ():
        yield str(entry.name)
        try:
            yield from texts(entry, depth + 1)
        except ImTextError:
            continue


def serve(lines: Iterable[str], answers: IO[str]) -> None:
    """Read the files whose paths come in, one on each line, and answer each with a line of JSON."""
    for line in lines:
        try:
            answer = {"text": "\n".join(texts(Path(json.loads(line))))}
        except ImTextError as trouble:
            answer = {"problem": trouble.code}
        except Exception as trouble:  # what a reader lets through is what is looked for here
            answer = {"problem": f"raised {type(trouble).__name__}: {trouble}"[:300]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class ReaderProcess:
    """Our readers in a process that is ended, and started anew, where one file takes too long or crashes it."""

    def __init__(self, seconds: float = SECONDS, *, converters: bool = True) -> None:
        self._seconds = seconds
        self._environment = dict(os.environ)
        if not converters:
            self._environment["PATH"] = without_libreoffice(os.environ["PATH"])
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Reading:
        """What our readers give of ``path``."""
        process = self._process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(str(path)) + "\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], self._seconds)
        line = process.stdout.readline() if ready else ""
        if line:
            return Reading(**json.loads(line))
        self.close()
        return Reading(problem="crashed" if ready else "took too long")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _started(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.quality.reference_words", "--serve", "-"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, env=self._environment
        )


def without_libreoffice(folders: str) -> str:
    """The search path ``folders`` without those that have LibreOffice, which is found by it as a converter."""
    programs = ("soffice", "libreoffice")
    kept = (
        folder
        for folder in folders.split(os.pathsep)
        if not any(Path(folder, program).exists() for program in programs)
    )
    return os.pathsep.join(kept)


def compared(paths: list[Path], seconds: float = SECONDS, *, converters: bool = True) -> Iterator[Comparison]:
    """Each file beside each reference that takes its suffix; one without a reference, too, for its problem.

    Without ``converters`` our readers work as on a machine without LibreOffice.
    """
    ours = ReaderProcess(seconds, converters=converters)
    known: dict[Path, Reading] = {}
    try:
        for path in paths:
            reading = known[path] = ours.read(path)
            yield Comparison(path, "–", 0, (), (), reading.problem)
            for name, text in references.texts(path):
                yield from _comparison(path, name, text, reading)
        for path, text in references.by_libreoffice(paths):
            yield from _comparison(path, "LibreOffice", text, known[path])
    finally:
        ours.close()


def _comparison(path: Path, name: str, text: str | None, reading: Reading) -> Iterator[Comparison]:
    if text is None:
        return
    expected = words(normalised(text))
    own = OurWords(reading.text)
    lost = sorted(filter(own.lacks, expected))
    split = sorted(word for word in expected if own.splits(word) and word not in set(lost))
    yield Comparison(path, name, len(expected), tuple(lost), tuple(split), reading.problem)


def table(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """A row for each suffix and reference: files, words of the reference, share found, files with losses."""
    groups: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    problems: Counter[tuple[str, str]] = Counter()
    for comparison in comparisons:
        suffix = comparison.path.suffix.lower()
        if comparison.reference == "–":
            problems[suffix, comparison.problem] += 1
        else:
            groups[suffix, comparison.reference].append(comparison)
    yield "| suffix | reference | files | words | found | in pieces | files with losses |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for (suffix, name), group in sorted(groups.items()):
        expected = sum(each.words for each in group)
        lost, split = sum(len(each.lost) for each in group), sum(len(each.split) for each in group)
        found, pieces = (1 - lost / max(expected, 1), split / max(expected, 1))
        losing = sum(bool(each.lost) for each in group)
        yield f"| {suffix} | {name} | {len(group)} | {expected:,} | {found:.3%} | {pieces:.2%} | {losing} |"
    yield ""
    for (suffix, problem), count in sorted(problems.items()):
        if problem:
            yield f"{suffix} {problem}: {count}"


def chosen(folder: Path, most: int) -> list[Path]:
    """The files of ``folder`` in order; with ``most`` not more than that of each suffix in each of its folders."""
    counts: Counter[tuple[str, str]] = Counter()
    picked = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        group = (path.relative_to(folder).parts[0], path.suffix.lower())
        counts[group] += 1
        if not most or counts[group] <= most:
            picked.append(path)
    return picked


def main() -> None:
    """Compare, print the table, and write what is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=0, help="files of a suffix in each folder of FOLDER")
    parser.add_argument("--suffixes", default="", help="only these, as in .pdf,.docx")
    parser.add_argument("--losses", type=Path, help="a CSV file: each file's lost words and problem")
    parser.add_argument(
        "--no-converters", action="store_true", help="our readers do without LibreOffice, as for .xls"
    )
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(sys.stdin, os.fdopen(os.dup(1), "w"))
        return
    wanted = set(filter(None, options.suffixes.split(",")))
    paths = [
        path for path in chosen(options.folder, options.most) if not wanted or path.suffix.lower() in wanted
    ]
    rows = list(compared(paths, converters=not options.no_converters))
    print("\n".join(table(rows)))
    if options.losses:
        with options.losses.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(
                (
                    "path",
                    "reference",
                    "words",
                    "lost",
                    "in pieces",
                    "problem",
                    "words lost",
                    "words in pieces",
                )
            )
            for row in rows:
                counts = (row.words, len(row.lost), len(row.split), row.problem)
                writer.writerow((row.path, row.reference, *counts, " ".join(row.lost), " ".join(row.split)))


if __name__ == "__main__":
    main()
