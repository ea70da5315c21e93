"""The soft chime, played where there is something to play it on.

Qt's sound is loaded when it is first played: it takes a third of a second, needs a library that
not every Linux has, and looks for a loudspeaker meanwhile. All of it lives on a thread of its own.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from storycircle import resources
from storycircle.core.i18n import N_, _

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect


NO_SYSTEM = N_("This laptop lacks the sound system Story Circle uses (on Debian, libpulse0).")
NO_LOUDSPEAKER = N_("No loudspeaker was found on this laptop.")
NOT_PLAYED = N_("The sound system of this laptop did not play the chime.")


class _Player(QObject):
    """What lives on the thread. silenced: the message why nothing is heard, empty where it is."""

    silenced = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._effect: QSoundEffect | None = None

    @Slot(int)
    def play(self, volume: int) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 (above)
        except ImportError:
            self.silenced.emit(NO_SYSTEM)
            return
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self.silenced.emit(NO_LOUDSPEAKER)
            return
        if self._effect is None:
            from PySide6.QtCore import QUrl  # noqa: PLC0415 (when first played)

            self._effect = QSoundEffect(device, self)
            self._effect.statusChanged.connect(self._loaded)
            self._effect.setSource(QUrl.fromLocalFile(str(resources.chime())))
        elif self._effect.audioDevice() != device:  # headphones came, or a projector went
            self._effect.setAudioDevice(device)
        self._effect.setVolume(loudness(volume))
        self._effect.play()
        self._loaded()

    @Slot()
    def _loaded(self) -> None:
        if self._effect is not None:
            broken = self._effect.status() is type(self._effect).Status.Error
            self.silenced.emit(NOT_PLAYED if broken else "")


class Chime(QObject):
    """Plays the chime; it never waits and never raises.

    silenced: why nothing is heard, empty where it is; it comes some time after play.
    """

    silenced = Signal(str)
    _wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._why = ""
        self._thread: QThread | None = None

    def play(self, volume: int) -> None:
        """Play it once, at a volume from 0 to 100."""
        if self._thread is None:
            self._thread = self._begun()
        self._wanted.emit(volume)

    def why_silent(self) -> str:
        """One sentence on why the last chime was not heard; empty where it was, or none was."""
        return _(self._why) if self._why else ""

    def finish(self) -> None:
        """End the thread; call it when the window closes."""
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
            self._thread = None

    def _begun(self) -> QThread:
        thread = QThread()
        player = _Player()
        player.moveToThread(thread)
        self._wanted.connect(player.play)
        player.silenced.connect(self._report)
        thread.finished.connect(player.deleteLater)
        thread.start()
        self._player = player
        return thread

    @Slot(str)
    def _report(self, why: str) -> None:
        self._why = why
        self.silenced.emit(self.why_silent())


def loudness(volume: int) -> float:
    """The amplitude, from 0 to 1, of a volume from 0 to 100: ears count in ratios."""
    return (max(0, min(100, volume)) / 100) ** 2
