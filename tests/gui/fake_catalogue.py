"""A catalogue in memory with drawn pages, for tests of the window that need speed and full control."""

import io
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from imtextgui.config.settings import Settings
from imtextgui.domain.bundles import Bundle, BundleState
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.evaluation import Group, Measures, Outcome, Report, Snapshot
from imtextgui.domain.history import PastSearch
from imtextgui.domain.items import WHOLE, Box, Kind, PageView, Problem, Source
from imtextgui.domain.jobsheet import Added, JobSheet, Removed, SheetPage, SheetReport
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import (
    Advice,
    Band,
    Chip,
    Evidence,
    Facet,
    Hit,
    Judgement,
    Photo,
    Query,
    Results,
    Route,
    Snippet,
)
from imtextgui.domain.run_report import EncodingReport, IndexReport, SourceRun
from imtextgui.errors import CatalogueReadOnly, DocumentDamaged, DocumentMissing, QueryEmpty, SourceNested
from imtextgui.search.geometry.compare import Comparison, compare

ROOT = Path("/plant/documents")


@dataclass(frozen=True)
class FakeCounts:
    sources: int
    items: int
    pages: int
    problems: int
    waiting: int = 0


@dataclass(frozen=True)
class FakeItem:
    """One file; page ids are ``id * 100 + page``."""

    id: int
    path: Path
    kind: Kind
    texts: tuple[str, ...]
    has_picture: bool = True

    def page_id(self, number: int) -> int:
        return self.id * 100 + number

    def text_of(self, number: int) -> str:
        return self.texts[min(number, len(self.texts)) - 1]


ITEMS = (
    FakeItem(
        1,
        ROOT / "manuals/hydraulic-pump-GP-2040.pdf",
        Kind.MANUAL,
        (
            "GP-2040 hydraulic pump\nOperating manual",
            "Exploded view of the pump\n1 housing  2 shaft seal  3 gear\nThe shaft seal GP-2040-B1 sits "
            "behind the bearing. Replace it when the pump leaks at the shaft.",
            "Troubleshooting\nPump is noisy: check the suction line for air.",
        ),
    ),
    FakeItem(
        2,
        ROOT / "manuals/油圧ポンプ取扱説明書.pdf",
        Kind.MANUAL,
        ("油圧ポンプ\n取扱説明書", "油圧ポンプの組立図。シールは軸受の後ろにあります。型式 GP-2040-B1"),
    ),
    FakeItem(3, ROOT / "drawings/GP-2040-B1.pdf", Kind.DRAWING, ("SHAFT SEAL GP-2040-B1 SCALE 1:2",)),
    FakeItem(4, ROOT / "drawings/bracket.png", Kind.DRAWING, ("",)),
    FakeItem(5, ROOT / "photos/pump on bench.jpg", Kind.PHOTO, ("",)),
    FakeItem(
        6, ROOT / "notes/pump-service.txt", Kind.MANUAL, ("Pump service notes: grease the pump.",), False
    ),
    FakeItem(7, ROOT / "drawings/valve.dwg", Kind.OTHER, ("",), False),
)


MODIFIED = {1: 1.6e9, 2: 1.7e9, 3: 1.65e9, 6: 1.6e9}
"""When files were changed last, by item, in seconds since the epoch."""


@dataclass
class FakeCatalogue:
    """The calls of ``imtextgui.catalogue.catalogue.Catalogue``, slowed by ``search_seconds`` and ``step_seconds``."""

    folder: Path = Path("/catalogue")
    read_only: bool = False
    items: Sequence[FakeItem] = ITEMS
    found: list[Source] = field(default_factory=list)
    bad: list[Problem] = field(default_factory=list)
    files_to_index: int = 6
    step_seconds: float = 0.0
    search_seconds: float = 0.0
    band: Band | None = None
    slow: str = ""
    fails: dict[str, Exception] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    runs: list[tuple[tuple[int, ...] | None, bool | Collection[Path]]] = field(default_factory=list)
    thumbnails_asked: list[int] = field(default_factory=list)
    pictures_asked: list[tuple[int, int]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    jobs_closed: int = 0
    waiting: int = 0
    cut_short: tuple[int, ...] = ()
    """Sources whose run was interrupted."""
    files: tuple[str, ...] = ("archive/old.pdf", "archive/older.pdf", "pump.pdf")
    used: list[Settings] = field(default_factory=list)
    forgotten: int = 0
    entries: list[Entry] = field(default_factory=list)
    portable: bool = False
    tagged: dict[str, set[int]] = field(default_factory=dict)
    past: list[PastSearch] = field(default_factory=list)
    steps: int = 0
    closed: bool = False
    answer: Callable[[Query], tuple[Hit, ...]] | None = None
    archive: Path | None = None
    """Holds every file that is not there."""
    chips: tuple[Chip, ...] = ()
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""
    advice: tuple[Advice, ...] = ()
    crops: tuple[Box, ...] = ()
    second_stage_seconds: float = 0.0
    judged: dict[int, tuple[str, int, bool]] = field(default_factory=dict)
    ranks: dict[str, int | None] = field(default_factory=dict)
    """In which place the right page of a confirmed question is found; the first where nothing is said."""
    snapped: list[Snapshot] = field(default_factory=list)
    completions: tuple[str, ...] = ()
    marked: tuple[Box, ...] = ()
    unlike: bool = False
    """No two pages can be laid one over the other."""
    sheets: list[JobSheet] = field(default_factory=list)
    sheet_entries: dict[int, list[SheetPage]] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    states: tuple[BundleState, ...] = ()
    added: list[Path] = field(default_factory=list)

    def _enter(self, call: str) -> None:
        self.threads.add(threading.get_ident())
        if call == self.slow:
            time.sleep(0.6)
        if call in self.fails:
            raise self.fails[call]

    def sources(self) -> list[Source]:
        self._enter("sources")
        return list(self.found)

    def add_source(self, path: Path, exclude: str = "") -> Source:
        self._enter("add_source")
        if self.read_only:
            raise CatalogueReadOnly(path=str(self.folder))
        for source in self.found:
            if path == source.path or path in source.path.parents or source.path in path.parents:
                raise SourceNested(path=str(path), other=str(source.path))
        source = Source(len(self.found) + 1, path, exclude)
        self.found.append(source)
        return source

    def set_exclude(self, source_id: int, exclude: str) -> None:
        self._enter("set_exclude")
        self.found = [replace(each, exclude=exclude) if each.id == source_id else each for each in self.found]

    def set_portable(self, portable: bool) -> None:
        self._enter("set_portable")
        self.portable = portable

    def list_source(self, source_id: int) -> Job[tuple[str, ...]]:
        self._enter("list_source")
        yield Progress(Stage.SCAN, 0)
        return self.files

    def left_out(self, relpaths: Sequence[str], exclude: str) -> list[str]:
        self._enter("left_out")
        rules = [line.rstrip("/*") for line in exclude.splitlines()]
        return [path for path in relpaths if any(rule and rule in path for rule in rules)]

    def use(self, chosen: Settings) -> None:
        self._enter("use")
        self.used.append(chosen)

    def forget_unkept(self) -> Job[bool]:
        self._enter("forget_unkept")
        yield Progress(Stage.FORGET, 0, 3)
        self.forgotten += 1
        return True

    def encoders(self) -> tuple[BundleState, ...]:
        self._enter("encoders")
        return self.states

    def add_encoder(self, folder: Path) -> Job[Bundle]:
        self._enter("add_encoder")
        yield Progress(Stage.CHECK, detail=folder.name)
        self.added.append(folder)
        state = encoder_state("site", missing=9, own=True)
        self.states = (*self.states, state)
        assert state.bundle is not None
        return state.bundle

    def use_encoder(self, fingerprint: str) -> Job[EncodingReport]:
        self._enter("use_encoder")
        try:
            yield Progress(Stage.CHECK)
            for stage in (Stage.MEANING, Stage.ENCODE):
                for done in range(self.files_to_index):
                    time.sleep(self.step_seconds)
                    yield Progress(stage, done, self.files_to_index, "pump.pdf", 5.0, 60.0)
            self.states = tuple(
                replace(each, active=each.fingerprint == fingerprint, missing=0, vectors=40)
                for each in self.states
            )
            return EncodingReport(passages=4, pages=3, thumbnails=1)
        finally:
            self.jobs_closed += 1

    def forget_encoder(self, fingerprint: str) -> Job[int]:
        self._enter("forget_encoder")
        yield Progress(Stage.FORGET)
        self.states = tuple(
            replace(each, vectors=0, missing=40) if each.fingerprint == fingerprint else each
            for each in self.states
        )
        return 40

    def tag(self, item_ids: Sequence[int], tag: str) -> None:
        self._enter("tag")
        for item_id in item_ids:
            self.tagged.setdefault(tag, set()).add(item_id)

    def untag(self, item_ids: Sequence[int], tag: str) -> None:
        self._enter("untag")
        self.tagged[tag] -= set(item_ids)

    def tags(self) -> tuple[tuple[str, int], ...]:
        self._enter("tags")
        return tuple(sorted((tag, len(items)) for tag, items in self.tagged.items()))

    def rename_tag(self, old: str, new: str) -> None:
        self._enter("rename_tag")
        self.tagged.setdefault(new, set()).update(self.tagged.pop(old))

    def remove_tag(self, tag: str) -> tuple[int, ...]:
        self._enter("remove_tag")
        return tuple(sorted(self.tagged.pop(tag)))

    def dictionary(self) -> list[Entry]:
        self._enter("dictionary")
        return list(self.entries)

    def set_dictionary(self, entries: Sequence[Entry]) -> None:
        self._enter("set_dictionary")
        self.entries = list(entries)

    def history(self, limit: int = 50) -> tuple[PastSearch, ...]:
        self._enter("history")
        return tuple(reversed(self.past))[:limit]

    def remember(self, query: Query) -> int:
        self._enter("remember")
        picture = _jpeg(501, Kind.PHOTO, "") if query.photos else None
        self.past.append(PastSearch(len(self.past) + 1, time.time(), query, picture))
        return len(self.past)

    def save_search(self, search_id: int, name: str) -> None:
        self._enter("save_search")
        self.past = [replace(each, name=name) if each.id == search_id else each for each in self.past]

    def forget_search(self, search_id: int) -> None:
        self._enter("forget_search")
        self.past = [each for each in self.past if each.id != search_id]

    def clear_history(self) -> None:
        self._enter("clear_history")
        self.past = [each for each in self.past if each.name]

    def job_sheets(self) -> tuple[JobSheet, ...]:
        self._enter("job_sheets")
        return tuple(
            replace(each, entries=len(self.sheet_entries[each.id])) for each in reversed(self.sheets)
        )

    def sheet_pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        self._enter("sheet_pages")
        return tuple(self.sheet_entries.get(sheet_id, ()))

    def create_job_sheet(self, title: str) -> int:
        self._enter("create_job_sheet")
        number = 1 + max((each.id for each in self.sheets), default=0)
        self.sheets.append(JobSheet(number, title, time.time(), time.time()))
        self.sheet_entries[number] = []
        return number

    def rename_job_sheet(self, sheet_id: int, title: str) -> None:
        self._enter("rename_job_sheet")
        self.sheets = [replace(each, title=title) if each.id == sheet_id else each for each in self.sheets]

    def use_job_sheet(self, sheet_id: int) -> None:
        self._enter("use_job_sheet")
        self.sheets = [
            replace(each, used=time.time()) if each.id == sheet_id else each for each in self.sheets
        ]

    def remove_job_sheet(self, sheet_id: int) -> Removed:
        self._enter("remove_job_sheet")
        removed = [each for each in self.sheets if each.id == sheet_id]
        self.sheets.remove(removed[0])
        return Removed(sheets=((removed[0],),))

    def collect(self, page_ids: Sequence[int], title: str) -> Added:
        self._enter("collect")
        if not self.sheets:
            self.create_job_sheet(title)
        sheet = max(self.sheets, key=lambda each: each.used)
        entries = self.sheet_entries[sheet.id]
        readable = [page_id for page_id in page_ids if self._item(page_id // 100).kind is not Kind.OTHER]
        fresh = [page_id for page_id in readable if page_id not in [each.page_id for each in entries]]
        pages = [self._sheet_page(page_id) for page_id in fresh]
        entries.extend(pages)
        return Added(sheet, tuple(each.entry_id for each in pages), len(page_ids) - len(readable))

    def _sheet_page(self, page_id: int) -> SheetPage:
        page = self.page(page_id)
        return SheetPage(
            page_id, "", page.path, page.number, page.pages, "", "", page.kind, page_id, page.item_id
        )

    def note_entry(self, entry_id: int, note: str) -> None:
        self._enter("note_entry")
        for entries in self.sheet_entries.values():
            entries[:] = [replace(each, note=note) if each.entry_id == entry_id else each for each in entries]

    def move_entry(self, entry_id: int, by: int) -> None:
        self._enter("move_entry")
        for entries in self.sheet_entries.values():
            for place, each in enumerate(entries):
                if each.entry_id == entry_id:
                    entries.insert(place + by, entries.pop(place))
                    return

    def take_off(self, entry_ids: Sequence[int]) -> Removed:
        self._enter("take_off")
        rows: list[tuple[object, ...]] = []
        for sheet_id, entries in self.sheet_entries.items():
            off = [each for each in entries if each.entry_id in entry_ids]
            rows += [(sheet_id, entries.index(each), each) for each in off]
            entries[:] = [each for each in entries if each not in off]
        return Removed(entries=tuple(rows))

    def put_back(self, removed: Removed) -> None:
        self._enter("put_back")
        for (sheet,) in removed.sheets:
            assert isinstance(sheet, JobSheet)
            self.sheets.append(sheet)
        for sheet_id, place, entry in removed.entries:
            assert isinstance(sheet_id, int)
            assert isinstance(place, int)
            assert isinstance(entry, SheetPage)
            self.sheet_entries[sheet_id].insert(place, entry)

    def write_job_sheet(self, sheet_id: int, target: Path) -> Job[SheetReport]:
        self._enter("write_job_sheet")
        pages = self.sheet_entries[sheet_id]
        try:
            for done, page in enumerate(pages):
                time.sleep(self.step_seconds)
                yield Progress(Stage.SHEET, done, len(pages), page.path.name)
            self.written.append(target)
            absent = tuple(page for page in pages if page.page_id is None)
            return SheetReport(target, len(pages), absent)
        finally:
            self.jobs_closed += 1

    def printable_job_sheet(self, sheet_id: int) -> Job[SheetReport]:
        self._enter("printable_job_sheet")
        return self.write_job_sheet(sheet_id, Path("/opened/sheet.pdf"))

    def remove_source(self, source_id: int) -> None:
        self._enter("remove_source")
        self.found = [each for each in self.found if each.id != source_id]

    def index(
        self, source_ids: Sequence[int] | None = None, *, retry: bool | Collection[Path] = False
    ) -> Job[IndexReport]:
        self._enter("index")
        self.cut_short = tuple(source_ids or [source.id for source in self.found])
        self.runs.append((None if source_ids is None else tuple(source_ids), retry))
        try:
            yield Progress(Stage.SCAN, 0, None, str(ROOT))
            for done in range(self.files_to_index):
                self._enter("read")
                time.sleep(self.step_seconds)
                self.steps += 1
                left = (self.files_to_index - done) * self.step_seconds
                name = str(self.items[done % len(self.items)].path)
                yield Progress(
                    Stage.READ, done, self.files_to_index, name, 1 / (self.step_seconds or 1), left
                )
            moment = time.time()
            self.found = [
                replace(each, last_run=moment, items=len(self.items), problems=len(self.bad))
                if source_ids is None or each.id in source_ids
                else each
                for each in self.found
            ]
            self.cut_short = ()
            return IndexReport((SourceRun(ROOT, new=self.files_to_index),), 0, 1.0)
        finally:
            self.jobs_closed += 1

    def interrupted(self) -> list[int]:
        self._enter("interrupted")
        return list(self.cut_short)

    def give_up(self) -> None:
        self._enter("give_up")
        self.cut_short = ()

    def search(self, query: Query) -> Results:
        self._enter("search")
        self.queries.append(query)
        time.sleep(self.search_seconds)
        if not query.text and not query.photos:
            raise QueryEmpty()
        hits = self.answer(query) if self.answer else tuple(self._hits(query))
        band = self.band or (hits[0].band if hits else Band.NONE)
        chips = tuple(replace(chip, on=chip.key not in query.off) for chip in self.chips)
        meant = "" if query.text == self.did_you_mean else self.did_you_mean
        return Results(query, hits[: query.limit], band, 0.042, chips, self.facets, meant, self.advice)

    def search_stages(self, query: Query) -> Iterator[Results]:
        results = self.search(query)
        if query.photos and self.second_stage_seconds:
            yield replace(results, hits=results.hits[:1])
            time.sleep(self.second_stage_seconds)
        yield results

    def suggest_crops(self, photo: Photo) -> tuple[Box, ...]:
        self._enter("suggest_crops")
        return self.crops

    def judge(self, query: Query, page_id: int, right: bool) -> int:
        self._enter("judge")
        self.judged[len(self.judged) + 1] = (query.text, page_id, right)
        return len(self.judged)

    def judgements(self) -> tuple[Judgement, ...]:
        self._enter("judgements")
        return tuple(
            Judgement(number, text, False, right, ROOT / "judged.pdf", 1)
            for number, (text, _, right) in self.judged.items()
        )

    def measure(self) -> Job[Report]:
        self._enter("measure")
        asked = [each for each in self.judgements() if each.right]
        for done, each in enumerate(asked, 1):
            yield Progress(Stage.EVALUATE, done, len(asked), str(each.id))
        report = measured({str(each.id): self.ranks.get(each.text, 1) for each in asked})
        every = report.groups[0]
        if not self.read_only:
            self.snapped.append(
                Snapshot(
                    1000.0 * len(self.snapped),
                    "fake",
                    12,
                    every.file,
                    every.page,
                    report.baselines["names"]["all"],
                    every.milliseconds,
                    every.wrong_hits,
                )
            )
        return report

    def snapshots(self) -> tuple[Snapshot, ...]:
        self._enter("snapshots")
        return tuple(self.snapped)

    def withdraw(self, judgement_id: int) -> None:
        self._enter("withdraw")
        del self.judged[judgement_id]

    def complete(self, text: str, limit: int = 8) -> tuple[str, ...]:
        self._enter("complete")
        return tuple(each for each in self.completions if each.startswith(text))[:limit]

    def highlights(self, page_id: int, query: Query) -> tuple[Box, ...]:
        self._enter("highlights")
        return self.marked

    def _hits(self, query: Query) -> list[Hit]:
        if query.photos and not query.text:
            evidence = (Evidence(Route.APPEARANCE, 1, 0.83), Evidence(Route.PICTURE, 2, 0.4))
            bands = (Band.STRONG, Band.POSSIBLE, Band.WEAK)
            likely = [self.items[4], self.items[2], self.items[3]]
            return [
                hit_of(item, 1, band, evidence, region=Box(0.2, 0.2, 0.7, 0.6))
                for item, band in zip(likely, bands, strict=True)
            ]
        hits = [hit for item in self.items if (hit := self._match(item, query.text))]
        return sorted(hits, key=lambda hit: -hit.score)

    def _match(self, item: FakeItem, words: str) -> Hit | None:
        pages = [(text.lower().count(words.lower()), -place) for place, text in enumerate(item.texts)]
        best, place = max(pages)
        number = 1 - place
        literal = any(letter.isdigit() for letter in words)
        if best == 0:
            if words.lower() not in item.path.name.lower():
                return None
            return hit_of(item, 1, Band.WEAK, (Evidence(Route.PICTURE, 9, 0.21),))
        text = item.texts[number - 1]
        start = text.lower().index(words.lower())
        found = text[start : start + len(words)]
        route = Route.CODES if literal else Route.WORDS
        partial = literal and text[start + len(words) : start + len(words) + 1] == "-"
        evidence = (Evidence(route, 1, 7.2, (found,), partial), Evidence(Route.MEANING, 3, 0.61))
        others = tuple(1 - other for count, other in sorted(pages, reverse=True) if count and other != place)
        return hit_of(
            item,
            number,
            Band.STRONG if best > 1 or literal else Band.POSSIBLE,
            evidence,
            snippet=Snippet(text, ((start, start + len(words)),)),
            others=others,
            score=best + 1,
        )

    def problems(self) -> list[Problem]:
        self._enter("problems")
        return list(self.bad)

    def counts(self) -> FakeCounts:
        self._enter("counts")
        pages = sum(len(item.texts) for item in self.items) if self.found else 0
        return FakeCounts(len(self.found), len(self.items), pages, len(self.bad), self.waiting)

    def page(self, page_id: int) -> PageView:
        self._enter("page")
        return self.page_of(page_id // 100, page_id % 100)

    def page_of(self, item_id: int, number: int) -> PageView:
        self._enter("page_of")
        item = self._item(item_id)
        size = (595, 842) if item.has_picture else (0, 0)
        return PageView(
            item.page_id(number),
            item.id,
            item.path,
            number,
            len(item.texts),
            item.kind,
            "",
            item.texts[number - 1],
            *size,
        )

    def archive_of(self, path: Path) -> Path | None:
        self._enter("archive_of")
        return self.archive

    def openable(self, path: Path) -> Path:
        self._enter("openable")
        if self.archive is None:
            raise DocumentMissing(path=str(path))
        return Path("/copies", path.name)

    def thumbnail(self, page_id: int) -> bytes | None:
        self._enter("thumbnail")
        self.thumbnails_asked.append(page_id)
        item = self._item(page_id // 100)
        return _jpeg(page_id, item.kind, item.text_of(page_id % 100)) if item.has_picture else None

    def compare(self, page_id: int, other_id: int, longest: int) -> Comparison:
        self._enter("compare")
        found = compare(self.picture(page_id, 400), self.picture(other_id, 400))
        return replace(found, aligned=found.aligned and not self.unlike)

    def pages_of(self, item_id: int) -> tuple[PageView, ...]:
        self._enter("pages_of")
        count = len(self._item(item_id).texts)
        return tuple(replace(self.page_of(item_id, number), text="") for number in range(1, count + 1))

    def picture(self, page_id: int, longest: int, part: Box = WHOLE) -> Image.Image:
        self._enter("picture")
        self.pictures_asked.append((page_id, longest))
        item = self._item(page_id // 100)
        if not item.has_picture:
            raise DocumentDamaged(path=str(item.path), reason="no picture")
        whole = draw_page(page_id, item.kind, item.text_of(page_id % 100), longest)
        sides = (part.x0 * whole.width, part.y0 * whole.height, part.x1 * whole.width, part.y1 * whole.height)
        return whole.crop(tuple(map(round, sides)))  # type: ignore[arg-type]  # there are four

    def close(self) -> None:
        self.closed = True

    def _item(self, item_id: int) -> FakeItem:
        return next((item for item in self.items if item.id == item_id), self.items[0])


def encoder_state(
    name: str,
    *,
    active: bool = False,
    missing: int = 0,
    makeshift: int = 0,
    installed: bool = True,
    own: bool = False,
    vectors: int = 0,
) -> BundleState:
    """What a catalogue of 40 passages and pages has of the encoder ``name``."""
    bundle = Bundle(f"{name}-space", name, "2", "Apache-2.0", ROOT / name, own) if installed else None
    return BundleState(
        f"{name}-space", name, "2", "Apache-2.0", bundle, active, 40, missing, makeshift, vectors
    )


def indexed(**more: object) -> FakeCatalogue:
    """A catalogue with one indexed source and a few problems."""
    catalogue = FakeCatalogue(**more)  # type: ignore[arg-type]  # the fields of the dataclass
    catalogue.found = [Source(1, ROOT, last_run=time.time() - 600, items=6, problems=3)]
    catalogue.bad = [
        Problem("document-encrypted", ROOT / "manuals/locked.pdf"),
        Problem("document-encrypted", ROOT / "manuals/秘密.pdf"),
        Problem("document-damaged", ROOT / "photos/broken.jpg", None, {"reason": "truncated"}),
    ]
    return catalogue


def hit_of(
    item: FakeItem,
    number: int,
    band: Band,
    evidence: tuple[Evidence, ...],
    *,
    snippet: Snippet | None = None,
    region: Box | None = None,
    others: tuple[int, ...] = (),
    score: float = 1.0,
) -> Hit:
    """A hit on a page of ``item``."""
    return Hit(
        item.id,
        item.page_id(number),
        item.path,
        number,
        len(item.texts),
        item.kind,
        score,
        band,
        evidence,
        snippet,
        region,
        other_pages=others,
        modified=MODIFIED.get(item.id, 0.0),
    )


@cache
def _jpeg(page_id: int, kind: Kind, text: str) -> bytes:
    data = io.BytesIO()
    draw_page(page_id, kind, text, 320).save(data, "JPEG", quality=85)
    return data.getvalue()


def draw_page(page_id: int, kind: Kind, text: str, longest: int) -> Image.Image:
    """A page that looks like its kind: an upright sheet, a landscape drawing, a photo."""
    ratio = {Kind.MANUAL: (0.707, 1.0), Kind.DRAWING: (1.0, 0.707), Kind.PHOTO: (1.0, 0.75)}.get(
        kind, (1.0, 1.0)
    )
    size = (max(round(ratio[0] * longest), 8), max(round(ratio[1] * longest), 8))
    back = (150 + page_id % 60, 120, 90) if kind is Kind.PHOTO else (252, 252, 250)
    image = Image.new("RGB", size, back)
    pen = ImageDraw.Draw(image)
    unit = longest / 100
    ink = (245, 240, 225) if kind is Kind.PHOTO else (40, 50, 60)
    if kind is not Kind.PHOTO:
        pen.rectangle(
            (3 * unit, 3 * unit, size[0] - 3 * unit, size[1] - 3 * unit),
            outline=ink,
            width=max(int(unit / 4), 1),
        )
    centre = (size[0] / 2, size[1] / 2.2)
    for radius in (22, 15, 6):
        box = (
            centre[0] - radius * unit,
            centre[1] - radius * unit,
            centre[0] + radius * unit,
            centre[1] + radius * unit,
        )
        pen.ellipse(box, outline=ink, width=max(int(unit / 2), 1))
    for line, words in enumerate(text.splitlines()):
        pen.text(
            (7 * unit, size[1] - (22 - 5 * line) * unit), words[:60], fill=ink, font_size=max(3 * unit, 4)
        )
    return image


def measured(ranks: Mapping[str, int | None]) -> Report:
    """A report of questions, by id, with the places of their right pages; file names find none of them."""
    outcomes = tuple(
        Outcome(number, "judged", "", rank, rank, None, False, True, Band.STRONG, 40.0)
        for number, rank in ranks.items()
    )
    names = {"names": {"all": Measures.of([None] * len(ranks))}}
    return Report((Group.of("all", outcomes),), None, names, {}, None, 0, outcomes)
