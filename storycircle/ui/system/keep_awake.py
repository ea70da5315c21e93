"""Keeping the laptop awake and its screen on while a circle is held.

wakepy asks the system: the desktop's own interface on Linux, over the session bus, and the
system's calls on macOS and Windows.
"""

from threading import Event, Thread

from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core.i18n import N_, _

CANNOT = N_(
    "This desktop does not let an app keep the screen on. Set the screen to stay on in its own "
    "settings."
)
_SURPRISES = (ImportError, OSError, LookupError, RuntimeError, TypeError, ValueError)
_PATIENCE = 3.0  # seconds to wait for a bus that does not answer, when the window closes


class _News(QObject):
    known = Signal(bool)


class _Inhibitor:
    """One hold, on a thread of its own: what wakepy enters it must leave on the same thread.

    A thread of Python, not of Qt: one that hangs on a dead bus does not keep the app from ending.
    """

    def __init__(self) -> None:
        self.news = _News()
        self._over = Event()
        self._thread = Thread(target=self._keep, name="keep-awake", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def release(self) -> None:
        self._over.set()

    def wait(self) -> None:
        self._thread.join(_PATIENCE)

    @property
    def ended(self) -> bool:
        return not self._thread.is_alive()

    def _keep(self) -> None:
        try:
            from wakepy import keep  # noqa: PLC0415 (60 ms, and not before it is needed)

            with keep.presenting(on_fail="pass") as mode:
                self.news.known.emit(mode.active)
                self._over.wait()
        except _SURPRISES:
            if not self._over.is_set():
                self.news.known.emit(False)


class Awake(QObject):
    """Keeps the laptop awake, or reports that it cannot; it never raises and never waits.

    known: whether the system agreed, once it has answered. works: the same, None until then.
    refused: a sentence, the first time that it did not; at each circle it would be noise.
    """

    known = Signal(bool)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.works: bool | None = None
        self._warned = False
        self._inhibitor: _Inhibitor | None = None
        self._ending: list[_Inhibitor] = []

    def hold(self) -> None:
        """Ask that the laptop stays awake until release."""
        if self._inhibitor is None:
            hold = self._inhibitor = _Inhibitor()
            hold.news.known.connect(self._know)
            hold.begin()

    def release(self) -> None:
        """Let the laptop sleep again as it likes."""
        if self._inhibitor is not None:
            self._inhibitor.release()
            self._ending = [hold for hold in self._ending if not hold.ended]
            self._ending.append(self._inhibitor)
            self._inhibitor = None

    def finish(self) -> None:
        """Release, and come back when it is done; call it when the window closes."""
        self.release()
        for hold in self._ending:
            hold.wait()
        self._ending = []

    def why_not(self) -> str:
        """A sentence for where the laptop cannot be kept awake; empty where it can."""
        return _(CANNOT) if self.works is False else ""

    @Slot(bool)
    def _know(self, works: bool) -> None:
        first = not works and not self._warned
        self.works = works
        self._warned = self._warned or first
        self.known.emit(works)
        if first:
            self.refused.emit(_(CANNOT))
