"""What a user does with a catalogue in a short life, and what must be true after it was cut off.

Everything that was acknowledged (a line in the file of acknowledgements, written after the call has returned) must be
there when the catalogue is opened again.
"""

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.domain.bundles import Bundle
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.items import Problem
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders import bundle, installed
from imtextgui.errors import CatalogueDamaged, DictionaryDamaged
from imtextgui.indexing import ocr_pass
from imtextgui.indexing.reader_pool import run_pool
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from tests import bad_files
from tests.fakes import FakeEncoder, FakeEngine, SecondEncoder, lettered

STEPS = 40
FILES = 24
JUDGED = "note 00.txt"

TOLD = "told: "
"""How what is wrong begins where the program says so itself."""


def make_files(root: Path) -> None:
    """Texts, photos, a PDF, a long text and a damaged file."""
    root.mkdir(parents=True)
    for number in range(FILES):
        (root / f"note {number:02}.txt").write_text(
            f"Replace the shaft seal ZX-{number}49 of pump {number}. 油圧ポンプ", encoding="utf-8"
        )
    for number in range(6):
        Image.effect_noise((120, 90), 50 + number).convert("RGB").save(root / f"photo {number}.png")
        lettered(f"NAMEPLATE {number}").save(root / f"plate {number}.png")
    (root / "long.txt").write_text("Loosen the bolt of the gear pump GP-2040.\n\n" * 400, encoding="utf-8")
    (root / "manual.pdf").write_bytes(bad_files.pdf(["shaft seal", "gear pump", "valve"]))
    (root / "damaged.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")


ENCODERS = {encoder.fingerprint: encoder for encoder in (FakeEncoder, SecondEncoder)}


def without_weights() -> None:
    """From now on this process reads files itself, and has encoders and an OCR engine without weights.

    Processes that read and graphs that load would take most of the time of a campaign, and it is not about them.
    """
    bundles = [Bundle(name, name, "1", "none", Path(name)) for name in ENCODERS]
    run_pool.open_reader_pool = _no_process  # type: ignore[assignment]
    ocr_pass.default_engine = lambda languages: FakeEngine()
    installed.installed = lambda besides=None: bundles
    bundle.default_folder = lambda: Path(FakeEncoder.fingerprint)
    EncoderSession.load_bundle = lambda self, folder: ENCODERS[folder.name]()  # type: ignore[method-assign]


def _no_process(workers: int, sources: object = None) -> InProcessReaderPool:
    """Read in this process, so that a kill ends all there is."""
    return InProcessReaderPool()


class Life:
    """Does ``STEPS`` things at random; ``seed`` says which. Each that is done is acknowledged in the file ``told``."""

    def __init__(self, folder: Path, root: Path, told: Path, seed: int) -> None:
        self._folder, self._root, self._told = folder, root, told
        self._chance = random.Random(seed)
        self._seed = seed

    def live(self) -> None:
        """Open the catalogue, index, and go on until all is done or the process is killed."""
        without_weights()
        with Catalogue.open(self._folder) as catalogue:
            catalogue.sources.add(self._root)
            self._acknowledge("source", str(self._root))
            deeds = (
                self._index,
                self._tag,
                self._judge,
                self._collect,
                self._define,
                self._search,
                self._back_up,
                self._restore,
                self._exchange_encoders,
            )
            for number in range(STEPS):
                self._chance.choice(deeds)(catalogue, f"{self._seed}-{number}")

    def _acknowledge(self, kind: str, value: str) -> None:
        handle = os.open(self._told, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(handle, f"{kind}\t{value}\n".encode())
        os.close(handle)

    def _index(self, catalogue: Catalogue, name: str) -> None:
        file = self._root / f"note {self._chance.randrange(1, FILES):02}.txt"
        file.write_text(f"changed {name}: tighten the bolt", encoding="utf-8")
        run(catalogue.sources.index())

    def _page(self, catalogue: Catalogue) -> tuple[int, int] | None:
        page = catalogue.pages.by_path(self._root / JUDGED, 1)
        return None if page is None else (page.page_id, page.item_id)

    def _tag(self, catalogue: Catalogue, name: str) -> None:
        if (page := self._page(catalogue)) is not None:
            catalogue.tags.add([page[1]], name)
            self._acknowledge("tag", name)

    def _judge(self, catalogue: Catalogue, name: str) -> None:
        if (page := self._page(catalogue)) is not None:
            catalogue.judgements.add(Query(f"question {name}"), page[0], True)
            self._acknowledge("judgement", f"question {name}")

    def _collect(self, catalogue: Catalogue, name: str) -> None:
        if (page := self._page(catalogue)) is not None:
            catalogue.jobsheets.create(name)
            self._acknowledge("sheet", name)
            catalogue.jobsheets.add_pages([page[0]], name)

    def _define(self, catalogue: Catalogue, name: str) -> None:
        terms = [*catalogue.dictionary.entries(), Entry((f"term {name}",), (f"語 {name}",))]
        catalogue.dictionary.replace(terms)
        self._acknowledge("term", f"term {name}")

    def _search(self, catalogue: Catalogue, name: str) -> None:
        catalogue.search.answer(Query("shaft seal"))
        # What begins as the newest one goes on with it, and takes its place: "1-10" would that of "1-1".
        text = f"search {name} of {len(name)}"
        catalogue.history.add(Query(text))
        self._acknowledge("search", text)

    def _back_up(self, catalogue: Catalogue, name: str) -> None:
        target = self._folder.parent / "backups" / f"{name}.zip"
        run(catalogue.health.backup(target))
        self._acknowledge("backup", str(target))

    def _restore(self, catalogue: Catalogue, name: str) -> None:
        archives = sorted(self._folder.parent.glob("backups/*.zip"))
        if archives:
            folder = self._folder.parent / "restored" / name
            run(Catalogue.restore(self._chance.choice(archives), folder))
            self._acknowledge("restored", str(folder))

    def _exchange_encoders(self, catalogue: Catalogue, name: str) -> None:
        active = next((state.fingerprint for state in catalogue.encoders.all() if state.active), None)
        other = next(fingerprint for fingerprint in ENCODERS if fingerprint != active)
        run(catalogue.encoders.use(other))
        self._acknowledge("encoder", other)


def check(folder: Path, root: Path, told: Path) -> list[str]:
    """What is wrong after a kill: nothing."""
    without_weights()
    acknowledged = acknowledgements(told)
    if not (folder / DATABASE).exists():
        return ["the catalogue is gone"] if acknowledged else []
    try:
        with Catalogue.open(folder) as catalogue:
            return [
                *damage_of(folder / DATABASE),
                *_lost(catalogue, acknowledged),
                *_run_again(catalogue, root),
            ]
    except CatalogueDamaged as trouble:
        return [f"{TOLD}{trouble}"]


def acknowledgements(told: Path) -> list[list[str]]:
    """Kind and value of all that was done."""
    return [line.split("\t") for line in told.read_text().splitlines()] if told.exists() else []


def damage_of(database: Path) -> list[str]:
    """What SQLite finds wrong with the file ``database``."""
    wrong = []
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            wrong.append("integrity")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            wrong.append("foreign keys")
    return wrong


def _lost(catalogue: Catalogue, acknowledged: list[list[str]]) -> list[str]:
    files = {value for kind, value in acknowledged if kind == "backup" and Path(value).exists()}
    folders = {
        value for kind, value in acknowledged if kind == "restored" and (Path(value) / DATABASE).exists()
    }
    encoders = [value for kind, value in acknowledged if kind == "encoder"]
    terms, lost = set(), list[str]()
    try:
        terms = {entry.en[0] for entry in catalogue.dictionary.entries()}
    except DictionaryDamaged as trouble:
        lost.append(f"{TOLD}{trouble}")
    kept = {
        "source": {str(source.path) for source in catalogue.sources.all()},
        "tag": {tag for tag, _ in catalogue.tags.all()},
        "judgement": {judgement.text for judgement in catalogue.judgements.all()},
        "sheet": {sheet.title for sheet in catalogue.jobsheets.all()},
        "term": terms,
        "search": {past.query.text for past in catalogue.history.latest(500)},
        "backup": files,
        "restored": folders,
        "encoder": set(encoders),
    }
    lost += [f"{kind} {value} is lost" for kind, value in acknowledged if value not in kept[kind]]
    # The one after the last that was acknowledged may have been in work: either of the two may be active.
    active = [state.fingerprint for state in catalogue.encoders.all() if state.active]
    if encoders and len(active) != 1:
        lost.append(f"{len(active)} encoders are active" if active else "the active encoder is lost")
    return lost


def _run_again(catalogue: Catalogue, root: Path) -> list[str]:
    """What is wrong after the next run, which completes what was cut off."""
    wrong = []
    if not catalogue.sources.all():
        catalogue.sources.add(root)
    run(catalogue.sources.index())
    problems: list[Problem] = catalogue.health.problems()
    if [problem.path.name for problem in problems] != ["damaged.jpg"]:
        wrong.append(f"problems: {[problem.path.name for problem in problems]}")
    if catalogue.health.counts().items != len(list(root.iterdir())):
        wrong.append("items do not agree with the files")
    if not all(finding.level != "fault" for finding in run(catalogue.health.examine())):
        wrong.append("the doctor finds a fault")
    if not catalogue.search.answer(Query("NAMEPLATE 3")).hits:
        wrong.append("words in a picture are not found")
    return wrong


def check_backup(archive: Path, folder: Path) -> list[str]:
    """A backup that was acknowledged can be restored and opened."""
    without_weights()
    run(Catalogue.restore(archive, folder))
    return check_restored(folder)


def check_restored(folder: Path) -> list[str]:
    """A catalogue that was restored opens, and knows its folders; one that was not finished is none yet."""
    without_weights()
    if not (folder / DATABASE).exists():
        return []
    try:
        with Catalogue.open(folder) as catalogue:
            return [] if catalogue.sources.all() else [f"{folder.name}: a backup without a source"]
    except CatalogueDamaged as trouble:
        return [f"{TOLD}{trouble}"]
