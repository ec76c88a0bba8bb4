"""A folder of training data with a dozen made-up entries of every set, as the training kit wants to find it."""

import io
import lzma
import tarfile
from collections.abc import Iterable
from pathlib import Path

from imtextgui.encoders.preprocessing import probe_picture

_COLUMNS = {
    "caltech101": "name",
    "drawio_stencils": "library name",
    "fritzing_parts": "view title family tags description",
    "iso_safety_signs": "code category name description",
    "kicad_symbols": "library name description keywords",
    "lucide_icons": "name tags categories",
    "mdi_icons": "name aliases tags",
    "noto_emoji": "char name_en keywords_en name_ja keywords_ja",
}
_VALUES = {"library": "pid valves", "view": "schematic", "tags": "", "name_ja": "絵 {n}", "keywords_ja": ""}

_SENTENCES = (
    ("The pump number {n} leaks oil .", "{n}番のポンプは油が漏れている。"),
    ("Close valve {n} before you open the cover .", "カバーを開ける前に弁{n}を閉める。"),
)


def training_folder(root: Path, pictures: int = 14) -> Path:
    """Write ``root``/pictures, text and weights with ``pictures`` of each set; only the trunk is missing."""
    for name in ("pictures", "text", "weights"):
        (root / name).mkdir(parents=True)
    for number, (source, columns) in enumerate(_COLUMNS.items()):
        _tar(
            root / "pictures" / f"{source}.tar",
            source,
            columns.split(),
            range(number * 50, number * 50 + pictures),
        )
    labels = "\n".join(f"thing {n}, object" for n in range(1001))
    (root / "weights" / "imagenet_labels.txt").write_text(labels, encoding="utf-8")
    for name, start in (("test", 0), ("dev", 40), ("train", 80)):
        _table(root, f"tanaka_small_parallel_{name}", "english japanese", _pairs(start))
    _table(root, "tatoeba_manythings_en_ja", "english japanese", _pairs(200))
    _table(root, "jsick_caption_en_ja", "english japanese", _pairs(300))
    judged = [(a[1], b[1], str(n % 6)) for n, (a, b) in enumerate(zip(_pairs(400), _pairs(500), strict=True))]
    _table(root, "jglue_jsts_ja_similarity", "sentence1_ja sentence2_ja score_0_5", judged)
    entries = [
        ("継手", "つぎて", "n", "", "coupling | joint"),
        ("転造", "てんぞう", "engr n", "", "thread rolling"),
        ("分解", "ぶんかい", "vs", "⭐ ichi", "disassembly"),
        ("油圧", "ゆあつ", "n", "⭐ ichi", "oil pressure"),
    ]
    _table(root, "jmdict_ja_en", "japanese reading tags common english", entries)
    _table(root, "wordnet_wiktionary_ja", "synset english japanese", [("0-n", "lathe", "旋盤")])
    _table(root, "ejdict_en_ja_cc0", "english japanese", [("nut", "ナット")])
    return root


def _pairs(start: int, count: int = 20) -> list[tuple[str, str]]:
    return [
        (english.format(n=n), japanese.format(n=n))
        for n in range(start, start + count)
        for english, japanese in _SENTENCES
    ]


def _table(root: Path, name: str, columns: str, rows: Iterable[Iterable[str]]) -> None:
    lines = ["\t".join(columns.split()), *("\t".join(row) for row in rows)]
    (root / "text" / f"{name}.tsv.xz").write_bytes(lzma.compress(("\n".join(lines) + "\n").encode()))


def _tar(path: Path, source: str, columns: list[str], numbers: range) -> None:
    lines = ["\t".join(["file", *columns])]
    with tarfile.open(path, "w") as tar:
        for n in numbers:
            values = [_VALUES.get(column, f"{column} {n}").format(n=n) for column in columns]
            lines.append("\t".join([f"img/{n}.png", *values]))
            stream = io.BytesIO()
            probe_picture(n).save(stream, "PNG")
            _add(tar, f"{source}/img/{n}.png", stream.getvalue())
        _add(tar, f"{source}/index.tsv", "\n".join(lines).encode())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
