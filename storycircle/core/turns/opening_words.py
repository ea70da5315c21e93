"""What is read out when a circle opens: why we are here, how we listen, what we promise.

An event pack may bring words of its own; what it leaves empty is said in the app's own words.
A facilitator may change them for one circle: that stays on the laptop and never travels, so
that it cannot fight with the organiser's pack.
"""

from msgspec import Struct

from storycircle.core.i18n import N_, _
from storycircle.core.lines.records import LineKind
from storycircle.core.model import Circle, Event, Writer
from storycircle.core.size_limits import NOTES, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line

PURPOSE = N_(
    "Each of us tells one story of our own, in turn. Then we talk about what the stories mean, "
    "and choose one to three things we will do."
)
RULES = (
    N_("One voice at a time. No questions or comments until the dialogue."),
    N_("You may pass, and are asked again at the end."),
    N_("Silence is welcome. Leave a breath between stories."),
)
SET_PURPOSE = N_(
    "Each of us has a time of our own, in turn, for the question we are working on: what we did, "
    "what happened, what we learnt. The others listen, and each question leaves with one to three "
    "things to do."
)
"""In place of the purpose, in a meeting of a learning set."""
SET_RULES = (
    N_(
        "One voice at a time. Questions help the speaker to think; advice waits until it is wanted."
    ),
    N_("You may pass, and are asked again at the end."),
    N_("Silence is welcome. Leave a breath between two turns."),
)
WRITTEN = N_(
    "What is told here stays here, unless its teller says otherwise. "
    "Notes are written; nothing is recorded."
)
UNWRITTEN = N_(
    "What is told here stays here, unless its teller says otherwise. "
    "Nothing is written and nothing is recorded."
)
CHIME = N_("Half a minute before your time ends you hear this, once.")
"""Read out, and the chime played once, so that nobody is startled by it."""
MOST_RULES = 20


class Opening(Struct, frozen=True):
    """Words to read out. Where these are changes to other words, an empty part changes nothing."""

    purpose: str = ""
    rules: tuple[str, ...] = ()
    promise: str = ""

    def over(self, other: "Opening") -> "Opening":
        """These words, with the other's where these are empty."""
        return Opening(
            self.purpose or other.purpose, self.rules or other.rules, self.promise or other.promise
        )


def opening_for(event: Event | None, circle: Circle, own: Opening | None = None) -> Opening:
    """What is read out in a circle: its facilitator's own words, else the event's, else ours.

    Our promise follows who writes. Words of an event or a facilitator stand as they wrote them.
    """
    promise = UNWRITTEN if circle.writer is Writer.NO_ONE else WRITTEN
    return (own or Opening()).over(_of(event)).over(_ours(_(promise), circle))


def changed_words(
    purpose: str, rules: str, promise: str, event: Event | None, circle: Circle
) -> Opening:
    """What a facilitator typed, rules one a line, as changes to what the event or the app says.

    What is rubbed out, or typed as it stood, is no change: the words before come back. Raises
    Refused where a part is too long.
    """
    base = _of(event).over(_ours("", circle))
    promises = {base.promise} if base.promise else {_(WRITTEN), _(UNWRITTEN)}
    text = bounded(cleaned(purpose).strip(), PARAGRAPH, _("This text"))
    kept = bounded(cleaned(promise).strip(), PARAGRAPH, _("This text"))
    every = bounded(cleaned(rules), NOTES, _("This list")).split("\n")
    listed = tuple(filter(None, map(one_line, every)))
    return Opening(
        "" if text == base.purpose else text,
        () if listed == base.rules else listed,
        "" if kept in promises else kept,
    )


def _ours(promise: str, circle: Circle) -> Opening:
    meeting = circle.meeting
    of_set = meeting is not None and meeting.line.kind is LineKind.LEARNING_SET
    purpose, rules = (SET_PURPOSE, SET_RULES) if of_set else (PURPOSE, RULES)
    return Opening(_(purpose), tuple(map(_, rules)), promise)


def _of(event: Event | None) -> Opening:
    if event is None:
        return Opening()
    return Opening(event.purpose, event.ground_rules, event.promise)
