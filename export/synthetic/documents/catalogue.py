"""A catalogue of standard parts: figures, names and sizes, six families a page."""

from __future__ import annotations

from export.synthetic.documents.sheet import Figure, Sheet, wrapped
from export.synthetic.geometry.shading import figure
from export.synthetic.geometry.view import ISOMETRIC
from export.synthetic.parts.families import FAMILIES
from export.synthetic.parts.family import Family

CHAPTERS = {
    "en": (
        (
            "Screws and nuts",
            ("hex_bolt", "socket_screw", "countersunk_screw", "eye_bolt", "hex_nut", "wing_nut"),
        ),
        (
            "Washers, pins, keys",
            ("washer", "spring_washer", "retaining_ring", "dowel_pin", "split_pin", "key"),
        ),
        (
            "Seals and springs",
            ("o_ring", "oil_seal", "compression_spring", "tension_spring", "hose_clamp", "bushing"),
        ),
        (
            "Power transmission",
            ("ball_bearing", "pillow_block", "v_pulley", "sprocket", "chain", "jaw_coupling"),
        ),
    ),
    "ja": (
        ("配管部品", ("flange", "elbow", "tee", "reducer", "union_joint", "gate_valve")),
        (
            "弁・計器",
            ("ball_valve", "check_valve", "solenoid_valve", "pressure_gauge", "filter_element", "nozzle"),
        ),
        ("電気部品", ("terminal_block", "relay", "contactor", "limit_switch", "push_button", "signal_lamp")),
        ("操作・取付部品", ("angle_bracket", "hinge", "pull_handle", "knob", "caster", "linear_guide")),
    ),
}


def catalogue(language: str) -> list[Sheet]:
    """The pages of the catalogue in "en" or "ja", the title page first."""
    title = "標準部品カタログ" if language == "ja" else "Standard parts catalogue"
    cover = Sheet(210, 297)
    cover.shade(0, 90, 210, 60, "#22345f")
    cover.text(20, 116, title, 12, bold=True, colour="#ffffff")
    cover.text(20, 132, "KITAHAMA WORKS  北浜製作所   2023", 5, colour="#ffffff")
    for i, (chapter, _) in enumerate(CHAPTERS[language]):
        cover.text(
            20,
            176 + 10 * i,
            f"{chapter}  ・・・  {i + 2}" if language == "ja" else f"{chapter}  . . .  {i + 2}",
            5,
        )
    return [
        cover,
        *(_page(i, chapter, keys, language) for i, (chapter, keys) in enumerate(CHAPTERS[language])),
    ]


def _page(index: int, chapter: str, keys: tuple[str, ...], language: str) -> Sheet:
    sheet = Sheet(210, 297)
    sheet.text(18, 22, chapter, 7, bold=True)
    sheet.lines([((18, 26), (192, 26))], 0.5)
    for i, key in enumerate(keys):
        _entry(sheet, FAMILIES[key], 18, 32 + 41.5 * i, language)
    sheet.text(192, 288, str(index + 2), 3, anchor=1)
    return sheet


def _entry(sheet: Sheet, family: Family, x: float, y: float, language: str) -> None:
    names = family.ja if language == "ja" else family.en
    sheet.box(x, y, 174, 39, 0.2)
    middle = family.mesh(tuple(family.sizes)[len(family.sizes) // 2])
    sheet.marks.append(Figure(x + 2, y + 1.5, 36, 36, figure(middle, ISOMETRIC, family.materials[0], 280)))
    sheet.text(x + 44, y + 7, names[0], 4.6, bold=True)
    also = "別名: " + "、".join(names[1:]) if language == "ja" else "also: " + ", ".join(names[1:])
    sheet.fitted(x + 44, y + 13, also if names[1:] else "", 3.3, 126)
    sheet.text(x + 44, y + 19, "  ".join(family.standards), 3.3)
    head = "呼び" if language == "ja" else "Sizes"
    for i, line in enumerate(wrapped(f"{head}:  " + "   ".join(family.sizes), 3.3, 126)[:2]):
        sheet.text(x + 44, y + 25 + 5 * i, line, 3.3)
    material = "材質" if language == "ja" else "Materials"
    made = ", ".join(m.ja if language == "ja" else m.en for m in family.materials)
    sheet.fitted(x + 44, y + 35.5, f"{material}:  {made}", 3.3, 126)
