"""Whatever is pasted into a story: kept, looked at, exported, printed and reported."""

import unicodedata
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member, Sharing
from storycircle.core.stories import with_story
from storycircle.jobs.export import export_circle, file_name
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report, write_sheet_with_data, write_teller_slips
from storycircle.store.library import Library
from tests.support.looking import looked_at

TEXTS = {
    "controls": "a\x00b\x07c\x1b[31m\x7f\x85",
    "surrogates": "lone \ud800 and \udfff",
    "emoji": "👩🏽‍⚕️ met 🏳️‍🌈 🇬🇧",
    "zalgo": "Z" + "\u0301\u0327\u0334\u0489" * 100 + "algo",
    "turning": "invoice\u202efdp.exe \u2066x\u2069 \u202b\u0627\u0628\u202c",
    "html": "<script>alert(1)</script> <b>&amp;</b> <!-- --> ]]>",
    "markup": "<para><img src='file:///etc/passwd'/><font color=red>%s {x} \\n $x$</para>",
    "formula": '=HYPERLINK("x") @SUM(A1) +1 -1 |cmd',
    "right to left": "שלום לכולם, مرحبا بالجميع",
}


@pytest.mark.parametrize(
    "sharing", [pytest.param(Sharing.NAMED, marks=pytest.mark.slow), Sharing.ANONYMOUS]
)
@pytest.mark.parametrize("name", TEXTS)
def test_any_text_goes_all_the_way(
    library: Library, clock: SimulatedClock, tmp_path: Path, name: str, sharing: Sharing
) -> None:
    """Into the library, through the look, out in a file, onto paper, into every report."""
    text = TEXTS[name]
    event = Event("e", "An event")
    circle = Circle("c", 1, "e", members=(Member("a", f"Al {'x' * 3}"), Member("b", "Bo")))
    circle = with_story(circle, "a", story="s", title=text, points=f"{text}\n\t{text}")
    circle = with_story(circle, "a", quote=text, tags=(text,), about=text)
    circle = with_choice(looked_at(circle), "s", sharing, at=clock.now(), event=event)
    library.save_event(event)
    library.save_circle(circle)
    assert library.circle("c") == circle
    export_circle(library, circle, tmp_path / "x.circle")
    write_sheet_with_data(tmp_path / "x.pdf", library, event, circle)
    write_teller_slips(tmp_path / "slip.pdf", event, [circle])
    with Library(tmp_path / "org" / "library", clock) as organiser:
        (merged,) = merge_files(organiser, [tmp_path / "x.circle"])
        assert merged.outcome == "new"
        for ending in ("pdf", "html", "docx", "xlsx", "csv", "md", "json"):
            write_report(tmp_path / f"report.{ending}", organiser, event)
        (story,) = (*organiser.circle("c").stories, *organiser.gathered(event).stories)
    assert story.title == circle.stories[0].title


def test_letters_that_turn_the_reading_are_shown_on_paper(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """A slip reads as what it says; a file's name has none of them."""
    event = Event("e", "Event \u202efdp.exe")
    circle = with_story(Circle("c", 1, "e", members=(Member("a", "Al"),)), "a", title="a\u202eb")
    circle = with_choice(circle, circle.stories[0].id, Sharing.NAMED, at=clock.now(), event=event)
    library.save_event(event)
    write_teller_slips(tmp_path / "x.pdf", event, [circle])
    text = PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    assert "a[RLO]b" in text
    assert "\u202e" not in text
    name = file_name(circle, ".pdf", event)
    assert not [c for c in name if unicodedata.category(c) == "Cf"]
    assert name.endswith(".pdf")


@pytest.mark.slow
def test_a_paste_of_a_hundred_thousand_letters_is_kept_and_one_more_is_refused(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Its bound is in the sentence; nothing of what was there is lost."""
    circle = Circle("c", 1, members=(Member("a", "Al"), Member("b", "Bo")))
    long = ("word Al " * 12_500)[:-1] + "x"
    circle = with_story(circle, "a", points=long)
    with pytest.raises(Refused, match="longer than 100,000 letters"):
        with_story(circle, "a", points=long + "y")
    circle = looked_at(replace(circle, also=("word",)))
    story = circle.stories[0].id
    circle = with_choice(circle, story, Sharing.ANONYMOUS, at=clock.now(), event=None)
    circle = looked_at(circle)
    circle = with_choice(circle, story, Sharing.ANONYMOUS, at=clock.now(), event=None)
    library.save_circle(circle)
    export_circle(library, circle, tmp_path / "x.circle")
    assert b"[forename] [forename] [forename]" in (tmp_path / "x.circle").read_bytes()


def test_a_circle_of_five_hundred_stories_goes_all_the_way(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The most a document may bring: exported, merged and counted."""
    circle = Circle("c", 1, "e", members=(Member("a", "Al"), Member("b", "Bo")))
    for number in range(500):
        id_ = f"s{number}"
        circle = with_story(circle, "ab"[number % 2], story=id_, title=f"Story {number}")
        sharing = list(Sharing)[number % 3]
        circle = with_choice(circle, id_, sharing, at=clock.now(), event=None)
    library.save_event(Event("e", "An event"))
    library.save_circle(circle)
    export_circle(library, circle, tmp_path / "x.circle")
    with Library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [tmp_path / "x.circle"]))
        found = organiser.gathered(Event("e", "An event"))
    assert len(found.circles[0].stories) + len(found.stories) == 333
