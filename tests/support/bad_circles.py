"""Circles of bad input: markup, letters without end, nobody, nothing, names of emoji alone."""

from storycircle.core.model import Action, Circle, Event, Member

MARKUP = "<b>bold</b> &amp; <img src=/etc/passwd> </para> {x} %s \\ (a) [b] <<c>>"
EMOJI = "😀🎉👩‍👩‍👧"
EVENT = Event("e", MARKUP, "2007-06-14", MARKUP, MARKUP, (MARKUP,) * 3, (MARKUP,))
CIRCLES = {
    "markup": Circle(
        "m", 1, "e", MARKUP, members=(Member("a", MARKUP),), actions=(Action("x", MARKUP, ("a",)),)
    ),
    "long": Circle(
        "l", 2, "e", members=(Member("a", "A"),), actions=(Action("x", "word " * 1_000),)
    ),
    "one long word": Circle("o", 3, "e", actions=(Action("x", "w" * 5_000),)),
    "nobody": Circle("n", 4, "e", actions=(Action("x", "Ask"),)),
    "nothing": Circle("h", 5, "e", members=(Member("a", "A"), Member("b", "B"))),
    "emoji": Circle("j", 6, "e", members=tuple(Member(str(n), EMOJI) for n in range(3))),
    "empty": Circle("z", 7),
}
