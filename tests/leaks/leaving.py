"""One generated circle through every way out, and what was found that may not be there."""

from datetime import datetime
from pathlib import Path
from random import Random

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.name_finder import Kind, Sought, finds
from storycircle.core.consent.name_review import sought_in
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.formats import light_code, sheet_code
from storycircle.core.model import Circle, Event, Sharing, new_id
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.jobs.afterwards.reviewing import became_list, letters, write_review_sheets
from storycircle.jobs.documents import save
from storycircle.jobs.export import export_circle
from storycircle.jobs.light.sending import circle_to_show, pack_to_show
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
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from tests.leaks.circles import (
    EVENT,
    OWN_NOTE,
    Made,
    made,
    newest_words,
    noted_to_leave,
    review_words,
    secrets,
    told_in,
    words_of,
)
from tests.leaks.searching import found_in, found_in_folder

LETTERS = ("xlsx", "csv")
LIGHT = ("by-light.circle", "pack-by-light.circle")
ENDINGS = ("pdf", "html", "docx", "xlsx", "csv", "md", "json")
LATER = ("check-out.pdf", "card.pdf", "review.pdf", "became.pdf", "to-circles.pdf")
GONE = "wuldrogastimpek"
"""A review that was told and taken back before anything left."""
NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)


def leaks(seed: int, folder: Path) -> list[str]:
    """What leaked from the circle of a seed: nothing, or where each word was found."""
    chance = Random(seed)  # noqa: S311 (to make circles, not to keep secrets)
    one = made(chance)
    out = folder / "out"
    out.mkdir(parents=True)
    clock = SimulatedClock(NOON)
    with Library(folder / "own" / "library", clock) as library:
        library.save_event(EVENT)
        library.save_circle(one.circle)
        library.save_own_note(one.circle.id, OWN_NOTE)
        gone = Review(new_id(), ReviewState.CHANGED, "2007-10-07", GONE)
        library.add_review(one.circle, one.circle.actions[0].id, gone)
        library.erase_review(gone.id)
        everything_out(library, one.circle, out)
    with Library(folder / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [out / "x.circle"]))
        write_report(out / "organiser.json", organiser, EVENT)
    return list(_found(one, out, folder / "organiser"))


def everything_out(library: Library, circle: Circle, out: Path) -> None:
    """Every file that can leave a facilitator's laptop."""
    export_circle(library, circle, out / "x.circle")
    by_light(library, circle, out)
    write_sheet(out / "sheet.pdf", EVENT, [circle])
    write_sheet_with_data(out / "data.pdf", library, EVENT, circle)
    write_slips(out / "slips.pdf", EVENT, [circle])
    write_teller_slips(out / "tellers.pdf", EVENT, [circle])
    for ending in LETTERS:
        write_slips(out / f"letters.{ending}", EVENT, [circle])
    write_names(out / "names.pdf", EVENT, [circle])
    write_sign_in(out / "sign-in.pdf", EVENT, [circle])
    for ending in ENDINGS:
        write_report(out / f"report.{ending}", library, EVENT)
    weeks_later(library, EVENT, circle, out)


def by_light(library: Library, circle: Circle, out: Path) -> None:
    """What a camera reads of the circle, and of its event pack, unpacked."""
    shown = {LIGHT[0]: circle_to_show(library, circle), LIGHT[1]: pack_to_show(library, EVENT)}
    for name, codes in shown.items():
        parts = [part for code in codes.parts if (part := sheet_code.part(code))]
        (data,) = light_code.files(parts)[0].values()
        (out / name).write_bytes(light_code.inflated(data, name))


def weeks_later(library: Library, event: Event, circle: Circle, out: Path) -> None:
    """What prints weeks after the day, for a circle with an action, and its check-out slips."""
    write_checkout(out / "check-out.pdf", event, circle)
    write_card(out / "card.pdf", event, circle)
    write_review_sheets(out / "review.pdf", event, [circle])
    save(out / "became.pdf", became_list(event, lambda: library.gathered(event), NOON))
    save(out / "to-circles.pdf", letters(event, [circle], NOON))


def _on_the_wall(circle: Circle, out: Path) -> list[str]:
    """What became of actions on paper for the day, which it is no part of."""
    paper = ("sheet.pdf", "slips.pdf", "tellers.pdf", "names.pdf", "sign-in.pdf")
    paths = [out / name for name in (*paper, *(f"letters.{ending}" for ending in LETTERS))]
    words = review_words(circle)
    return [f"{path.name}: {w}" for path in paths for w in found_in(path.read_bytes(), words)]


def _unseen(circle: Circle, out: Path) -> list[str]:
    """Words that do leave with a name and are not found: where the search would be blind."""
    named = [s for s in told_in(circle) if s.sharing is Sharing.NAMED]
    leave = {w for s in named if state(s, circle) is State.LEAVES for w in words_of(s)}
    leave |= noted_to_leave(circle)
    files = ("x.circle", LIGHT[0], "data.pdf", "tellers.pdf", "organiser.json")
    paths = [out / name for name in files]
    paths += [out / f"report.{ending}" for ending in ENDINGS if ending != "csv"]
    reviews = newest_words(circle)
    later = ("became.pdf", "to-circles.pdf")
    told = [out / name for name in ("x.circle", LIGHT[0], "data.pdf", "organiser.json", *later)]
    told += [out / f"report.{ending}" for ending in ENDINGS]
    deaf = [path.name for path in told if found_in(path.read_bytes(), reviews) != reviews]
    blind = [path.name for path in paths if found_in(path.read_bytes(), leave) != leave]
    return [f"{name}: what leaves is not found" for name in (*blind, *deaf)]


def _found(one: Made, out: Path, organiser: Path) -> list[str]:
    kept = secrets(one.circle) | {OWN_NOTE, GONE}
    # A story told with a name may name whom its teller likes.
    named = [s for s in one.circle.stories if s.sharing is Sharing.NAMED]
    told = "\n".join(f"{s.title} {s.points} {s.quote}" for s in named)
    kept |= {name for name in one.hidden if not finds(told, (Sought(name, Kind.NAME),))}
    said = []
    names = ["x.circle", *LIGHT, "sheet.pdf", "data.pdf", "slips.pdf", "tellers.pdf"]
    names += ["names.pdf", "sign-in.pdf", *(f"letters.{ending}" for ending in LETTERS)]
    names += ["organiser.json", *(f"report.{ending}" for ending in ENDINGS), *LATER]
    if sorted(path.name for path in out.iterdir()) != sorted(names):
        said.append("there are files beside those that were to be written")
    for path in sorted(out.iterdir()):
        said += [f"{path.name}: {word}" for word in found_in(path.read_bytes(), kept)]
    said += [f"organiser's library: {word}" for word in found_in_folder(organiser, kept)]
    said += _unseen(one.circle, out)
    said += _on_the_wall(one.circle, out)
    for record in circle_file.read(out / "x.circle").records:
        if record.kind == "story" and record.fields["sharing"] == Sharing.ANONYMOUS:
            text = " ".join(str(value) for value in record.fields.values())
            said += [f"a name: {find.text}" for find in finds(text, sought_in(one.circle))]
    return said
