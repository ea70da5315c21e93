"""Full screen, one code after another, for the camera of another laptop.

The ground is white whatever the theme: a camera reads dark on white best. Codes replace one another
at once, and where nothing is to move by itself the next one comes by key.
"""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.formats.light_code import A_SECOND
from storycircle.core.i18n import _, figures, n_
from storycircle.ui.commands import by_code, codes, press_of
from storycircle.ui.theme.palette import CONTRAST_LIGHT, LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import ScrollArea

Symbol = Sequence[bytes]
_QUIET = 4  # modules left white around a code
_WHITE = "#ffffff"
_SIDE = 300  # px at 100 %, of the words beside the code
_MOST_SIDE = 0.42  # of the width
_BAR = 12  # px for the scroll bar beside the words
_TYPING_MS = 1_500  # in which the second digit of a part's number follows


SPEEDS = (1, 2, A_SECOND, 4, 5, 6)
"""Codes a second. Beyond three only where a person asks: more flashes may harm."""


class CodeLoop(Struct, frozen=True):
    """A loop over so many codes. place: of the one that is shown, from 0. typed: the first digit of
    a part's number, while the second may follow.
    """

    count: int
    place: int = 0
    a_second: int = A_SECOND
    running: bool = True
    typed: int = 0

    def next(self, by: int = 1) -> "CodeLoop":
        """So many codes on; after the last comes the first."""
        return replace(self, place=(self.place + by) % self.count, typed=0)

    def on(self) -> "CodeLoop":
        """The next one, by hand: it goes on by hand from here."""
        return replace(self.next(), running=False)

    def back(self) -> "CodeLoop":
        """The one before, by hand."""
        return replace(self.next(-1), running=False)

    def pause_or_go(self) -> "CodeLoop":
        """It stands, or runs on."""
        return replace(self, running=not self.running, typed=0)

    def faster(self) -> "CodeLoop":
        """Faster by a step, up to what can be read."""
        return replace(self, a_second=next((s for s in SPEEDS if s > self.a_second), SPEEDS[-1]))

    def slower(self) -> "CodeLoop":
        """Slower by a step, down to one a second."""
        at = max(SPEEDS.index(self.a_second) - 1, 0)
        return replace(self, a_second=SPEEDS[at])

    def digit(self, digit: int) -> "CodeLoop":
        """To the part whose number is typed, of one digit or two. It stands there."""
        number = self.typed * 10 + digit
        if not 1 <= number <= self.count:
            number = digit
        if not 1 <= number <= self.count:
            return replace(self, typed=0)
        return replace(self, place=number - 1, running=False, typed=number if number < 10 else 0)

    @property
    def harms(self) -> bool:
        """Whether more than three codes a second are shown."""
        return self.running and self.a_second > A_SECOND


class Words(Struct, frozen=True):
    """What stands beside the codes. title: what is shown. lines: what is to be known of it. seen:
    what a person says once it has arrived; "" where nothing is noted of that.
    """

    title: str
    lines: tuple[str, ...] = ()
    seen: str = ""


class CodePicture(QWidget):
    """One code, as large as there is room for, each module of the same whole dots."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        super().__init__()
        self._images = [_image(symbol) for symbol in symbols]
        self._place = 0
        read_as(self, Role.Graphic, name=lambda: _("The code"))

    def show_code(self, place: int) -> None:
        """Show another one, at once."""
        if place != self._place:
            self._place = place
            self.update()

    @property
    def module(self) -> int:
        """Dots of the screen for a module."""
        wide = self._images[0].width() + 2 * _QUIET
        ratio = self.devicePixelRatioF()
        return max(1, int(min(self.width(), self.height()) * ratio) // wide)

    def sizeHint(self) -> QSize:
        return QSize(600, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 220)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        image, ratio = self._images[self._place], self.devicePixelRatioF()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(_WHITE))
            painter.scale(1 / ratio, 1 / ratio)
            side = image.width() * self.module
            left = (int(self.width() * ratio) - side) // 2
            top = (int(self.height() * ratio) - side) // 2
            painter.drawImage(QRect(left, top, side, side), image)


def _image(symbol: Symbol) -> QImage:
    size = len(symbol)
    dots = b"".join(symbol).translate(bytes([255, 0]) + bytes(254))
    return QImage(dots, size, size, size, QImage.Format.Format_Grayscale8).copy()


_Act = Callable[[CodeLoop], CodeLoop]
_ACTS: tuple[tuple[Command, _Act], ...] = (
    (keys.LIGHT_PAUSE, CodeLoop.pause_or_go),
    (keys.LIGHT_NEXT, CodeLoop.on),
    (keys.LIGHT_BEFORE, CodeLoop.back),
    (keys.LIGHT_FASTER, CodeLoop.faster),
    (keys.LIGHT_SLOWER, CodeLoop.slower),
)
"""What keys and buttons do with the loop."""


class CodeScreen(QWidget):
    """Codes, and beside them what to do. closed: Esc, or the desktop closed it. seen: a person says
    that the other laptop has it.
    """

    closed = Signal()
    seen = Signal()

    def __init__(self, theme: Theme, symbols: Sequence[Symbol], words: Words) -> None:
        super().__init__()
        light = CONTRAST_LIGHT if theme.palette.high_contrast else LIGHT
        self._theme = theme = replace(theme, palette=light)
        self.loop = CodeLoop(len(symbols), running=not theme.still and len(symbols) > 1)
        self.setWindowTitle(_("Story Circle, for another camera"))
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(_WHITE))
        self.setPalette(colours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        read_as(self, Role.Window)
        self.picture = CodePicture(symbols)
        self.timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(lambda: self._apply(self.loop.next()))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(lambda: self._apply(replace(self.loop, typed=0)))
        self._row = layouts.row(self, 0)
        self._row.addWidget(self.picture, 1)
        self._side = ScrollArea(self._beside(words))
        self._row.addWidget(self._side)
        self._acts = self._handlers(noted=bool(words.seen))
        self._apply(self.loop)

    def _beside(self, words: Words) -> QWidget:
        theme = self._theme
        inner = self.words = QWidget()
        inner.setAutoFillBackground(True)
        column = layouts.column(inner, theme.px(10), (theme.px(8), theme.px(24), theme.px(24), 24))
        column.addWidget(label.page_title(theme, words.title))
        for line in words.lines:
            column.addWidget(label.app(theme, line))
        self.part = label.section(theme, "")
        self.speed = label.hint(theme, "")
        column.addWidget(self.part)
        column.addWidget(self.speed)
        ways = Flow(theme.px(8), theme.px(8))
        self.pause = self._button("", keys.LIGHT_PAUSE)
        self.on = self._button(_("Next part"), keys.LIGHT_NEXT)
        self.faster = self._button(_("Faster"), keys.LIGHT_FASTER)
        self.slower = self._button(_("Slower"), keys.LIGHT_SLOWER)
        for way in (self.pause, self.on, self.faster, self.slower):
            ways.addWidget(way)
            way.setVisible(self.loop.count > 1)
        column.addLayout(ways)
        column.addStretch(1)
        self.arrived = Button(
            theme, words.seen, keys.LIGHT_SEEN.cap, "main", wide=True, act=self.seen
        )
        self.arrived.setVisible(bool(words.seen))
        self.close_ = Button(theme, _("Close"), keys.BACK.cap, wide=True, act=self.closed)
        for button in (self.arrived, self.close_):
            button.leave_arrows()
            column.addWidget(button)
        return inner

    def _button(self, text: str, command: Command) -> Button:
        act = partial(self._do, dict(_ACTS)[command])
        button = Button(self._theme, text, command.cap, "quiet", padding=8, act=act)
        button.leave_arrows()
        return button

    def _apply(self, loop: CodeLoop) -> None:
        """Show a state of the loop."""
        turned = (loop.running, loop.a_second) != (self.loop.running, self.loop.a_second)
        self.loop = loop
        self.picture.show_code(loop.place)
        self.part.setText(
            _("Part {number} of {count}", number=figures(loop.place + 1), count=figures(loop.count))
        )
        self.pause.set_text(_("Pause") if loop.running else _("Go on"))
        self.speed.setText(self._in_words())
        if not loop.running:
            self.timer.stop()
        elif turned or not self.timer.isActive():
            self.timer.start(1_000 // loop.a_second)
        if loop.typed:
            self._typing.start()

    def _in_words(self) -> str:
        loop = self.loop
        if loop.count == 1:
            return ""
        if not loop.running:
            return _(
                "{key} shows the next part; type a number for that part.", key=keys.LIGHT_NEXT.cap
            )
        speed = n_("{Count} a second.", "{Count} a second.", loop.a_second)
        if not loop.harms:
            return speed
        harm = _("More than three can harm people who flashes make ill: let nobody look at it.")
        return f"{speed} {harm}"

    def _handlers(self, *, noted: bool) -> dict[int, Callable[[], None]]:
        """What each key does, by its code. noted: whether a person is asked what arrived."""
        acts: list[tuple[Command, Callable[[], None]]] = [
            (command, partial(self._do, act)) for command, act in _ACTS
        ]
        acts.append((keys.STOP_LIGHT, self.closed.emit))
        if noted:
            acts.append((keys.LIGHT_SEEN, self.seen.emit))
        handlers = by_code(acts)
        for digit, code in enumerate(codes(keys.LIGHT_NOUGHT) + codes(keys.LIGHT_PART)):
            handlers[code] = partial(self._type, digit)
        return handlers

    def _do(self, act: _Act, *_: object) -> None:
        self._apply(act(self.loop))

    def _type(self, digit: int) -> None:
        self._apply(self.loop.digit(digit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        handler = self._acts.get(press_of(event).key)
        if handler is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            handler()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = min(self._theme.px(_SIDE), round(self.width() * _MOST_SIDE))
        self._side.setFixedWidth(max(side, self.words.minimumSizeHint().width() + _BAR))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
