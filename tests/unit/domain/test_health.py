"""Findings say how they stand, and become plain data."""

from imtextgui.domain.health import Level, advice, fault, fine, is_sound


def test_only_a_fault_makes_a_report_unsound() -> None:
    assert is_sound([])
    assert is_sound([fine("room", free=9), advice("room-low", free=1)])
    assert not is_sound([fine("room", free=9), fault("catalogue-damage", reason="torn")])


def test_a_finding_as_plain_data_has_its_sentence() -> None:
    assert fine("room", free=9).level is Level.FINE
    assert fault("catalogue-damage", reason="裂けた").to_json("It is damaged.") == {
        "check": "catalogue-damage",
        "level": "fault",
        "sentence": "It is damaged.",
        "details": {"reason": "裂けた"},
    }
