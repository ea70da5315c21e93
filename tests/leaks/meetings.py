"""A learning set made by chance through every way out, and what was found that may not be there."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from msgspec.structs import replace

from storycircle.core.checkout.checkout import Checkout
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.inquiry_leave import names_by_person
from storycircle.core.consent.name_review import review, with_answer
from storycircle.core.consent.shareable import leaving
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Came, Inquiry, LineKind, Meeting, Ticked
from storycircle.core.looking_back.notes import with_note
from storycircle.core.meetings.inquiries import (
    reworded,
    with_inquiry,
    with_inquiry_action,
    with_inquiry_note,
    with_leave,
)
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    next_meeting,
    with_apologies,
    with_left,
    with_line,
    with_ticked,
)
from storycircle.core.model import Action, Circle, Idea, Member, Note, Sharing, new_id
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.rounds.named_round import NamedRound, RoundNote
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.afterwards.reviewing import became_list, letters, write_review_sheets
from storycircle.jobs.documents import save
from storycircle.jobs.export import export_circle, hand_on
from storycircle.jobs.meetings.papers import PROGRESS, papers_of_meeting, write_of_meeting
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import (
    write_card,
    write_checkout,
    write_names,
    write_report,
    write_sheet,
    write_sheet_with_data,
    write_sign_in,
    write_slips,
    write_teller_slips,
)
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from tests.leaks.circles import EVENT, OWN_NOTE, asked_of_notes, word
from tests.leaks.leaving import ENDINGS, LETTERS, NOON
from tests.leaks.searching import found_in, found_in_folder

PROJECT = "a project of one set"
OLD_DOORS, SEALED = "three old doors", "members.circle"


def set_leaks(seed: int, folder: Path) -> list[str]:
    """What leaked from the learning set of a seed: nothing, or where each word was found."""
    chance = Random(seed)  # noqa: S311 (to make meetings, not to keep secrets)
    earlier, circle = made_set(chance)
    out = folder / "out"
    out.mkdir(parents=True)
    clock = SimulatedClock(NOON)
    with Library(folder / "own" / "library", clock) as library:
        library.save_event(EVENT)
        library.save_circle(earlier)
        library.save_circle(circle)
        circle = library.circle(circle.id)
        library.save_own_note(circle.id, OWN_NOTE)
        _everything_out(library, circle, out)
        _for_members(circle, folder / "members")
        _project_out(library, out)
        hand_on(library, out / "all.zip")
        line = library.lines()[0]
        members_file.write(library.for_members(line.id), out / SEALED, OLD_DOORS)
        inside = members_file.content(library.for_members(line.id), SEALED)
        export_circle(library, earlier, out / "earlier.circle")
    with Library(folder / "organiser" / "library", clock) as organiser:
        files = [out / name for name in ("x.circle", "earlier.circle", "all.zip", "data.pdf")]
        list(merge_files(organiser, [path for path in files if path.exists()]))
        write_report(out / "organiser.json", organiser, EVENT)
        for at, there in enumerate(organiser.circles("e")):
            _for_members(there, out, f"organiser {at} ")
    said = _found(earlier, circle, out, folder / "organiser", inside)
    return [*said, *_on_members_paper(earlier, circle, folder / "members")]


def _project_out(library: Library, out: Path) -> None:
    """The report of a project of which the set is, in every format."""
    event = library.event(EVENT.id) or EVENT
    library.save_event(replace(event, project=PROJECT))
    for ending in ENDINGS:
        write_project_report(out / f"project.{ending}", library, PROJECT)
    library.save_event(event)


def _for_members(circle: Circle, out: Path, name: str = "") -> None:
    """Every paper of a meeting: the progress report, the inquiries, who was there."""
    out.mkdir(exist_ok=True)
    for paper in papers_of_meeting(circle):
        write_of_meeting(out / f"{name}{paper.key}.pdf", circle, paper.key)


def _everything_out(library: Library, circle: Circle, out: Path) -> None:
    """Every file that can leave a facilitator's laptop; where nobody's name may, some cannot."""
    export_circle(library, circle, out / "x.circle")
    write_sheet(out / "sheet.pdf", EVENT, [circle])
    write_sheet_with_data(out / "data.pdf", library, EVENT, circle)
    write_slips(out / "slips.pdf", EVENT, [circle])
    for ending in LETTERS:
        with suppress(Refused):
            write_slips(out / f"letters.{ending}", EVENT, [circle])
    for write, name in ((write_teller_slips, "tellers"), (write_names, "names")):
        with suppress(Refused):
            write(out / f"{name}.pdf", EVENT, [circle])
    with suppress(Refused):
        write_sign_in(out / "sign-in.pdf", EVENT, [circle])
    for ending in ENDINGS:
        write_report(out / f"report.{ending}", library, EVENT)
    write_checkout(out / "check-out.pdf", EVENT, circle)
    write_card(out / "card.pdf", EVENT, circle)
    with suppress(Refused):
        write_review_sheets(out / "review.pdf", EVENT, [circle])
    with suppress(Refused):
        save(out / "became.pdf", became_list(EVENT, lambda: library.gathered(EVENT), NOON))
        save(out / "to-circles.pdf", letters(EVENT, [circle], NOON))


def made_set(chance: Random) -> tuple[Circle, Circle]:
    """Two meetings of a set, with all that a meeting may have, every word its own."""
    line = new_line(word(chance), question=word(chance), kind=LineKind.LEARNING_SET)
    line = with_line(line, rules=[word(chance)], next_on="2007-07-19")
    members = tuple(
        Member(new_id(), f"{word(chance).title()} {word(chance).title()}", word(chance))
        for _ in range(chance.randint(4, 8))
    )
    first = replace(first_meeting(line, members, on="2007-02-08"), event="e")
    first = _noted(first, chance)
    first = with_left(first, first.members[-1].id, word(chance))
    then = replace(next_meeting([first], on="2007-03-08"), event="e", facilitator=word(chance))
    then = replace(then, venue=word(chance), region=word(chance), theme=word(chance))
    first, then = (
        with_ticked(one, [tick for tick in Ticked if chance.random() < 0.4])
        for one in (first, then)
    )
    return first, _noted(then, chance)


def _noted(circle: Circle, chance: Random) -> Circle:
    """A meeting with apologies, inquiries and what their owners chose, actions, notes and ideas."""
    circle = with_apologies(circle, circle.members[0].id, buddy=circle.members[1].id)
    circle = replace(
        circle,
        actions=(_action(circle, chance),),
        dialogue=(Note(word(chance), word(chance)),),
        ideas=(Idea(new_id(), word(chance)),),
        rounds=(NamedRound("r", word(chance), word(chance)),),
        round_notes=(RoundNote("r", circle.members[1].id, word(chance), word(chance)),),
    )
    of = circle.actions[0].id
    notes = with_note((), of, chance.randint(1, 8), word(chance), on="2007-09-06")
    notes = with_note(notes, circle.id, chance.randint(1, 8), word(chance), on="2007-10-06")
    count = len(circle.members)
    said = Checkout(count, ((count, 0, 0),), (word(chance),), (word(chance),))
    circle = asked_of_notes(replace(circle, review_notes=notes, checkout=said), chance)
    people = [one.person for one in circle.meeting.people if one.member] if circle.meeting else []
    for _ in range(chance.randint(1, 3)):
        owners = chance.sample(people, chance.randint(1, 3))
        circle = _asked(_written(circle, owners, chance), owners, chance)
    return circle


def _action(circle: Circle, chance: Random) -> Action:
    """An action of the whole meeting, with what became of it."""
    happened, next_, by, told_by = (word(chance) for _ in range(4))
    state = chance.choice(list(ReviewState))
    told = Review(new_id(), state, "", happened, next_, by, told_by)
    who = (circle.members[1].id,)
    return Action(new_id(), word(chance), who, word(chance), reviews=(told,))


def _written(circle: Circle, owners: list[str], chance: Random) -> Circle:
    id_ = new_id()
    circle = with_inquiry(circle, owners, f"{word(chance)}?", kind=word(chance), id_=id_)
    circle = reworded(circle, id_, f"{word(chance)}?", "2007-03-08")
    names = list(names_by_person(circle).values())
    for under in (0, 3):
        text = f"{word(chance)} {chance.choice(names)} {word(chance)}\n{word(chance)}"
        circle = with_inquiry_note(circle, id_, under, text, on="2007-03-08")
    return with_inquiry_action(circle, id_, word(chance), who=owners[:1], by=word(chance))


def _asked(circle: Circle, owners: list[str], chance: Random) -> Circle:
    """Each owner chooses; now and then one is not asked, or a word is written after."""
    id_ = circle.meeting.inquiries[-1].id if circle.meeting else ""
    every = chance.choice([*Sharing, None])
    for _ in range(2):  # names are looked at between
        for owner in owners:
            sharing = every or chance.choice(list(Sharing))
            circle = with_leave(circle, id_, owner, sharing, at=NOON)
        story = circle.story(id_)
        for found in review(story, circle).open if story is not None else ():
            circle = with_answer(circle, id_, found.text, found.suggestion)
    if chance.random() < 0.2:
        circle = with_inquiry_note(circle, id_, 7, word(chance), on="2007-03-08")
    return circle


def _words(text: str) -> set[str]:
    return {one.strip("?.,") for one in text.split()} - {""}


def _of(inquiry: Inquiry) -> set[str]:
    """All that an inquiry says, in words that are its alone."""
    texts = [inquiry.question, inquiry.kind, *(old.question for old in inquiry.worded)]
    texts += [note.text for note in inquiry.notes]
    texts += [f"{action.text} {action.by}" for action in inquiry.actions]
    return {one for text in texts for one in _words(text) if one.islower()}


def _secrets(circle: Circle) -> tuple[set[str], set[str]]:
    """The words of a meeting that may be nowhere, and those that leave by their owners' leave."""
    meeting = circle.meeting
    if meeting is None:
        return set(), set()
    form = leaving(circle)
    allowed = {
        part
        for story in (*form.circle.stories, *form.unnamed)
        for text in (story.title, story.points, *story.tags)
        for part in _words(text)
    }
    allowed |= _ticked(circle, meeting)
    named = {part for member in form.circle.members for part in _words(member.name)}
    kept = {part for one in meeting.inquiries for part in _of(one)}
    kept |= {part for name in names_by_person(circle).values() for part in _words(name)}
    kept |= {part for member in circle.past for part in _words(member.name)}
    kept |= {one.reason for one in meeting.people} | {one.person for one in meeting.people}
    kept |= {circle.venue, circle.region, circle.theme, circle.facilitator}
    kept |= {circle.date, meeting.line.question, meeting.line.next, *meeting.line.ground_rules}
    kept |= {part for a in circle.actions for part in (a.text, a.by)}
    reviews = [review for action in circle.actions for review in action.reviews]
    kept |= {part for r in reviews for part in (r.happened, r.next, r.by, r.told_by)}
    open_ = [text for one in meeting.last_time for text in (one.text, one.by, *one.who)]
    kept |= {part for text in open_ for part in _words(text)}
    kept |= {part for note in circle.dialogue for part in (note.question, note.notes)}
    kept |= {idea.text for idea in circle.ideas} | {member.role for member in circle.members}
    kept |= {part for one in circle.rounds for part in (one.name, one.prompt)}
    kept |= {part for one in circle.round_notes for part in (one.name, one.text)}
    kept |= {OWN_NOTE, *(note.text for note in circle.review_notes)}
    kept |= set(circle.checkout.words) if circle.checkout else set()
    return kept - allowed - named - {""}, allowed


def _ticked(circle: Circle, meeting: Meeting) -> set[str]:
    """The words of who was not there, and of the set's question, that may leave as they are ticked
    for a meeting.
    """
    names = names_by_person(circle)
    said = [meeting.line.question] if Ticked.QUESTION in meeting.ticked else []
    absent = [one for one in meeting.people if one.came is not Came.THERE]
    for one in absent if Ticked.APOLOGIES in meeting.ticked else ():
        said.append(one.name or names.get(one.person, ""))
        said += [names.get(one.buddy, "")] if Ticked.BUDDIES in meeting.ticked else []
        said += [one.reason] if Ticked.REASONS in meeting.ticked else []
    return {part for text in said for part in _words(text)}


def _found(earlier: Circle, circle: Circle, out: Path, organiser: Path, inside: bytes) -> list[str]:
    both = (earlier, circle)
    (one, may_one), (two, may_two) = _secrets(earlier), _secrets(circle)
    members = [member for one in both for member in leaving(one).circle.members]
    told = {part for member in members for part in _words(member.name)}
    kept = (one | two) - may_one - may_two - told
    said = []
    for path in sorted(out.iterdir()):
        words = kept if path.name != SEALED else kept | _whole(may_one | may_two)
        if path.name == "tellers.pdf":  # it says whom to tell the code
            words = words - {circle.facilitator}
        said += [f"{path.name}: {word}" for word in found_in(path.read_bytes(), words)]
    said += [f"organiser's library: {word}" for word in found_in_folder(organiser, kept)]
    named = _whole({w for s in leaving(circle).circle.stories for w in _words(s.points)})
    for path in (out / "x.circle", out / "organiser.json"):
        if found_in(path.read_bytes(), named) != named:
            said.append(f"{path.name}: what leaves is not found")
    stay = {text for one in both for text in _stay_with_their_laptop(one)} - {""}
    said += [f"inside the file for members: {word}" for word in found_in(inside, stay)]
    reasons = {one.reason for one in earlier.meeting.people} if earlier.meeting else set()
    if not found_in(inside, reasons):
        said.append("inside the file for members: the search finds nothing")
    return said


def _whole(words: set[str]) -> set[str]:
    """Those of some words that chance made, and no other text holds."""
    return {one for one in words if len(one) > 8 and one.isalpha() and one.islower()}


def _stay_with_their_laptop(circle: Circle) -> set[str]:
    """What is in no file at all, not for members either."""
    notes = {note.notes for note in circle.dialogue} | {idea.text for idea in circle.ideas}
    notes |= {note.text for note in circle.round_notes} | {OWN_NOTE}
    notes |= set(circle.checkout.words) if circle.checkout else set()
    return notes | {member.role for member in circle.members}


def _on_members_paper(earlier: Circle, circle: Circle, folder: Path) -> Iterator[str]:
    """What is on the paper of a meeting and is not of it, or is its facilitator's alone."""
    kept = _stay_with_their_laptop(circle) | _stay_with_their_laptop(earlier)
    people = [one for c in (earlier, circle) if c.meeting for one in c.meeting.people]
    kept |= {one.person for one in people} | {one.reason for one in people}
    kept |= {note.text for note in circle.review_notes}
    kept |= _of_all(earlier) - _of_all(circle)
    for path in sorted(folder.iterdir()):
        yield from (
            f"for members, {path.name}: {w}" for w in found_in(path.read_bytes(), kept - {""})
        )
    noted = _whole({w for one in _inquiries(circle) for n in one.notes for w in _words(n.text)})
    if found_in((folder / f"{PROGRESS}.pdf").read_bytes(), noted) != noted:
        yield "the progress report: the search finds nothing"


def _inquiries(circle: Circle) -> tuple[Inquiry, ...]:
    return circle.meeting.inquiries if circle.meeting else ()


def _of_all(circle: Circle) -> set[str]:
    """All that the inquiries of a meeting say, in words that are theirs alone."""
    return {part for one in _inquiries(circle) for part in _of(one)}
