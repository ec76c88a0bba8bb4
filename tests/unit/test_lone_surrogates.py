"""What a report holds can be sent to another process."""

from tests.lone_surrogates import escaped


def test_lone_surrogates_are_escaped_wherever_they_are() -> None:
    report = {
        "sections": [("Captured log call", "cannot read caf\udce9.pdf")],
        "duration": 0.5,
        "keywords": {"\udcff": 1},
    }
    assert escaped(report) == {
        "sections": [("Captured log call", "cannot read caf\\udce9.pdf")],
        "duration": 0.5,
        "keywords": {"\\udcff": 1},
    }


def test_text_that_utf8_can_carry_stays_as_it_is() -> None:
    assert escaped(["油圧ポンプ", None, True, 3]) == ["油圧ポンプ", None, True, 3]
