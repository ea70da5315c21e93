"""Shapes of a circle: lists of rounds to choose from, each explained in a sentence.

Their words are in the language that is spoken as one is chosen; from then on they are the
circle's own, to be changed.
"""

from collections.abc import Callable, Sequence
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.i18n import N_, _
from storycircle.core.rounds.named_round import NamedRound, without_ids


class Shape(Struct, frozen=True):
    """A shape. title, about: messages, to be translated where they are shown. planned: its rounds,
    whose names and prompts are messages too.
    """

    key: str
    title: str
    about: str
    planned: tuple[NamedRound, ...]

    def rounds(self, new_id: Callable[[], str] = lambda: str(uuid4())) -> tuple[NamedRound, ...]:
        """Its rounds for one circle, in the language that is spoken."""
        return tuple(
            replace(one, id=new_id(), name=_(one.name), prompt=one.prompt and _(one.prompt))
            for one in self.planned
        )


def _round(
    name: str,
    prompt: str,
    seconds: int = 0,
    *,
    may_pass: bool = True,
    notes: bool = False,
    stories: bool = False,
) -> NamedRound:
    return NamedRound("", name, prompt, seconds, may_pass, notes, stories)


_STORIES = _round(N_("Stories"), "", notes=True, stories=True)
STORY_CIRCLE = Shape(
    "story_circle",
    N_("Story circle"),
    N_("One round: everybody tells a story, and all have the same time."),
    (_STORIES,),
)
_RESPONSES = _round(N_("Responses"), N_("What has stayed with you from what you heard?"), 60)
WITH_RESPONSES = Shape(
    "with_responses",
    N_("Stories and responses"),
    N_("A round of stories, then a minute each to say what stayed."),
    (_STORIES, _RESPONSES),
)
SHAPES: tuple[Shape, ...] = (
    STORY_CIRCLE,
    WITH_RESPONSES,
    Shape(
        "conversation_cafe",
        N_("Conversation Café"),
        N_(
            "Two short rounds with an object that goes from hand to hand, then an open round and "
            "a last word without it."
        ),
        (
            _round(
                N_("First round, with the object"),
                N_(
                    "Whoever holds the object speaks: what do you think or feel about our question?"
                ),
                60,
            ),
            _round(
                N_("Second round, with the object"),
                N_("Now that all have spoken: what has become clearer, or has changed for you?"),
                60,
            ),
            _round(
                N_("Open conversation"),
                N_("The object is laid down. Whoever wishes to speaks next."),
                notes=True,
            ),
            _round(N_("Last word"), N_("What do you take with you?"), 60),
        ),
    ),
    Shape(
        "council",
        N_("Council"),
        N_("One slow round: whoever has the word is heard to the end, and nobody answers."),
        (
            _round(N_("Opening word"), N_("A word or two on how you come here."), 30),
            _round(
                N_("Council"),
                N_("Speak of what you have lived through, and listen without preparing an answer."),
            ),
            _round(N_("Closing word"), N_("A word or two on what was heard."), 30),
        ),
    ),
    Shape(
        "learning_set",
        N_("Learning-set meeting"),
        N_("All check in, then each has air time for a question of their own, then all close."),
        (
            _round(N_("Check-in"), N_("How are you here, and what is new since last time?"), 60),
            _round(
                N_("Air time"),
                N_("Your question: where is it now, and what helps it on?"),
                notes=True,
            ),
            _round(N_("Closing"), N_("What will you do before we meet again?"), 60),
        ),
    ),
)
"""In the order in which they are offered."""


def shape_of(rounds: Sequence[NamedRound]) -> Shape | None:
    """The shape that these rounds still are, word for word; None for rounds of one's own."""
    if not rounds:
        return STORY_CIRCLE
    plain = without_ids(rounds)
    return next((one for one in SHAPES if one.rounds(lambda: "") == plain), None)
