"""What people write about a part, short and long, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from export.synthetic.drawings.assemblies import Assembly, Piece
from export.synthetic.drawings.symbols import Symbol
from export.synthetic.geometry.shading import Material
from export.synthetic.geometry.view import View
from export.synthetic.parts.family import Family
from export.synthetic.photos.imaging import Random
from export.synthetic.training.spelling_habits import typed_english, typed_japanese

STYLE_EN = {
    "drawing": ("line drawing of {a}", "engineering drawing, {name}", "{name} outline drawing"),
    "sheet": (
        "engineering drawing of {a}, three views",
        "dimensional drawing, {name}",
        "{name} part drawing",
    ),
    "photocopy": ("photocopied drawing of {a}", "old drawing, {name}", "scan of {a} drawing"),
    "blueprint": ("blueprint of {a}", "{name} blueprint"),
    "sketch": ("sketch of {a}", "hand drawn {name}"),
    "render": ("catalogue picture of {a}", "{name} illustration", "figure of {a}"),
    "photo": ("photo of {a}", "photograph of {a} on a bench", "{name} photo"),
    "snapshot": ("picture of {a}", "{a} lying on the table", "snapshot of {a}"),
    "section": (
        "section of {a}",
        "sectional view, {name}",
        "cut-away drawing of {a}",
        "{name} cross section",
    ),
    "drafted": ("detail drawing of {a}", "shop drawing, {name}", "{name} drawing with dimensions"),
    "fax": ("fax of {a} drawing", "faxed drawing, {name}"),
    "worn": ("old worn drawing of {a}", "yellowed drawing, {name}", "{name}, archive drawing"),
    "workshop": ("used {name}", "rusty {name}", "dirty {name} in the workshop", "photo of {a}, worn"),
}
STYLE_JA = {
    "drawing": ("{name}の線図", "{name}の図面", "{name} 外形図"),
    "sheet": ("{name}の三面図", "{name} 部品図", "{name}の製図"),
    "photocopy": ("{name}の図面のコピー", "古い{name}の図面"),
    "blueprint": ("{name}の青図", "{name}の青写真"),
    "sketch": ("{name}のスケッチ", "手描きの{name}"),
    "render": ("{name}のイラスト", "{name}の図", "{name} カタログ図"),
    "photo": ("{name}の写真", "作業台の上の{name}"),
    "snapshot": ("{name}を撮った写真", "机に置いた{name}"),
    "section": ("{name}の断面図", "{name} 断面", "{name}のカット図"),
    "drafted": ("{name}の寸法図", "{name} 製作図", "寸法入りの{name}の図面"),
    "fax": ("{name}の図面のファックス", "FAXで届いた{name}の図面"),
    "worn": ("古びた{name}の図面", "{name}の古い紙図面"),
    "workshop": ("使用済みの{name}", "錆びた{name}", "汚れた{name}の写真", "現場の{name}"),
}


SYMBOL_EN = {
    "symbol": ("{name}, schematic symbol", "{name} symbol in a circuit diagram"),
    "symbol_hand": ("hand drawn symbol of {a}", "sketch of {a} symbol"),
    "symbol_copy": ("photocopied symbol of {a}", "old diagram, {name}"),
    "symbol_circuit": ("circuit diagram with {a}", "part of a diagram with {a}", "{name} in a circuit"),
}
SYMBOL_JA = {
    "symbol": ("{name}のシンボル", "{name}の図記号"),
    "symbol_hand": ("手描きの{name}記号", "{name}の記号のスケッチ"),
    "symbol_copy": ("{name}の記号のコピー", "古い回路図の{name}"),
    "symbol_circuit": ("{name}のある回路図", "回路図の中の{name}", "{name}を含む系統図"),
}
# a sentence as in a manual or a report
SENTENCES = (
    (
        "This picture shows {en} of size {size}, also called {other}, in a {view_en}.",
        "{size}の{ja}（{other}とも呼ぶ）を示す{view_ja}。",
    ),
    (
        "Replacement part: {en}, size {size}; see the {view_en} for its shape.",
        "交換部品：{ja}、呼び{size}。形状は{view_ja}を参照。",
    ),
    (
        "Check {en} (size {size}) for wear and damage before it is mounted again.",
        "{ja}（{size}）の摩耗と損傷を点検してから再び取り付ける。",
    ),
    ("Figure: {en}, {size}, {view_en}. Other names: {other}.", "図：{ja} {size} {view_ja}。別名：{other}。"),
)
# letters and abbreviations that are spelled out, so that a vowel is heard first: an R-clip, an LED, an M12
SPELLED = re.compile(r"(?!(?:NOT|NAND|NOR|MOSFET|NEMA)\b)[FHLMNRSX](?:-|[A-Z0-9]+\b)")


def article(name: str) -> str:
    """The name with "a" or "an"."""
    vowel = name[0].lower() in "aeio" or (name[:2] in ("un", "up") and not name.startswith("uni"))
    return f"{'an' if vowel or SPELLED.match(name) else 'a'} {name}"


def captions(
    rng: Random, family: Family, *, size: str, material: Material | None, view: View, style: str
) -> tuple[list[str], list[str]]:
    """English and Japanese captions of one picture, six or seven each, the plain usual name first."""
    en, ja = str(rng.choice(family.en)), str(rng.choice(family.ja))
    of = STYLE_EN[style][rng.integers(len(STYLE_EN[style]))]
    no = STYLE_JA[style][rng.integers(len(STYLE_JA[style]))]
    made_en = f"{material.en} {en}" if material else en
    made_ja = f"{material.ja}製の{ja}" if material else ja
    english = [
        family.en[0],
        f"{size} {en}",
        of.format(name=en, a=article(made_en)),
        ", ".join(part for part in (f"{size} {en}", material.en if material else "", view.en) if part),
    ]
    japanese = [
        family.ja[0],
        f"{ja} {size}",
        no.format(name=made_ja),
        "、".join(part for part in (f"{size} {ja}", material.ja if material else "", view.ja) if part),
    ]
    standard = str(rng.choice(family.standards)) if family.standards else ""
    if standard:
        english.append(f"{standard} {family.en[0]}")
        japanese.append(f"{family.ja[0]} {standard}")
    english.append(typed_english(rng, en, size, standard))
    japanese.append(typed_japanese(rng, ja, size, standard))
    long_en, long_ja = SENTENCES[rng.integers(len(SENTENCES))]
    words = {"en": article(en), "ja": ja, "size": size, "view_en": view.en, "view_ja": view.ja}
    english.append(long_en.format(**words, other=family.en[-1]))
    japanese.append(long_ja.format(**words, other=family.ja[-1]))
    return english, japanese


def symbol_captions(rng: Random, symbol: Symbol, style: str) -> tuple[list[str], list[str]]:
    """English and Japanese captions of a picture of a schematic symbol, its trade and usual name first."""
    kind = symbol.kind
    en, ja = str(rng.choice(symbol.en)), str(rng.choice(symbol.ja))
    of, no = str(rng.choice(SYMBOL_EN[style])), str(rng.choice(SYMBOL_JA[style]))
    standard = str(rng.choice(kind.standards))
    english = [
        f"{kind.en[0]} of {article(symbol.en[0])}",
        f"{en} symbol",
        of.format(name=en, a=article(en)),
        f"{en}, {rng.choice(kind.en)}, {standard}",
        typed_english(rng, f"{en} symbol", "", standard),
    ]
    japanese = [
        f"{kind.ja[0]} {symbol.ja[0]}",
        f"{ja}の記号",
        no.format(name=ja),
        f"{rng.choice(kind.ja)} {ja} {standard}",
        typed_japanese(rng, f"{ja}の記号", "", standard),
    ]
    return english, japanese


def assembly_captions(
    rng: Random, assembly: Assembly, pieces: Sequence[Piece]
) -> tuple[list[str], list[str]]:
    """English and Japanese captions of a machine taken apart, the kind of view and usual name first."""
    en, ja = str(rng.choice(assembly.en)), str(rng.choice(assembly.ja))
    parts = list(dict.fromkeys(piece.family for piece in pieces))
    english = [
        f"exploded view of {article(assembly.en[0])}",
        str(
            rng.choice(
                [f"{en} exploded drawing", f"{en} assembly", f"parts of {article(en)}", f"{en}, taken apart"]
            )
        ),
        f"{en}: {', '.join(part.en[0] for part in parts)}",
        f"exploded view with {article(parts[rng.integers(len(parts))].en[0])}",
    ]
    japanese = [
        f"{assembly.ja[0]}の分解図",
        str(rng.choice([f"{ja} 組立図", f"{ja}の部品展開図", f"{ja} 分解立体図", f"分解した{ja}"])),
        f"{ja}：{'、'.join(part.ja[0] for part in parts)}",
        f"{parts[rng.integers(len(parts))].ja[0]}のある分解図",
    ]
    return english, japanese
