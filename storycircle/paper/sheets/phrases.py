"""What paper says about an action and a circle's stories, in words."""

from storycircle.core import i18n
from storycircle.core.consent.shareable import Leaving
from storycircle.core.model import Action, Circle
from storycircle.paper.typesetting.shaping import closed, joined

NOT_NOTED = "No name or date was noted"
BRING_BACK = "What did I do, and what happened?"


def nameless(circle: Circle) -> bool:
    """Whether the event's rule keeps names off paper: then people are counted only."""
    return bool(circle.members) and not any(member.name for member in circle.members)


def names_of(circle: Circle, action: Action) -> list[str]:
    """Names, as people see them, of those who are named with an action, in the order noted."""
    shown = circle.shown_names()
    return [shown[id_] for id_ in action.who if id_ in shown]


def who_and_when(circle: Circle, action: Action) -> str:
    """The line under an action: "All six of us · by the end of September".

    The first letter is made large, but never that of a name, which stands as it was typed.
    """
    named = names_of(circle, action)
    if i18n.is_everyone(named, len(circle.members)):
        who = i18n.sentence(i18n.who(named, len(circle.members), us=True))
    elif nameless(circle) and named:
        who = f"{i18n.sentence(i18n.number(len(named)))} of us"
    else:
        who = joined(named, ", ")
    when = by_when(action) if who else i18n.sentence(by_when(action))
    return joined([part for part in (who, when) if part], " · ") or NOT_NOTED


def by_when(action: Action) -> str:
    """The deadline of an action, a date in words: "by 12 July 2007"."""
    return i18n.by_when(i18n.day(action.by))


def with_whom(circle: Circle, action: Action, member: str) -> str:
    """The line under an action on the slip of the member with this id."""
    named = names_of(circle, action)
    shown = circle.shown_names()
    if not named:
        whose = "for all of us: nobody was named"
    elif len(named) == len(circle.members) > 1:
        whose = "with all of us"
    else:
        others = [shown[id_] for id_ in action.who if id_ in shown and id_ != member]
        if others and nameless(circle):
            others = [i18n.counted(len(others), "other")]
        whose = f"with {', '.join(map(closed, others))}" if others else ""
    return joined([part for part in (whose, by_when(action)) if part], " · ")


def stories_told(leaving: Leaving) -> str:
    """The sentence at the foot of the sheet; empty where no story was noted."""
    if not leaving.told:
        return ""
    named, unnamed = len(leaving.circle.stories), len(leaving.unnamed)
    count = f"We told {i18n.counted(leaving.told, 'story', 'stories')}."
    if not named and not unnamed:
        rest = "It stays in the circle." if leaving.told == 1 else "None of them leaves the circle."
    else:
        rest = f"{may_be_shared(named, unnamed)}."
    return f"{count} {rest}"


def may_be_shared(named: int, unnamed: int, noun: tuple[str, str] | None = None) -> str:
    """As in "Two may be shared, without names"; with a noun, "Two stories may be shared, ..."."""
    total = named + unnamed
    counted = i18n.counted(total, *noun) if noun else i18n.number(total)
    if named and unnamed:
        manner = f"{i18n.number(named)} with name and {i18n.number(unnamed)} without names"
    else:
        manner = "with name" if named else "without names"
    return i18n.sentence(f"{counted} may be shared, {manner}")


def event_lines(title: str, date: str) -> list[str]:
    """An event's series on a line of its own, then its own name and date."""
    series, own = i18n.event_name(title)
    return [
        line
        for line in (series, joined([part for part in (own, i18n.day(date)) if part], " · "))
        if line
    ]
