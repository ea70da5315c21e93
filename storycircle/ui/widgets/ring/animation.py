"""The ring's three movements: the halo and the arc go to the next speaker, a bead fades in."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from storycircle.ui.widgets.ring.ring_model import RingView, SeatState

_TURN = 400  # ms
_BEAD = 150  # ms


class Motion(QObject):
    """Tells how far each movement has come; still, everything has always arrived."""

    def __init__(self, repaint: Callable[[], None], *, still: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._still = still
        self._old = RingView()
        self._turn = self._animation(_TURN, repaint)
        self._bead = self._animation(_BEAD, repaint)

    def _animation(self, length: int, repaint: Callable[[], None]) -> QVariantAnimation:
        made = QVariantAnimation(self)
        made.setDuration(length)
        made.setStartValue(0.0)
        made.setEndValue(1.0)
        made.setEasingCurve(QEasingCurve.Type.OutCubic)
        made.valueChanged.connect(lambda _: repaint())
        return made

    def follow(self, old: RingView, new: RingView) -> None:
        """Start what this change asks for."""
        if self._still:
            return
        before, after = _speaker(old), _speaker(new)
        if before and after and before != after:
            self._old = old
            self._turn.start()
        if 0 < new.beads == old.beads + 1:
            self._bead.start()

    @staticmethod
    def _share(animation: QVariantAnimation) -> float:
        running = animation.state() == QVariantAnimation.State.Running
        return float(animation.currentValue()) if running else 1.0

    @property
    def moving(self) -> bool:
        """Whether a halo and an arc are on their way."""
        return self._turn.state() == QVariantAnimation.State.Running

    def bead(self) -> float:
        """How much of the newest bead is there, 0 to 1."""
        return self._share(self._bead)

    def used(self, now: float) -> float:
        """The length of the arc on its way from the last turn's to this one's."""
        share = self._share(self._turn)
        return self._old.used + (now - self._old.used) * share if share < 1 else now

    def halo(self, seat: str, *, speaking: bool) -> float:
        """How much of its halo a seat has, 0 to 1: it leaves one person and comes to another."""
        share = self._share(self._turn)
        if speaking:
            return share
        return 1 - share if share < 1 and seat == _speaker(self._old) else 0.0


def _speaker(view: RingView) -> str:
    """The id of who speaks; "" for nobody."""
    return next((seat.id for seat in view.seats if seat.state == SeatState.SPEAKING), "")
