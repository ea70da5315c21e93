"""The speaker's view: what the room sees, small, on the laptop's own screen, with what runs there.

A picture of the room's screen, drawn anew from it as it changes.

The band above a circle's page: what the room sees or reads, whose time it is and who is next.

In the plenary: the picture, the time and what comes next, with the keys of the full screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap, Command
from storycircle.core.i18n import _, p_
from storycircle.core.turns.schedule import Stage
from storycircle.ui.commands import keep_keys
from storycircle.ui.room.display import RoomDisplay
from storycircle.ui.room.presenter import Gallery, Presenter
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as, read_quietly
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import Flow

_WIDE, _HIGH = 16, 9
_BAND = 72  # px at 100 % that the picture in the band is high
_LOW = 640  # px of height over the text's scale, below which the band has no picture
_FINER = 3
_OFTEN_MS = 500  # no picture follows another sooner than this
_FLAGS = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


class Mirror(QWidget):
    """A small picture of a full screen, for whoever sits with their back to it."""

    def __init__(self, theme: Theme, high: int = 0) -> None:
        """high: px of a picture that stays as large as it is; else it fills what room it has."""
        super().__init__()
        read_as(self, Role.Graphic, name=lambda: _("What the room sees"))
        self._theme = theme
        self._shown: RoomDisplay | Presenter | None = None
        if high:
            self.setFixedSize(round(high * _WIDE / _HIGH), high)
        else:
            self.setMinimumSize(160, 90)
            policy = QSizePolicy.Policy
            self.setSizePolicy(policy.Expanding, policy.Expanding)
        self._soon = QTimer(self, singleShot=True, interval=_OFTEN_MS)
        self._soon.timeout.connect(self.update)

    def follow(self, shown: RoomDisplay | Presenter | None) -> None:
        """Show this full screen, or none."""
        if shown is self._shown:
            return
        self._shown = shown
        if shown is not None:
            shown.drawn.connect(self._look)
        self.update()

    def _look(self) -> None:
        """It is drawn otherwise now; the picture follows as soon as it may."""
        if not self._soon.isActive():
            self._soon.start()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette, shown = self._theme.palette, self._shown
        with QPainter(self) as painter:
            whole = QRectF(self.rect())
            if shown is not None and shown.width() and shown.height():
                scale = min(whole.width() / shown.width(), whole.height() / shown.height())
                size = (shown.width() * scale, shown.height() * scale)
                at = ((whole.width() - size[0]) / 2, (whole.height() - size[1]) / 2)
                whole = QRectF(*at, *size)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(whole.toRect(), _picture(shown, scale))
            painter.setPen(QPen(QColor(palette.edge), 1))
            painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))


def _picture(shown: QWidget, scale: float) -> QPixmap:
    """A widget drawn so much smaller: larger at first, as letters of a few px are no letters."""
    finer = min(1.0, scale * _FINER)
    picture = QPixmap(round(shown.width() * finer), round(shown.height() * finer))
    with QPainter(picture) as painter:
        painter.scale(finer, finer)
        shown.render(painter, QPoint(), QRegion(), _FLAGS)
    size = (round(shown.width() * scale), round(shown.height() * scale))
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


class RoomBand(QWidget):
    """Stands above the page while the room sees more than the laptop shows, and takes no focus."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        tell: Callable[[], None],
        show_or_hide: Callable[[], None],
    ) -> None:
        """tell: asks what the room is to be told. show_or_hide: the room's display."""
        super().__init__()
        read_as(self, Role.Grouping, name=self._words)
        self._theme, self._session = theme, session
        self._display: RoomDisplay | None = None
        palette = theme.palette
        self.picture = Mirror(theme, theme.pad(_BAND))
        self.sees = Text(theme, "", theme.serif(17, 600), palette.ink, 24)
        self.turn = Text(theme, "", theme.sans(14), palette.ink_2, 20)
        read_quietly(self.turn)
        self.away = self._button(
            _("Take the words away"), keys.TAKE_WORDS_AWAY.cap, session.telling.take_away
        )
        self.tell = self._button(_("Tell the room"), keys.TELL_ROOM.cap, tell)
        self.hide_ = self._button(_("Put the display away"), keys.SHOW_ROOM.cap, show_or_hide)
        row = layouts.row(self, theme.pad(16))
        row.setContentsMargins(theme.pad(24), theme.pad(6), theme.pad(24), theme.pad(6))
        row.addWidget(self.picture)
        said = layouts.column(spacing=0)
        said.addStretch(1)
        said.addWidget(self.sees)
        said.addWidget(self.turn)
        said.addStretch(1)
        ways = Flow(theme.pad(8), theme.pad(6), end=True)
        ways.add(_boxed(said), 1)
        for button in (self.away, self.tell, self.hide_):
            ways.addWidget(button)
        middle = layouts.column(spacing=0)
        middle.addStretch(1)
        middle.addLayout(ways)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        self.hide()

    def _button(self, text: str, key: Cap, act: Callable[[], None]) -> Button:
        button = Button(self._theme, text, key, padding=12, act=act)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def show_display(self, display: RoomDisplay | None) -> None:
        """Mirror the room's display, where that stands on another screen; or none."""
        self._display = display
        self.picture.follow(display)
        self.refresh()

    def refresh(self) -> None:
        """Show what the room sees now; nothing, where the laptop shows all of it itself."""
        told, elsewhere = self._session.state.told, self._display is not None
        if told is None and not elsewhere:
            self.hide()
            return
        self.away.setVisible(told is not None)
        self.sees.setText(self._sees())
        self.turn.setText(self._turn())
        self._give_way()
        self.show()

    def _sees(self) -> str:
        state, now = self._session.state, self._session.clock.reading()
        if state.told is not None and state.told.is_break:
            time = i18n.length(state.told.left(now))
            return _("The room reads “{words}”, {time}", words=state.told.words, time=time)
        if state.told is not None:
            return _("The room reads “{words}”", words=state.told.words)
        return _("The room sees this circle")

    def _turn(self) -> str:
        """Whose time it is and who is next; in other stages, the time that is left."""
        session, round_ = self._session, self._session.state.round
        if session.state.stage is not Stage.STORIES or round_ is None:
            if session.state.stage in (Stage.DIALOGUE, Stage.COMMIT):
                return view_models.time_bar(session).right
            return ""
        ring = view_models.stories_ring(session)
        if round_.over:
            return ring.name
        after = view_models.then(session, round_)
        # For translators: {after} is such as "then Dawn G", {time} what is left of a turn.
        return _("{name}, {time} · {after}", name=ring.name, time=ring.time, after=after)

    def _words(self) -> str:
        return f"{self.sees.text()}. {self.turn.text()}".strip(". ")

    def _give_way(self) -> None:
        """Where the window is low for its text, one line and one way stay: the ring needs the room,
        and says the rest itself.
        """
        low = self.window().height() / self._theme.scale < _LOW
        elsewhere, told = self._display is not None, self._session.state.told is not None
        self.picture.setVisible(elsewhere and not low)
        self.turn.setVisible(bool(self.turn.text()) and not low)
        self.hide_.setVisible(elsewhere and not (low and told))
        self.tell.setVisible(not told and not low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.palette.sunk))
            line = QColor(self._theme.palette.line)
            painter.fillRect(0, self.height() - 1, self.width(), 1, line)


def _boxed(inside: QBoxLayout) -> QWidget:
    """A widget round a layout, which can give way as one."""
    box = QWidget()
    box.setLayout(inside)
    return box


class SlideView(QWidget):
    """What the plenary sees, for whoever stands before it: the picture with the time beside what
    comes next, and a control for each key of the full screen.
    """

    def __init__(self, theme: Theme, presenter: Presenter, shown: Reporting | Gallery) -> None:
        super().__init__()
        read_as(self, Role.Grouping)
        keep_keys(self)
        self._presenter, self._shown = presenter, shown
        palette = theme.palette
        self.picture = Mirror(theme)
        self.picture.follow(presenter)
        self.title = Text(theme, "", theme.serif(24, 600), palette.ink, 32)
        read_as(self.title, Role.Heading)
        self.time = Text(theme, "", theme.serif(36, 600), palette.ink, 40)
        read_quietly(self.time)
        self.coming = Text(theme, "", theme.serif(17), palette.ink_2, 26)
        column = layouts.column(self, theme.pad(8))
        column.setContentsMargins(theme.pad(24), theme.pad(16), theme.pad(24), theme.pad(16))
        head = Flow(theme.pad(16), 0)
        head.add(self.title, 1)
        head.addWidget(self.time)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        column.addWidget(self.coming)
        ways = Flow(theme.pad(8), theme.pad(8), centred=True)
        self.buttons = [self._button(theme, ways, *way) for way in self._ways()]
        column.addLayout(ways)
        self.setFocusProxy(self.buttons[0])
        presenter.drawn.connect(self.refresh)
        shown.changed.connect(self.refresh)
        self.refresh()

    def _ways(self) -> list[tuple[str, Command, Callable[[], object]]]:
        shown, stop = self._shown, self._presenter.closed.emit
        back = (_("Back to the window"), keys.STOP_PRESENTING, stop)
        if isinstance(shown, Gallery):
            return [
                ("", keys.PRESENTING_START, shown.pause_or_go),
                (p_("the next circle", "Next"), keys.GALLERY_ON, lambda: shown.turn(1)),
                (p_("to the circle before", "Back"), keys.GALLERY_BACK, lambda: shown.turn(-1)),
                back,
            ]
        return [
            ("", keys.PRESENTING_START, shown.start_or_pause),
            (p_("the next action", "Next"), keys.PRESENTING_ON, lambda: shown.go_through(1)),
            (p_("the action before", "Back"), keys.PRESENTING_BACK, lambda: shown.go_through(-1)),
            (_("+30 s"), keys.PRESENTING_MORE, shown.more),
            back,
        ]

    @staticmethod
    def _button(
        theme: Theme, ways: Flow, text: str, command: Command, act: Callable[[], object]
    ) -> Button:
        main = command is keys.PRESENTING_START
        button = Button(
            theme, text, command.cap, "main" if main else "second", tall=True, padding=12, act=act
        )
        ways.addWidget(button)
        return button

    def refresh(self) -> None:
        """Show the time and what comes next, as the full screen stands."""
        slide = self._shown.slide()
        self.title.setText(slide.title)
        self.time.setText(slide.time)
        self.time.setVisible(bool(slide.time))
        self.coming.setText(self._shown.coming())
        self.buttons[0].set_text(self._start())

    def _start(self) -> str:
        """What the first control does now."""
        if isinstance(self._shown, Gallery):
            return _("Go on") if self._shown.paused else _("Pause")
        if self._shown.round.running:
            return _("Pause")
        return _("Go on") if self._shown.round.begun else _("Start")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the full screen, here too."""
        self._presenter.keyPressEvent(event)
        event.accept()
