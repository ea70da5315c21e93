"""A part of an event: what stands under one heading, or was held in one region or month."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.checkout.shown import Together, within
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Circle, CircleSummary, Event, Gathered, Story


class By(StrEnum):
    """By what a part is chosen."""

    HEADING = "heading"
    REGION = "region"
    MONTH = "month"


class Only(Struct, frozen=True):
    """A part that is wanted. value: a heading, a region, or a month as YYYY-MM."""

    by: By
    value: str

    @property
    def name(self) -> str:
        """The part as people call it: a heading, a region, "June 2007"."""
        return i18n.month(self.value) if self.by is By.MONTH else self.value

    def in_words(self) -> str:
        """The part in a sentence, as its report says it."""
        if self.by is By.HEADING:
            return _("This is a part of the report: the actions under “{part}”.", part=self.value)
        return _("This is a part of the report: the circles of {part}.", part=self.name)


def only_of(text: str) -> Only:
    """The part that is written as "heading=…", "region=…" or "month=YYYY-MM". Raises Refused."""
    by, equals, value = text.partition("=")
    if not equals or by.strip() not in list(By) or not value.strip():
        raise Refused("part-unclear", text=text)
    return Only(By(by.strip()), value.strip())


def held_on(circle: Circle, event: Event) -> str:
    """The day a circle was held: its own, else its event's; empty where neither is known."""
    return circle.date or event.date


def choices(gathered: Gathered, by: By) -> tuple[str, ...]:
    """The parts there are to choose from: headings in the event's order, regions and months by
    name.
    """
    if by is By.HEADING:
        used = {gathered.heading_of(a) for circle in gathered.circles for a in circle.actions}
        known = [heading for heading in gathered.event.headings if heading in used]
        return (*known, *sorted(used.difference(known, {""})))
    of = _OF[by]
    return tuple(sorted({of(circle, gathered.event) for circle in gathered.circles} - {""}))


def offered(
    event: Event, circles: Iterable[CircleSummary], headings: Sequence[str]
) -> tuple[Only, ...]:
    """The parts that can be chosen of an event: the headings under which an action stands, and the
    regions and months of which not every circle is. circles: as lists show them.
    """
    found = [Only(By.HEADING, heading) for heading in headings]
    circles = tuple(circles)
    regions = {circle.region for circle in circles}
    months = {(circle.date or event.date)[:7] for circle in circles}
    for by, values in ((By.REGION, regions), (By.MONTH, months)):
        if len(values) > 1:
            found += [Only(by, value) for value in sorted(values - {""})]
    return tuple(found)


def part_of(gathered: Gathered, only: Only) -> Gathered:
    """The event with that part of its circles, their actions and stories. Raises Refused where
    nothing is in it, and says what there is.

    A part has no counts of agencies, from which those of the rest could be worked out, and of the
    stories without names only those that stand under one of its circles. A heading has actions,
    and no stories and no check-outs.
    What organisers write is of the whole event.
    """
    there = {one.casefold(): one for one in choices(gathered, only.by)}
    chosen = there.get(only.value.casefold())
    if chosen is None:
        listed = i18n.listed([f"“{one}”" for one in there.values()]) or _("nothing to choose")
        raise Refused("no-such-part", part=only.value, parts=listed)
    stories: tuple[Story, ...] = ()
    checkouts: tuple[Together, ...] = ()
    if only.by is By.HEADING:
        circles = _under(gathered, chosen)
    else:
        of = _OF[only.by]
        circles = tuple(c for c in gathered.circles if of(c, gathered.event) == chosen)
        here = {circle.id for circle in circles}
        stories = tuple(story for story in gathered.stories if story.under in here)
        checkouts = within(gathered.checkouts, here)
    return replace(
        gathered,
        event=replace(gathered.event, expected=0),
        circles=circles,
        stories=stories,
        agencies=(),
        checkouts=checkouts,
        runs=(),
        recommendations=(),
        chapters=(),
        story_places=(),
        matches=(),
    )


def _under(gathered: Gathered, heading: str) -> tuple[Circle, ...]:
    found = []
    for circle in gathered.circles:
        actions = tuple(a for a in circle.actions if gathered.heading_of(a) == heading)
        if actions:
            found.append(replace(circle, actions=actions, stories=()))
    return tuple(found)


def _region(circle: Circle, _event: Event) -> str:
    return circle.region


def _month(circle: Circle, event: Event) -> str:
    return held_on(circle, event)[:7]


_OF: dict[By, Callable[[Circle, Event], str]] = {By.REGION: _region, By.MONTH: _month}
