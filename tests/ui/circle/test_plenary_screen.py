"""Plenary's paper: what is shown is what is printed and saved; what cannot be is said kindly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import Leaves, lines_of
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.circle.consent.what_leaves import LeavingCard
from storycircle.ui.circle.plenary_screen import PlenaryScreen, before_removing
from storycircle.ui.printing.output import STOP
from storycircle.ui.room.second_screen import is_shown
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.bad_circles import CIRCLES, EVENT
from tests.support.bad_places import KINDS, OLD, bad_place


@pytest.fixture
def plenary(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[PlenaryScreen]:
    """Circle 5 in Plenary, on a laptop that has all six circles."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(example)
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.carry_on(library.circles()[4].id)
    assert window.session is not None
    window.session.time.go(Stage.PLENARY)
    screen = window.findChild(PlenaryScreen)
    assert screen is not None
    there(qtbot, screen)
    yield screen
    window.close()


def there(qtbot: QtBot, screen: PlenaryScreen) -> None:
    """Wait for the pages of what is chosen."""
    qtbot.waitUntil(lambda: screen.paper.made is not None, timeout=20_000)


def told(screen: PlenaryScreen) -> str:
    """What stands in the message."""
    assert screen.message is not None
    return f"{screen.message.accessibleName()} {screen.message.accessibleDescription()}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "paper",
    [
        ("sheet", 1, "Print the sheet"),
        ("slips", 2, "Print a slip for each person"),
        ("sheets", 6, "Print all six sheets"),
        ("all slips", 9, "Print slips for everyone"),
        ("data", 1, "Print the sheet with data"),
        ("blank", 1, "Print an empty sheet"),
    ],
)
def test_each_paper_is_shown_and_saved_as_it_is(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path, paper: tuple[str, int, str]
) -> None:
    """The pages shown are the pages saved, and the button says what it prints."""
    key, pages, says = paper
    plenary.paper.choose(key)
    there(qtbot, plenary)
    assert plenary.print_.accessibleName().startswith(says)
    assert plenary.paper.page.pages() == pages
    plenary.out.save_to(tmp_path / "x.pdf")
    made = plenary.paper.made
    assert made is not None
    assert (tmp_path / "x.pdf").read_bytes() == made.pdf
    assert told(plenary) == f"Saved. x.pdf is in {tmp_path.name}."


def test_pages_are_turned_by_keys(qtbot: QtBot, plenary: PlenaryScreen) -> None:
    """Page Down and Page Up go through six sheets and stop at the ends."""
    plenary.paper.choose("sheets")
    there(qtbot, plenary)
    for key, shown in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, 0), (Qt.Key.Key_PageUp, 0)):
        QTest.keyClick(plenary.print_, key)
        assert plenary.paper.page._page == shown


@pytest.mark.slow
def test_a_sheet_with_data_says_so_everywhere(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path
) -> None:
    """In its name, in print, in what leaves; once it is saved it has been exported."""
    plenary.paper.choose("data")
    there(qtbot, plenary)
    paper = plenary.paper.paper
    assert paper is not None
    assert paper.name == "circle 5 with data.pdf"
    assert plenary._carried() == ("The circle file, inside the PDF",)
    assert plenary.session.library.last_export(plenary.session.state.circle.id) is None
    plenary.out.save_to(tmp_path / paper.name)
    last = plenary.session.library.last_export(plenary.session.state.circle.id)
    assert last is not None
    assert last[1] == paper.name
    text = PdfReader(tmp_path / paper.name).pages[0].extract_text()
    assert "The file is in this PDF." in text.replace("\n", " ")


@pytest.mark.slow
def test_letters_no_font_has_are_said_before_and_after(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path
) -> None:
    """Above the page as it is shown, and as it is saved: a box is never a surprise."""
    session = plenary.session
    first = replace(session.state.circle.members[0], name="A\U00013000")
    session.write(replace(session.state.circle, members=(first, *session.state.circle.members[1:])))
    plenary.entered()
    there(qtbot, plenary)
    said = "No font on this laptop has “\U00013000”: it stands as a box on paper."
    assert plenary.paper._missing.text() == said
    assert plenary.paper._missing.isVisible()
    plenary.out.save_to(tmp_path / "x.pdf")
    assert told(plenary).endswith(said)


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        *((kind, "x.pdf") for kind in KINDS),
        (KINDS[0], "x.circle"),  # written by the same hands
        *(pytest.param((kind, "x.circle"), marks=pytest.mark.slow) for kind in KINDS[1:]),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    plenary: PlenaryScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    case: tuple[str, str],
) -> None:
    """A folder in its place, a full or read-only one, a file open elsewhere: the old file stays."""
    kind, what = case
    folder = tmp_path / "out"
    folder.mkdir()
    path, sentence = bad_place(folder / what, kind, monkeypatch)
    before = sorted(folder.iterdir())
    ways: dict[str, Callable[[Path], None]] = {
        "x.pdf": plenary.out.save_to,
        "x.circle": plenary.hand_over.export_to,
    }
    ways[what](path)
    qtbot.waitUntil(lambda: plenary.message is not None)
    monkeypatch.undo()
    assert told(plenary).startswith(f"Not saved. {sentence}")
    assert told(plenary).count("Nothing was half-written.") == 1
    assert sorted(folder.iterdir()) == before
    assert not path.is_file() or path.read_bytes() == OLD


def test_without_a_printer_saving_is_at_hand(
    plenary: PlenaryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog is not opened, as it would fail; Enter saves."""
    monkeypatch.setattr("storycircle.ui.system.printer.no_printer", lambda: True)
    asked: list[bool] = []
    monkeypatch.setattr(plenary.out, "save", lambda: asked.append(True))
    QTest.keyClick(plenary.print_, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert told(plenary).startswith("No printer was found.")
    QTest.keyClick(QApplication.focusWidget() or plenary, Qt.Key.Key_Return)
    assert asked == [True]


class _Named(QPrinter):
    """A printer with a name, that prints into a file."""

    def printerName(self) -> str:
        return "Venue"


@pytest.mark.slow
def test_it_is_printed_and_the_printer_remembered(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path
) -> None:
    """The pages go out, that is said, and the next time begins with this printer."""
    printer = _Named(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    made = plenary.paper.made
    assert made is not None
    with qtbot.waitSignal(plenary.out.finished, timeout=20_000):
        plenary.out.print_on(printer, made, "a4")
    qtbot.waitUntil(lambda: plenary.message is not None)
    assert told(plenary) == "Printing. One page is on the way to Venue."
    assert len(PdfReader(tmp_path / "x.pdf").pages) == 1
    assert plenary.session.library.settings().printer == "Venue"


@pytest.mark.slow
def test_many_pages_can_be_stopped(qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path) -> None:
    """That they go is said at once; *Stop* ends it between two pages, and that is said too."""
    printer = _Named(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    plenary.paper.choose("sheets")
    there(qtbot, plenary)
    made = plenary.paper.made
    assert made is not None
    said: list[str] = []

    def stop_at_once(title: str, text: str) -> None:
        said.append(f"{title} {text}")
        if len(said) == 1:  # before the first page: they are quick
            plenary._answered(STOP)

    plenary.out.reported.connect(lambda title, text, *_: stop_at_once(title, text))
    with qtbot.waitSignal(plenary.out.finished, timeout=20_000):
        plenary.out.print_on(printer, made, "a4")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[0] == "Printing. Six pages go to Venue, one by one."
    assert said[1].startswith("Stopped. ")


@pytest.mark.slow
def test_pages_outlive_the_screen_they_were_printed_from(
    plenary: PlenaryScreen, tmp_path: Path
) -> None:
    """Home is gone to while they print; the window closes once they are with the printer."""
    printer = _Named(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    made, window = plenary.paper.made, plenary.window()
    assert made is not None
    assert isinstance(window, Window)
    plenary.out.print_on(printer, made, "a4")
    window.go_home()
    QApplication.processEvents()
    window.close()
    assert len(PdfReader(tmp_path / "x.pdf").pages) == 1


def test_a_printer_that_takes_nothing_is_said(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path
) -> None:
    """Why, and that it can be saved."""
    printer = _Named(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "none" / "x.pdf"))
    made = plenary.paper.made
    assert made is not None
    with qtbot.waitSignal(plenary.out.finished, timeout=20_000):
        plenary.out.print_on(printer, made, "a4")
    qtbot.waitUntil(lambda: plenary.message is not None)
    assert told(plenary).startswith("Not printed. The printer Venue did not accept the pages.")


@pytest.mark.slow
def test_the_report_and_the_gallery_open_by_key(qtbot: QtBot, plenary: PlenaryScreen) -> None:
    """F5 and Shift F5 show them, Esc comes back; the time goes on where it was."""
    QTest.keyClick(plenary.print_, Qt.Key.Key_F5)
    presenter = plenary.show_.showing.presenter
    assert presenter is not None
    assert presenter.slide.title == "Circle 5"
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    QTest.keyClick(presenter, Qt.Key.Key_Escape)
    assert not is_shown()
    qtbot.waitUntil(plenary.print_.hasFocus)
    plenary.show_.present()
    assert plenary.show_.reporting.round.running
    plenary.show_.close()
    plenary.window().activateWindow()
    qtbot.waitUntil(plenary.window().isActiveWindow)
    QTest.keyClick(plenary.print_, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    presenter = plenary.show_.showing.presenter
    assert presenter is not None
    assert (presenter.slide.title, presenter.slide.time) == ("Circle 1", "")
    plenary.session.time.go(Stage.COMMIT)
    assert not is_shown()


def test_removing_a_circle_says_that_it_changed_since_it_was_handed_over(
    library: Library, clock: SimulatedClock, example: Gathered, tmp_path: Path
) -> None:
    """And that what left cannot be taken back from here any more."""
    circle = example.circles[4]
    library.save_event(example.event)
    library.save_circle(circle)
    session = resumed_session(library, clock, circle)
    export_circle(library, circle, tmp_path / "x.circle")
    session.members.set_details(facilitator="Somebody else")
    _, said, _ = before_removing(session)
    assert "Changed since 11.16: what was written after that is in no file." in said
    assert "What left in “x.circle” stays with whoever has it" in said


@pytest.mark.slow
@pytest.mark.parametrize("kind", CIRCLES)
def test_whatever_was_typed_is_shown_printed_and_presented(
    qtbot: QtBot, plenary: PlenaryScreen, tmp_path: Path, kind: str
) -> None:
    """Markup, five thousand letters, nobody, nothing, emoji: paper and full screen all the same."""
    session = plenary.session
    session.library.save_event(EVENT)
    session.write(replace(CIRCLES[kind], id=session.state.circle.id))
    plenary.entered()
    there(qtbot, plenary)
    assert plenary.paper.page.pages() >= 1
    plenary.out.save_to(tmp_path / "x.pdf")
    assert told(plenary).startswith("Saved. x.pdf is in")
    plenary.show_.present()
    presenter = plenary.show_.showing.presenter
    assert presenter is not None
    assert len(presenter.slide.items) == len(session.state.circle.actions)
    presenter.grab()


def test_counts_of_agencies_leave_where_it_is_ticked(qtbot: QtBot, plenary: PlenaryScreen) -> None:
    """By Space, offered only where an agency was written; the focus stays, and it is kept."""
    session = plenary.session
    card = plenary.findChild(LeavingCard)
    assert card is not None
    assert not card.agencies.isVisibleTo(card)
    circle = session.state.circle
    members = tuple(replace(member, agency="Sure Start") for member in circle.members)
    session.apply(replace(session.state, circle=replace(circle, members=members)))
    qtbot.waitUntil(lambda: card.agencies.isVisibleTo(card))
    assert not card.agencies.isChecked()
    card.agencies.setFocus()
    QTest.keyClick(card.agencies, Qt.Key.Key_Space)
    assert session.state.circle.send_agencies
    assert card.agencies.isChecked()
    assert card.agencies.hasFocus()
    assert Leaves.AGENCIES in lines_of(session.state.circle)
    assert session.library.circle(circle.id).send_agencies
    QTest.keyClick(card.agencies, Qt.Key.Key_Space)
    assert Leaves.AGENCIES not in lines_of(session.state.circle)
    assert not session.library.circle(circle.id).send_agencies


def test_the_heading_names_the_paper_that_is_shown(plenary: PlenaryScreen) -> None:
    """Over every paper its own name, as it is chosen, and over the sheet again the sheet's."""
    heading, pick = plenary.paper.heading, plenary.paper.pick
    assert heading.text() == "The feedback sheet"
    names = {pick.itemData(at): pick.itemText(at) for at in range(pick.count())}
    del names["sheet"]
    for key, name in names.items():
        plenary.paper.choose(key)
        assert heading.text() == name
    plenary.paper.choose("sheet")
    assert heading.text() == "The feedback sheet"
