"""All that the core says is said in the language in use, and what it decides is not."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from string import Formatter

import pytest
from msgspec.structs import replace

from storycircle.core.commands import keys
from storycircle.core.commands.command import SECTION_TITLES
from storycircle.core.consent.retention import Handed, Handing
from storycircle.core.consent.shareable import Leaves, what_leaves, what_stays, what_waits
from storycircle.core.consent.teller_slip import teller_slips
from storycircle.core.error_sentences import SENTENCES, Refused
from storycircle.core.formats.file_contents import inside
from storycircle.core.i18n import _
from storycircle.core.i18n.language import ENGLISH, speaking
from storycircle.core.lines.records import Came, LineKind, Ticked
from storycircle.core.members import accepted_names, equal_names, past_time, short_time
from storycircle.core.merge.changes import Change, What, counted, line_of
from storycircle.core.merge.compare import ROWS, Form, Row, rows_of, shown
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Invited,
    Member,
    Sharing,
    Slot,
    Story,
    made_without_pack,
    own_event,
)
from storycircle.core.names.circle_lists import readable_invited, typed_invited
from storycircle.core.refusals.promise import Promise
from storycircle.core.turns import plenary, time_prompts
from storycircle.core.turns.on_time import Course, foot, pace
from storycircle.core.turns.opening_words import Opening, changed_words, opening_for
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import RoundState, Turn, ended, last_turn
from storycircle.core.turns.schedule import Span, Stage, StagePlan
from storycircle.core.typed_input import parsed_day
from storycircle.core.versioned_record import Record
from storycircle.store.schema import OF_LINES, PRIVATE, TRAVELLING
from tests.support.capitals import CAPITALS

NOW = datetime(2007, 6, 14, 11, 25)  # noqa: DTZ001 (the room's own time)
EVENT = Event(
    "e", "DAY", "2007-06-14", programme=(Slot("09:00", "09:30", "HI"), Slot("10:00", None, "HO"))
)


@pytest.fixture(autouse=True)
def _in_capitals() -> Iterator[None]:
    with speaking(CAPITALS):
        yield


def _no_english(*said: object) -> None:
    """Small letters are English that went past the catalogue."""
    for text in map(str, said):
        assert text == text.upper(), text


def test_a_refusal_is_said_where_it_is_shown() -> None:
    """Whatever the language it was raised in; its key, its fields and its promise are the same."""
    with speaking(ENGLISH):
        refused = Refused("not-begun", name="Ann")
        assert str(refused) == "Ann has not begun. Space starts, P passes."
    assert str(refused) == "Ann HAS NOT BEGUN. SPACE STARTS, P PASSES."
    assert (refused.key, refused.fields) == ("not-begun", {"name": "Ann"})
    assert Refused("no-room").promise is Promise.UNWRITTEN


def test_every_refusal_is_a_message() -> None:
    for key, sentences in SENTENCES.items():
        parts = (sentences,) if isinstance(sentences, str) else sentences
        fields = {field for part in parts for _text, field, *_rest in Formatter().parse(part)}
        _no_english(Refused(key, **{field: "X" for field in fields if field}))


def test_keys_and_what_they_do_are_messages() -> None:
    for command in keys.COMMANDS:
        _no_english(command.row_words(), *command.caps, command.card and _(command.card))
    _no_english(*map(_, SECTION_TITLES.values()))
    assert keys.GO_ON.cap == "CTRL ENTER"


def test_the_words_of_time_are_messages() -> None:
    """Questions, the foot of the rail, the ends of rounds, and the plenary."""
    at = [NOW + timedelta(minutes=10 * n) for n in range(7)]
    plan = StagePlan({stage: Span(at[stage - 1], at[stage]) for stage in Stage})
    for stage in Stage:
        _no_english(plan.spans[stage].shown(), Span(None, NOW).short(), stage.title)
        for left, late in ((None, 0), (None, 90), (-5.0, 90), (300.0, 0)):
            course, when = Course(stage, left), NOW + timedelta(minutes=late)
            _no_english(foot(plan, course, when), pace(plan, course, when))
    seats = ("A", "B", "C")
    for number in (1, 2):
        for heard, passed in ((3, 0), (0, 3), (0, 0), (1, 1), (0, 1)):
            turns, past = tuple(Turn(x, 5) for x in seats[:heard]), seats[heard : heard + passed]
            state = RoundState(
                seats, 9, heard=turns, declined=past, away=seats[heard + passed :], number=number
            )
            title, lines = ended(state)
            _no_english(title, *lines, last_turn(state))
        round_ = Round(seats, 60, to_come=seats, second=30, number=number)
        short = time_prompts.about_shortness(round_, 0.0, NOW)
        assert short is not None
        for asked in (
            short,
            time_prompts.about_lateness(Span(NOW, at[1]), at[0], round_),
            time_prompts.about_lateness(Span(NOW, at[6]), at[0], round_),
            time_prompts.about_gap(40, "X.", slept=True),
            time_prompts.about_gap(400, "X.", slept=False),
            time_prompts.about_unheard(["A"] * 6, "X", responds=number > 1),
            time_prompts.about_no_action("X"),
        ):
            _no_english(asked.title, asked.text, *(label for _reply, label in asked.answers))
    for seconds in (-120, 0, 120):
        _no_english(plenary.pace(NOW + timedelta(seconds=seconds), NOW))
    _no_english(plenary.next_in_words(plenary.programme_now(EVENT, NOW.replace(hour=9))))


def test_the_words_of_names_and_of_what_leaves_are_messages() -> None:
    alike = Circle("c", 1, members=tuple(Member(str(n), name) for n, name in enumerate("AABB")))
    remarks = (equal_names(alike), short_time(4, 90, 60), past_time(Span(NOW, NOW), NOW))
    for remark in remarks:
        assert remark is not None
        _no_english(remark.title, remark.text)
    _no_english(accepted_names("\n".join(f"N{n}" for n in range(20)))[1])
    stories = tuple(
        Story(f"s{n}", "0", "A", points="B", sharing=sharing, left_as=f"L{n}", code="BCDFGHJKLMNP")
        for n, sharing in enumerate(Sharing)
    )
    circle = replace(
        alike,
        stories=(*stories, replace(stories[-1], id="u", unconfirmed=True)),
        actions=(Action("a", "DO", ("0",), "NOON"),),
        facilitator="F",
        theme="T",
    )
    _no_english(*what_leaves(circle), *what_stays(circle), *what_waits(circle))
    for kind in Leaves:
        _no_english(*inside(kind, circle, replace(EVENT, date="", organisation="O"), {}).texts)
    for slip in teller_slips(circle, replace(EVENT, keep_until="2008-01-01")):
        _no_english(slip.chosen, slip.whom, slip.until)
    for state in Handed:
        for now in (NOW, NOW + timedelta(days=2)):
            handing = Handing(state, "", None if state is Handed.NEVER else NOW, "N")
            _no_english(handing.text(now), handing.left_behind(now))


def test_the_words_of_a_merge_are_messages() -> None:
    rows = [row.label for known in ROWS.values() for row in known]
    _no_english(*rows)
    kinds = [kind for kind in ROWS if kind in TRAVELLING]  # a file for members is no merge
    changes = [Change(what, kind, "OLD", "NEW", "1") for what in What for kind in kinds]
    _no_english(line_of(changes), counted(changes), *(change.line() for change in changes))


CODES: dict[str, Sequence[object]] = {
    "kind": list(LineKind),
    "came": list(Came),
    "ticked": [json.dumps([]), json.dumps([*Ticked])],
    "last_time": [json.dumps([]), json.dumps([["an id", "ASK", ["ANN"], "MAY", "an id"]])],
    "worded": [json.dumps([]), json.dumps([["2007-06-14", "WHY?"]])],
    "under_question": range(9),
    "stays": [0, 1],
    "on_day": ["", "2007-06-14"],
    "owners": [json.dumps(["an id"]), json.dumps([])],
    "who": [json.dumps(["an id"]), json.dumps([])],
    "ground_rules": [json.dumps(["ONE VOICE"]), json.dumps([])],
}
"""What the columns of a line's records say that are no words of a person."""


@pytest.mark.parametrize("kind", OF_LINES)
def test_whatever_of_a_line_two_laptops_changed_is_said_in_words(kind: str) -> None:
    """No code and no id is shown, whichever column it is."""
    for column, type_ in OF_LINES[kind].items():
        if column in PRIVATE.get(kind, ()):
            continue
        values = CODES.get(column, [1, 2] if type_ is int else ["an id", "another id"])
        if column not in CODES and column in (row.key for row in ROWS[kind] if typed(row)):
            values = ["ONE", "TWO"]
        copies = [Record(kind, "an id", {column: value}, {}) for value in values]
        (row,) = rows_of(copies)
        _no_english(row.label, *(shown(copy, row, {"an id": "ANN"}) for copy in copies))


def typed(row: Row) -> bool:
    return row.form not in (Form.KEPT, Form.PEOPLE)


def test_an_event_that_a_laptop_made_is_known_in_every_language() -> None:
    """It deletes itself for an organiser's: by no word of it, and not once it was changed."""
    own = own_event("2007-06-14")
    assert own.title == "STORY CIRCLE, 14 MONTHF 2007"
    assert made_without_pack(own)
    with speaking(ENGLISH):
        assert made_without_pack(own)
        first = replace(own_event("2007-06-14"), id="5")  # as they were before
        assert made_without_pack(first)
        for other in (
            EVENT,
            Event("f", "Another", "2007-06-14"),
            replace(own, title="Ours"),
            replace(own, date="2007-06-15"),
            replace(own, venue="Foyer"),
            replace(own, id=own.id.replace("-4", "-5")),
        ):
            assert not made_without_pack(other)
    assert made_without_pack(first)


def test_what_is_shown_in_a_field_is_read_back() -> None:
    """A date and a circle's head, in the language in use and in English."""
    assert parsed_day("14 monthF 2007") == parsed_day("14 June 2007") == "2007-06-14"
    invited = (Invited("e", 5, ("ANN", "BO")), Invited("e", 6, ("CY",)))
    assert readable_invited(typed_invited(invited), "e") == (invited, None)
    assert readable_invited("Circle 5\nANN\nBO\n6\nCY", "e") == (invited, None)


def test_words_read_out_that_nobody_changed_are_no_change() -> None:
    circle = Circle("c", 1)
    ours = opening_for(None, circle)
    _no_english(ours.purpose, *ours.rules, ours.promise)
    assert (
        changed_words(ours.purpose, "\n".join(ours.rules), ours.promise, None, circle) == Opening()
    )
