"""What Plenary shows full screen: this circle's report, or the gallery of all circles here."""

from PySide6.QtCore import QObject

from storycircle.core.plenary import new_plenary, report_back
from storycircle.jobs.presenting import reported
from storycircle.ui.room.gallery import Gallery
from storycircle.ui.room.reporting import Reporting
from storycircle.ui.room.showing import Showing
from storycircle.ui.screens.stage import StageScreen


class PlenaryShowing(QObject):
    """Presents the circle of a screen of Plenary; its time goes on while it is put away."""

    def __init__(self, screen: StageScreen) -> None:
        super().__init__(screen)
        self._session = screen.session
        self.showing = Showing(screen.theme, screen, self._session.library.settings)
        self.reporting = Reporting(self._session.clock, self)
        self.gallery: Gallery | None = None

    def present(self) -> None:
        """F5: the report of this circle, with the time it has."""
        session, round_ = self._session, self.reporting.round
        circle, event = session.state.circle, session.state.event
        if round_.seats != (circle.id,):
            round_ = new_plenary((circle.id,), report_back(event, session.clock.now()))
        self.reporting.show_circles({circle.id: reported(event, circle)}, round_)
        self.showing.open(self.reporting)

    def show_gallery(self) -> None:
        """Shift F5: the actions of all circles here, one circle after another."""
        session = self._session
        event = session.state.event
        circles = session.library.circles(event.id) if event else [session.state.circle]
        reports = [
            reported(
                event, session.state.circle if circle.id == session.state.circle.id else circle
            )
            for circle in circles
        ]
        if self.gallery is not None:
            self.gallery.deleteLater()
        self.gallery = Gallery(reports, session.clock, self)
        self.showing.open(self.gallery)

    def close(self) -> None:
        """Nothing is shown any more."""
        self.showing.close()
