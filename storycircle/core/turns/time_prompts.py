"""The questions a circle's time can ask, each once, with its answers; the first is the safe one.

They are values: the session says which one stands, a view shows it, an answer goes back.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.turns.circle_words import IN_CIRCLE, CircleWords
from storycircle.core.turns.fair_share import in_steps
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Span, Stage, StagePlan


class Asked(StrEnum):
    """What is asked."""

    GAP = "gap"
    LATE = "late"
    SHORT = "short"
    UNHEARD = "unheard"
    NO_ACTION = "no_action"
    LEFT = "left"
    EACH = "each"
    CONSENT = "consent"


class Reply(StrEnum):
    """What can be answered."""

    NOT_COUNTED = "not_counted"
    COUNTED = "counted"
    AS_PLANNED = "as_planned"
    FULL_TIMES = "full_times"
    SHORTER = "shorter"
    END_LATER = "end_later"
    NO_SECOND = "no_second"
    STAY = "stay"
    GO = "go"
    KEEP = "keep"
    SAME = "same"
    LATER = "later"
    LEFT = "left"


class Question(Struct, frozen=True):
    """A title, a text, and the answers with their labels, the safe one first."""

    asked: Asked
    title: str
    text: str
    answers: tuple[tuple[Reply, str], ...]


def about_gap(seconds: float, notice: str, *, slept: bool) -> Question:
    """Does a gap count? said: who was speaking, or which stage ran, with what was left."""
    length = _length(seconds)
    title = (
        N_("This laptop slept for {length}.")
        if slept
        else N_("This circle stood still for {length}.")
    )
    return Question(
        Asked.GAP,
        _(title, length=length),
        notice + " " + _("Does the gap count?"),
        ((Reply.NOT_COUNTED, _("It does not")), (Reply.COUNTED, _("It does"))),
    )


def about_lateness(
    planned: Span, now: datetime, round_: Round, words: CircleWords = IN_CIRCLE
) -> Question:
    """Stories begin late: end as planned, or keep full times? What fits comes first.

    Both ways the time that is kept for a second round is kept.
    """
    starts = planned.starts or now
    length = planned.ends - starts
    left = (planned.ends - now).total_seconds()
    full_end = now.replace(second=0, microsecond=0) + length
    full = in_steps(round_.each_of(length.total_seconds()))
    each = in_steps(round_.each_of(left))
    ends = i18n.clock(planned.ends)
    as_planned = (Reply.AS_PLANNED, _("End at {time}", time=ends))
    longer = (Reply.FULL_TIMES, _("Full times, to {time}", time=i18n.clock(full_end)))
    fits = each >= round_.least
    if not fits:
        forecast = _("There is not enough time for everyone before {time}.", time=ends)
    elif round_.second:
        forecast = _(
            "As planned they end at {time}, with {length} each and {response} to respond.",
            time=ends,
            length=i18n.length(each),
            response=i18n.spoken_length(round_.second),
        )
    else:
        forecast = _(
            "As planned they end at {time}, with {length} each.",
            time=ends,
            length=i18n.length(each),
        )
    full_times = _("Full times are {length} each.", length=i18n.length(full))
    return Question(
        Asked.LATE,
        _(words.late, time=i18n.clock(starts)),
        f"{forecast} {full_times}",
        (as_planned, longer) if fits else (longer, as_planned),
    )


def about_each(
    each: float, planned: StagePlan, ends: datetime, words: CircleWords = IN_CIRCLE
) -> Question:
    """What is asked where so much for each would leave the dialogue too little: as it is, or later.

    each: seconds asked for. planned: as it is. ends: when the stories would end.
    """
    stories, commit = planned.spans[Stage.STORIES].ends, planned.spans[Stage.COMMIT].ends
    length, later = i18n.length(each), commit + (ends - stories)
    return Question(
        Asked.EACH,
        _(words.each_ends, length=length, time=i18n.clock(ends)),
        _(words.too_long, time=i18n.clock(planned.spans[Stage.DIALOGUE].ends)),
        (
            (Reply.AS_PLANNED, _(words.end_as_planned, time=i18n.clock(stories))),
            (Reply.LATER, _("All later: Commit ends at {time}", time=i18n.clock(later))),
        ),
    )


def about_shortness(round_: Round, now: float, ends: datetime) -> Question | None:
    """Time is too short for those to come: what can be done? None where it is not.

    ends: when the stage ends as it goes.
    """
    each = round_.shortfall(now)
    if each is None:
        return None
    waiting = len(round_.unheard) - (1 if round_.begun else 0)
    left = max(0.0, each * waiting)
    later = later_end(round_, now, ends)
    answers = [(Reply.END_LATER, _("End at {time}", time=i18n.clock(later)))]
    if each >= SHORTEST:
        answers.insert(0, (Reply.SHORTER, _("Shorter turns")))
    if round_.second and round_.number == 1:
        answers.append((Reply.NO_SECOND, _("Skip the second round")))
    elif round_.later:
        name = i18n.short(round_.later[-1].name, _LETTERS)
        answers.append((Reply.NO_SECOND, _("Leave out “{name}”", name=name)))
    time = _length(left) if left else _("no time")
    said = in_steps(each)
    if said:
        first = N_("That is {length} each, and your shortest turn is {least}.")
        second = N_("That is {length} each, and the shortest response is {least}.")
        if round_.rounds:
            second = N_("That is {length} each, and the shortest turn of this round is {least}.")
    else:
        first = N_("The stage’s time is used up, and your shortest turn is {least}.")
        second = N_("The stage’s time is used up, and the shortest response is {least}.")
        if round_.rounds:
            second = N_("The stage’s time is used up, and the shortest turn here is {least}.")
    people = n_("{count} person", "{count} people", waiting)
    return Question(
        Asked.SHORT,
        _("Time is short: {time} for {people}.", time=time, people=people),
        _(
            first if _is_first(round_) else second,
            length=i18n.length(said),
            least=i18n.length(round_.least),
        ),
        tuple(answers),
    )


def _is_first(round_: Round) -> bool:
    """Whether stories are told in a round: their turns have a shortest time of the settings."""
    return round_.tells if round_.rounds else round_.number == 1


SHORTEST = 15
"""Seconds: nobody is offered a turn below this."""
BREATH = 5
"""Seconds kept beside each turn, so that what was settled is not short again a breath later."""
_NAMED, _LETTERS = 4, 24  # people whom a question names one by one, and letters of each
_A_MOMENT = timedelta(milliseconds=1)  # what adding up fractions of seconds may be wrong by


def later_end(round_: Round, now: float, ends: datetime) -> datetime:
    """When the stage must end for everyone to have the shortest turn, in whole minutes.

    ends: when it ends as it goes.
    """
    each = round_.shortfall(now)
    if each is None:
        return ends
    turns = round_.sharing - (1 if round_.begun else 0)
    later = ends + timedelta(seconds=(round_.least + BREATH - each) * turns)
    whole = later.replace(second=0, microsecond=0)
    return whole if later - whole < _A_MOMENT else whole + timedelta(minutes=1)


def about_unheard(
    names: list[str], stage: str, *, responds: bool = False, words: CircleWords = IN_CIRCLE
) -> Question:
    """Stories are left with someone unheard; responds: in a second round, without a response."""
    shown = [i18n.short(name, _LETTERS) for name in names]
    if len(shown) > _NAMED:
        others = len(shown) - _NAMED + 1
        shown[_NAMED - 1 :] = [n_("{count} other", "{count} others", others)]
    listed, count = i18n.listed(shown), len(names)
    title = n_("{names} has not been heard.", "{names} have not been heard.", count, names=listed)
    if responds:
        title = n_("{names} has not responded.", "{names} have not responded.", count, names=listed)
    return Question(
        Asked.UNHEARD,
        title,
        _(words.come_back),
        (
            (Reply.STAY, _(words.stay)),
            (Reply.GO, _("On to {stage}", stage=stage)),
        ),
    )


def about_rounds(names: list[str], stage: str, words: CircleWords = IN_CIRCLE) -> Question:
    """Stories are left with rounds to come. names: of those."""
    listed = i18n.listed([i18n.short(name, _LETTERS) for name in names[-_NAMED:]])
    return Question(
        Asked.UNHEARD,
        n_("{names} is still to come.", "{names} are still to come.", len(names), names=listed),
        _(words.come_back),
        (
            (Reply.STAY, _("Stay with the rounds")),
            (Reply.GO, _("On to {stage}", stage=stage)),
        ),
    )


def about_no_action(stage: str) -> Question:
    """Commit is left without an action."""
    return Question(
        Asked.NO_ACTION,
        _("There is no action yet."),
        _("A circle commits to one to three. The sheet can be printed without one, and says so."),
        ((Reply.STAY, _("Stay here")), (Reply.GO, _("On to {stage}", stage=stage))),
    )


def _length(seconds: float) -> str:
    """A gap in words: "12 minutes", "40 seconds"."""
    if seconds < 90:
        count = round(seconds)
        return n_("{seconds} seconds", "{seconds} seconds", count, seconds=count)
    count = round(seconds / 60)
    return n_("{minutes} minutes", "{minutes} minutes", count, minutes=count)
