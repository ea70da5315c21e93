"""All widgets in one picture, to look at: python -m tests.ui.widgets.gallery FILE.png [dark]."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.chip import Chip, ChipKind, PressChip, state_chip
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Lines, Points, Writing
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.bars import BarView, Piece, PieceState, StageBar
from storycircle.ui.widgets.display.card import Card, Hairline
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Answer, Message, Notice, Saved, SavedState
from storycircle.ui.widgets.display.rail import Rail, RailStage, RailView, StageState
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView

PALETTES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}
S = SeatState
NAMES = ("Brian R", "Dawn G", "Sandra S", "John R", "Simon R", "Andrew H")


def seats(*states: SeatState) -> tuple[SeatView, ...]:
    return tuple(
        SeatView(str(i), name, state)
        for i, (name, state) in enumerate(zip(NAMES, states, strict=True))
    )


TURN = RingView(
    seats=seats(S.HEARD, S.HEARD, S.PASSED, S.SPEAKING, S.NEXT, S.WAITING),
    name="John R",
    time="1:48",
    lines=("of 4:00", "then Simon R"),
    used=0.55,
)
STATES = {
    "before": RingView(
        seats=seats(S.NEXT, *(S.WAITING,) * 5),
        name="Brian R",
        time="4:10",
        quiet=True,
        lines=("Space starts",),
    ),
    "over": RingView(
        seats=TURN.seats,
        name="John R",
        time="+0:42",
        lines=("over 4:00", "then Simon R"),
        used=1,
        beads=4,
    ),
    "adding": RingView(
        seats=seats(*(S.WAITING,) * 6),
        time="4:10",
        lines=("6 people in 25 minutes",),
        adding=True,
        caption="Each person has",
    ),
    "all heard": RingView(
        seats=seats(S.HEARD, S.HEARD, S.AWAY, S.HEARD, S.HEARD, S.HEARD),
        name="All heard",
        lines=("Space goes on", "to the dialogue"),
    ),
}
_STAGES = ("Gather", "Open", "Stories", "Dialogue", "Commit", "Plenary")
_SHORT = ("to 11.20", "11.20", "11.25", "11.50", "12.10", "12.30")
_TIMES = ("until 11.20", "11.20-11.25", "11.25-11.50", "11.50-12.10", "12.10-12.20", "12.30-12.50")
RAIL = RailView(
    "Circle 5",
    "Whole System Event",
    tuple(
        RailStage(
            name,
            times.replace("-", "\N{EN DASH}"),
            StageState.DONE if i < 2 else StageState.NOW if i == 2 else StageState.TO_COME,
            short,
        )
        for i, (name, times, short) in enumerate(zip(_STAGES, _TIMES, _SHORT, strict=True))
    ),
    "11.36",
    "on time",
    "Stories end at 11.50",
)
BAR = BarView(
    (
        Piece(PieceState.HEARD),
        Piece(PieceState.HEARD),
        Piece(PieceState.PASSED),
        Piece(PieceState.RUNNING, 0.55),
        Piece(PieceState.TO_COME),
        Piece(PieceState.TO_COME),
    ),
    "2 of 6 heard · Sandra S will be asked again",
    "13:48 left in this stage · 4:00 each",
)


def flow(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = Flow(8, 8, box)
    for widget in widgets:
        row.addWidget(widget)
    return box


def kit(theme: Theme) -> QWidget:
    """The page of components."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(12)
    not_now = Button(theme, "Let it leave")
    not_now.set_not_now("Ask first.")
    column.addWidget(label.page_title(theme, "The kit & <b>its</b> pieces"))
    column.addWidget(
        flow(
            Button(theme, "Pause", keys.START.cap, "main"),
            Button(theme, "Next", keys.NEXT.cap),
            Button(theme, "Undo", keys.RING_UNDO.cap, "quiet"),
            Button(theme, "Pass", keys.PASS.cap),
            not_now,
        )
    )
    fields = QHBoxLayout()
    for field in (
        Field(theme, "The school gate"),
        Field(theme, "“All I did”", italic=True),
        Field(theme, "", "Add an idea"),
        Field(theme, "until 11.50", serif=False),
    ):
        fields.addWidget(field)
    column.addLayout(fields)
    choice = Choice(
        theme, [("here", "Stays here"), ("anon", "Without names"), ("name", "With name")]
    )
    choice.set_value("here")
    column.addWidget(choice)
    column.addWidget(
        flow(
            PressChip(theme, "Brian R", on=True),
            PressChip(theme, "Andrew H"),
            Chip(theme, "All six", ChipKind.DONE),
            Chip(theme, "by 12 July", ChipKind.PLAIN),
        )
    )
    kinds = [
        kind for kind in ChipKind if kind not in (ChipKind.PLAIN, ChipKind.DONE, ChipKind.OUTLINE)
    ]
    column.addWidget(flow(*(state_chip(theme, kind) for kind in kinds)))
    bar = StageBar(theme)
    bar.show_view(BAR)
    column.addWidget(bar)
    card = Card(theme, padding=16)
    card.set_chosen(True)
    card.body().addWidget(label.section(theme, "“Exchange student” placement."))
    card.body().addWidget(label.hint(theme, "Rukhsana R, Mark G"))
    column.addWidget(card)
    column.addWidget(Hairline(theme))
    saved = Saved(theme)
    late = Saved(theme)
    late.set_state(SavedState.NOT_YET)
    column.addWidget(flow(saved, late, Link(theme, "Walk through an example")))
    hint: list[HintPart] = [
        ("key", keys.OTHER_SIDE.cap),
        " to write the story · ",
        ("key", keys.SHOW_ROOM.cap),
        " to the room",
    ]
    column.addWidget(HintLine(theme, hint))
    column.addWidget(
        TickBox(theme, "Everyone is content that notes are written on this laptop", on=True)
    )
    column.addWidget(Pick(theme, [("a", "Identify the needs of communities and families")]))
    column.addWidget(Button(theme, "Save as PDF", keys.SAVE_PDF.cap, wide=True))
    column.addStretch(1)
    return page


def pane(theme: Theme) -> QWidget:
    """A side pane with all there is to write in, and the messages."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(12)
    points = Points(theme)
    points.set_text(
        "Health visitor and school were both visiting the same family; neither knew.\n"
        "One joint visit.\n\tIt took one phone call."
    )
    column.addWidget(labelled(theme, "Key points", points))
    lines = Lines(theme)
    lines.set_text("Brian R\nDawn G, health visiting\nSandra S, youth service")
    column.addWidget(labelled(theme, "One on each line, or paste a list", lines))
    action = Writing(theme, px=20, line=28, weight=600, grows=True, single=True)
    action.set_text(
        "Standard agenda on all staff meetings should be the participation of children."
    )
    column.addWidget(action)
    column.addWidget(Writing(theme, "Write here", grows=True))
    column.addWidget(
        Message(
            theme,
            "There is no room left on this disk.",
            "Your circle is safe in memory, and everything up to 11.36 is saved.",
            [Answer("again", "Try again"), Answer("elsewhere", "Save elsewhere …")],
            sign="look",
        )
    )
    column.addWidget(
        Message(
            theme,
            "Exported, and checked.",
            "circle-5.circle is on the memory stick.",
            [
                Answer("show", "Show the file", "second"),
                Answer("no", "Close", "quiet", keys.BACK.cap),
            ],
            sign="done",
        )
    )
    column.addSpacing(90)
    notice = Notice(theme, page)
    notice.say("Sandra S passed, and is asked again at the end.", undo=True)
    return page


def gallery(theme: Theme) -> QWidget:
    """Everything on one sheet, 1880 x 1900."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    for column, folded in ((0, False), (3, True)):
        rail = Rail(theme)
        rail.show_view(RAIL)
        rail.setFolded(folded)
        grid.addWidget(rail, 0, column)
    grid.addWidget(kit(theme), 0, 1)
    grid.addWidget(pane(theme), 0, 2)
    rings = QHBoxLayout()
    for view in (TURN, *STATES.values()):
        ring = Ring(theme)
        ring.setFixedHeight(420)
        ring.show_view(view)
        rings.addWidget(ring)
    grid.addLayout(rings, 1, 0, 1, 4)
    sheet.resize(1880, 1500)
    return sheet


def main() -> None:
    """Draw the gallery into a file."""
    app = QApplication([])
    theme = Theme(PALETTES[sys.argv[2] if len(sys.argv) > 2 else "light"])
    apply_theme(app, theme)
    sheet = gallery(theme)
    sheet.show()
    app.processEvents()
    sheet.grab().save(sys.argv[1])


if __name__ == "__main__":
    main()
