"""Hints with key caps in them."""

from storycircle.core.commands import keys
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps


def test_caps_stand_where_the_message_has_them(theme: Theme) -> None:
    """A language says the keys in its own order; a comma stands at the cap it follows."""
    back, on = keys.SEAT_BACK.cap, keys.SEAT_ON.cap
    here = with_caps("Press {back} {on}, to move.", back=back, on=on)
    there = with_caps("I symud: {on}, {back}.", back=back, on=on)
    assert here == ("Press ", ("key", back), " ", ("key", on), ", to move.")
    assert HintLine(theme, there).accessibleName() == f"I symud: {on} , {back} ."
