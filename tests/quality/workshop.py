"""A workshop's folder with questions about it: drawings, manuals in two languages, lists, notes, photos and scans.

All of it is invented and made by our own code; the same seed gives the same. Every machine has a code, a name, and a
manual with a page for each of a few topics; what is asked is said there in other words.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from export.synthetic.documents.part_drawing import Part, TitleBlock, part_drawing
from export.synthetic.documents.sheet_output import to_pdf
from export.synthetic.fonts import font_file
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.pictures import training_pictures

MACHINES = """
hydraulic press=油圧プレス|belt conveyor=ベルトコンベヤ|cooling water pump=冷却水ポンプ
screw compressor=スクリューコンプレッサ|gear reducer=減速機|dust collector=集塵機
cutting machine=切断機|packaging machine=包装機|filling machine=充填機
label printer=ラベルプリンタ|vacuum pump=真空ポンプ|overhead crane=天井クレーン
surface grinder=平面研削盤|drilling machine=ボール盤|milling machine=フライス盤
injection molding machine=射出成形機|spot welder=スポット溶接機|laser cutter=レーザ切断機
parts washer=部品洗浄機|drying oven=乾燥炉|steam boiler=蒸気ボイラ
heat exchanger=熱交換器|cooling tower=冷却塔|air dryer=エアドライヤ
exhaust fan=排気ファン|water chiller=チラー|chain hoist=チェーンブロック
pallet lifter=パレットリフタ|roller table=ローラテーブル|bucket elevator=バケットエレベータ
vibrating feeder=振動フィーダ|screw feeder=スクリューフィーダ|mixing tank=撹拌槽
dosing pump=定量ポンプ|centrifuge=遠心分離機|robot cell=ロボットセル
gripper station=把持ステーション|turntable=回転台|inspection camera=検査カメラ
checkweigher=重量選別機|metal detector=金属検出機|stretch wrapper=ストレッチ包装機
carton sealer=封函機|palletizer=パレタイザ|sorting gate=仕分けゲート
oil separator=油分離器|filter press=フィルタプレス|crusher=粉砕機
vibrating screen=振動ふるい|bag filter=バグフィルタ|power press=動力プレス
bending machine=曲げ機|shearing machine=シャーリング|tube bender=パイプベンダ
coil feeder=コイルフィーダ|emergency generator=非常用発電機|battery charger=充電器
control cabinet=制御盤|transformer=変圧器|fire pump=消火ポンプ
"""
AREAS = ("Line 1", "Line 2", "Utilities", "加工場", "出荷場")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page of a manual is about: heading and text in both languages, and the same asked in other words."""

    en: str
    ja: str
    text_en: str
    text_ja: str
    asked: str


TOPICS = (
    Topic(
        "Replacing the shaft seal",
        "軸シールの交換",
        "Drain the oil. Pull the coupling half off, lever the worn lip seal out with a hook and press the new one in.",
        "油を抜く。継手を引き抜き、摩耗したリップシールをフックで外す。新品を面一に圧入する。",
        "oil drips out along the shaft, how to fit a new seal ring",
    ),
    Topic(
        "Lubrication intervals",
        "給油間隔",
        "Grease the bearings every 500 hours with lithium grease NLGI 2, two strokes of the gun at each nipple.",
        "軸受には500時間ごとにリチウムグリースをグリースガンで2回ずつ給脂する。",
        "how often must I grease it",
    ),
    Topic(
        "Belt tension",
        "ベルト張力の調整",
        "Loosen the motor base, turn the jack screw until the belt gives 8 mm under 30 N, then tighten the base again.",
        "モータベースを緩め、30 Nでベルトが8 mmたわむまで調整ボルトを回し、締め直す。",
        "the drive belt is slack, what deflection is right",
    ),
    Topic(
        "Overheating of the motor",
        "モータの過熱",
        "If the thermal relay trips, clean the fan cover, check the current in all three phases and reset the relay.",
        "サーマルリレーが作動したら、ファンカバーを清掃し、三相の電流を測定して復帰させる。",
        "motor gets too hot and switches itself off",
    ),
    Topic(
        "Filter cleaning",
        "フィルタの清掃",
        "Unscrew the bowl, wash the element in kerosene, blow it out from the inside and renew the O-ring.",
        "ボウルを外し、エレメントを灯油で洗い、内側からエアブローしてOリングを交換する。",
        "flow is weak because the element is clogged, how to wash it",
    ),
    Topic(
        "Tightening torques",
        "締付けトルク",
        "M8 24 Nm, M10 47 Nm, M12 81 Nm, M16 197 Nm. Tighten crosswise in two steps and mark the heads.",
        "M8は24 Nm、M10は47 Nm、M12は81 Nm、M16は197 Nm。対角に二回に分けて締め、合いマークを付ける。",
        "how many newton metres for the screws",
    ),
    Topic(
        "Emergency stop circuit",
        "非常停止回路",
        "Press every mushroom button once a week. The safety relay must drop out within 200 ms and stay off.",
        "きのこ形押しボタンを週に一度押す。安全リレーは200 ms以内に切れ、リセットまで復帰しないこと。",
        "testing that the red button really cuts the power",
    ),
    Topic(
        "Alignment of the coupling",
        "カップリングの芯出し",
        "Put a dial gauge on the rim. Radial run-out at most 0.05 mm, angular 0.1 mm; shim the feet to correct.",
        "外周にダイヤルゲージを当てる。振れは0.05 mm以下、角度は0.1 mm以下とし、脚にシムを入れて直す。",
        "motor and machine are not in line, vibration, what is allowed",
    ),
    Topic(
        "Storage and transport",
        "保管と運搬",
        "Lift at the eye bolts only. Before three months of storage coat bare surfaces with rust preventive oil.",
        "吊りボルトのみで吊り上げる。三か月以上保管するときは、素地面に防錆油を塗る。",
        "what to do before it stands unused all winter",
    ),
    Topic(
        "Error codes",
        "異常番号一覧",
        "E01 door open, E02 overload, E03 no air pressure, E04 sensor cable broken, E05 drive fault.",
        "E01 扉開、E02 過負荷、E03 空気圧なし、E04 センサ断線、E05 駆動異常。",
        "display shows a fault number, what does it mean",
    ),
)
_NAMES = ("Okada", "Brandt", "Suzuki", "Keller", "Moreau", "Ishii", "Novak", "Hansen", "Mori", "Lang")
_TOPICS_A_MANUAL = 5


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine: where its files lie, what it is called, and what is in its manual."""

    number: int
    code: str
    en: str
    ja: str
    topics: tuple[Topic, ...]
    orders: tuple[str, str]
    parts: tuple[str, str]
    inspector: str

    @property
    def japanese(self) -> bool:
        """Whether its documents are Japanese."""
        return self.number % 3 == 0

    @property
    def name(self) -> str:
        """What its documents call it."""
        return self.ja if self.japanese else self.en

    @property
    def folder(self) -> str:
        """Where its files lie."""
        return f"{AREAS[self.number % len(AREAS)]}/{self.code} {self.name}"

    @property
    def manual(self) -> str:
        """The path of its manual."""
        return f"{self.folder}/{self.code} {'取扱説明書' if self.japanese else 'manual'}.pdf"

    def drawing(self, index: int, revision: str = "") -> str:
        """The path of the drawing of a part."""
        family = FAMILIES[self.parts[index]]
        name = family.ja[0] if self.japanese else family.en[0]
        return f"{self.folder}/drawings/{self.code}-0{index + 2} {name}{revision}.pdf"

    @property
    def revisions(self) -> tuple[str, ...]:
        """The revisions of its first drawing, the older first."""
        return ("_Rev_A", "_Rev_B") if self.number % 5 == 0 else ("",)

    @property
    def photo(self) -> str:
        """The path of its photo."""
        family = FAMILIES[self.parts[1]]
        return f"{self.folder}/photos/{self.en} {family.en[0]} worn side.jpg"

    @property
    def scan(self) -> str:
        """The path of the scanned certificate, "" without one."""
        return f"{self.folder}/SCAN_{4000 + 7 * self.number}.png" if self.number % 2 == 0 else ""


def machines(seed: int) -> list[Machine]:
    """The machines of the workshop."""
    random = Random(seed)
    pairs = [each.split("=") for each in MACHINES.replace("\n", "|").split("|") if "=" in each]
    found = []
    for number, (en, ja) in enumerate(pairs):
        letters = "".join(word[0] for word in f"{en} x".upper().split())[:2]
        orders = tuple(f"{random.choice('ABDEFGHK')}{random.randrange(10**6, 10**7)}" for _ in range(2))
        found.append(
            Machine(
                number,
                f"{letters}-{random.randrange(100, 990)}{number % 10}",
                en,
                ja,
                tuple(random.sample(TOPICS, _TOPICS_A_MANUAL)),
                (orders[0], orders[1]),
                tuple(random.sample(sorted(FAMILIES), 2)),  # type: ignore[arg-type]
                random.choice(_NAMES),
            )
        )
    return found


def write(folder: Path, seed: int) -> list[Machine]:
    """Write the workshop's files into ``folder``; give its machines."""
    made = machines(seed)
    pictures = training_pictures(len(made), seed, 320)
    for machine, picture in zip(made, pictures, strict=True):
        for path, data in _files(machine, picture.image):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return made


def _files(machine: Machine, picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    yield machine.manual, _pdf(_pages(machine))
    for index, key in enumerate(machine.parts):
        family = FAMILIES[key]
        part = Part(
            f"{machine.code}-0{index + 2}",
            family,
            next(iter(family.sizes)),
            family.materials[0],
            family.en[0],
            family.ja[0],
        )
        for revision in machine.revisions if index == 0 else ("",):
            block = TitleBlock(
                f"{machine.code} {machine.name}", "2023-04-01", revision[-1:] or "A", machine.inspector
            )
            yield machine.drawing(index, revision), to_pdf([part_drawing(part, block)], part.number)
    yield f"{machine.folder}/{'部品表' if machine.japanese else 'spare parts'}.csv", _list(machine)
    yield f"{machine.folder}/{'点検記録' if machine.japanese else 'service log'}.txt", _log(machine).encode()
    yield machine.photo, _encoded(picture.convert("RGB"), "JPEG")
    if machine.scan:
        yield machine.scan, _encoded(_certificate(machine), "PNG")


def _pages(machine: Machine) -> list[list[str]]:
    ja = machine.japanese
    pages = [[f"{machine.code} {machine.name}", "取扱説明書" if ja else "Operating manual", "KITAHAMA WORKS"]]
    for topic in machine.topics:
        heading, text = (topic.ja, topic.text_ja) if ja else (topic.en, topic.text_en)
        pages.append([heading, f"{machine.code} {machine.name}", *_wrapped(text, 34 if ja else 72)])
    families = [FAMILIES[key] for key in machine.parts]
    rows = [
        f"{machine.code}-0{n + 2}  {family.ja[0] if ja else family.en[0]}  {order}"
        for n, (family, order) in enumerate(zip(families, machine.orders, strict=True))
    ]
    return [*pages, ["部品表" if ja else "Spare parts", *rows]]


def _wrapped(text: str, width: int) -> list[str]:
    if not text.isascii():
        return [text[start : start + width] for start in range(0, len(text), width)]
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def _pdf(pages: list[list[str]]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("workshop", str(font_file())))
    stream = io.BytesIO()
    canvas = Canvas(stream, (595, 842), invariant=True)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.setFont("workshop", 16 if number == 0 else 11)
            canvas.drawString(60, 770 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _list(machine: Machine) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(
        ("部品番号", "品名", "注文番号") if machine.japanese else ("part", "name", "order number")
    )
    for n, (key, order) in enumerate(zip(machine.parts, machine.orders, strict=True)):
        family = FAMILIES[key]
        writer.writerow(
            (f"{machine.code}-0{n + 2}", family.ja[0] if machine.japanese else family.en[0], order)
        )
    return stream.getvalue().encode("cp932" if machine.japanese else "utf-8")


def _log(machine: Machine) -> str:
    if machine.japanese:
        return f"{machine.code} {machine.ja}\n2023-03 {machine.inspector} 異常なし、清掃のみ。\n2023-09 オイル補充。\n"
    return f"{machine.code} {machine.en}\n2023-03 {machine.inspector}: no findings, wiped down.\n2023-09 topped up.\n"


def _certificate(machine: Machine) -> Image.Image:
    """A typed page without any text layer."""
    page = Image.new("L", (1000, 700), 250)
    canvas = ImageDraw.Draw(page)
    lines = (
        (
            "水圧試験成績書",
            f"機械 {machine.ja}",
            f"検査員 {machine.inspector}",
            f"試験圧力 {10 + machine.number} MPa 合格",
        )
        if machine.japanese
        else (
            "PRESSURE TEST CERTIFICATE",
            f"Machine: {machine.en}",
            f"Inspector: {machine.inspector}",
            f"Test pressure {10 + machine.number} bar, passed",
        )
    )
    for number, line in enumerate(lines):
        canvas.text((80, 90 + 110 * number), line, 20, ImageFont.truetype(str(font_file()), 44))
    return page


def _encoded(image: Image.Image, form: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form)
    return stream.getvalue()


def questions(made: list[Machine], seed: int) -> Iterator[tuple[str, str, str, str]]:
    """Kind, language, text and right answers of each question."""
    random = Random(seed + 1)
    for machine in made:
        language = "ja" if machine.japanese else "en"
        lists = f"{machine.folder}/{'部品表' if machine.japanese else 'spare parts'}.csv"
        yield "code", "en", machine.orders[0], f"{lists}|{machine.manual}#{_TOPICS_A_MANUAL + 2}"
        yield from _names(machine, language)
        page = random.randrange(_TOPICS_A_MANUAL)
        topic, right = machine.topics[page], f"{machine.manual}#{page + 2}"
        if machine.japanese:
            yield "page", "ja", f"{machine.ja} {topic.ja}", right
            other = (page + 1) % _TOPICS_A_MANUAL
            yield (
                "japanese",
                "ja",
                f"{machine.ja}の{machine.topics[other].ja}",
                f"{machine.manual}#{other + 2}",
            )
        else:
            yield "page", "en", f"{machine.en} {topic.en.lower()}", right
            yield "japanese for english", "ja", f"{machine.ja}の{topic.ja}", right
            yield "paraphrase", "en", f"{machine.en}: {topic.asked}", right
        if machine.number % 2:
            part = FAMILIES[machine.parts[1]].en[0]
            yield "caption", "en", f"worn {part} of the {machine.en}", machine.photo
        if machine.scan:
            asked = (
                f"{machine.ja} 水圧試験成績書"
                if machine.japanese
                else f"pressure test certificate {machine.en}"
            )
            yield "ocr only", language, asked, machine.scan


def _names(machine: Machine, language: str) -> Iterator[tuple[str, str, str, str]]:
    if machine.number % 5 == 0:
        # the newest revision unless another is asked for
        asked = "" if machine.number % 2 else " rev A"
        right = machine.drawing(0, "_Rev_A" if asked else "_Rev_B")
        yield "name", language, f"{machine.code}-02{asked}", right
    word = "取扱説明書" if machine.japanese else "manual"
    yield "name", language, f"{machine.name} {word}", machine.manual
    part = FAMILIES[machine.parts[1]]
    drawn = f"{part.ja[0]} 図面" if machine.japanese else f"{part.en[0]} drawing"
    yield "name", language, f"{machine.code} {drawn}", machine.drawing(1)


def write_questions(path: Path, made: list[Machine], seed: int) -> int:
    """Write the test set; give the number of questions."""
    rows = [(f"w{number:03}", *row) for number, row in enumerate(questions(made, seed))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "kind", "language", "text", "photo", "relevant"))
        writer.writerows(
            (each, kind, language, text, "", right) for each, kind, language, text, right in rows
        )
    return len(rows)
