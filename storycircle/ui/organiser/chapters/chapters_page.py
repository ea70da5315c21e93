"""The report in its order: the organiser's own chapters, which are written here, and the parts that
the app writes, from which their places are reached.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import (
    Chapter,
    ChapterKind,
    StoryPlace,
    in_order,
    told_again,
)
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.merge.compare import CHAPTER_KINDS
from storycircle.jobs.afterwards import chapter_writing
from storycircle.jobs.afterwards.chapter_writing import StoryToTell
from storycircle.jobs.afterwards.report_around import AppPart, MadeFrom, ReportAround
from storycircle.ui.commands import bind
from storycircle.ui.organiser.chapters.chapter_field import ChapterField, Look
from storycircle.ui.organiser.chapters.chapter_list import ChapterList, report_rows
from storycircle.ui.organiser.chapters.printed_pane import PrintedPane
from storycircle.ui.organiser.chapters.stories_pane import StoriesPane
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.report_parts.kept_parts import Kind
from storycircle.ui.organiser.view_model import PLACE_TITLES
from storycircle.ui.organiser.view_model import Place as RailPlace
from storycircle.ui.system.field_autosave import Draft, Place, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.controls.keycap import HintLine, KeyCap, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.layouts import Flow, SidePane
from storycircle.ui.widgets.display.message import Saved, SavedState
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_LIST = 240  # px at 100 % of the list of chapters
_NARROW = 760  # px at 100 %: narrower, the list stands above the text
_CHAPTER = "chapter"
_PRINTED, _TOLD = "printed", "told"
_PLACES = {
    MadeFrom.CIRCLES: RailPlace.GATHER,
    MadeFrom.HEADINGS: RailPlace.HEADINGS,
    MadeFrom.PACK: RailPlace.PACK,
    MadeFrom.RECOMMENDATIONS: RailPlace.RECOMMEND,
    MadeFrom.REVIEWS: RailPlace.BECAME,
}
"""Where what the app writes into the report comes from; stories are beside the chapters."""


class ChaptersPage(Page):
    """compareRequested: what two organisers wrote apart is to be seen, by a chapter's id.
    placeRequested: the place from which a part of the report comes.
    """

    compareRequested = Signal(str)
    placeRequested = Signal(RailPlace)
    shows = frozenset({Part.EVENT, Part.CONFLICTS, Part.CIRCLES})

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._parts = session.report_parts
        self.around: ReportAround | None = None
        self._known = self._reading = False  # whether the report is read, or being read
        self._of = ""  # the id of the chapter that stands in the fields
        self.list = ChapterList(theme)
        self.list.moved.connect(self._moved)
        self.list.placed.connect(self._place_chapter)
        self.list.opened.connect(self._open)
        self.title = Field(theme)
        self.field = ChapterField(theme, self._words_of)
        self._title = Draft(self.title, self._write_title, lambda: self._at("title"))
        self._text = Draft(self.field, self._write_text, lambda: self._at("text"))
        self.printed = PrintedPane(theme)
        self.field.textChanged.connect(self.printed.put_off)
        self.pane = StoriesPane(theme)
        self.pane.tellRequested.connect(self._tell)
        self.pane.placed.connect(self._under)
        self._parts.changed.connect(self._parts_changed)
        self._parts.aroundRead.connect(self._around_read)
        main = QWidget()
        self._stand(main, self._main(main), self._side())
        self._bind()

    def _bind(self) -> None:
        at_list, parts = self.list.hasFocus, self._parts
        bind(self.list, keys.CHAPTER_ADD, self._add, when=at_list)
        bind(self.list, keys.CHAPTER_AWAY, self._away, when=at_list)
        bind(self.list, keys.CHAPTER_WRITE, self._open, when=at_list)
        bind(self, keys.CHAPTER_HEADING, self._turning(Look.HEADING))
        bind(self, keys.CHAPTER_BULLETS, self._turning(Look.BULLET))
        bind(self, keys.CHAPTER_QUOTE, self._turning(Look.QUOTATION))
        of = Kind.CHAPTERS
        bind(self, keys.UNDO, lambda: parts.undo(of), offered=lambda: parts.can_undo(of))
        bind(self, keys.REDO, lambda: parts.redo(of), offered=lambda: parts.can_redo(of))

    def _turning(self, look: Look) -> Callable[[], None]:
        def turn() -> None:
            if self._of:
                self.field.turn_into(look)
                self.field.setFocus()

        return turn

    def _main(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(12))
        column.addWidget(label.page_title(theme, _("The report and its chapters")))
        self._sides = layouts.row(spacing=theme.px(24))
        self._list_side = QWidget()
        self._sides.addWidget(self._list_side)
        self._fill_list_side(layouts.column(self._list_side, theme.px(8)))
        self._sides.addLayout(self._writing(), 1)
        column.addLayout(self._sides, 1)
        return column

    def _fill_list_side(self, column: QVBoxLayout) -> None:
        theme = self._theme
        parts = with_caps(
            _("In this order. Drag, or {up} {down}."),
            up=keys.CHAPTER_UP.cap,
            down=keys.CHAPTER_DOWN.cap,
        )
        column.addWidget(HintLine(theme, parts))
        column.addWidget(self.list, 1)
        self.kind = Pick(theme)
        self.kind.setAccessibleName(_("What the new chapter is"))
        self.kind.set_options([(kind.value, _(CHAPTER_KINDS[kind])) for kind in ChapterKind])
        self.kind.set_value(ChapterKind.OWN.value)
        column.addWidget(self.kind)
        self.add = Button(theme, _("Add a chapter"), keys.CHAPTER_ADD.cap, wide=True, act=self._add)
        column.addWidget(self.add)
        self.away = Button(theme, _("Take it out"), keys.CHAPTER_AWAY.cap, "quiet", act=self._away)
        column.addWidget(self.away)

    def _writing(self) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(spacing=theme.px(8))
        head = layouts.row(spacing=theme.px(8))
        self._about = label.label(theme, "")
        head.addWidget(self._about, 1)
        self.saved = Saved(theme)
        self.saved.set_state(SavedState.SAVED)
        head.addWidget(self.saved)
        column.addLayout(head)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        self.compare = Button(theme, _("Compare"), keys.COMPARE.cap, act=self._compare)
        column.addWidget(self.compare)
        self.from_there = Button(theme, "", keys.CHAPTER_WRITE.cap, act=self._open)
        column.addWidget(self.from_there)
        self._titled = labelled(theme, _("Its title"), self.title)
        column.addWidget(self._titled)
        looks = self._looks = QWidget()
        flow = Flow(theme.px(8), theme.px(4), looks)
        for words, command, look in (
            (_("Heading"), keys.CHAPTER_HEADING, Look.HEADING),
            (_("Bullets"), keys.CHAPTER_BULLETS, Look.BULLET),
            (_("Quotation"), keys.CHAPTER_QUOTE, Look.QUOTATION),
        ):
            link = Link(theme, words, 16, act=self._turning(look))
            flow.addWidget(link)
            flow.addWidget(KeyCap(theme, command.cap, act=link.click))
        column.addWidget(looks)
        self.field.setMinimumHeight(theme.px(220))
        column.addWidget(self.field, 1)
        self._below = QWidget()
        column.addWidget(self._below, 1)
        return column

    def _side(self) -> QWidget:
        theme, inside = self._theme, QWidget()
        column = layouts.column(inside, theme.px(12), (25, 24, 24, 24))
        self.beside = Choice(
            theme, ((_PRINTED, _("As it prints")), (_TOLD, _("Stories"))), ticked=False
        )
        self.beside.setAccessibleName(_("What stands beside the chapter"))
        self.beside.chosen.connect(self._show_beside)
        column.addWidget(self.beside)
        column.addWidget(self.printed, 1)
        column.addWidget(self.pane, 1)
        self._show_beside(_PRINTED)
        side = SidePane(self._theme)
        row = layouts.row(side, margins=(1, 0, 0, 0))
        row.addWidget(self._folding(FoldingArea(inside)))
        return side

    def _show_beside(self, what: str) -> None:
        self.beside.set_value(what)
        self.printed.setVisible(what == _PRINTED)
        self.pane.setVisible(what == _TOLD)

    # What is shown.

    @property
    def _stories(self) -> tuple[StoryToTell, ...]:
        return self.around.stories if self.around is not None else ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the event that is shown, in their order."""
        return in_order(self._parts.parts.chapters)

    def refresh(self) -> None:
        """Show the chapters of the event that is shown."""
        self._show("")

    def _show(self, wanted: str) -> None:
        none = self.session.state.event is None
        self.add.set_not_now(_("There is no event here yet.") if none else "")
        around, looks = self.around, self._apart() | self._lost()
        if around is not None and around.event.id != self._parts.of_event:
            around = None
        self.list.show_rows(report_rows(self.chapters, around, looks), wanted)
        self._show_stories()

    def _apart(self) -> frozenset[str]:
        """The chapters that two organisers wrote apart."""
        conflicts = self.session.state.conflicts
        return frozenset(one.id for one in conflicts if one.kind == _CHAPTER)

    def _lost(self) -> frozenset[str]:
        """The chapters that lost a story since it was put in; none before the stories are read."""
        return chapter_writing.lost(self.chapters, self._stories) if self._known else frozenset()

    def _moved(self) -> None:
        """Another row is in hand: its words stand in the fields, what was typed is saved."""
        row = self.list.in_hand
        here, part = (row.chapter, row.part) if row is not None else (None, None)
        id_ = here.id if here is not None else ""
        if id_ != self._of:
            for draft in (self._title, self._text):
                draft.flush()
            self._of = id_
            self._title.turn_to(here.title if here else "")
            self._text.turn_to(here.text if here else "")
        elif here is not None:
            self._title.fill(here.title)
            self._text.fill(here.text)
        for widget in (self._titled, self._looks, self.field, self.away):
            widget.setVisible(here is not None)
        self._below.setVisible(here is None)
        self._show_part(part)
        number = i18n.figures(row.number) if row is not None else ""
        said = _("None yet: add the first one.")
        if here is not None:
            said = _("Chapter {number}, your own", number=number)
        elif part is not None:
            said = _(
                "Part {number}, which the app writes: {title}", number=number, title=part.title
            )
        self._about.setText(said)
        self.saved.setVisible(here is not None)
        self.printed.show_chapter(here, self.around)
        self._remark_on(id_)
        self.show_saved()

    def _show_part(self, part: AppPart | None) -> None:
        """The way to where a part is made that the app writes; none for a chapter."""
        self.from_there.setVisible(part is not None)
        if part is not None:
            place = _PLACES.get(part.made_from)
            there = _(PLACE_TITLES[place]) if place is not None else _("Stories")
            self.from_there.set_text(_("Go to where it is made: {place}", place=there))

    def _remark_on(self, id_: str) -> None:
        """What is to be looked at in a chapter, and the way on."""
        apart = id_ in self._apart()
        self.compare.setVisible(apart)
        why = next((draft.why for draft in (self._text, self._title) if draft.refused), "")
        if why:
            self.remark.show_remark(why, _("It stays in its field until it is mended."))
        elif apart:
            title = _("Two organisers wrote this chapter apart.")
            self.remark.show_remark(title, _("Both are kept. Compare them, and choose."))
        elif not id_ and self.list.in_hand is not None:
            title = _("It is made of what was gathered, sorted and told.")
            self.remark.show_remark(title, _("It is not written here: it changes as that does."))
        elif id_ in self._lost():
            title = _("A story that stood here may not be shared any more: it is gone.")
            self.remark.show_remark(title, _("Look at what stands around its place."))
        else:
            self.remark.show_remark("")

    def _show_stories(self) -> None:
        parts, event = self._parts.parts, self.session.state.event
        under = {one.story: one.heading for one in parts.story_places}
        headings = event.headings if event is not None else ()
        told = told_again(parts.chapters)
        reading = self._reading and not self._known
        self.pane.show_stories(self._stories, headings, under, told, reading=reading)

    def _words_of(self, story: str) -> str:
        """What a story says in the field; that it is gone, where it may not be shared any more."""
        found = next((one for one in self._stories if one.id == story), None)
        if found is None:
            return (
                _("a story that is being read …") if not self._known else _("a story that is gone")
            )
        return _("“{words}” ({where})", words=i18n.short(found.words, 400), where=found.where)

    def show_saved(self) -> None:
        """Say whether all that stands in the fields is on the disk, and why it is not."""
        drafts = (self._title, self._text)
        if any(draft.refused for draft in drafts):
            self.saved.set_state(SavedState.NOT_YET)
        elif any(draft.waiting for draft in drafts):
            self.saved.set_state(SavedState.SAVING)
        else:
            self.saved.set_state(SavedState.SAVED)
        self._remark_on(self._of)

    def _parts_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _around_read(self, around: ReportAround) -> None:
        """The report is read: the words of its stories stand in the text too."""
        changed = around.stories != self._stories or not self._known
        self.around, self._known, self._reading = around, True, False
        if changed and self._of:
            self._text.flush()
            self.field.set_text(self.field.text(), force=True)
        self.refresh()

    # What is done.

    def enter(self) -> None:
        """Take the keyboard, and read what the report has beside its chapters."""
        self._reading = self._parts.read_around()
        self._known = self._known and not self._reading
        self.refresh()
        self.list.setFocus()

    def back(self) -> bool:
        """Esc: from a text back to the list."""
        if self.list.hasFocus() or not self.isAncestorOf(self.focusWidget()):
            return False
        flush_all(self)
        self.list.setFocus()
        return True

    def _open(self) -> None:
        """Write on the chapter in hand; of what the app writes, go to where it is made."""
        row = self.list.in_hand
        if row is None or row.part is None:
            self.field.setFocus()
        elif (place := _PLACES.get(row.part.made_from)) is not None:
            self.placeRequested.emit(place)
        else:
            self._show_beside(_TOLD)
            self.pane.enter()

    def _at(self, field: str) -> Place | None:
        return self._parts.place(f"{self._of} {field}") if self._of else None

    def _write_title(self, text: str) -> None:
        one = self._chapter()
        if one is not None:
            self._parts.write(chapter_writing.titled(one, text))

    def _write_text(self, text: str) -> None:
        one = self._chapter()
        if one is not None:
            self._parts.write(Chapter(one.id, one.title, one.kind, text, one.rank))

    def _chapter(self) -> Chapter | None:
        return next((one for one in self.chapters if one.id == self._of), None)

    def _add(self) -> None:
        """A new chapter below the one in hand, to be written at once."""
        flush_all(self)
        kind = ChapterKind(self.kind.value() or ChapterKind.OWN.value)
        title = _(CHAPTER_KINDS[kind])
        added: list[Chapter] = []

        def add() -> list[Chapter]:
            new, changed = chapter_writing.added(self.chapters, kind, title, self.list.above)
            added.append(new)
            return changed

        if self.session.state.event is not None and self._parts.attempt(Kind.CHAPTERS, add):
            self._show(added[0].id)
            self.title.setFocus()
            self.title.selectAll()

    def _away(self) -> None:
        """Take the chapter in hand out; undo brings it back."""
        flush_all(self)
        one = self._chapter()
        if one is not None and self._parts.keep(Kind.CHAPTERS, (), [one]):
            self.list.setFocus()

    def _place_chapter(self, id_: str, place: int) -> None:
        flush_all(self)
        moved = chapter_writing.moved(self.chapters, id_, place)
        if moved:
            self._parts.keep(Kind.CHAPTERS, moved)
        self._show(id_)

    def _tell(self, story: str) -> None:
        """A story is told where the cursor is."""
        if self._of:
            self.field.tell(story)
            self._text.take()
            self.field.setFocus()
        else:
            self.remark.show_remark(_("Add a chapter first, then put the story into it."))

    def _under(self, story: str, heading: str) -> None:
        self._parts.keep(Kind.CHAPTERS, [StoryPlace(story, heading)])

    def _compare(self) -> None:
        flush_all(self)
        self.compareRequested.emit(self._of)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._fit((424, 340))
        room = (self.width() - beside) / self._theme.scale
        narrow = room < _NARROW
        direction = self._sides.Direction
        self._sides.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._list_side.setMinimumHeight(self._theme.px(320) if narrow else 0)
        most = 16_777_215 if narrow else self._theme.px(_LIST)
        self._list_side.setMaximumWidth(most)
        self._list_side.setMinimumWidth(0 if narrow else most)
