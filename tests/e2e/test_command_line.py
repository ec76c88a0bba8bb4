"""The command line on a small folder made here: what it prints, how it ends, and what it leaves alone."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from imtextgui.cli import command as cli_command
from imtextgui.cli.exit_status import READER_GONE
from tests.e2e.conftest import DEADLINE, ROOT, Run, Started, environment_of, in_this_process

HOLD_OPEN = """
import sys
from pathlib import Path
from imtextgui.catalogue.catalogue import Catalogue
with Catalogue.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def pdf(file: Path, *pages: str) -> None:
    """A PDF with one line of text a page."""
    canvas = Canvas(str(file), pagesize=A4)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.rect(100, 300, 200, 150)
        canvas.showPage()
    canvas.save()


def picture(file: Path, colour: str) -> None:
    """A photo-like picture: a disc on a ground."""
    image = Image.effect_noise((640, 480), 40).convert("RGB")
    ImageDraw.Draw(image).ellipse((200, 120, 440, 360), fill=colour)
    image.save(file)


def fill(top: Path) -> Path:
    """Two manuals, a note in Japanese, two pictures, and three files that cannot be read."""
    top.mkdir()
    pdf(top / "pump.pdf", "Cover of the manual", "Replace the shaft seal of pump GP-2040-B1", "Spare parts")
    pdf(top / "gear.pdf", "Spur gear drawing ZX-4819")
    (top / "メモ.txt").write_text("油圧ポンプの軸受を交換する手順\nグリースを塗る", encoding="shift_jis")
    picture(top / "red.jpg", "red")
    picture(top / "blue.png", "blue")
    (top / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (top / "empty.jpg").write_bytes(b"")
    (top / "model.dwg").write_bytes(b"AC1032\0\0")
    return top


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with the files in ``工場の資料`` and a catalogue of them in ``catalogue``; tests change neither."""
    place = tmp_path_factory.mktemp("shared")
    folder = fill(place / "工場の資料")
    answer = in_this_process(place / "data")("index", folder, "--catalogue", place / "catalogue", "--json")
    assert answer.status == 0, answer.err
    return place


@pytest.fixture
def folder(shared: Path) -> Path:
    """The files, to look at."""
    return shared / "工場の資料"


@pytest.fixture
def catalogue(shared: Path) -> Path:
    """The catalogue of the files, to search."""
    return shared / "catalogue"


def test_version_is_quick_and_light() -> None:
    code = (
        "import sys\nfrom imtextgui.__main__ import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules)"
    )
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = {name.partition(".")[0] for name in child.stdout.split()}
    assert "0.1.0" in child.stdout
    assert not modules & {"PySide6", "onnxruntime", "torch", "hnswlib", "pypdfium2", "sqlite_utils", "PIL"}


def test_help_names_every_command(imtextgui: Run) -> None:
    answer = imtextgui("--help")
    assert answer.status == 0
    assert all(name in answer.out for name in ("index", "search", "evaluate", "problems"))


@pytest.mark.reader_processes
def test_index_reports_lists_problems_and_the_second_run_encodes_nothing(
    imtextgui: Run, tmp_path: Path
) -> None:
    folder, catalogue = fill(tmp_path / "資料"), tmp_path / "c"
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    answer = imtextgui("index", folder, "--catalogue", catalogue)
    assert (answer.status, answer.err) == (0, "")
    assert "8 new" in answer.out
    for code in ("document-damaged", "document-empty", "document-needs-converter"):
        assert f"[{code}]" in answer.out
    (source,) = imtextgui("index", "--catalogue", catalogue, "--json").json()["sources"]
    assert (source["unchanged"], source["new"], source["pages"], source["pictures"]) == (8, 0, 0, 0)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()} == before
    (folder / "pump.pdf").rename(folder / "ポンプ.pdf")
    (folder / "gear.pdf").unlink()
    answer = imtextgui("index", "--catalogue", catalogue, "--json", IMTEXTGUI_PROGRESS="1")
    assert "Reading" in answer.err
    (source,) = (report := answer.json())["sources"]
    assert (source["moved"], source["gone"], source["pages"], report["passages"]) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("text", "name", "page"),
    [
        ("shaft seal", "pump.pdf", 2),
        ("GP-2040-B1", "pump.pdf", 2),
        ("gp2040b1", "pump.pdf", 2),
        ("軸受", "メモ.txt", 1),
        ("ぐりーす", "メモ.txt", 1),
        ("spare parts", "pump.pdf", 3),
    ],
)
def test_text_finds_the_page(catalogue: Path, imtextgui: Run, text: str, name: str, page: int) -> None:
    answer = imtextgui("search", text, "--catalogue", catalogue, "--json").json()
    best = answer["hits"][0]
    assert (Path(best["path"]).name, best["page"]) == (name, page)
    assert answer["seconds"] > 0
    assert {"score", "band", "region", "snippet", "kind", "evidence"} <= best.keys()
    assert {"route", "rank", "score", "terms"} <= best["evidence"][0].keys()


def test_photo_finds_its_picture(folder: Path, catalogue: Path, imtextgui: Run) -> None:
    photo = folder.parent / "query.jpg"
    Image.open(folder / "red.jpg").resize((320, 240)).save(photo)
    hits = imtextgui("search", "--photo", photo, "--catalogue", catalogue, "--json").json()["hits"]
    assert Path(hits[0]["path"]).name == "red.jpg"
    assert {evidence["route"] for evidence in hits[0]["evidence"]} >= {"appearance"}
    cropped = imtextgui("search", "--photo", photo, "--crop", "0.2,0.2,0.8,0.8", "--catalogue", catalogue)
    assert cropped.status == 0


def test_only_the_named_routes_answer(catalogue: Path, imtextgui: Run) -> None:
    hits = imtextgui("search", "pump", "--routes", "words", "--catalogue", catalogue, "--json").json()["hits"]
    assert {evidence["route"] for hit in hits for evidence in hit["evidence"]} == {"words"}


def test_batch_answers_a_line_each_and_goes_on_after_a_bad_one(
    folder: Path, catalogue: Path, imtextgui: Run, tmp_path: Path
) -> None:
    file = tmp_path / "queries.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [
                ("id", "text", "photo"),
                ("a", "shaft seal", ""),
                ("b", "", "no-such.jpg"),
                ("c", "軸受", ""),
                ("d", "", f"{folder / 'red.jpg'}@0.1,0.1,0.9,0.9"),
            ]
        )
    answers = imtextgui("search", "--batch", file, "--catalogue", catalogue).lines()
    assert [each["id"] for each in answers] == ["a", "b", "c", "d"]
    assert answers[1]["problem"]["code"] == "query-photo-unreadable"
    assert Path(answers[2]["hits"][0]["path"]).name == "メモ.txt"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_whoever_reads_the_output_may_leave(catalogue: Path, form: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "imtextgui", "search", "pump", *form, "--catalogue", str(catalogue)],
            env=environment_of(tmp_path / "data"),
            cwd=ROOT,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (READER_GONE, "")


def test_people_get_pages_bands_and_reasons(catalogue: Path, imtextgui: Run, imtextgui_process: Run) -> None:
    english = imtextgui("search", "GP-2040-B1", "--catalogue", catalogue).out
    assert "pump.pdf" in english
    assert "page 2 of 3" in english
    assert "part number: GP-2040-B1" in english
    # A terminal that is said to be ASCII: the encoding of the streams is chosen when a process starts.
    japanese = imtextgui_process(
        "search", "軸受", "--catalogue", catalogue, IMTEXTGUI_LANGUAGE="ja", LC_ALL="C"
    ).out
    assert "メモ.txt" in japanese
    assert "ページ" in japanese


def test_nonsense_is_no_good_match(catalogue: Path, imtextgui: Run) -> None:
    answer = imtextgui("search", "QQ-99887-XX", "--routes", "words,codes", "--catalogue", catalogue)
    assert "No good match" in answer.out
    assert answer.status == 0


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("search", "pump", "--catalogue", "{none}"), "no catalogue"),
        (("search", "", "--catalogue", "{catalogue}"), "nothing to search for"),
        (("search", "x", "--routes", "smell", "--catalogue", "{catalogue}"), "appearance, codes"),
        (("search", "--photo", "{none}", "--catalogue", "{catalogue}"), "cannot be read"),
        (("search", "--photo", "{photo}", "--crop", "1,1,0", "--catalogue", "{catalogue}"), "crop"),
        (("index", "{none}", "--catalogue", "{catalogue}"), "does not exist"),
        (("evaluate", "{none}", "--catalogue", "{catalogue}"), "does not exist"),
    ],
)
def test_expected_failures_end_with_a_sentence_and_status_3(
    folder: Path, catalogue: Path, imtextgui: Run, arguments: tuple[str, ...], part: str
) -> None:
    words = {"none": folder.parent / "none", "catalogue": catalogue, "photo": folder / "red.jpg"}
    answer = imtextgui(*(each.format(**words) for each in arguments))
    assert (answer.status, answer.out) == (3, "")
    assert part in answer.err
    assert "Traceback" not in answer.err


def test_wrong_usage_ends_with_status_2(imtextgui: Run) -> None:
    assert imtextgui("search", "--limit", "many").status == 2
    assert imtextgui("no-such-command").status == 2


def test_problems_are_listed_in_japanese_too(catalogue: Path, imtextgui: Run) -> None:
    listed = imtextgui("problems", "--catalogue", catalogue, "--json", IMTEXTGUI_LANGUAGE="ja").json()
    assert {each["code"] for each in listed} == {
        "document-damaged",
        "document-empty",
        "document-needs-converter",
    }
    assert all(each["sentence"].endswith("。") for each in listed)
    printed = imtextgui("problems", "--catalogue", catalogue).out
    assert "broken.pdf" in printed


def test_evaluate_prints_the_measures(folder: Path, catalogue: Path, imtextgui: Run, tmp_path: Path) -> None:
    file = tmp_path / "testset.csv"
    rows = [
        "id,kind,language,text,photo,relevant",
        "1,words,en,shaft seal,,pump.pdf#2",
        "2,words,ja,軸受,,メモ.txt",
        "3,photo,,,red.jpg,red.jpg",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    assert "R@1" in imtextgui("evaluate", file, "--catalogue", catalogue).out
    report = imtextgui("evaluate", file, "--catalogue", catalogue, "--json").json()
    assert json.dumps(report)


def test_second_instance_searches_but_does_not_change(
    catalogue: Path, imtextgui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_command, "WAIT_SECONDS", 0.1)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD_OPEN,
            str(catalogue),
        ],
        env=environment_of(tmp_path / "data"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        found = imtextgui("search", "shaft seal", "--catalogue", catalogue, "--json")
        refused = imtextgui("index", "--catalogue", catalogue)
    finally:
        holder.communicate("", timeout=120)
    assert Path(found.json()["hits"][0]["path"]).name == "pump.pdf"
    assert refused.status == 3
    assert "waiting" in refused.err
    assert "another window or command has it open for changes" in refused.err


def many_pictures(folder: Path, count: int) -> None:
    """Enough work to be interrupted in."""
    for number in range(count):
        picture(folder / f"{number:04}.jpg", f"hsl({number * 7 % 360},80%,50%)")


def wait_for_work(process: "subprocess.Popen[str]") -> None:
    """Until the progress bar tells that a file was read."""
    assert process.stderr is not None
    told = ""
    while not re.search(r"\b[1-9]\d*/24\b", told):
        piece = process.stderr.read(1)
        assert piece, f"the command ended before it could be interrupted: {told}"
        told += piece


@pytest.mark.parametrize(
    "killed",
    [
        True,
        pytest.param(
            False, marks=pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C there is a console's")
        ),
    ],
)
def test_interrupted_run_leaves_a_catalogue_that_goes_on(
    start: Started, imtextgui: Run, tmp_path: Path, killed: bool
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    many_pictures(folder, 24)
    # One reader, so that none is still about to start.
    process = start(
        "index",
        *(folder, "--first-pass-only", "--catalogue", tmp_path / "c"),
        IMTEXTGUI_PROGRESS="1",
        IMTEXTGUI_WORKERS="1",
    )
    wait_for_work(process)
    if killed:
        process.kill()
    else:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    if not killed:
        assert process.returncode == 130
        assert "is kept" in err
        assert "Traceback" not in err
    report = imtextgui("index", "--first-pass-only", "--catalogue", tmp_path / "c", "--json").json()
    (source,) = report["sources"]
    assert source["files"] == 24
    assert report["problems"] == []
    hits = imtextgui(
        "search", "--photo", folder / "0017.jpg", "--catalogue", tmp_path / "c", "--json"
    ).json()["hits"]
    assert Path(hits[0]["path"]).name == "0017.jpg"
    assert no_worker_is_left(process.pid)


def no_worker_is_left(session: int) -> bool:
    """Whether every process of the killed command's session is gone within some seconds."""
    for _ in range(100):
        alive = [each for each in psutil.process_iter(["status"]) if each.info["status"] != "zombie"]
        if not any(_started_by(each.pid) == session for each in alive):
            return True
        time.sleep(0.1)
    return False


def _started_by(process: int) -> int | None:
    """The session of a process; on Windows, which has none, the process that started it."""
    try:
        return psutil.Process(process).ppid() if sys.platform == "win32" else os.getsid(process)
    except (ProcessLookupError, psutil.Error):
        return None


@pytest.mark.slow
def test_eight_judgements_at_once_are_all_kept(
    shared: Path, imtextgui: Run, start: Started, tmp_path: Path
) -> None:
    """Beside a search: who reads keeps nobody out, and who changes waits for the others."""
    shutil.copytree(shared / "catalogue", tmp_path / "catalogue")
    page, place = shared / "工場の資料/gear.pdf", ("--catalogue", tmp_path / "catalogue")
    judging = [start("judge", f"question {number}", "--right", page, *place) for number in range(8)]
    assert imtextgui("search", "shaft seal", *place).status == 0
    ended = [(judge.communicate(timeout=DEADLINE)[1], judge.returncode) for judge in judging]
    assert [status for _, status in ended] == [0] * 8, ended
    listed = imtextgui("judge", "--list", "--json", *place).json()
    assert {judgement["text"] for judgement in listed} == {f"question {number}" for number in range(8)}
