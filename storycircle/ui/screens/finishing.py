"""What is offered once a circle is finished: its notes erased, or all of it removed from here."""

from storycircle.core import words
from storycircle.core.model import Circle, Sharing
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.message import Answer

NOTES, REMOVE, REMOVE_NOW = "notes", "remove", "remove now"


def staying_notes(circle: Circle) -> int:
    """How many stories that stay have something noted of them."""
    return sum(
        1
        for story in circle.stories
        if story.sharing is Sharing.STAYS
        and (story.title or story.points or story.quote or story.tags or story.about)
    )


def offer(session: Session) -> tuple[str, tuple[Answer, ...]]:
    """What is said, and the answers: erasing the notes of what stays comes first."""
    count = staying_notes(session.state.circle)
    remove = Answer(REMOVE, "Remove this circle", "quiet")
    if not count:
        return "", (Answer("", "Close", "second", "Esc"), remove)
    stay = words.sentence(words.counted(count, "story", "stories"))
    verb = "stays" if count == 1 else "stay"
    said = (
        f"{stay} {verb} in the circle. If it is finished, what you noted of them can go now, for "
        f"good; that they were told is kept.{_until(session)}"
    )
    return said, (Answer(NOTES, "Erase these notes"), Answer("", "Keep them"), remove)


def before_removing(session: Session) -> tuple[str, str, tuple[Answer, ...]]:
    """The question before a circle is removed: asked once."""
    circle = session.state.circle
    left = session.library.handing(circle).left_behind(session.clock.now())
    text = f"All of it goes from this laptop and from its copies. {left} This cannot be undone."
    answers = (Answer("", "Keep it"), Answer(REMOVE_NOW, "Remove it"))
    return f"Remove Circle {circle.number} from this laptop?", text, answers


def _until(session: Session) -> str:
    until = session.consent.keep_until()
    day = words.day(until.isoformat()) if until else ""
    return f" Otherwise you are reminded of them after {day}." if day else ""
