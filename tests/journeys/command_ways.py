"""``python -m tests.journeys.command_ways CATALOGUE [--language ja] [--checkpoint FOLDER]``: all by command line.

``--checkpoint made`` imports a small CLIP with random weights, which its own library writes first.

What a supervisor does at the window, each command with ``--json`` for scripts and once for people, on a copy of
CATALOGUE (a folder: nothing of it is changed) and a folder of files made for it that is added, moved and removed.
Prints each command with its time and what it says, and fails where one of them does not do what it should.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet
from PIL import Image, ImageChops

from tests import bundles
from tests.e2e.conftest import Answer, Run, in_this_process
from tests.journeys.site import BULK, FOREIGN, OTHER_NUT, OWN, PART, SITE_WORD, bracket, machines, texts

MANUAL = "The squeaking pump of hall 2 is cleaned every week with hot water and a soft brush."


@dataclass
class Commands:
    """Runs commands over one catalogue, each told with what it said."""

    imtextgui: Run
    catalogue: Path
    tell: Callable[[str], object]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language that commands speak."""
        return self.environment.get("IMTEXTGUI_LANGUAGE", "en")

    def __call__(self, *words: object, status: int = 0) -> Any:
        """Run a command with ``--json``; gives what it printed, None for nothing."""
        answer = self._run([*words, "--json"], status)
        return json.loads(answer.out) if answer.out.strip() else None

    def says(self, *words: object) -> str:
        """Run a command for people; gives what it printed."""
        return self._run(words, 0).out

    def refuses(self, *words: object) -> str:
        """Run a command that is an expected failure; gives its sentence."""
        return self._run(words, 3).err

    def _run(self, words: Sequence[object], status: int) -> Answer:
        started = time.monotonic()
        told = [*map(str, words), "--catalogue", str(self.catalogue)]
        answer = self.imtextgui(*told, **self.environment)
        seconds = time.monotonic() - started
        lines = [*answer.out.splitlines(), *answer.err.splitlines()]
        self.tell(f"$ imtextgui {' '.join(map(str, words))}  [{answer.status}, {seconds:.1f} s]")
        self.tell(
            "\n".join(f"    {line[:200]}" for line in (*lines[:4], *(["    …"] if len(lines) > 4 else [])))
        )
        assert answer.status == status, (words, answer.status, answer.out[-500:], answer.err[-800:])
        return answer


@dataclass(frozen=True)
class Place:
    """Where it happens: ``folder`` is a source made for it, ``out`` takes what is written."""

    folder: Path
    out: Path
    checkpoint: Path | None = None

    @property
    def manual(self) -> Path:
        """A page of words."""
        return self.folder / "manual.txt"

    @property
    def photo(self) -> Path:
        """A photo with the name of a part."""
        return self.folder / f"{PART} 2.jpg"

    @property
    def nearer(self) -> Path:
        """What ``photo`` shows from nearer, under a name that says nothing."""
        return self.folder / "IMG 2019.jpg"

    @property
    def strange(self) -> Path:
        """A photo of nothing that is there, in no source."""
        return self.out / "strange.png"


def make_place(top: Path, checkpoint: Path | None = None) -> Place:
    """Make the folder: a manual, sheets, photos, drafts, and brackets among other pictures, five more as examples."""
    place = Place(top / "hall 2", top / "out", checkpoint)
    place.out.mkdir(parents=True)
    for number in range(20):
        bracket(place.folder / f"IMG_{number:04}.jpg", number, drawn=number % 4 == 0)
    for number in range(5):
        bracket(top / "examples" / SITE_WORD / f"{number}.jpg", 100 + number)
    place.manual.write_text(MANUAL, encoding="utf-8")
    (place.folder / "draft.txt").write_text(f"Draft: {MANUAL}", encoding="utf-8")
    texts(place.folder, OWN, 30, "sheet")
    machines(place.folder)
    photo = Image.effect_mandelbrot((400, 300), (-1, -1, 1, 1), 60).convert("RGB")
    photo.save(place.photo)
    photo.crop((20, 15, 380, 285)).save(place.nearer)
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    ImageChops.multiply(noise, Image.radial_gradient("L").resize((300, 300)).convert("RGB")).save(
        place.strange
    )
    bundles.second(top / "other encoder")
    return place


def made_checkpoint(folder: Path) -> Path:
    """A small CLIP with random weights, as its library writes one; it needs the extra ``export``."""
    from tests.unit.export.clip import checkpoints

    folder.mkdir()
    return checkpoints.clip(folder).folder


def sources(do: Commands, place: Place) -> Place:
    """Add, exclude, move, relocate; the folder is removed last (``remove``)."""
    assert do("sources", "add", place.folder, "--exclude", "draft*")["path"] == str(place.folder)
    before = len(do("sources", "list"))
    do("index", "--first-pass-only")
    rules = do("sources", "exclude", place.folder)["exclude"]
    assert "draft*" in rules
    assert "draft*" not in do("sources", "exclude", place.folder, "--include", "draft*")["exclude"]
    do("sources", "exclude", place.folder, "--exclude", "draft*")
    moved = Place(place.folder.with_name("hall 3"), place.out, place.checkpoint)
    place.folder.rename(moved.folder)
    assert do("sources", "relocate", place.folder, moved.folder)["path"] == str(moved.folder)
    report = next(
        source
        for source in do("index", "--first-pass-only")["sources"]
        if source["path"] == str(moved.folder)
    )
    assert (report["new"], report["pages"], report["gone"]) == (0, 0, 0), "nothing is read anew"
    assert len(do("sources", "list")) == before
    assert str(moved.folder) in do.says("sources")
    return moved


def tags(do: Commands, place: Place) -> None:
    """Suggested, taken up, corrected, refused for good, singly and all at once; given and taken off."""
    (suggested, *_) = do("tags", "suggest", "--on", place.photo)
    assert suggested["other"]
    assert suggested["reasons"][0]["words"]
    assert do("tags", "accept", suggested["tag"], "--on", place.photo)["pages"] == 1
    assert do("tags", "add", "hall 2", "--on", place.manual, "--on", place.photo)
    assert {"tag": "hall 2", "files": 2} in do("tags", "list")
    do("tags", "remove", "hall 2", "--on", place.photo)
    assert {"tag": "hall 2", "files": 1} in do("tags", "list")
    assert "hall 2" in do.says("tags")
    many, wrong = BULK
    first = place.folder / many.title() / f"{many} 0.jpg"
    assert do("tags", "accept", many, "--on", first, "--as", OTHER_NUT)["pages"] == 1
    assert {"tag": OTHER_NUT, "files": 1} in do("tags", "list")
    assert do("tags", "accept", many)["pages"] >= 1
    refused = place.folder / wrong.title() / f"{wrong} 0.jpg"
    assert do("tags", "refuse", wrong, "--on", refused)["pages"] == 1
    suggestions = do("tags", "suggest")
    assert not any(one["tag"] == many for one in suggestions)
    left = [one["path"] for one in suggestions if one["tag"] == wrong]
    assert str(refused) not in left, "a refusal is learned"
    assert do("tags", "refuse", wrong)["pages"] == len(left) >= 1


def examples(do: Commands, place: Place) -> None:
    """Known pictures beside what a photo finds, and what came closest to one that finds nothing."""
    do("tags", "add", PART, "--on", place.nearer)
    told = do("search", "--photo", place.photo, "--examples")["examples"]
    known = [one for hit in told for one in hit["known"]]
    assert any(one["path"] == str(place.nearer) and PART in one["words"] for one in known), known
    assert place.nearer.name in do.says("search", "--photo", place.photo, "--examples")
    strange = do("search", "--photo", place.strange, "--examples")
    assert strange["band"] != "strong"
    for one in strange["examples"] if strange["band"] == "none" else ():
        assert one["hit"] is None
        assert one["likeness"] < one["needed"]


def descriptions(do: Commands, place: Place) -> None:
    """Shown, corrected, found and written."""
    (automatic,) = do("descriptions", "show", "--of", place.photo)
    assert automatic["en"]
    assert automatic["ja"]
    do("descriptions", "set", "The gearbox of hall 2", "--of", place.photo, "--language", "en")
    assert [Path(one["path"]) for one in do("descriptions", "show", "gearbox of hall 2")] == [place.photo]
    assert do("descriptions", "export", "--save", place.out / "descriptions.csv")
    assert "The gearbox of hall 2" in (place.out / "descriptions.csv").read_text(encoding="utf-8-sig")
    assert place.photo.name in do.says("descriptions", "show", "--of", place.photo)


def dictionary(do: Commands, place: Place) -> None:
    """Added, searched with, written, removed and taken in again."""
    do("dictionary", "add", "--en", "soft brush", "--ja", "ザクロピ", "--kind", "part")
    assert place.manual in [Path(hit["path"]) for hit in do("search", "ザクロピ")["hits"][:3]]
    do("dictionary", "export", place.out / "terms.csv")
    do("dictionary", "remove", "soft brush")
    assert not any("soft brush" in entry["en"] for entry in do("dictionary", "list"))
    do("dictionary", "import", place.out / "terms.csv")
    assert any("soft brush" in entry["en"] for entry in do("dictionary", "list"))
    assert "ザクロピ" in do.says("dictionary")


def judgements(do: Commands, place: Place) -> None:
    """Said, kept, removed and said again."""
    do("judge", "weekly thing", "--right", f"{place.manual}#1")
    number = next(one["id"] for one in do("judgements", "list") if one["text"] == "weekly thing")
    assert Path(do("search", "weekly thing")["hits"][0]["path"]) == place.manual
    do("judgements", "remove", number)
    assert not any(one["id"] == number for one in do("judgements", "list"))
    do("judge", "weekly thing", "--right", f"{place.manual}#1")
    assert "weekly thing" in do.says("judgements")


def job_sheets(do: Commands, place: Place) -> None:
    """Made, filled, noted to, written, emptied and deleted."""
    sheet = do("jobsheets", "create", "Hall 2, week 49")["id"]
    first, second = do("jobsheets", "add", sheet, f"{place.manual}#1", place.photo)["added"]
    do("jobsheets", "note", sheet, first, "bring", "a", "brush")
    do("jobsheets", "save", sheet, "--save", place.out / "sheet.pdf")
    assert (place.out / "sheet.pdf").read_bytes().startswith(b"%PDF")
    do("catalogue", "--sheet", sheet, "--out", place.out / "sheet.html")
    do("jobsheets", "remove", sheet, second)
    assert len(do("jobsheets", "show", sheet)["entries"]) == 1
    assert "bring a brush" in do.says("jobsheets", "show", sheet)
    do("jobsheets", "delete", sheet)
    assert not any(one["id"] == sheet for one in do("jobsheets", "list"))


def catalogues(do: Commands, place: Place) -> None:
    """By folder, machine, tag and search, in each format."""
    choices = {"folder": place.folder.name, "machine": BULK[0].title(), "tag": "hall 2", "query": PART}
    for name, chosen in choices.items():
        for end in ("pdf", "html", "csv", "json", "parquet"):
            target = place.out / f"by {name}.{end}"
            do("catalogue", f"--{name}", chosen, "--out", target)
            assert target.stat().st_size > 0
    assert "部品カタログ" in (place.out / "by folder.html").read_text(encoding="utf-8")
    table = pyarrow.parquet.read_table(place.out / "by machine.parquet")
    assert table.num_rows == 2
    for column in ("vector_picture", "vector_appearance"):
        assert all(len(row) > 8 for row in table.column(column).to_pylist())
    style = place.out / "style.toml"
    style.write_text('title = "Hall 2 / 第2工場"\naccent = "#aa0000"\n', encoding="utf-8")
    styled = place.out / "styled.html"
    do("catalogue", "--machine", BULK[0].title(), "--style", style, "--out", styled)
    assert "#aa0000" in styled.read_text(encoding="utf-8")
    assert "第2工場" in styled.read_text(encoding="utf-8")
    assert "nobody has it" in do.refuses(
        "catalogue", "--tag", "nobody has it", "--out", place.out / "none.pdf"
    )


def trial(do: Commands, place: Place) -> None:
    """Started, its questions listed, its phases, its report in both languages, ended and forgotten."""
    table = place.out / "questions.csv"
    table.write_text(
        f"id,kind,language,text,photo,relevant\n1,name,en,hot water and a soft brush,,{place.manual}#1\n"
        f"2,photo,,,{place.photo},{place.photo}\n3,name,en,noodle soup,,\n",
        encoding="utf-8",
    )
    started = do("trial", "start", "--questions", table, "--propose", 6, "--days", 30)
    assert started["phase"] == "baseline"
    asked = do("trial", "questions")
    assert {one["origin"] for one in asked} >= {"test-set"}
    do("trial", "remove", asked[-1]["id"])
    do("trial", "next")
    for name in ("report.pdf", "報告.html", "table.csv"):
        do("trial", "report", place.out / name, "--language", "ja" if name[0] == "報" else "en")
    assert "検索トライアルの報告" in (place.out / "報告.html").read_text(encoding="utf-8")
    assert do("trial", "status")["trial"]["phase"] == "search"
    assert do.says("trial", "status")
    do("trial", "stop")
    do("trial", "forget")
    do.refuses("trial", "status")


def train(do: Commands, place: Place) -> None:
    """Learned from five photos, taken back, put in force again, taken back for good."""
    kept = do("train", "--pairs", place.folder.parent / "examples")
    assert kept["state"] == "active", kept
    wanted = {place.folder / f"IMG_{number:04}.jpg" for number in range(0, 20, 4)}
    assert {Path(hit["path"]) for hit in do("search", SITE_WORD)["hits"][:3]} <= wanted
    do("train", "revert")
    assert do("train", "status")["active"] is None
    assert do("train", "accept")["state"] == "active"
    assert SITE_WORD in do.says("train", "status")
    do("train", "revert")
    questions = place.out / "pairs.csv"
    questions.write_text(f"text,relevant\nthe weekly thing,{place.manual}#1\n", encoding="utf-8")
    assert all(one["verdict"] != "better" for one in do("train", "--pairs", questions)["lessons"])


def exchange(do: Commands, place: Place) -> None:
    """Written, taken in where something is gone and something is said otherwise, told, and taken back."""
    do("judge", "oil change", "--right", f"{place.manual}#1")
    do("exchange", "export", place.out / "ours.json", "--origin", "Osaka")
    _remove_judgements(do, "weekly thing", "oil change")
    do("judge", "oil change", "--wrong", f"{place.manual}#1")
    taken = do("exchange", "import", place.out / "ours.json")
    assert (taken["origin"], taken["judgements"]) == ("Osaka", 1)
    (conflict,) = [one for one in taken["conflicts"] if one["text"] == "oil change"]
    assert (conflict["here"], conflict["there"]) == ("wrong", "right")
    assert any(one["text"] == "weekly thing" for one in do("judgements", "list"))
    assert "Osaka" in do.says("exchange", "list")
    do("exchange", "undo", taken["id"])
    assert not any(one["text"] == "weekly thing" for one in do("judgements", "list"))
    assert "oil change" in do.says("exchange", "import", place.out / "ours.json")
    do("exchange", "undo", max(one["id"] for one in do("exchange", "list")))
    _remove_judgements(do, "oil change")


def _remove_judgements(do: Commands, *texts: str) -> None:
    for one in do("judgements", "list"):
        if one["text"] in texts:
            do("judgements", "remove", one["id"])


def models(do: Commands, place: Place) -> None:
    """Another encoder added or made of a checkpoint, measured, used, and the first one used again."""
    do("judge", "soft brush", "--right", f"{place.manual}#1")
    (first,) = [one for one in do("models", "list")["bundles"] if one["active"]]
    if place.checkpoint is not None:
        added = do("models", "import", place.checkpoint, "--called", "imported", "--licence", "Apache-2.0")
    else:
        added = do("models", "add", place.folder.parent / "other encoder")
    assert do("models", "list", "--verify")["findings"]
    compared = do("models", "compare", added["name"])
    assert compared["questions"] > 0
    assert do("models", "use", added["name"])["encoder"]["active"]
    assert do("search", "soft brush")["hits"]
    assert do("models", "use", first["fingerprint"])["encoder"]["active"]
    do("models", "forget", added["name"])
    assert do("models", "provider")["provider"] == "cpu"
    assert "onnxruntime" in do.refuses("models", "provider", "coreml")
    assert do.says("models")


def watch(do: Commands, place: Place) -> None:
    """A look for drift takes the reference, files in other words are told, and what helps against it."""
    first = do("doctor", "--watch")
    assert (first["drift"], first["findings"]) == (False, [])
    texts(place.folder, FOREIGN, 30, "menu")
    do("index", "--first-pass-only")
    told = do("doctor", "--watch")
    assert told["drift"]
    (words,) = [one for one in told["findings"] if one["kind"] == "page-words"]
    assert words["now"] - words["before"] > 0.1
    assert set(words["words"]) & set(FOREIGN)
    assert "extend-dictionary" in words["advice"]
    said = do.says("doctor", "--watch")
    for sentence in (words["sentence"], *words["advice_sentences"]):
        assert sentence in said
        assert (re.search("[ぁ-ん]", sentence) is not None) is (do.language == "ja")


def remove(do: Commands, place: Place) -> None:
    """The folder leaves the catalogue, its files stay."""
    assert do("sources", "remove", place.folder)["path"] == str(place.folder)
    assert place.manual.is_file()
    assert not any(one["path"] == str(place.folder) for one in do("sources", "list"))


WAYS: Sequence[Callable[[Commands, Place], None]] = (
    tags,
    examples,
    descriptions,
    dictionary,
    judgements,
    job_sheets,
    catalogues,
    trial,
    train,
    exchange,
    models,
    watch,
)


def all_ways(do: Commands, place: Place, left_out: Sequence[str] = ()) -> None:
    """Every command in turn, but for those of the ways ``left_out``."""
    moved = sources(do, place)
    for way in WAYS:
        if way.__name__ not in left_out:
            way(do, moved)
    remove(do, moved)


def _tell(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    """Run all, and print the transcript."""
    options = argparse.ArgumentParser()
    options.add_argument("catalogue", type=Path)
    options.add_argument("--checkpoint", type=Path, help="a folder, or made")
    options.add_argument("--language", default="en")
    options.add_argument("--leave-out", nargs="*", default=(), choices=[way.__name__ for way in WAYS])
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        copy = Path(shutil.copytree(chosen.catalogue, top / "catalogue"))
        do = Commands(in_this_process(top / "data"), copy, _tell, {"IMTEXTGUI_LANGUAGE": chosen.language})
        checkpoint = chosen.checkpoint
        if checkpoint == Path("made"):
            checkpoint = made_checkpoint(top / "checkpoint")
        all_ways(do, make_place(top / "place", checkpoint), chosen.leave_out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
