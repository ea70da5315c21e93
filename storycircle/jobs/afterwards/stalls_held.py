"""A stall as it is held on a laptop: what is noted of a run, and its file for the organiser."""

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import (
    MOST_POINTS,
    MOST_RUNS,
    Run,
    letters_of,
    runs_of,
    stalls_named,
    without_letter,
)
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Event, Sharing, new_id
from storycircle.core.size_limits import MOST_NUMBER, NOTES, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line, safe_name
from storycircle.jobs.export import ENDING, check_ending, check_place
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import Seal, check_recipients
from storycircle.store.library import Library


class Noted(Struct, frozen=True):
    """What is typed of a run: what is empty or 0 stays as it was, lists grow."""

    people: int = 0
    minutes: int = 0
    discussed: str = ""
    challenges: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


def choose_stall(event: Event, wanted: str) -> str:
    """The title of the stall asked for by letter or title. Raises Refused."""
    letters = letters_of(event.stalls, event.stall_plans)
    for title, letter in letters.items():
        if wanted.casefold() in (letter.casefold(), title.casefold()):
            return title
    named = [f"{letter}: {without_letter(title)}" for title, letter in letters.items()]
    known = json.dumps(named, ensure_ascii=False)[1:-1]
    raise Refused("stall-unknown" if letters else "no-stalls", wanted=wanted, stalls=known)


def note_run(library: Library, event: Event, stall: str, place: int, noted: Noted) -> Run:
    """Note what was said at a run of a stall, from 1; the run as it is now. Raises Refused."""
    runs = runs_of(library.parts(event.id).runs, stall)
    if not 1 <= place <= MOST_RUNS:
        raise Refused("run-unclear", most=MOST_RUNS)
    old = next((run for run in runs if run.place == place), None)
    run = old or Run(new_id(), stall, place)
    run = replace(
        run,
        people=_count(noted.people) or run.people,
        minutes=_count(noted.minutes) or run.minutes,
        discussed=bounded(cleaned(noted.discussed).strip(), NOTES, _("The notes")) or run.discussed,
        challenges=_grown(run.challenges, noted.challenges),
        next_steps=_grown(run.next_steps, noted.next_steps),
    )
    library.save_parts(event.id, [run])
    return run


def _count(count: int) -> int:
    if not 0 <= count <= MOST_NUMBER:
        raise Refused("number-unclear")
    return count


def _grown(before: tuple[str, ...], more: Sequence[str]) -> tuple[str, ...]:
    texts = (bounded(one_line(text), PARAGRAPH, _("The notes")) for text in more)
    every = (*before, *filter(None, texts))
    if len(every) > MOST_POINTS:
        raise Refused("too-many-points", most=MOST_POINTS)
    return every


def note_quote(library: Library, event: Event, run: Run, text: str, sharing: Sharing) -> str:
    """Note a quotation of a run; in a sentence what its speaker should know. Raises Refused."""
    code = library.add_quote(event, run, text, sharing)
    if not code:
        return _("The quotation stays on this laptop.")
    return _(
        "The quotation may leave. Its speaker can take it back with this code: {code}", code=code
    )


def lines_of(library: Library, event: Event) -> list[str]:
    """The stalls of an event with what was noted, a line each."""
    letters = letters_of(event.stalls, event.stall_plans)
    runs = library.parts(event.id).runs
    found = []
    for title in stalls_named(event.stalls, (run.stall for run in runs)):
        held = runs_of(runs, title)
        quotes = sum(len(run.quotes) for run in held)
        said = [n_("{count} run", "{count} runs", len(held))]
        if quotes:
            said.append(n_("{count} quotation with leave", "{count} quotations with leave", quotes))
        where = _("{letter}: {title}", letter=letters.get(title, "-"), title=without_letter(title))
        found.append(_("{stall}: {held}", stall=where, held=i18n.listed(said)))
    return found


def stall_file_name(event: Event, stall: str) -> str:
    """A name for a stall's file that every disk takes: its letter, or its title, and its event."""
    letter = letters_of(event.stalls, event.stall_plans).get(stall, "")
    name = f"stall {letter}" if letter else f"stall {stall}"
    return safe_name(", ".join(filter(None, (name, event.title))), ENDING)


def export_stall(
    library: Library, event: Event, stall: str, path: Path, passphrase: str = ""
) -> None:
    """Write a stall's file, read it back, and note that it left. It is sealed to the keys its event
    carries, or with a passphrase. Raises Refused, also where nothing was noted at the stall.
    """
    check_ending(path)
    if not runs_of(library.parts(event.id).runs, stall):
        raise Refused("stall-empty", title=i18n.short(stall))
    check_recipients(event.recipients)
    leave = library.stall_leave(event.id, stall)
    check_place(library, leave, path)
    digest = circle_file.write(leave, path, Seal(event.recipients, passphrase))
    library.exported(leave, path, digest)
