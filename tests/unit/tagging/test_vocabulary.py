"""Which terms a name, a heading or a caption is about."""

import pytest

from imtextgui.domain.dictionary import Entry
from imtextgui.tagging.vocabulary import TagVocabulary

VOCABULARY = TagVocabulary(
    (
        Entry(("pump",), ("ポンプ",), "pump"),
        Entry(("hydraulic pump",), ("油圧ポンプ",), "hydraulics"),
        Entry(("seal kit",), ("シールキット",), "seal"),
        Entry(("bearing",), ("ベアリング", "軸受"), "bearing"),
        Entry(("head",), ("揚程",), "pump"),
        Entry(("exploded view",), ("分解図",), "document"),
        Entry(("assembly drawing",), ("組立図",), "document"),
        Entry(("cleaning",), ("清掃",), "work"),
        Entry(("battery",), ("電池",), "electrical"),
        Entry(("burr", "flash"), ("バリ",), "defect"),
        Entry((), ("吊り具",)),
    )
)


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("GP-2040 hydraulic pump 3", ["hydraulic pump"]),
        ("hydraulic_pump_mounted_2", ["hydraulic pump"]),
        ("hydraulicPumps", ["hydraulic pump"]),
        ("pump seal kit", ["seal kit"]),
        ("bearing of the pump", ["bearing"]),
        ("exploded view of the pump", ["exploded view", "pump"]),
        ("pump exploded view", ["exploded view", "pump"]),
        ("pump and bearing", ["pump", "bearing"]),
        ("batteries", ["battery"]),
        ("head", []),
        ("flash_state01", []),
        ("burr on the edge", ["burr"]),
        ("cleaning", []),
        ("pumpernickel", []),
        ("Pump (bearing)", ["pump", "bearing"]),
        ("油圧ポンプ", ["hydraulic pump"]),
        ("大型ポンプ", ["pump"]),
        ("油圧ポンプの組立図", ["assembly drawing", "hydraulic pump"]),
        ("ポンプ組立図", ["assembly drawing", "pump"]),
        ("ポンプの蓋", []),
        ("ソフトウエポンプ", []),
        ("吊り具", ["吊り具"]),
        ("", []),
    ],
)
def test_a_row_of_words_is_about_what_it_ends_with(words: str, tags: list[str]) -> None:
    assert [term.tag for term in VOCABULARY.subjects(words)] == tags


def test_a_term_is_known_by_all_its_names() -> None:
    assert VOCABULARY.same("軸受") == ("bearing", "ベアリング", "軸受")
    assert VOCABULARY.same("line 3") == ("line 3",)
    term = VOCABULARY.named("BEARING")
    assert term is not None
    assert (term.tag, term.other, term.is_paper) == ("bearing", "ベアリング", False)
