"""Places in a text as Qt counts them."""

from imtextgui.ui.widgets.text_offsets import utf16_offsets


def test_places_after_wide_letters_count_twice() -> None:
    offset = utf16_offsets("a🔩b")
    assert [offset(place) for place in range(4)] == [0, 1, 3, 4]
