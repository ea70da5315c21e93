"""Made-up actions of many circles, with the heading that each belongs under.

A third is one of a few things said in many ways, as actions of many circles are. A third is said
in words that no other action shares. A third is said like others that belong elsewhere, so that
what is taken to go together does not.
"""

import random

from storycircle.core.model import Action, Circle, Event, Gathered, Member

HEADINGS = (
    "Identify the needs of communities and families",
    "Share information about what services are available",
    "Promote opportunities for exchange and sharing",
    "Make multi-agency forums work more effectively",
    "Promote organisational and professional cultural change",
    "Transport and getting there",
)
_SAID_OFTEN = (
    "Ask {who} what they need before we plan",
    "Write a short directory of what there is for {who}",
    "Hold a shared lunch with {who} every month",
    "Begin each forum with a case brought by {who}",
    "Say thank you to {who} in public",
    "Share lifts to the market with {who}",
)
_SAID_ALIKE = "Meet {who} about matter {what} before the end of the year"
_WHO = ("carers", "tenants", "teachers", "new parents", "the police", "volunteers", "youth workers")
_ENDS = ("", ".", " this year.", " from now on.", " by the summer.")
_LETTERS = "abcdefghijklmnoprstuvw"


def many(count: int, seed: int = 1) -> tuple[Gathered, dict[str, str]]:
    """An event with so many actions under no heading, and where each belongs, by its id."""
    rng = random.Random(seed)  # noqa: S311
    belongs: dict[str, str] = {}
    circles = []
    for number in range(1, (count + 2) // 3 + 1):
        actions = []
        for place in range(min(3, count - len(belongs))):
            heading = rng.randrange(len(HEADINGS))
            id_ = f"{number}-{place}"
            belongs[id_] = HEADINGS[heading]
            text = _text(rng, heading, place) + rng.choice(_ENDS)
            actions.append(Action(id_, text, who=("m", "n"), by=rng.choice(("", "September"))))
        people = (Member("m", "Ann B"), Member("n", "Bo C"))
        circles.append(Circle(f"c{number}", number, "e", members=people, actions=tuple(actions)))
    event = Event("e", "A year of circles", question="What helps?", headings=HEADINGS)
    return Gathered(event, tuple(circles)), belongs


def _text(rng: random.Random, heading: int, kind: int) -> str:
    who = rng.choice(_WHO)
    if kind == 0:
        return _SAID_OFTEN[heading].format(who=who)
    if kind == 1:
        return " ".join("".join(rng.choices(_LETTERS, k=7)) for _ in range(9)).capitalize()
    return _SAID_ALIKE.format(who=who, what="".join(rng.choices(_LETTERS, k=6)))
