"""What a teller takes home of their choice: the words that leave, and how to take them back."""

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.permission_to_leave import State, state, words_to_leave
from storycircle.core.consent.withdrawal_code import shown_code
from storycircle.core.i18n import N_, _
from storycircle.core.model import Circle, Event, Sharing, Words

HEAD = N_("Your story, as it may leave the circle")
CHANGED = N_("If you change your mind")
_CHOSEN = {
    Sharing.ANONYMOUS: N_(
        "You said yes, without names. It leaves in these words, and nothing says who told it."
    ),
    Sharing.NAMED: N_("You said yes, with your name. It leaves in these words."),
}


class TellerSlip(Struct, frozen=True):
    """One slip. code: as it is printed. whom: a sentence on whom to tell. until: how long it is
    kept, or empty.
    """

    event: str
    chosen: str
    words: Words
    whom: str
    code: str
    until: str


def teller_slips(circle: Circle, event: Event | None) -> tuple[TellerSlip, ...]:
    """A slip for each story of a circle that leaves, sorted by their random ids: the file of
    slips leaves the laptop too, and in the order of telling the place would be the name.
    """
    return tuple(
        TellerSlip(
            event.title if event else "",
            _(_CHOSEN[story.sharing]),
            words_to_leave(story, circle, story.sharing),
            _whom(circle, event),
            shown_code(story.code),
            _until(event),
        )
        for story in sorted(circle.stories, key=lambda story: story.left_as)
        if story.code and state(story, circle) is State.LEAVES
    )


def _whom(circle: Circle, event: Event | None) -> str:
    organiser, host = event.organisation if event else "", circle.facilitator
    whom = organiser or host or _("whoever holds the event")
    if organiser and host:
        whom = _("{organisation} or {facilitator}", organisation=organiser, facilitator=host)
    return _(
        "Tell {whom} this code, at any time. You need not say your name or why. "
        "The story is then taken out; what was printed before cannot be called back.",
        whom=whom,
    )


def _until(event: Event | None) -> str:
    if event is None or not event.keep_until:
        return ""
    day = i18n.day(event.keep_until)
    if not event.organisation:
        return _("The organiser keeps it until {day}.", day=day)
    return _("{organisation} keeps it until {day}.", organisation=event.organisation, day=day)
