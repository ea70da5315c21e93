"""What paper says about an action and a circle's stories, in words."""

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import letters_of
from storycircle.core.consent.shareable import Leaving
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Action, Circle, Event
from storycircle.paper.typesetting.text_direction import closed, joined

BRING_BACK = N_("What did I do, and what happened?")


def nameless(circle: Circle) -> bool:
    """Whether the event's rule keeps names off paper: then people are counted only."""
    return bool(circle.members) and not any(member.name for member in circle.members)


def who_and_when(circle: Circle, action: Action) -> str:
    """The line under an action: "All six of us · by the end of September"; empty where neither
    a name nor a date was noted.

    The first letter is made large, but never that of a name, which stands as it was typed.
    """
    named, others = circle.named(action)
    if i18n.is_everyone(named, len(circle.members)):
        who = n_("All {count} of us", "All {count} of us", len(named))
    elif nameless(circle) and named:
        who = n_("{Count} of us", "{Count} of us", len(named))
    else:
        who = joined(named, ", ")
    who = joined([part for part in (who, *others) if part], ", ")
    when = by_when(action) if who else i18n.sentence(by_when(action))
    return joined([part for part in (who, when) if part], " · ")


def from_stall(event: Event | None, action: Action) -> str:
    """From which market stall an action arose, by its letter; empty where none is noted."""
    if not action.stall:
        return ""
    letters = letters_of(event.stalls, event.stall_plans) if event else {}
    if action.stall in letters:
        return _("from stall {letter}", letter=letters[action.stall])
    return _("from the stall “{title}”", title=i18n.short(action.stall))


def by_when(action: Action) -> str:
    """The deadline of an action, a date in words: "by 12 July 2007"."""
    return i18n.by_when(i18n.day(action.by))


def with_whom(circle: Circle, action: Action, member: str) -> str:
    """The line under an action on the slip of the member with this id."""
    named, outside = circle.named(action)
    shown = circle.shown_names()
    if not named and not outside:
        whose = _("for all of us: nobody was named")
    elif i18n.is_everyone(named, len(circle.members)) and not outside:
        whose = _("with all of us")
    elif i18n.is_everyone(named, len(circle.members)):
        whose = _("with all of us, and {names}", names=", ".join(map(closed, outside)))
    else:
        others = [shown[id_] for id_ in action.who if id_ in shown and id_ != member]
        if others and nameless(circle):
            whose = n_("with {count} other", "with {count} others", len(others))
        else:
            beside = [*others, *outside]
            whose = _("with {names}", names=", ".join(map(closed, beside))) if beside else ""
    return joined([part for part in (whose, by_when(action)) if part], " · ")


def stories_told(leaving: Leaving) -> str:
    """The sentence at the foot of the sheet; empty where no story was noted."""
    if not leaving.told:
        return ""
    named, unnamed = len(leaving.circle.stories), len(leaving.unnamed)
    count = n_("We told {count} story.", "We told {count} stories.", leaving.told)
    if named or unnamed:
        return f"{count} {_may_be_shared(named, unnamed)}"
    rest = n_("It stays in the circle.", "None of them leaves the circle.", leaving.told)
    return f"{count} {rest}"


def _may_be_shared(named: int, unnamed: int) -> str:
    """How many of the stories leave, and how: "Two may be shared, without names."."""
    if named and unnamed:
        return n_(
            "{Count} may be shared, {named} with name and {unnamed} without names.",
            "{Count} may be shared, {named} with name and {unnamed} without names.",
            named + unnamed,
            named=i18n.number(named),
            unnamed=i18n.number(unnamed),
        )
    if named:
        return n_("{Count} may be shared, with name.", "{Count} may be shared, with name.", named)
    return n_(
        "{Count} may be shared, without names.", "{Count} may be shared, without names.", unnamed
    )


def event_lines(title: str, date: str) -> list[str]:
    """An event's series on a line of its own, then its own name and date, once."""
    series, own = i18n.event_name(title)
    return [
        line
        for line in (
            series,
            joined([part for part in (own, i18n.day_beside(own, date)) if part], " · "),
        )
        if line
    ]
