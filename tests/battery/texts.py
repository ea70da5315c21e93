"""Sixty odd texts through every field, file, sheet and report."""

import json
import unicodedata
from pathlib import Path
from random import Random

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Idea, Member, Note, Sharing, Story
from storycircle.core.text import cleaned, one_line
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report, write_sheet_with_data, write_slips
from storycircle.store.library import Library
from storycircle.ui.session.session import Session
from tests.battery.fields import every_field
from tests.battery.holding import clock, folder, standing
from tests.battery.row import Fault, Tally

_SIGNS = "".join(chr(code) for code in range(32, 127))
TEXTS = [
    *("plain", " ", "  two  spaces ", "\ttab\tstops", "two\nlines", "\r\nWindows\r\n", "\rMac"),
    *("para\u2029graph", "line\u2028end", "nul\x00l", "bell\x07", "\x1b[31mred", "\x7f\x80\x9f"),
    *("\ud800", "\udfff\ud800", "\ufffe", "\uffff", "\U0001fffe", "\ufdd0", "\ufeffmark"),
    *("Zo\u0308e", "Zo\xebe", "\u1100\u1161", "\u212b", "\ufb01sh", "e\u0301" * 50),
    *("\u202eright to left\u202c", "\u2066isolate\u2069", "\u200bzero\u200dwidth", "\xa0 \u3000"),
    *("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627 2007", "\u0a17\u0a41", "\u09b0"),
    *("\u0928\u092e", "\u738b\u5c0f\u660e", "Ph\u01b0\u1ee3ng", "\u0391\u03b8\u03ae\u03bd\u03b1"),
    *("\U0001f469\U0001f3fd\u200d\u2695\ufe0f", "\U0001f1ec\U0001f1e7", "\u2764\ufe0f"),
    *("<b>bold</b>", "<img src='file:///etc/passwd'/>", "&amp; &#0;", "]]> <!--", "</para>"),
    *("=1+1", "@SUM(A1)", "+44 1429", "-1", " =cmd|' /C calc'!A0", "\uff1dfull", "'quoted"),
    *("%s {x} $y \\n", "'; DROP TABLE story; --", '{"json": [1]}', "a,b;c\td", '"""', _SIGNS),
    *("Z" + "\u0301" * 300, "x" * 500, "wide " * 900, "W" * 4_999, "\ufdfa" * 20),
]


def run(times: int, chance: Random) -> Tally:
    """Each text goes the whole way, or is refused in a sentence."""
    tally = Tally()
    for text in chance.sample(TEXTS, min(times, len(TEXTS))):
        try:
            why = _goes_through(text)
            with folder() as place:
                in_field, fields = every_field(place, text)
            tally.count("fields typed into", fields)
            why = why or in_field
        except Exception as error:  # noqa: BLE001 (a crash is what is looked for)
            why = f"{type(error).__name__}: {error}"
        tally.add(held=not why, why=f"{text[:20]!a}: {why}"[:200])
    return tally


def _goes_through(text: str) -> str:
    with folder() as place:
        at = clock()
        line, words = one_line(text)[:500], cleaned(text).strip()
        event = Event("e", line or "An event", question=line, headings=(line,) if line else ())
        held = _circle(line, words)
        with Library(place / "library", at) as library:
            library.save_event(event)
            library.save_circle(held, standing(at, held))
            typed = _typed(library, held, text)
            if typed:
                return typed
            held = library.circle("c")
            export_circle(library, held, place / "x.circle")
            write_sheet_with_data(place / "x.pdf", library, event, held)
            write_slips(place / "slips.pdf", event, [held])
            if library.event("e") != event:
                return "the event is another one"
        return _gathered(place, event, held)


def _circle(line: str, words: str) -> Circle:
    members = (Member("m", line or "Al", line, line), Member("n", "Bo"))
    story = Story("s", "m", line, words, words[:5_000], Sharing.NAMED, "left")
    return Circle(
        "c",
        1,
        "e",
        theme=line,
        facilitator=line,
        members=members,
        stories=(story,),
        dialogue=(Note("What does this mean?", words),),
        ideas=(Idea("i", line or "x", 0, (), line, line),),
        actions=(Action("a", line or "x", ("m",), line, line),),
    )


def _typed(library: Library, held: Circle, text: str) -> str:
    """As a session takes what is typed or pasted: kept, or refused in a sentence."""
    said: list[str] = []
    session = Session(library, library.clock, held, library.saved_state("c"))
    session.refused.connect(said.append)
    session.members.set_details(theme=text, facilitator=text)
    names = "\n".join(filter(None, (one_line(text), "Bo")))
    try:
        session.members.set_names(names)
    except Refused as refused:
        said.append(str(refused))
    if library.circle("c") != session.state.circle:
        return "what is kept is not what is shown"
    if said:
        return "" if all(sentence.endswith((".", "”")) for sentence in said) else said[0]
    if session.state.circle.facilitator != one_line(text):
        return f"typed {text!a}, shown {session.state.circle.facilitator!a}"
    session.write(held)
    return ""


def _gathered(place: Path, event: Event, held: Circle) -> str:
    """Out of the file and of the sheet, and through every report."""
    for file in ("x.circle", "x.pdf"):
        with Library(place / f"org {file}", clock()) as organiser:
            (merged,) = merge_files(organiser, [place / file])
            if merged.refused:
                return merged.why
            came = organiser.circle("c")
            if (came.theme, came.actions) != (held.theme, held.actions):
                return f"{file} says something else"
            for ending in ("pdf", "html", "docx", "xlsx", "csv", "md", "json"):
                write_report(place / f"report.{ending}", organiser, event)
        report = json.loads((place / "report.json").read_bytes())
        (reported,) = report["circles"]
        if reported["actions"][0]["text"] != held.actions[0].text:
            return "the report says something else"
        if not unicodedata.is_normalized("NFC", json.dumps(report, ensure_ascii=False)):
            return "not NFC"
    return ""


FAULT = Fault(
    "texts",
    f"{len(TEXTS)} odd texts through every field of every screen, file, sheet and report",
    "the same text out as in, or a sentence",
    2,
    len(TEXTS),
    run,
)
