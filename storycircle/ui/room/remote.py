"""The presentation remote, and the keys of the room's display, from any window of the app."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from storycircle.core.commands import keys
from storycircle.core.turns.schedule import Stage
from storycircle.ui.commands import any_code, by_code, has_key, is_held, is_pressed, press_of
from storycircle.ui.room.second_screen import Room
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.controls.text_edit import Writing

_BOUNCE = 0.7  # seconds in which a second press of the same key is a slip of the thumb
_LARGER = by_code(((keys.LARGER, 1), (keys.SMALLER, -1), (keys.USUAL_SIZE, 0)))
_SHOWING = (
    keys.SHOW_ROOM,
    keys.TELL_ROOM,
    keys.REMOTE_SHOW,
    keys.CALM,
    keys.REMOTE_CALM,
    keys.BACK,
)
_KEYS = any_code(*_SHOWING, keys.REMOTE_ON, keys.REMOTE_BACK) | _LARGER.keys()

Handler = Callable[[], None]


class Remote(QObject):
    """Sees every key before any widget does, and handles those of the remote.

    Page Down starts a turn or ends it, Page Up goes back, F5 and F11 show the room's display or
    put it away, a full stop or B makes it calm. Those who write keep their letters.

    away: whether the window shows another page than the circle's, where Page Up and Down are that
    page's while no display is shown. uncover: leaves what covers the ring on the circle's page, and
    says whether anything did. A turn is not begun or ended where nobody sees it: such a press does
    nothing else. tell: lets the room be told something, where its display covers the window.
    """

    def __init__(
        self,
        session: Session,
        room: Room,
        away: Callable[[], bool],
        uncover: Callable[[], bool],
        tell: Callable[[], None],
    ) -> None:
        super().__init__(room)
        self._session, self.room = session, room
        self._away, self._uncover, self._tell = away, uncover, tell
        self._last: dict[int, float] = {}
        self._heard: set[QWidget] = set()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self._hear(room.window)
        self._hear(QApplication.focusWidget())
        room.turned.connect(self._hear_display)

    def leave(self) -> None:
        """The circle is left: its display goes, and every key is the window's own again."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._follow_focus)
        self.room.turned.disconnect(self._hear_display)
        for widget in list(self._heard):
            self._leave(widget)
        self.room.leave()

    # A key goes to what has the focus, and to the window where nothing has it. Only there it is
    # listened for: on the application, each of its events, paintings and all, would come by. A
    # field of text asks here itself, of its presses alone; what it does not want of the shortcuts
    # it is asked about comes to the window.

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Hear the keys of what has the focus now, and no longer those of what had it."""
        if old is not None and isValid(old) and not old.isWindow():
            self._leave(old)
        if new is not None:
            self._hear(new.window())
        self._hear(new)

    def _hear_display(self) -> None:
        self._heard = {widget for widget in self._heard if isValid(widget)}
        self._hear(self.room.display)

    def _hear(self, widget: QWidget | None) -> None:
        if widget is None or widget in self._heard:
            return
        self._heard.add(widget)
        if isinstance(widget, Writing):
            widget.asks_first = self._takes
        else:
            widget.installEventFilter(self)

    def _leave(self, widget: QWidget) -> None:
        self._heard.discard(widget)
        if isinstance(widget, Writing):
            widget.asks_first = None
        elif isValid(widget):
            widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Take a key from whatever would have got it: a note, a button, a shortcut."""
        return isinstance(event, QKeyEvent) and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is ours; what it does is done."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if press_of(event).key not in _KEYS:
            return False
        handler = self._handler(event)
        if handler is None:
            return False
        event.accept()  # a shortcut asked about gives way, and the key comes here as a press
        window = QApplication.activeWindow()
        held = event.isAutoRepeat() if window is None else is_held(window, event)
        if kind == QEvent.Type.KeyPress and not held:
            handler()
        return True

    def _handler(self, event: QKeyEvent) -> Handler | None:
        """What a key does; None where it is not ours, as in a box or a menu over the window."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return None
        key, modifiers = press_of(event)
        of_room = self._of_room(event)
        if of_room is not None:
            return of_room
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._sizing(key, modifiers)
        if modifiers:
            return None
        return self._of_display(event) or self._of_remote(event)

    def _of_room(self, event: QKeyEvent) -> Handler | None:
        """What is shown to the room, and what it reads there."""
        if is_pressed(event, keys.SHOW_ROOM):
            return self.room.toggle
        if is_pressed(event, keys.TAKE_WORDS_AWAY) and self._session.state.told is not None:
            return self._session.telling.take_away
        return self._tell if is_pressed(event, keys.TELL_ROOM) and self._covers() else None

    def _covers(self) -> bool:
        """Whether the display covers the window: then the window's keys do not come there."""
        return self.room.display is not None and self.room.display.isActiveWindow()

    def _sizing(self, key: int, modifiers: Qt.KeyboardModifier) -> Handler | None:
        """Ctrl and plus, minus or 0; a plus may need Shift on its keyboard."""
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        shown = self.room.display is not None
        if not shown or key not in _LARGER or modifiers not in (control, control | shift):
            return None
        return lambda: self.room.set_size(_LARGER[key])

    def _of_display(self, event: QKeyEvent) -> Handler | None:
        """Esc in the display; Esc in the window has more to put away first."""
        shown = self.room.display
        if not has_key(event, keys.BACK) or shown is None:
            return None
        return self.room.close if shown.isActiveWindow() else None

    def _of_remote(self, event: QKeyEvent) -> Handler | None:
        key = press_of(event).key
        stage, room = self._session.state.stage, self.room
        if has_key(event, keys.REMOTE_SHOW) and stage is not Stage.PLENARY:
            return self._once(key, room.toggle)
        if (
            has_key(event, keys.CALM, keys.REMOTE_CALM)
            and room.display is not None
            and not _writing()
        ):
            return self._once(key, room.toggle_calm)
        if stage is not Stage.STORIES or (self._away() and not room.shown()):
            return None
        if has_key(event, keys.REMOTE_ON):
            return self._once(key, lambda: self._in_sight(self._start_or_next))
        if has_key(event, keys.REMOTE_BACK):
            return self._once(key, lambda: self._in_sight(self._session.turns.previous))
        return None

    def _in_sight(self, handler: Handler) -> None:
        """The deed, where the circle is seen on the display or in the window."""
        if self.room.shown() or not self._uncover():
            handler()

    def _start_or_next(self) -> None:
        round_ = self._session.state.round
        if round_ is not None and round_.begun and round_.running:
            self._session.turns.next()
        elif round_ is not None and round_.over and round_.later:
            self._session.turns.next_round()
        else:
            self._session.turns.start_or_pause()

    def _once(self, key: int, handler: Handler) -> Handler:
        """The deed, but nothing within 0.7 s after the same key did its work."""

        def act() -> None:
            now = self._session.clock.reading()
            before = self._last.get(key)
            if before is None or not 0 <= now - before < _BOUNCE:
                self._last[key] = now
                handler()

        return act


def _writing() -> bool:
    """Whether the focus is where letters are typed."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
