"""Pages of two editions are paired by what they say."""

from imtextgui.domain.text.page_pairing import counterpart, says_enough

HEAD = "KITAHAMA WORKS GP-2040 hydraulic gear pump operation and maintenance manual. "
SEAL = "Replace the shaft seal: remove the coupling, pull the seal out with the hook, grease the new one."
START = "Before the first start fill the tank, open the suction valve and bleed the pressure line."
FAULTS = "Noise: air in the suction line. No pressure: the relief valve is open or the rotation is wrong."


def test_a_page_that_moved_is_found_by_its_words() -> None:
    old = [HEAD + START, HEAD + SEAL, HEAD + FAULTS]
    new = [
        HEAD + "What is new in this edition",
        HEAD + START,
        HEAD + FAULTS,
        HEAD + SEAL.replace("hook", "puller"),
    ]
    assert [counterpart(text, at + 1, new) for at, text in enumerate(old)] == [1, 3, 2]


def test_a_page_without_counterpart_has_none_although_headings_agree() -> None:
    assert (
        counterpart(HEAD + SEAL, 1, [HEAD + START, HEAD + FAULTS, HEAD + "Spare parts and addresses"]) is None
    )
    assert counterpart(SEAL, 1, []) is None


def test_japanese_needs_no_words() -> None:
    others = [
        "始動の前にタンクに油を入れ、吸込弁を開けてください。",
        "軸シールの交換：継手を外し、シールを抜き取り、新品に油を塗る。",
    ]
    assert counterpart("軸シールの交換。継手を外してシールを抜き取り、新品に油を塗ります。", 5, others) == 1


def test_forms_that_repeat_are_told_apart_by_their_place() -> None:
    form = "Date, hours, work done, signature of the fitter and of the shift leader"
    assert counterpart(form, 3, [form] * 4) == 2


def test_a_page_of_a_few_letters_says_not_enough() -> None:
    assert not says_enough("Fig. 3  - 12 -")
    assert says_enough(SEAL)
