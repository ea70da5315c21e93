"""The words of a kind of circle: what its stages are called, and what is said of their times.

A circle tells stories and has a dialogue about them. A meeting of a learning set has rounds of air
time, is together, and closes. Each is a whole message, chosen here alone by what the circle is.
"""

from collections.abc import Callable

from msgspec import Struct

from storycircle.core.i18n import N_, _, p_
from storycircle.core.lines.records import LineKind
from storycircle.core.model import Circle
from storycircle.core.turns.schedule import Stage


def _of_circle(stage: Stage) -> str:
    return stage.title


def _of_set(stage: Stage) -> str:
    match stage:
        case Stage.STORIES:
            return p_("stage of a meeting", "Rounds")
        case Stage.DIALOGUE:
            return p_("stage of a meeting", "Together")
        case Stage.PLENARY:
            return p_("stage of a meeting", "Close")
        case _:
            return stage.title


class CircleWords(Struct, frozen=True):
    """The messages of one kind of circle, each to be translated with its fields where it is shown.

    named: what a stage is called. stories: whether what is told in a turn is a story.
    """

    named: Callable[[Stage], str]
    stories: bool
    # When it all is.
    begin_at: str
    were_to_begin_at: str
    end_at: str
    were_to_end_at: str
    ended_by_plan: str
    time_again: str
    time_for: str
    shorter: str
    longer: str
    a_minute_more: str
    # What time asks.
    late: str
    each_ends: str
    too_long: str
    end_as_planned: str
    come_back: str
    stay: str
    leave_window: str
    # What is read out, and the ways on.
    question: str
    begin: str
    back: str
    ends: str
    each: str
    each_and_second: str
    of_rounds: str
    all_heard: str
    to_talk: str
    talk: str
    to_end: str
    back_to_end: str
    end: str
    may_leave: str

    def way_to_talk(self, *, short: bool) -> str:
        """What the way on from the last turn says. short: the name of the stage alone."""
        return self.named(Stage.DIALOGUE) if short else _(self.to_talk)


IN_CIRCLE = CircleWords(
    named=_of_circle,
    stories=True,
    begin_at=N_("Stories begin at {time}"),
    were_to_begin_at=N_("Stories were to begin at {time}"),
    end_at=N_("Stories end at {time}"),
    were_to_end_at=N_("Stories were to end at {time}"),
    ended_by_plan=N_("By the plan, stories ended at {time}."),
    time_again=N_("Write a later time below, and there is time for stories again."),
    time_for=N_("Time for stories"),
    shorter=N_("Shorter stories, a longer dialogue: Commit still ends at {time}."),
    longer=N_("Longer stories, a shorter dialogue: Commit still ends at {time}."),
    a_minute_more=N_("A minute more for everybody to come: the stories end at {time}."),
    late=N_("Stories were to begin at {time}."),
    each_ends=N_("With {length} each the stories end at {time}."),
    too_long=N_("That leaves no time for a dialogue before {time}, as the event has it."),
    end_as_planned=N_("End stories at {time}"),
    come_back=N_(
        "Nothing is lost: you can come back to the stories, and their time stands as it is."
    ),
    stay=N_("Stay with the stories"),
    leave_window=N_(
        "{name} is speaking, so the circle stays open. {key} goes to the stories; once the turn is "
        "paused there, {back_key} leaves."
    ),
    question=N_("The question we bring stories to"),
    begin=N_("Begin the stories"),
    back=N_("Back to the stories"),
    ends=N_("Stories end at {time}."),
    each=N_("{Length} each; stories end at {time}."),
    each_and_second=N_("{Length} each, and {shorter} each to respond; stories end at {time}."),
    # For translators: {rounds} is such as "Check-in, one minute each; Air time, two minutes".
    of_rounds=N_("{rounds}; stories end at {time}."),
    all_heard=N_("Every story is told."),
    to_talk=N_("To the dialogue"),
    talk=N_("What do the stories mean?"),
    to_end=N_("To the plenary"),
    back_to_end=N_("Back to the plenary"),
    end=N_("Take it to the plenary"),
    may_leave=N_("May the stories leave?"),
)

IN_SET = CircleWords(
    named=_of_set,
    stories=False,
    begin_at=N_("Rounds begin at {time}"),
    were_to_begin_at=N_("Rounds were to begin at {time}"),
    end_at=N_("Rounds end at {time}"),
    were_to_end_at=N_("Rounds were to end at {time}"),
    ended_by_plan=N_("By the plan, the rounds ended at {time}."),
    time_again=N_("Write a later time below, and there is time for rounds again."),
    time_for=N_("Time for the rounds"),
    shorter=N_("Shorter rounds, longer together: Commit still ends at {time}."),
    longer=N_("Longer rounds, shorter together: Commit still ends at {time}."),
    a_minute_more=N_("A minute more for everybody to come: the rounds end at {time}."),
    late=N_("Rounds were to begin at {time}."),
    each_ends=N_("With {length} each the rounds end at {time}."),
    too_long=N_("That leaves no time together before {time}, as the event has it."),
    end_as_planned=N_("End rounds at {time}"),
    come_back=N_(
        "Nothing is lost: you can come back to the rounds, and their time stands as it is."
    ),
    stay=N_("Stay with the rounds"),
    leave_window=N_(
        "{name} is speaking, so the meeting stays open. {key} goes to the rounds; once the turn is "
        "paused there, {back_key} leaves."
    ),
    question=N_("The question over all"),
    begin=N_("Begin the rounds"),
    back=N_("Back to the rounds"),
    ends=N_("Rounds end at {time}."),
    each=N_("{Length} each; rounds end at {time}."),
    each_and_second=N_("{Length} each, and {shorter} each to respond; rounds end at {time}."),
    # For translators: {rounds} is such as "Check-in, one minute each; Air time, two minutes".
    of_rounds=N_("{rounds}; the rounds end at {time}."),
    all_heard=N_("Everyone has had their time."),
    to_talk=N_("On together"),
    talk=N_("What do we see together?"),
    to_end=N_("To the close"),
    back_to_end=N_("Back to the close"),
    end=N_("Close the meeting"),
    may_leave=N_("May the inquiries leave?"),
)


def words_of(circle: Circle) -> CircleWords:
    """The words of a circle: those of a learning set's meeting where it is one."""
    meeting = circle.meeting
    return words_in(None if meeting is None or meeting.of_file else meeting.line.kind)


def words_in(line: LineKind | None) -> CircleWords:
    """The words of a circle in a line of this kind, or in none."""
    return IN_SET if line is LineKind.LEARNING_SET else IN_CIRCLE
