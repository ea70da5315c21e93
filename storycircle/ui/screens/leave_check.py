"""Before a story leaves: its very words, large, for its teller to hear; and each name in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from storycircle.core import review, words
from storycircle.core.choosing import few_tellers, words_to_leave
from storycircle.core.comparing import Piece
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Sharing, Story
from storycircle.core.points import points_of
from storycircle.core.telling import Words
from storycircle.ui.drafts import Draft
from storycircle.ui.screens.found_name import FoundName
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.field import Field, labelled
from storycircle.ui.widgets.keycap import HintLine
from storycircle.ui.widgets.label import app, hint, label, page_title, reading
from storycircle.ui.widgets.marked import MarkedText


class LeaveCheck(StageScreen):
    """One story and one choice. doneRequested: back to the stage, with a yes or without."""

    doneRequested = Signal()

    def __init__(self, theme: Theme, session: Session, story: str, sharing: Sharing) -> None:
        super().__init__(theme, session)
        self._story, self._sharing, self._at = story, sharing, 0
        self.rows: list[FoundName] = []
        self._build_main()
        self._build_pane()
        self.refresh()

    def _build_main(self) -> None:
        theme = self.theme
        self._title = page_title(theme, "")
        self._says = app(theme, "", second=True)
        self.main.addWidget(self._title)
        self.main.addWidget(self._says)
        self.main.addSpacing(16)
        inside = QWidget()
        self._words = QVBoxLayout(inside)
        self._words.setContentsMargins(0, 0, 8, 0)
        self._words.setSpacing(0)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.main.addWidget(area, 1)
        self.main.addSpacing(12)
        self._still = app(theme, "", second=True)
        foot = self.foot(self._still, "Yes, it may leave")
        self.stays = Button(theme, "It stays here", tall=True)
        self.stays.clicked.connect(self._stay)
        foot.insertWidget(1, self.stays)
        self.main.addLayout(foot)

    def _build_pane(self) -> None:
        theme = self.theme
        self.pane.addLayout(self.pane_title("What was found"))
        self._looked = hint(theme, "")
        self.pane.addWidget(self._looked)
        self.pane.addSpacing(8)
        inside = QWidget()
        self._found = QVBoxLayout(inside)
        self._found.setContentsMargins(0, 0, 4, 0)
        self._found.setSpacing(8)
        self._found.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.addWidget(area, 1)
        parts = (("key", "1"), " to ", ("key", "4"), " chooses, ", ("key", "↓"))
        self._keys = HintLine(theme, (*parts, " goes to the next."))
        self.pane.addWidget(self._keys)
        self.pane.addSpacing(12)
        self.also = Field(theme, hint="nicknames, places, schools …")
        self._also = Draft(self.also, self._look_for)
        self.pane.addWidget(labelled(theme, "Also look for", self.also))

    def writing(self) -> bool:
        return isinstance(QApplication.focusWidget(), QLineEdit)

    def entered(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def told(self) -> Story | None:
        """The story as it is at this moment."""
        return self.session.circle.story(self._story)

    def refresh(self) -> None:
        story, circle = self.told(), self.session.circle
        if story is None:
            return
        unnamed = self._sharing is Sharing.ANONYMOUS
        name = self.session.name(story.teller)
        self._title.setText(f"Read this to {name}, then ask" if name else "Read this out, then ask")
        self._says.setText(_said(circle, self.session, unnamed=unnamed))
        look = review.review(story, circle)
        found = look.found if unnamed else ()
        self._show_words(story, words_to_leave(story, circle, self._sharing), found)
        self._show_found(found)
        still = look.said() if unnamed else ""
        self._still.setText(still or "Nothing leaves until you press the button.")
        self.way_on.set_not_now(still)
        self._also.fill(", ".join(circle.also))

    def _show_words(self, story: Story, leaving: Words, found: tuple[review.Found, ...]) -> None:
        while (item := self._words.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        theme = self.theme
        if found:
            card = Card(theme, padding=28)
            for part, px, weight in (("title", 22, 600), ("points", 20, 400), ("quote", 20, 400)):
                pieces = _pieces(review.text_of(story, part), part, found)
                if pieces:
                    font = theme.serif(px, weight, italic=part == "quote")
                    card.body().addWidget(MarkedText(theme, pieces, font, 33, said="Names"))
            self._words.addWidget(card)
            self._words.addSpacing(20)
        self._words.addWidget(label(theme, "What leaves, word for word"))
        for text in _lines(leaving):
            self._words.addWidget(reading(theme, text))
        self._words.addStretch(1)

    def _show_found(self, found: tuple[review.Found, ...]) -> None:
        if [row.word for row in self.rows] != [each.text for each in found]:
            for row in self.rows:
                self._found.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [FoundName(self.theme, each.text) for each in found]
            for place, row in enumerate(self.rows):
                row.answered.connect(self._answer)
                self._found.insertWidget(place, row)
            self._at = min(self._at, max(0, len(self.rows) - 1))
        for place, (row, each) in enumerate(zip(self.rows, found, strict=True)):
            row.show_found(each)
            row.set_chosen(place == self._at)
        looked = sum(1 for each in found if each.answer is not None)
        self._looked.setText(
            f"{looked} of {len(found)} looked at" if found else "No name was found."
        )
        self._keys.setVisible(bool(found))

    def _answer(self, found: str, instead: str | None) -> None:
        session = self.session
        try:
            session.write(review.with_answer(session.circle, self._story, found, instead))
        except Refused as refused:
            session.refused.emit(str(refused))

    def _look_for(self, typed: str) -> None:
        session = self.session
        session.attempt(lambda: session.write(review.with_also(session.circle, typed)))

    def go_on(self) -> None:
        """Yes: the choice is kept with the words that stand here."""
        if not self.way_on.not_now:
            self.session.choose_sharing(self._story, self._sharing)
            self.doneRequested.emit()

    def _stay(self) -> None:
        """No: whatever was said before, the story stays in the circle."""
        story = self.told()
        if story is not None and story.sharing is not Sharing.STAYS:
            self.session.choose_sharing(self._story, Sharing.STAYS)
        self.doneRequested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rows = event.key(), self.rows
        if self.writing() or not rows:
            super().keyPressEvent(event)
        elif event.text() in tuple("1234"):
            rows[self._at].choose(int(event.text()) - 1)
            if rows[self._at].settled and self._at + 1 < len(rows):
                self._go_to(self._at + 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to((self._at + step) % len(rows))
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: int) -> None:
        self._at = place
        for at, row in enumerate(self.rows):
            row.set_chosen(at == place)


def _said(circle: Circle, session: Session, *, unnamed: bool) -> str:
    """Who keeps it and until when, and a warning where the circle is small."""
    event = session.at_event
    keeper = event.organisation if event and event.organisation else "the organiser"
    until = f", until {event.keep_until}" if event and event.keep_until else ""
    how = "without names" if unnamed else "with the teller’s name, under this circle"
    said = f"It would leave {how}. {words.sentence(keeper)} keeps it{until}."
    return f"{said} {few_tellers(circle)}".strip()


def _pieces(text: str, part: str, found: tuple[review.Found, ...]) -> list[Piece]:
    """A text cut at the names found in it."""
    spans = sorted((p.start, p.end) for each in found for p in each.places if p.part == part)
    pieces, at = [], 0
    for start, end in spans:
        if start > at:
            pieces.append(Piece(text[at:start], differs=False))
        pieces.append(Piece(text[start:end], differs=True))
        at = end
    return [*pieces, Piece(text[at:], differs=False)] if text[at:] else pieces


def _lines(leaving: Words) -> list[str]:
    """The words that leave, a paragraph each."""
    points = [point.text for point in points_of(leaving.points)]
    quote = [leaving.quote] if leaving.quote else []
    tags = [", ".join(leaving.tags)] if leaving.tags else []
    lines = [leaving.teller, leaving.title, *points, *quote, *tags]
    return [line for line in lines if line] or ["Nothing is written yet."]
