"""Pure edits of ideas and actions, and the rule of three actions at most."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import (
    MOST_ACTIONS,
    Action,
    Circle,
    Idea,
    may_commit,
    new_id,
    outside,
    outside_name,
)
from storycircle.core.size_limits import LINE, MOST_OUTSIDE, PARAGRAPH, bounded
from storycircle.core.text import one_line


def commit(circle: Circle, action: Action) -> Circle:
    """The circle with one action more. Raises Refused where it already has three."""
    if not may_commit(len(circle.actions) + 1):
        raise Refused("three-is-the-most")
    return replace(circle, actions=(*circle.actions, action))


def split(actions: Sequence[Action]) -> tuple[tuple[Action, ...], tuple[Idea, ...]]:
    """The actions a circle commits to, and as ideas those of two laptops that are too many."""
    kept: list[Action] = []
    ideas: list[Idea] = []
    for a in actions:
        if may_commit(len(kept) + 1):
            kept.append(a)
        else:
            id_ = f"{a.id}/idea"
            ideas.append(Idea(id_, a.text, 0, a.who, a.by, a.heading, a.stall, a.story))
    return tuple(kept), tuple(ideas)


def with_idea(circle: Circle, text: str) -> Circle:
    """The circle with one idea more; nothing for an empty line."""
    idea = bounded(one_line(text), PARAGRAPH, _("An idea"))
    return replace(circle, ideas=(*circle.ideas, Idea(new_id(), idea))) if idea else circle


def with_hands(circle: Circle, idea: str, hands: int) -> Circle:
    """The circle with the number of people who support an idea."""
    ideas = tuple(replace(i, hands=hands) if i.id == idea else i for i in circle.ideas)
    return replace(circle, ideas=ideas)


def without_idea(circle: Circle, idea: str) -> Circle:
    return replace(circle, ideas=tuple(i for i in circle.ideas if i.id != idea))


def committed(circle: Circle, idea: str, place: int = MOST_ACTIONS) -> Circle:
    """An idea becomes an action, at a place from 0, else the last.

    Raises Refused where the circle has three.
    """
    more = commit(circle, _as_action(_idea(circle, idea)))
    up = max(0, len(circle.actions) - place)
    return without_idea(moved_up(more, more.actions[-1].id, up), idea)


def swapped(circle: Circle, idea: str, place: int) -> Circle:
    """An idea takes the place of the action at `place` (from 0), which becomes an idea."""
    actions = list(circle.actions)
    back = _as_idea(actions[place])
    actions[place] = _as_action(_idea(circle, idea))
    ideas = tuple(back if i.id == idea else i for i in circle.ideas)
    return replace(circle, actions=tuple(actions), ideas=ideas)


def moved_back(circle: Circle, action: str) -> Circle:
    """An action becomes an idea again; who and by when stay with it."""
    old = next(a for a in circle.actions if a.id == action)
    actions = tuple(a for a in circle.actions if a.id != action)
    return replace(circle, actions=actions, ideas=(*circle.ideas, _as_idea(old)))


def moved_up(circle: Circle, action: str, places: int) -> Circle:
    """An action moved towards the first by so many places; below nought, towards the last."""
    actions = list(circle.actions)
    at = next(i for i, a in enumerate(actions) if a.id == action)
    to = min(max(at - places, 0), len(actions) - 1)
    actions.insert(to, actions.pop(at))
    return replace(circle, actions=tuple(actions))


def with_action(
    circle: Circle,
    action: str,
    *,
    text: str | None = None,
    who: tuple[str, ...] | None = None,
    by: str | None = None,
    heading: str | None = None,
    arising: tuple[str, str] | None = None,
    others: str | None = None,
) -> Circle:
    """The circle with one of its actions changed; what is None stays.

    others: names of people outside the circle, parted by commas; who is in it after all is named as
    a member.

    arising: a market stall, and the id of a story told here; either or both empty.

    An action cannot become empty: its last words stay until others are written.
    """
    old = next(a for a in circle.actions if a.id == action)
    new = old
    if text is not None and one_line(text):
        new = replace(new, text=bounded(one_line(text), PARAGRAPH, _("An action")))
    if who is not None:
        beside = [one for one in old.who if outside_name(one)]
        new = replace(new, who=(*_seated(circle, who), *beside))
    if others is not None:
        new = replace(new, who=_with_others(circle, old, others))
    if by is not None:
        new = replace(new, by=bounded(one_line(by), LINE, _("The time")))
    if heading is not None:
        new = replace(new, heading=bounded(one_line(heading), LINE, _("A heading")))
    if arising is not None:
        new = replace(new, stall=arising[0], story=arising[1])
    return replace(circle, actions=tuple(new if a is old else a for a in circle.actions))


def _seated(circle: Circle, who: Collection[str]) -> tuple[str, ...]:
    """Members, in seat order."""
    return tuple(m.id for m in circle.members if m.id in who)


def _with_others(circle: Circle, action: Action, typed: str) -> tuple[str, ...]:
    """Who commits to an action, with these from outside. Raises Refused for too many, or a name
    that is too long.
    """
    ids = {name.casefold(): id_ for id_, name in circle.shown_names().items()}
    names = [
        bounded(name, LINE, _("A name")) for part in typed.split(",") if (name := one_line(part))
    ]
    here = [ids[name.casefold()] for name in names if name.casefold() in ids]
    beside = {name.casefold(): name for name in names if name.casefold() not in ids}
    if len(beside) > MOST_OUTSIDE:
        raise Refused("too-many-outside", count=len(beside), most=MOST_OUTSIDE)
    return (*_seated(circle, (*action.who, *here)), *map(outside, beside.values()))


def _idea(circle: Circle, idea: str) -> Idea:
    return next(i for i in circle.ideas if i.id == idea)


def _as_action(idea: Idea) -> Action:
    return Action(new_id(), idea.text, idea.who, idea.by, idea.heading, idea.stall, idea.story)


def _as_idea(action: Action) -> Idea:
    return Idea(
        new_id(),
        action.text,
        0,
        action.who,
        action.by,
        action.heading,
        action.stall,
        action.story,
    )
