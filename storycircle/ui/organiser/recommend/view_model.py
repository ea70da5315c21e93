"""What the place *Recommend* says, as plain values: rows under their headings, and their words."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from storycircle.core import i18n
from storycircle.core.afterwards.recommendations import Recommendation, Under, bear_none
from storycircle.core.afterwards.stalls import letters_of, stalls_named
from storycircle.core.i18n import _, n_
from storycircle.core.model import Event
from storycircle.jobs.afterwards.became import BecameAction, BecameOf
from storycircle.jobs.afterwards.recommending import all_headings
from storycircle.store.afterwards.report_parts import Parts

_NAMED = 2  # of what bears one, so many are named in its row


class HeadingRow(Struct, frozen=True):
    """The title of a heading. letters: from which to which. known: it is the event's still. count:
    how many stand under it. folded: they are not shown.
    """

    heading: str
    letters: str = ""
    known: bool = True
    count: int = 0
    folded: bool = False

    @property
    def title(self) -> str:
        """The heading; in words where there is none, or where it is the event's no more."""
        if not self.known:
            return _("{heading} (no heading any more)", heading=self.heading)
        return self.heading or _("Under no heading yet")

    @property
    def said(self) -> str:
        """What stands at its side: the letters, and how many are folded away."""
        if not self.folded:
            return self.letters
        hidden = n_("{count} folded", "{count} folded", self.count)
        return i18n.joined((self.letters, hidden), ", ")


class AdviceRow(Struct, frozen=True):
    """A recommendation with its letter. bearing: what bears it, in short words, actions first.
    acts: how many of these are actions.
    """

    letter: str
    one: Recommendation
    bearing: tuple[str, ...] = ()
    acts: int = 0

    @property
    def named(self) -> tuple[str, ...]:
        """As much of what bears it as its row has room for."""
        return self.bearing[:_NAMED]

    @property
    def beside(self) -> str:
        """What is said beside that: how much more there is, or that there is nothing."""
        if not self.bearing:
            return _("nothing bears it yet")
        more = len(self.bearing) - _NAMED
        return n_("{count} more", "{count} more", more) if more > 0 else ""

    @property
    def bears(self) -> str:
        """What bears it, in words."""
        return i18n.joined((*self.named, self.beside), ", ")


ListRow = HeadingRow | AdviceRow
"""A row of the list."""


class Advice(Struct, frozen=True):
    """All that the place shows. actions: the event's, by id. stalls: their letters, by title."""

    headings: tuple[str, ...] = ()
    under: tuple[Under, ...] = ()
    actions: Mapping[str, BecameAction] = field(default_factory=dict)
    stalls: Mapping[str, str] = field(default_factory=dict)
    every: tuple[Recommendation, ...] = ()

    def rows(self, folded: frozenset[str] = frozenset()) -> tuple[ListRow, ...]:
        """The headings with their recommendations. folded: headings that are shown alone."""
        return tuple(self._rows(folded))

    def _rows(self, folded: frozenset[str]) -> Iterator[ListRow]:
        for under in self.under:
            letters = ""
            if under.lettered:
                first, last = under.lettered[0].letter, under.lettered[-1].letter
                letters = first if first == last else _("{first} – {last}", first=first, last=last)
            count = len(under.lettered)
            hidden = under.heading in folded and count > 0
            yield HeadingRow(under.heading, letters, under.known, count, hidden)
            for one in () if hidden else under.lettered:
                yield AdviceRow(one.letter, one.one, self.bearing(one.one), len(one.one.actions))

    def heading_of(self, id_: str) -> str | None:
        """The heading under which one stands; None where it is not here."""
        return next((one.heading for one in self.every if one.id == id_), None)

    def bearing(self, one: Recommendation) -> tuple[str, ...]:
        """What bears a recommendation, each in two words."""
        actions = [self.short_action(id_) for id_ in one.actions]
        from_set = [_("the learning set")] if one.from_set else []
        return (*actions, *(self.short_stall(title) for title in one.stalls), *from_set)

    def short_action(self, id_: str) -> str:
        """An action by its circle and its place there."""
        action = self.actions.get(id_)
        if action is None:
            return _("an action that is not here")
        return _(
            "circle {number} · {place}",
            number=i18n.figures(action.number),
            place=i18n.figures(action.place),
        )

    def short_stall(self, title: str) -> str:
        """A stall by its letter."""
        letter = self.stalls.get(title, "")
        return _("stall {letter}", letter=letter) if letter else i18n.short(title)

    @property
    def bear_none(self) -> tuple[BecameAction, ...]:
        """The actions on which no recommendation rests."""
        return tuple(self.actions[id_] for id_ in bear_none(self.actions, self.every))

    def letter(self, id_: str) -> str:
        """The letter of a recommendation; empty where it is not here."""
        found = [one.letter for under in self.under for one in under.lettered if one.one.id == id_]
        return found[0] if found else ""


def advice_of(event: Event | None, parts: Parts, became: BecameOf | None) -> Advice:
    """What is known of an event's recommendations."""
    if event is None:
        return Advice()
    used = became.headings if became is not None else ()
    headings = tuple(h for h in dict.fromkeys((*event.headings, *used)) if h) or ("",)
    under = all_headings(parts.recommendations, headings)
    known = {h for h in headings if h}
    marked = tuple(
        Under(each.heading, each.lettered, each.heading in known or not each.heading)
        for each in under
    )
    actions = {one.action: one for one in became.actions} if became is not None else {}
    beside = (one.stalls for one in parts.recommendations)
    titles = stalls_named(event.stalls, (run.stall for run in parts.runs), *beside)
    letters = letters_of(titles, event.stall_plans)
    return Advice(headings, marked, actions, letters, parts.recommendations)


def about(advice: Advice, rows: Sequence[ListRow]) -> str:
    """How many recommendations there are, in a sentence or two; and what of them is folded away."""
    count = len(advice.every)
    if not count:
        return _("None yet. They are lettered through all headings, and go into the report.")
    said = n_(
        "{Count}, lettered through all headings. It goes into the report.",
        "{Count}, lettered through all headings. They go into the report.",
        count,
    )
    folded = sum(isinstance(row, HeadingRow) and row.folded for row in rows)
    if not folded:
        return said
    hidden = n_("{Count} heading is folded.", "{Count} headings are folded.", folded)
    return f"{said} {hidden}"
