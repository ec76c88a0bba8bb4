"""Words in pictures: which pages are read, what enters their text, and what trouble with a page costs."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from imtextgui.documents.content import DEFAULT_LIMITS, Limits, Prepare
from imtextgui.documents.opening import Opened, open_document
from imtextgui.domain.embedding import Space, Tensor
from imtextgui.domain.items import Box, Origin, Word
from imtextgui.domain.progress import Stage, run
from imtextgui.indexing import ocr_pass
from imtextgui.indexing.later_passes import PassRun
from imtextgui.indexing.ocr_pass import OcrPass, OcrResult
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read
from imtextgui.indexing.recorder import KeepPolicy
from imtextgui.ocr.engine import Larger
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import Passes
from imtextgui.store.content.sources import Sources
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.text.word_boxes import WordBoxes
from tests import bad_files
from tests.barcode_pictures import barcode
from tests.fakes import FakeEngine, lettered
from tests.ocr_pictures import written
from tests.unit.indexing.conftest import Site


def plate(site: Site, relpath: str, text: str) -> Path:
    path = site.root / relpath
    path.parent.mkdir(parents=True, exist_ok=True)
    lettered(text).save(path)
    return path


class SlowEngine(FakeEngine):
    """An engine that takes its time, so that a run can be stopped in between."""

    def read(
        self, picture: Image.Image, most: int | None = None, larger: Larger | None = None
    ) -> tuple[Word, ...]:
        time.sleep(0.3)
        return super().read(picture, most, larger)


def pipeline(site: Site, engine: ocr_pass.OpenEngine = FakeEngine) -> Pipeline:
    return Pipeline(site.database, site.encoder, folder=site.folder, readers=site.readers, open_ocr=engine)


def index(site: Site) -> list[Stage]:
    """One whole run; the stages it went through."""
    steps = []
    run(pipeline(site).index(Sources(site.database).all()), lambda step: steps.append(step.stage))
    return list(dict.fromkeys(steps))


def read_again(site: Site, how: Read | None = None, limits: Limits = DEFAULT_LIMITS) -> int:
    """The pass alone, over what waits for it."""
    work = OcrPass(site.database, FakeEngine)
    work.limits = limits
    work.read = how or work.read
    return run(PassRun(site.database, site.encoder, work, readers=site.readers).run([site.source_id]))


def waiting(site: Site) -> int:
    return len(list(Passes(site.database).waiting(ocr_pass.BIT, [site.source_id])))


def text_of(site: Site, relpath: str, number: int = 1) -> str:
    page = Pages(site.database).page_of(site.ids()[relpath], number)
    assert page is not None
    return page.text


def passages(site: Site) -> list[tuple[str, str]]:
    with site.database.reading() as connection:
        return connection.execute("SELECT origin, text FROM passage ORDER BY id").fetchall()


def test_words_of_a_photo_are_found_by_word_code_and_meaning(site: Site) -> None:
    plate(site, "写真/plate.png", "北浜製作所 GP-2040 歯車ポンプ")
    site.photo("wall.jpg")
    assert index(site)[-1] is Stage.OCR
    page = Pages(site.database).page_of(site.ids()["写真/plate.png"], 1)
    assert page is not None
    assert page.text == "北浜製作所 GP-2040 歯車ポンプ"
    assert [hit.page_id for hit in Fulltext(site.database).words(["歯車"])] == [page.page_id]
    assert [hit.page_id for hit in Codes(site.database).find("GP2040", partial=False)] == [page.page_id]
    assert passages(site) == [(Origin.OCR, page.text)]
    assert site.counts().vectors[Space.MEANING] == 1
    words = WordBoxes(site.database).of(page.page_id)
    assert [word.text for word in words] == ["北浜製作所", "GP-2040", "歯車ポンプ"]
    assert words[1].confidence == pytest.approx(0.95, abs=0.01)
    assert text_of(site, "wall.jpg") == ""
    assert waiting(site) == 0


def test_doubtful_words_keep_their_boxes_and_stay_out_of_the_text(site: Site) -> None:
    plate(site, "plate.png", "pump GP-204O?")
    index(site)
    assert text_of(site, "plate.png") == "pump"
    page = Pages(site.database).page_of(site.ids()["plate.png"], 1)
    assert page is not None
    assert [word.text for word in WordBoxes(site.database).of(page.page_id)] == ["pump", "GP-204O?"]
    assert Codes(site.database).find("GP204O", partial=False) == []


def test_good_text_layers_are_left_alone(site: Site) -> None:
    (site.root / "good.pdf").write_bytes(bad_files.pdf(["Replace the shaft seal of the pump. " * 12]))
    (site.root / "poor.pdf").write_bytes(bad_files.pdf(["CP-310"]))
    site.text("notes.txt", "pump")
    run(site.pipeline().index(Sources(site.database).all()))
    wanted = list(Passes(site.database).waiting(ocr_pass.BIT, [site.source_id]))
    work = OcrPass(site.database, FakeEngine)
    assert {page.text for page in wanted if work.wants(page)} == {"CP-310"}


def test_what_the_page_says_already_is_not_said_again(site: Site) -> None:
    site.text("notes.txt", "pump")
    plate(site, "plate.png", "CP-310 冷却水ポンプ pump")
    site.index()
    with site.database.transaction() as tx:
        page = Pages(site.database).page_of(site.ids()["plate.png"], 1)
        assert page is not None
        Pages(site.database).append(tx, page.page_id, "Pump CP-310", ())
    assert read_again(site) == 1
    assert text_of(site, "plate.png") == "Pump CP-310\n\n冷却水ポンプ"
    assert len(Fulltext(site.database).words(["pump"])) == 2
    assert [hit.page_id for hit in Codes(site.database).find("CP310", partial=False)] == [page.page_id]


def test_garbled_text_hides_nothing() -> None:
    broken = "油圧ポンプの軸受を交換する手順を説明します。".encode("cp932").decode("cp1252", "replace") * 2
    words = [Word("油圧ポンプ", Box(0, 0, 1, 1)), Word("f", Box(0, 0, 1, 1))]
    assert ocr_pass.unknown(words, broken) == words


def test_what_a_barcode_says_is_found_as_if_it_were_printed(site: Site) -> None:
    page = Image.new("RGB", (400, 300), "white")
    page.paste(barcode("QRCode", "GP-2040-B1 油圧ポンプ", scale=4), (20, 100))
    page.save(site.root / "label.png")
    index(site)
    assert text_of(site, "label.png") == "GP-2040-B1 油圧ポンプ"
    assert {hit.raw for hit in Codes(site.database).find("GP2040B1")} == {"GP-2040-B1"}
    page_id = Pages(site.database).page_of(site.ids()["label.png"], 1)
    assert page_id is not None
    boxes = WordBoxes(site.database).of(page_id.page_id)
    assert all(0.3 < word.box.y0 < word.box.y1 < 0.95 for word in boxes)


def test_a_barcode_whose_text_is_printed_beside_it_is_said_once(site: Site) -> None:
    words = [Word("GP-2040-B1", Box(0, 0, 0.5, 0.5), 0.9)]
    code = barcode("Code128", "GP-2040-B1")
    assert ocr_pass.in_barcodes(code, words) == []
    doubtful = [replace(word, confidence=0.4) for word in words]
    assert [word.text for word in ocr_pass.in_barcodes(code, doubtful)] == ["GP-2040-B1"]


def test_a_run_without_an_engine_leaves_pages_for_later(site: Site) -> None:
    plate(site, "plate.png", "GP-2040")
    site.index()
    assert (text_of(site, "plate.png"), waiting(site)) == ("", 1)
    index(site)
    assert (text_of(site, "plate.png"), waiting(site)) == ("GP-2040", 0)


def test_nothing_is_read_twice(site: Site) -> None:
    plate(site, "plate.png", "GP-2040")
    index(site)
    assert Stage.OCR not in index(site) or read_again(site) == 0
    assert text_of(site, "plate.png") == "GP-2040"
    assert site.counts().vectors[Space.MEANING] == 1


def test_a_closed_job_keeps_its_pages_and_is_continued(site: Site) -> None:
    for number in range(24):
        plate(site, f"{number:02}.png", f"AB-{number}77")
    site.index()
    job = pipeline(site, SlowEngine).index(Sources(site.database).all())
    for step in job:
        if step.stage is Stage.OCR and waiting(site) < 24:
            break
    job.close()
    left = waiting(site)
    assert 0 < left < 24
    assert read_again(site) == left
    assert all(text_of(site, f"{number:02}.png") == f"AB-{number}77" for number in range(24))


def unprepared(picture: Image.Image) -> Tensor:
    """Reading prepares nothing for the encoder."""
    raise AssertionError(picture)


def misbehave(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[OcrResult]:
    """Reads as usual, but for files named after what they do to the process."""
    if "crash" in opened.path.stem:
        os.abort()
    if "hang" in opened.path.stem:
        time.sleep(600)
    yield from ocr_pass.read(FakeEngine, opened, prepare, limits, pages)


def test_a_picture_that_kills_or_hangs_the_process_costs_itself_only(site: Site) -> None:
    for name in ("crash", "hang", "good", "better"):
        plate(site, f"{name}.png", f"AB-{name}-1")
    site.index()
    assert read_again(site, misbehave, Limits(seconds_per_page=2, memory_mb=2_048)) == 4
    assert site.codes() == {"crash.png": "document-crashed", "hang.png": "document-timed-out"}
    assert text_of(site, "good.png") == "AB-good-1"
    assert text_of(site, "better.png") == "AB-better-1"


REAL = partial(ocr_pass.default_engine, ("en", "ja"))


def really_read(path: Path, page: int = 1) -> set[str]:
    """What the engine of the program reads on a page."""
    (found,) = ocr_pass.read(REAL, open_document(path), unprepared, DEFAULT_LIMITS, [page])
    return {word.text for word in found.words}


def test_fine_print_is_looked_at_once_more_in_a_larger_picture(site: Site) -> None:
    sheet = Image.new("RGB", (4_800, 3_200), "white")
    sheet.paste(written(["SHAFT SEAL ZX-4819", "軸封装置"], size=26, width=400), (4_200, 2_900))
    path = site.root / "sheet.png"
    sheet.save(path)
    assert {"ZX-4819", "軸封装置"} <= really_read(path)


def test_scans_faxes_and_slides_that_are_pictures_are_read(site: Site) -> None:
    picture = written(["SHAFT SEAL ZX-4819", "軸封装置"])
    picture.save(site.root / "scan.pdf", resolution=100)
    fax = picture.convert("1")
    fax.save(
        site.root / "fax.tif",
        save_all=True,
        append_images=[fax.rotate(180)],
        compression="group4",
        dpi=(200, 200),
    )
    picture.save(site.root / "picture.png")
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_picture(str(site.root / "picture.png"), 0, 0, width=deck.slide_width)
    deck.save(str(site.root / "deck.pptx"))
    for name, page in (("scan.pdf", 1), ("fax.tif", 2), ("deck.pptx", 1)):
        assert {"ZX-4819", "軸封装置"} <= really_read(site.root / name, page), name


def test_a_catalogue_that_keeps_no_text_gets_none_from_pictures(site: Site) -> None:
    plate(site, "plate.png", "GP-2040")
    nothing = KeepPolicy(thumbnails=True, text=False)
    work = Pipeline(
        site.database,
        site.encoder,
        folder=site.folder,
        readers=site.readers,
        keep=nothing,
        open_ocr=FakeEngine,
    )
    run(work.index(Sources(site.database).all()))
    assert (text_of(site, "plate.png"), waiting(site)) == ("", 1)
