"""The report's sentences on counts: who is here and missing, what was not noted, what it holds."""

from collections.abc import Collection, Sequence

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_

UNTAGGED = N_(
    "This PDF is not tagged for screen readers. Saved as a web page, the same words are in a form "
    "that everyone can read."
)
"""What the properties of a report's PDF say: its writer cannot mark headings and tables."""

MOST_NAMED = 12
"""Missing circles named one by one; a number typed wrong may be very high."""


def missing_numbers(expected: int, numbers: Collection[int]) -> list[int]:
    """The numbers expected, from 1, of which no circle is here."""
    there = set(numbers)
    return [number for number in range(1, expected + 1) if number not in there]


def arrivals_in_words(
    expected: int,
    numbers: Sequence[int],
    corrected: Sequence[int],
    from_paper: Sequence[int] = (),
) -> str:
    """How the circles stand, in sentences; empty where nothing was expected or corrected, and all
    came as files.
    """
    sentences = []
    if expected:
        sentences.append(_missing(expected, missing_numbers(expected, numbers)))
    if corrected:
        sentences.append(
            n_(
                "Circle {numbers} was corrected after coming in.",
                "Circles {numbers} were corrected after coming in.",
                len(corrected),
                numbers=_listed(corrected),
            )
        )
    if from_paper:
        sentences.append(
            n_(
                "Circle {numbers} is known from its paper alone.",
                "Circles {numbers} are known from their paper alone.",
                len(from_paper),
                numbers=_listed(from_paper),
            )
        )
    return " ".join(sentences)


def _missing(expected: int, missing: Sequence[int]) -> str:
    here = expected - len(missing)
    if not missing:
        return n_(
            "All of the {count} circle expected are here.",
            "All of the {count} circles expected are here.",
            expected,
        )
    circles = n_("{count} circle", "{count} circles", expected)
    if len(missing) > MOST_NAMED:
        return n_(
            "{Count} of {circles} expected is here.",
            "{Count} of {circles} expected are here.",
            here,
            circles=circles,
        )
    return n_(
        "{Count} of {circles} expected is here: {missing}.",
        "{Count} of {circles} expected are here: {missing}.",
        here,
        circles=circles,
        missing=n_(
            "circle {numbers} is still missing",
            "circles {numbers} are still missing",
            len(missing),
            numbers=_listed(missing),
        ),
    )


def _listed(numbers: Sequence[int]) -> str:
    return i18n.listed([str(number) for number in numbers])


def not_noted(noted: Sequence[Sequence[bool]], numbers: Sequence[int]) -> str:
    """In one sentence, the actions without name and date; empty where all have one.

    noted: for each circle, whether each of its actions has a name or a date.
    """
    every = sum(len(circle) for circle in noted)
    missing = sum(1 for circle in noted for there in circle if not there)
    if not missing:
        return ""
    if missing == every:
        return n_(
            "No name or date was noted for the one action.",
            "No name or date was noted for any of the {count} actions.",
            every,
        )
    where: dict[str, list[int]] = {}
    for circle, number in zip(noted, numbers, strict=True):
        if not all(circle):
            which = "".join("-+"[there] for there in circle)
            where.setdefault(_ALIKE.get(which, which), []).append(number)
    parts = [_which_of(which, circles) for which, circles in where.items()]
    gaps = ", ".join(parts)
    if len(parts) > 1:
        # For translators: {gaps} is a list already, as "both of circle 2, the last of circle 4".
        gaps = _("{gaps}, and {last}", gaps=", ".join(parts[:-1]), last=parts[-1])
    return n_(
        "No name or date was noted for the other one: {which}.",
        "No name or date was noted for the other {count}: {which}.",
        missing,
        which=gaps,
    )


_ALIKE = {"-+": "-++", "+-": "+-+"}
"""Of two actions and of three, the first, and the second, are said alike."""


def _which_of(which: str, circles: Sequence[int]) -> str:
    """The actions of some circles where nothing was noted: "the first two of circles 1 and 4".

    which: a sign for each action of such a circle, "-" where nothing was.
    """
    count, numbers = len(circles), _listed(circles)
    if "+" not in which:
        return _all_of(which, count, numbers)
    said = {
        "--+": n_(
            "the first two of circle {numbers}",
            "the first two of circles {numbers}",
            count,
            numbers=numbers,
        ),
        "+--": n_(
            "the last two of circle {numbers}",
            "the last two of circles {numbers}",
            count,
            numbers=numbers,
        ),
        "-+-": n_(
            "the first and third of circle {numbers}",
            "the first and third of circles {numbers}",
            count,
            numbers=numbers,
        ),
    }
    return said.get(which) or _one_of(which, count, numbers)


def _all_of(which: str, count: int, numbers: str) -> str:
    said = {
        "-": n_(
            "the one of circle {numbers}", "the one of circles {numbers}", count, numbers=numbers
        ),
        "--": n_("both of circle {numbers}", "both of circles {numbers}", count, numbers=numbers),
        "---": n_(
            "all three of circle {numbers}",
            "all three of circles {numbers}",
            count,
            numbers=numbers,
        ),
    }
    return said[which]


def _one_of(which: str, count: int, numbers: str) -> str:
    said = {
        "-++": n_(
            "the first of circle {numbers}",
            "the first of circles {numbers}",
            count,
            numbers=numbers,
        ),
        "+-+": n_(
            "the second of circle {numbers}",
            "the second of circles {numbers}",
            count,
            numbers=numbers,
        ),
        "++-": n_(
            "the third of circle {numbers}",
            "the third of circles {numbers}",
            count,
            numbers=numbers,
        ),
    }
    return said[which]


def in_which_order(circles: int, waiting: int, actions: int) -> str:
    """A sentence on the order of circles and actions in the report; some actions may wait for a
    heading.
    """
    if not waiting:
        return n_(
            "It appears first in its own words; then every action stands under a heading, in the "
            "report’s wording beside the circle’s.",
            "Each appears first in its own words; then every action stands under a heading, in "
            "the report’s wording beside the circle’s.",
            circles,
        )
    if waiting == actions:
        return n_(
            "It appears first in its own words; then every action stands once more, not yet under "
            "a heading, in the report’s wording beside the circle’s.",
            "Each appears first in its own words; then every action stands once more, not yet "
            "under a heading, in the report’s wording beside the circle’s.",
            circles,
        )
    return n_(
        "It appears first in its own words; then the actions stand under headings, {some}, in the "
        "report’s wording beside the circle’s.",
        "Each appears first in its own words; then the actions stand under headings, {some}, in "
        "the report’s wording beside the circle’s.",
        circles,
        some=n_("{count} not yet under one", "{count} not yet under one", waiting),
    )


def may_be_shared(named: int, unnamed: int) -> str:
    """How many stories leave, and how: "Two stories may be shared, without names."."""
    if named and unnamed:
        return n_(
            "{Count} story may be shared, {named} with name and {unnamed} without names.",
            "{Count} stories may be shared, {named} with name and {unnamed} without names.",
            named + unnamed,
            named=i18n.number(named),
            unnamed=i18n.number(unnamed),
        )
    if named:
        return n_(
            "{Count} story may be shared, with name.",
            "{Count} stories may be shared, with name.",
            named,
        )
    return n_(
        "{Count} story may be shared, without names.",
        "{Count} stories may be shared, without names.",
        unnamed,
    )
