"""Stories and quotations that may be shared: put into a chapter, or under a heading."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.jobs.afterwards.chapter_writing import StoryToTell
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import Flow

_MOST = 30  # stories that are shown at once; others are searched for


class StoriesPane(QWidget):
    """tellRequested: a story is to stand in the chapter, by its id. placed: a story, and the
    heading under which it stands; "" for none.
    """

    tellRequested = Signal(str)
    placed = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stories: tuple[StoryToTell, ...] = ()
        self._headings: tuple[str, ...] = ()
        self._under: dict[str, str] = {}
        self._told: frozenset[str] = frozenset()
        self._shown: object = None
        self._held: QWidget | None = None
        column = layouts.column(self, theme.px(8))
        column.addWidget(label.section(theme, _("Stories that may be shared")))
        self.about = label.hint(theme, "")
        column.addWidget(self.about)
        self.search = Field(theme, hint=_("Words of a story"), serif=False)
        self.search.setAccessibleName(_("Search the stories"))
        self.search.textChanged.connect(lambda _text: self._show())
        column.addWidget(self.search)
        self._rows = layouts.column(spacing=0)
        column.addLayout(self._rows)
        column.addStretch(1)

    def enter(self) -> None:
        """Take the keyboard."""
        first = next(iter(self.findChildren(Button)), None)
        (self.search if self.search.isVisible() else first or self.about).setFocus()

    def show_stories(
        self,
        stories: Sequence[StoryToTell],
        headings: Sequence[str],
        under: dict[str, str],
        told: frozenset[str],
        *,
        reading: bool,
    ) -> None:
        """Show what can be told. under: the heading of each that has one. told: those that stand in
        a chapter. reading: they are being read still.
        """
        self._stories, self._headings = tuple(stories), tuple(headings)
        self._under, self._told = under, told
        rest = len([one for one in stories if one.id not in told and not under.get(one.id)])
        if reading:
            said = _("Being read …")
        elif not stories:
            said = _("None may be shared yet.")
        elif not rest:
            said = _("Each stands in a chapter or under a heading.")
        else:
            said = n_(
                "{Count} stands in no chapter and under no heading: it is listed at the end.",
                "{Count} stand in no chapter and under no heading: they are listed at the end.",
                rest,
            )
        self.about.setText(said)
        self.search.setVisible(len(stories) > _MOST)
        self._show()

    def _show(self) -> None:
        words = self.search.text().casefold().split()
        found = [one for one in self._stories if all(w in one.words.casefold() for w in words)]
        shown = (tuple(found[:_MOST]), self._headings, dict(self._under), self._told)
        if shown == self._shown:
            return
        self._shown = shown
        layouts.discard(self._held, self._rows)
        held = self._held = QWidget()
        column = layouts.column(held, self._theme.px(8))
        for story in found[:_MOST]:
            column.addWidget(self._row(story))
        more = len(found) - _MOST
        if more > 0:
            column.addWidget(label.hint(self._theme, n_("{Count} more.", "{Count} more.", more)))
        self._rows.addWidget(held)

    def _row(self, story: StoryToTell) -> QWidget:
        theme = self._theme
        row = QWidget()
        column = layouts.column(row, theme.px(4))
        quoted = _("“{words}”", words=i18n.short(story.words, 160))
        column.addWidget(label.words(theme, quoted, 15, italic=True))
        there = _("in a chapter") if story.id in self._told else ""
        column.addWidget(label.hint(theme, i18n.joined((story.where, there), " · ")))
        ways = Flow(theme.px(8), theme.px(4))
        put = Button(
            theme, _("Put it here"), padding=8, act=partial(self.tellRequested.emit, story.id)
        )
        put.set_about(story.words)
        ways.addWidget(put)
        pick = Pick(theme)
        pick.setAccessibleName(_("Under which heading: {words}", words=i18n.short(story.words)))
        under = self._under.get(story.id, "")
        headings = dict.fromkeys((*self._headings, *([under] if under else ())))
        pick.set_options([("", _("under no heading")), *((one, one) for one in headings)])
        pick.set_value(under)
        pick.chosen.connect(partial(self.placed.emit, story.id))
        ways.add(pick, 1)
        column.addLayout(ways)
        column.addWidget(Hairline(theme))
        return row
