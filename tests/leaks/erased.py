"""Stories and circles erased, and stories taken back: what is left of their words anywhere."""

from pathlib import Path
from random import Random

from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.looking_back.leave import story_of
from storycircle.core.model import Circle, Sharing
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from tests.leaks.circles import EVENT, OWN_NOTE, made, review_words, told_in, words_of
from tests.leaks.leaving import NOON
from tests.leaks.searching import found_in_folder


def left_behind(seed: int, folder: Path) -> list[str]:
    """What was found of erased words in the library, its log and its copies."""
    chance = Random(seed)  # noqa: S311 (to make circles, not to keep secrets)
    one, clock, said = made(chance).circle, SimulatedClock(NOON), []
    own = folder / "own"
    with Library(own / "library", clock) as library:
        library.save_event(EVENT)
        for count in range(len(one.stories) + 1):
            library.save_circle(replace(one, stories=one.stories[:count]))
            if count % 3 == 0:
                library.back_up()
        library.save_own_note(one.id, OWN_NOTE)
        library.back_up()
        story = chance.choice(told_in(one))
        said += _seen(own, words_of(story), there=True, what="story")
        library.erase_story(story.id)
        said += _seen(own, words_of(story), there=False, what="story")
        stays = [s for s in told_in(library.circle(one.id)) if s.sharing is Sharing.STAYS]
        notes = {word for s in stays for word in (*words_of(s), *s.about.split())}
        notes |= {note.text for note in one.round_notes}
        said += _seen(own, notes, there=bool(notes), what="notes")
        said += _seen(own, {OWN_NOTE}, there=True, what="own note")
        given = {s.id for s in one.stories if s.sharing is not Sharing.STAYS}
        looked_back = [note.text for note in one.review_notes if story_of(note.of) not in given]
        notes |= {OWN_NOTE, *looked_back}
        library.strike_notes(one.id)
        library.erase_owed()
        said += _seen(own, notes, there=False, what="notes")
        (action,) = one.actions
        for review in action.reviews:
            words = {text for text in (review.happened, review.next) if text}
            said += _seen(own, words, there=True, what="review")
            library.erase_review(review.id)
            said += _seen(own, words, there=False, what="review")
        library.add_review(one, action.id, replace(action.reviews[0], id="again"))
        everything = (
            review_words(one)
            | {word for s in told_in(one) for word in words_of(s)}
            | {note.text for note in one.review_notes}
            | {m.name for m in one.members}
        )
        everything.add(OWN_NOTE)
        library.erase_circle(one.id)
        said += _seen(own, everything, there=False, what="circle")
    return said + _seen(own, everything, there=False, what="circle, when shut")


def taken_back(seed: int, folder: Path) -> list[str]:
    """What the organiser's files hold of a story that was told with name, exported, merged, and
    then stays, exported and merged again.
    """
    chance = Random(seed)  # noqa: S311 (to make circles, not to keep secrets)
    one, clock = made(chance, every=Sharing.NAMED).circle, SimulatedClock(NOON)
    story = chance.choice(told_in(one))
    words, org = words_of(story) - _others(one, story.id), folder / "org"
    with (
        Library(folder / "own" / "library", clock) as library,
        Library(org / "library", clock) as organiser,
    ):
        library.save_event(EVENT)
        library.save_circle(one)
        export_circle(library, one, folder / "1.circle")
        list(merge_files(organiser, [folder / "1.circle"]))
        organiser.back_up()
        said = _seen(org, words, there=True, what="named story")
        quiet = with_choice(one, story.id, Sharing.STAYS, at=clock.now(), event=EVENT)
        library.save_circle(quiet)
        export_circle(library, quiet, folder / "2.circle")
        for file in ("2.circle", "1.circle", "2.circle"):
            list(merge_files(organiser, [folder / file]))
            said += _seen(org, words, there=False, what=f"story taken back, after {file}")
        shown = organiser.circle(one.id).stories
        said += ["the story is still shown"] * any(s.id == story.id for s in shown)
    return said


def _others(circle: Circle, story: str) -> set[str]:
    return {word for s in told_in(circle) if s.id != story for word in words_of(s)}


def _seen(folder: Path, words: set[str], *, there: bool, what: str) -> list[str]:
    """What is wrong: words that should be gone, or none of those that should be there."""
    found = found_in_folder(folder, words)
    if there:
        return [] if found else [f"{what}: the search finds nothing even before"]
    return [f"{what}: {word}" for word in found]
