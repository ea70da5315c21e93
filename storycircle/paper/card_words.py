"""The words of the facilitator's card: the method in short.

After Roadside Theater's description of 1999, the Emory ETHOS guidelines and Annex 1 of the 2007
report, in words of our own.
"""

from storycircle.core.timing import Stage

ABOUT = (
    "People sit in a circle, and each tells a story of their own around one question, in turn, in "
    "the same time. It is as much about listening as about telling. You keep the time and the "
    "turn; you guide, and do not judge."
)
EACH_STAGE = {
    Stage.GATHER: "Names in, clockwise from your left",
    Stage.OPEN: "Read the page out; ask if notes are fine",
    Stage.STORIES: "",
    Stage.DIALOGUE: "The questions below",
    Stage.COMMIT: "One to three actions, by whom, by when",
    Stage.PLENARY: "Each circle reads out its actions",
}
SAY = (
    "Each of us has the same time. One voice at a time.",
    "No questions or comments until the dialogue.",
    "You may pass. You are asked again at the end; passing again is fine.",
    "Silence is welcome: leave a breath before the next story.",
    (
        "What is told here stays here, unless its teller says otherwise. Notes are written; "
        "nothing is recorded."
    ),
)
QUESTIONS = ("What does this mean for me/us?", "What am I/are we going to do next?")
COMMIT = "One to three actions which people here commit to."
RING_KEYS = (
    ("Space", "start, pause"),
    ("→", "next person"),
    ("P", "pass; asked again later"),
    ("+", "thirty seconds more"),
    ("U", "undo"),
    ("F1", "all keys"),
)
WRITING_KEYS = (
    ("Ctrl Space", "start, pause"),
    ("Ctrl Enter", "next person"),
    ("Esc", "back to the ring"),
)
IF_IT_STOPS = (
    "Go on with a watch and the blank sheet: the circle matters, the laptop does not. When it "
    "starts again it opens where it was, paused."
)
