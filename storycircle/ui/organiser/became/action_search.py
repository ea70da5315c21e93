"""The actions of *What became*, in their groups and as they are searched: what does not change from
letter to letter is worked out once.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_, p_
from storycircle.core.reviews.review import state_word
from storycircle.jobs.afterwards.became import BecameAction, BecameOf
from storycircle.paper.afterwards.what_became import STATES
from storycircle.ui.organiser.became.view_model import GroupRow, ListRow, heading_title, said_line

ALL, OVERDUE, UNTOLD = "", "overdue", "untold"
"""Parts of the list beside the states: all of it, what is late, and what nobody told of."""


class _Group(Struct, frozen=True):
    """Some actions in their order. above: those of the same group that stand further up, in another
    one. titled: what it is called where so many stand here, and so many above.
    """

    actions: Sequence[BecameAction]
    above: Sequence[BecameAction]
    titled: Callable[[int, int], str]


class ActionSearch:
    """What became of the actions of an event, to be searched. text, part: what is searched for, and
    the part that is shown alone.
    """

    def __init__(self, became: BecameOf) -> None:
        self.became = became
        self.text, self.part = "", ALL
        self._parts = _in_parts(became)
        self._groups: dict[bool, Sequence[_Group]] = {}
        self._texts: dict[str, str] = {}  # what can be searched for, by action
        self._found: Sequence[BecameAction] = became.actions

    @property
    def count(self) -> int:
        """How many actions are found."""
        return len(self._found)

    @property
    def parts(self) -> Mapping[str, tuple[str, int]]:
        """The parts of which one can be shown alone: its words, and how many actions it has."""
        words = {ALL: p_("all actions", "All"), OVERDUE: i18n.sentence(_("overdue"))}
        words |= {state or UNTOLD: i18n.sentence(state_word(state)) for state in STATES}
        return {part: (words[part], len(actions)) for part, actions in self._parts.items()}

    def read_texts(self) -> None:
        """Have at hand what can be searched for, so that the first letter is answered at once: of
        each action its words, its circle's number, who does it, by when, its heading, and what was
        told of it; without regard to capitals.
        """
        if not self._texts:
            self._texts = {
                one.action: "\n".join(
                    (
                        one.wording,
                        str(one.number),
                        one.who,
                        one.due.text,
                        one.heading,
                        said_line(one),
                    )
                ).casefold()
                for one in self.became.actions
            }

    def find(self, text: str, part: str) -> None:
        """Find the actions of a part that hold each word of a text."""
        text = text.casefold()
        if (text, part) == (self.text, self.part):
            return
        # A letter more finds some of those that were found.
        further = part == self.part and text.startswith(self.text)
        found = self._found if further else self._parts.get(part, ())
        self.text, self.part = text, part
        words = text.split()
        if words:
            self.read_texts()
        texts = self._texts
        for word in words:
            found = [one for one in found if word in texts[one.action]]
        self._found = found

    def rows(self, *, by_circle: bool) -> tuple[ListRow, ...]:
        """The actions that are found, each once: those to look at, the overdue ones, then by
        heading or by circle, under the titles of their groups.
        """
        groups = self._groups.get(by_circle)
        if groups is None:
            groups = self._groups[by_circle] = _groups(self.became, by_circle=by_circle)
        every = len(self._found) == len(self.became.actions)
        found = None if every else {one.action for one in self._found}
        rows: list[ListRow] = []
        for group in groups:
            here = _of(group.actions, found)
            if here:
                rows.append(GroupRow(group.titled(len(here), len(_of(group.above, found)))))
                rows += here
        return tuple(rows)


def _of(actions: Sequence[BecameAction], found: set[str] | None) -> Sequence[BecameAction]:
    return actions if found is None else [one for one in actions if one.action in found]


def _in_parts(became: BecameOf) -> dict[str, Sequence[BecameAction]]:
    """The actions of each part that has any, and of the whole."""
    of_state: dict[str, list[BecameAction]] = {state or UNTOLD: [] for state in STATES}
    for one in became.actions:
        of_state[one.state or UNTOLD].append(one)
    late = [one for one in became.actions if one.overdue]
    parts = {OVERDUE: late, **of_state}
    return {ALL: became.actions, **{part: some for part, some in parts.items() if some}}


def _groups(became: BecameOf, *, by_circle: bool) -> Sequence[_Group]:
    undecided = became.undecided
    above = {one.action for one in undecided}
    late = [one for one in became.overdue if one.action not in above]
    above |= {one.action for one in late}
    groups = [
        _Group(
            undecided,
            (),
            lambda count, _above: _("To look at first: {count}", count=i18n.figures(count)),
        ),
        _Group(
            late,
            (),
            lambda count, _above: _("Overdue first: {count}", count=i18n.figures(count)),
        ),
    ]
    titled = _by_circle(became) if by_circle else _by_heading(became)
    for title, actions in titled:
        rest = sorted((a for a in actions if a.action not in above), key=lambda one: one.order)
        groups.append(_Group(rest, [a for a in actions if a.action in above], _more(title)))
    return groups


def _more(title: str) -> Callable[[int, int], str]:
    """What a group is called: where some of it stand above, it has so many more."""

    def titled(count: int, above: int) -> str:
        more = n_("{figures} more", "{figures} more", count) if above else ""
        return i18n.joined((title, more), " · ")

    return titled


def _by_circle(became: BecameOf) -> Sequence[tuple[str, Sequence[BecameAction]]]:
    of_circle: dict[str, list[BecameAction]] = {one.circle: [] for one in became.circles}
    for action in became.actions:
        of_circle[action.circle].append(action)
    return [
        (_("Circle {number}", number=circle.number), of_circle[circle.circle])
        for circle in became.circles
    ]


def _by_heading(became: BecameOf) -> Sequence[tuple[str, Sequence[BecameAction]]]:
    under: dict[str, list[BecameAction]] = {heading: [] for heading in became.headings}
    for action in became.actions:
        under[action.heading].append(action)
    return [(heading_title(heading), actions) for heading, actions in under.items()]
