"""What is said aloud of a running circle, for whoever cannot see the ring: a sentence a change."""

from collections.abc import Callable, Iterator
from math import ceil

from storycircle.core import i18n
from storycircle.core.consent.permission_to_leave import never_asked
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Story
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import ended
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.story_time import stage_left
from storycircle.core.turns.time_marks import END, HALF_MINUTE
from storycircle.core.turns.time_prompts import Asked
from storycircle.ui.session.state import SessionState

_OfWork = Callable[[SessionState, SessionState], Iterator[str]]


def of_mark(mark: int) -> str:
    """What a mark of a turn's time says. mark: seconds left of the turn, negative once over."""
    if mark == HALF_MINUTE:
        return _("Half a minute left.")
    if mark == END:
        return _("The time is over.")
    return n_("{Count} minute over.", "{Count} minutes over.", -mark // 60)


def of_change(before: SessionState, after: SessionState, now: float) -> str:
    """What a change says of turns, time, ideas and actions, "" where it changes none of them.
    now: the clock's reading, seconds.
    """
    return _of(before, after, now, _of_work)


def of_undo(before: SessionState, after: SessionState, now: float, *, again: bool) -> str:
    """What undo says, which is never nothing but where the stage is another: its name is said then.
    again: it is redo.
    """
    said = _of(before, after, now, _of_work_put_back)
    if said or after.stage is not before.stage:
        return said
    return _("Done again.") if again else _("Undone.")


def _of(before: SessionState, after: SessionState, now: float, of_work: _OfWork) -> str:
    if after.stage is not before.stage:
        return ""  # the name of the stage is said instead
    lines = []
    if after.told != before.told:
        lines.append(_of_room(after))
    if after.circle is not before.circle:
        lines += [_of_members(before, after), *of_work(before, after)]
    if after.plan is not before.plan:
        lines += _of_plan(before, after, now)
    if after.stage is not Stage.STORIES:
        lines.append(_of_stage(before, after, now))
    elif after.round is not None and after.round != before.round:
        lines += [
            _of_round(before.round, after.round),
            _of_turn(before, after, after.round, now),
            *_of_seats(before, after, after.round),
        ]
    asked = nudge(after)
    if asked and asked != nudge(before):
        lines.append(asked)
    return " ".join(filter(None, lines))


def _of_room(after: SessionState) -> str:
    """What the room reads from now on. The end of a break says so in a notice."""
    if after.told is None:
        return _("The room no longer reads it.")
    # For translators: {words} is what the facilitator has put before the room.
    return _("The room reads: {words}.", words=after.told.words.rstrip("."))


def _of_plan(before: SessionState, after: SessionState, now: float) -> Iterator[str]:
    """The first stage whose time was changed, and what everyone has by it. Where the turn itself
    is changed with it, that is said instead.
    """
    old, new = before.plan, after.plan
    changed = (stage for stage in Stage if old.spans[stage] != new.spans[stage])
    stage = next(changed, None)
    if stage is None or before.circle is not after.circle:
        return
    rounds = [one.round for one in (before, after) if one.round is not None]
    left = [round_.left(now) for round_ in rounds]
    if after.stage is Stage.STORIES and max(left, default=0.0) - min(left, default=0.0) >= 1:
        return
    if new.each and new.each != old.each:
        yield _("{length} for each person.", length=i18n.sentence(i18n.spoken_length(new.each)))
    yield _("{stage} {times}.", stage=after.words.named(stage), times=new.spans[stage].shown())


def _of_members(before: SessionState, after: SessionState) -> str:
    """The order in which people sit, where they changed places."""
    old, new = before.circle.shown_names(), after.circle.shown_names()
    if list(old) == list(new) or set(old) != set(new):
        return ""
    return _("In this order: {names}.", names=i18n.listed(list(new.values())))


def _of_work(before: SessionState, after: SessionState) -> Iterator[str]:
    """Ideas and actions that are new. What goes away says so in a notice."""
    old, new = before.circle, after.circle
    had = {idea.id for idea in old.ideas} | {action.id for action in old.actions}
    for place, action in enumerate(new.actions, 1):
        if len(new.actions) > len(old.actions) and action not in old.actions:
            count = i18n.number(place)
            yield _("Action {number}: {text}", number=count, text=_ended(action.text))
    for idea in new.ideas:
        if len(new.actions) == len(old.actions) and idea.id not in had:
            yield _("An idea: {text}", text=_ended(idea.text))


def _of_work_put_back(before: SessionState, after: SessionState) -> Iterator[str]:
    """Ideas and actions that are there again or stand otherwise, and those that are gone: of what
    undo takes away nobody else says so.
    """
    old, new = before.circle, after.circle
    for place, action in enumerate(new.actions):
        if old.actions[place : place + 1] != (action,):
            count = i18n.number(place + 1)
            yield _("Action {number}: {text}", number=count, text=_ended(action.text))
    for idea in new.ideas:
        if idea not in old.ideas:
            text = _ended(idea.text)
            hands = n_("{Count} hand: {text}", "{Count} hands: {text}", idea.hands, text=text)
            had = any(idea.id == other.id for other in old.ideas)
            yield hands if had else _("An idea: {text}", text=text)
    here = _texts(new)
    for text in _texts(old):
        if text not in here:
            yield _("Taken away: {text}", text=_ended(text))


def _texts(circle: Circle) -> list[str]:
    return [idea.text for idea in circle.ideas] + [action.text for action in circle.actions]


def _of_seats(before: SessionState, after: SessionState, round_: Round) -> Iterator[str]:
    """Who went away or came back, and who speaks next but one where somebody was called."""
    old = before.round
    if old is None or old.seats != round_.seats:
        return
    for member in round_.seats if round_.away != old.away else ():
        if (member in round_.away) != (member in old.away):
            name = after.name(member)
            away = member in round_.away
            yield _("{name} is away.", name=name) if away else _("{name} is back.", name=name)
    if old.begun and round_.begun and before.turn == after.turn:
        following = round_.following
        if following and following != old.following:
            yield _("After that comes {name}.", name=after.speakers(following))


def _of_turn(before: SessionState, after: SessionState, round_: Round, now: float) -> str:
    old, name = before.round, after.speakers(round_.current)
    same = old is not None and before.turn == after.turn
    if round_.current is None:
        title, lines = ended(round_, after.words)
        return "" if same else " ".join([f"{title}.", *lines])
    if not round_.begun:
        if same and old and not old.begun:
            given = old.given_now() != round_.given_now()
            return _("Now {time}.", time=_time(round_.left(now))) if given else ""
        return _("{name} is next.", name=name)
    time = _time(round_.left(now))
    if not (same and old and old.begun):
        return _("{name} speaks, {time}.", name=name, time=time)
    if old.running == round_.running:
        moved = abs(old.left(now) - round_.left(now)) >= 1
        return _("Now {time}.", time=time) if moved else ""
    goes_on = _("{name} goes on, {time}.", name=name, time=time)
    return goes_on if round_.running else _("Paused, {time}.", time=time)


def _of_round(before: Round | None, after: Round) -> str:
    """Which named round begins, and what is asked in it."""
    named = after.named if after.rounds else None
    if named is None or (before is not None and before.named == named):
        return ""
    said = _(
        "Round {number} of {all}: {name}.",
        number=i18n.figures(after.number),
        all=i18n.figures(len(after.rounds)),
        name=named.name.rstrip("."),
    )
    return f"{said} {_ended(named.prompt)}" if named.prompt else said


def _of_stage(before: SessionState, after: SessionState, now: float) -> str:
    """What starting and pausing the clock of Dialogue or Commit says."""
    stage = after.stage
    runs = after.clocks.running is stage
    left = stage_left(stage, after.plan, after.clocks, now)
    if left is None or runs == (before.clocks.running is stage):
        return ""
    time = _time(left)
    return _("The time runs, {time}.", time=time) if runs else _("Paused, {time}.", time=time)


def _ended(text: str) -> str:
    """A text of the circle's own as a sentence, so that a reader stops after it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _time(left: float) -> str:
    """Seconds left, or over where negative, in words: the figure that the ring shows."""
    whole = ceil(left)
    length = i18n.spoken_length(abs(whole))
    return _("{length} over", length=length) if whole < 0 else _("{length} left", length=length)


def story_to_ask(state: SessionState) -> Story | None:
    """The story that was just told, in the breath after it, where nobody was asked for it yet and
    nobody said *Later*.
    """
    round_ = state.round
    last = round_.heard[-1] if round_ is not None and round_.heard else None
    if round_ is None or last is None or last.passed or not state.settings.ask_after_story:
        return None
    if not round_.tells:
        return None
    if state.stage is not Stage.STORIES or round_.begun:
        return None
    if (Asked.CONSENT, state.turn) in state.settled:
        return None
    if last.member not in {member.id for member in state.circle.members}:
        return None
    return never_asked(state.circle, last.member)


def nudge(state: SessionState) -> str:
    """What is asked of that story, "" where there is none."""
    story = story_to_ask(state)
    if story is None:
        return ""
    return _("May {name}’s story leave?", name=i18n.short(state.name(story.teller)))
