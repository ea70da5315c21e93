"""Names and actions of every script: in order, joined, selectable, and beside Qt's own setting."""

import re
import shutil
import zlib
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextLayout
from reportlab.pdfbase import pdfmetrics

from storycircle import resources
from storycircle.core.consent.shareable import leaving
from storycircle.core.model import Action, Circle, Event, Member
from storycircle.paper.report.content import themes
from storycircle.paper.sheets.circle_sheet import draw_sheet
from storycircle.paper.typesetting import fonts, shaping
from storycircle.paper.typesetting.canvas import Pen
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.shaping import levels, visual_order
from storycircle.paper.typesetting.text_direction import joined, runs_right_to_left
from tests.support.examples import examples
from tests.support.scripts import CHINESE, SCRIPTS, bare, letters, said

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")


def number_of(face: str, letter: str) -> int:
    """The number of the glyph that reportlab knows under a letter."""
    return int(pdfmetrics.getFont(face).face.charToGlyph[ord(letter)])


def sheet_of(name: str, text: str) -> tuple[bytes, tuple[str, ...]]:
    members = (Member("m", name), Member("n", name))
    circle = Circle("c", 1, members=members, actions=(Action("a", text, ("m",)),))
    printed = draw_sheet(None, leaving(circle))
    return printed.pdf, printed.missing


@needs_poppler
@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_read_back_in_order(script: str, tmp_path: Path) -> None:
    """A name and an action can be found and copied from the PDF, letter by letter, in order."""
    name, text = SCRIPTS[script]
    pdf, missing = sheet_of(name, text)
    assert missing == ()
    read = said(pdf, tmp_path)
    if script in ("Arabic", "Urdu", "Hebrew"):
        # On a page of mostly English, poppler reads a full stop at the left before its line.
        text, read = letters(text), letters(read)
    assert bare(text) in read
    assert read.count(bare(name)) >= 3


@pytest.mark.parametrize(
    ("script", "file"),
    [
        ("Urdu", "NotoNaskhArabic_400Regular"),
        ("Arabic", "NotoNaskhArabic_600SemiBold"),
        ("Hebrew", "NotoSansHebrew_400Regular"),
        ("Punjabi", "NotoSansGurmukhi_400Regular"),
        ("Bengali", "NotoSansBengali_400Regular"),
        ("Hindi", "NotoSansDevanagari_600SemiBold"),
    ],
)
def test_words_have_the_glyphs_that_qt_gives_them(
    script: str, file: str, qapp: QGuiApplication
) -> None:
    """The same glyphs at the same places as in the window: joined, stacked and in order."""
    assert qapp
    id_ = QFontDatabase.addApplicationFont(str(resources.font(file)))
    family = QFontDatabase.applicationFontFamilies(id_)[0]
    font = QFont(family)
    font.setPixelSize(1000)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if "SemiBold" in file:
        font.setWeight(QFont.Weight.DemiBold)
    fonts.face_named(file)
    compared = 0
    for word in " ".join(SCRIPTS[script]).split():
        if not all(ord(letter) in fonts.coverage(file) for letter in word):
            continue
        if {level % 2 for _, level in levels(word)} == {0, 1}:
            continue  # a run of each direction: compared letter by letter elsewhere
        compared += 1
        layout = QTextLayout(word, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        theirs = [
            (place.x(), glyph)
            for run in layout.glyphRuns()
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
        ]
        turned = levels(word)[0][1] % 2 == 1
        own = shaping._shaped(word, file, turned=turned)
        numbers = [number_of(file, glyph.letter) for glyph in own]
        assert sorted(numbers) == sorted(glyph for _, glyph in theirs), word
        ours, x = [], 0.0
        for glyph in own:
            ours.append((1000 * (x + glyph.x), number_of(file, glyph.letter)))
            x += glyph.advance
        for (mine, number), (qts, other) in zip(
            sorted(ours, key=lambda pair: (pair[1], pair[0])),
            sorted(theirs, key=lambda pair: (pair[1], pair[0])),
            strict=True,
        ):
            assert number == other
            assert mine == pytest.approx(qts, abs=3), word
    assert compared >= 5


MIXED = st.text(st.sampled_from("ab אב ابة 12 ,.()[]-:/ ১क"), min_size=1, max_size=30)


@settings(max_examples=examples(100), deadline=None)
@given(text=MIXED)
@example(text="Ann, فاطمہ (2), Bob")
@example(text="ב-12 (abc) אב")
def test_letters_stand_where_another_implementation_puts_them(text: str) -> None:
    """Our levels and reordering agree with the Rust implementation of the same rules."""
    text = text.strip()
    found = levels(text)
    order = visual_order([level for _, level in found])
    ours = "".join(found[place][0] for place in order)
    base = "R" if runs_right_to_left(text) else "L"
    assert ours == get_display(text, base_dir=base)


def test_text_is_never_raised_and_left_so() -> None:
    """No text rise in the PDF: reportlab loses count of them and sinks what follows."""
    for name, text in SCRIPTS.values():
        pdf, _ = sheet_of(name, text)
        streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
        assert streams
        assert any(b" Tj" in _content(stream) for stream in streams)
        assert not any(b" Ts" in _content(stream) for stream in streams)


def _content(stream: bytes) -> bytes:
    """What a stream holds, where it is deflated; other streams are left as they are."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_digits_in_a_line_from_right_to_left_stay_in_order() -> None:
    """12 July is not 21 July on an Urdu sheet."""
    line = shaping.line("ہم 12 تاریخ", fonts.SERIF)
    assert [piece.text for piece in line.pieces if piece.text.strip().isdigit()] == ["12"]


def test_a_paragraph_keeps_its_direction_on_every_line() -> None:
    """A line of an Arabic text that begins with an English word still begins at the right."""
    text = "سنجتمع في أول يوم اثنين من كل شهر Story Circle Hartlepool ونستمع"
    lines = wrapped(text, fonts.SERIF, 20, 120)
    assert len(lines) > 2
    assert all(runs_right_to_left(line) for line in lines)
    assert all(width(line, fonts.SERIF, 20) <= 120.1 for line in lines)


def test_a_date_after_an_arabic_name_stays_a_date() -> None:
    """Names and dates on one line do not drag each other along."""
    line = joined(["فاطمہ", "by 12 July"], " · ")
    pieces = shaping.line(line, fonts.SANS).pieces
    assert not runs_right_to_left(line)
    assert pieces[-1].text.endswith("by 12 July")


def test_a_letter_no_font_has_is_a_box_and_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be set is neither dropped nor kept quiet."""
    monkeypatch.setattr(fonts, "face_with", lambda _letter: None)
    shaping._face_of.cache_clear()
    shaping.line.cache_clear()
    pdf, missing = sheet_of(CHINESE, "Ask \U00013000 to come.")
    assert set(missing) == {*CHINESE, "\U00013000"}
    assert b"/Span" in b"".join(
        _content(s) for s in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    )
    shaping._face_of.cache_clear()
    shaping.line.cache_clear()


def test_a_face_of_the_system_sets_what_ours_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters that only a font of this laptop has are set in it; fonts we cannot use are passed."""
    shutil.copy(resources.font("NotoSansHebrew_400Regular"), tmp_path / "a.ttf")
    (tmp_path / "b.ttf").write_bytes(b"not a font")
    monkeypatch.setattr(fonts, "_folders", lambda: (tmp_path,))
    assert fonts.face_with("א") == "System-a-0"
    assert fonts.face_with("王") is None


def test_the_same_line_is_the_same_bytes_whatever_came_before() -> None:
    """A sheet in Urdu is one document, byte for byte, however many others were drawn first."""
    first, _ = sheet_of(*SCRIPTS["Urdu"])
    for name, text in SCRIPTS.values():
        sheet_of(name, text)
    assert sheet_of(*SCRIPTS["Urdu"])[0] == first


def test_plain_text_takes_the_plain_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polish, Greek and Russian are not shaped: that would cost thirteen times as much."""
    shaped = []
    monkeypatch.setattr(Pen, "_shaped", lambda *_: shaped.append(_))
    for script in ("Polish", "Vietnamese", "Greek", "Cyrillic"):
        sheet_of(*SCRIPTS[script])
    assert shaped == []
    draw_sheet(Event("e", "فاطمہ"), leaving(Circle("c", 1)))
    assert shaped


def test_themes_of_a_story_keep_their_order_in_every_script() -> None:
    """A year after an Arabic theme stays after it, and English themes are as they were."""
    assert themes(()) == ""
    assert themes(("Trust", "Schools")) == "Themes: Trust, Schools"
    found = levels(themes(("\u0633\u0641\u0631", "2007")))
    order = visual_order([level for _, level in found])
    seen = "".join(found[place][0] for place in order)
    assert seen == "Themes: \u0631\u0641\u0633, 2007"
