"""Reading circles from the camera: which camera, how much is there, and a tick once it is whole.

The camera is open while this page is shown, and never else.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.formats.light_code import Collector, Gathering
from storycircle.core.formats.sheet_code import Part
from storycircle.core.i18n import _, n_
from storycircle.ui.commands import bind
from storycircle.ui.light import camera as cameras
from storycircle.ui.light.frame_reader import FrameReader
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, Outcome
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.layouts import SentenceAndWays, scrolling
from storycircle.ui.widgets.display.message import Answer

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

SEE, _AGAIN, _NEXT = "see", "again", "next"
"""Answers: show what came, try the camera once more, read the next circle."""
_PICTURE = 320, 200  # px at 100 %
_COARSE = 480  # dots of a frame's height: of so few a code needs most
NOTHING_MS = 8_000  # after which something is said of a camera that reads nothing
_MOST_NAMED = 6  # missing parts that are named


class SmallPicture(QWidget):
    """What the camera sees, small: to hold it by."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setFixedSize(self.sizeHint())
        read_as(self, Role.Graphic, name=lambda: _("What the camera sees"))

    def show_frame(self, image: QImage) -> None:
        """Show another frame; none for a camera that is off."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        wide, high = _PICTURE
        return QSize(self._theme.px(wide), self._theme.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.palette.sunk)
            if self._image.isNull():
                return
            keep = Qt.AspectRatioMode.KeepAspectRatio
            size = self._image.size().scaled(self.size(), keep)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)


class CameraPage(QWidget):
    """finished: back to where the files are. cameRead: what the codes held, to be looked at as a
    file is.
    """

    finished = Signal()
    cameRead = Signal(list)

    def __init__(
        self, theme: Theme, whole: str, instead: str, parent: QWidget | None = None
    ) -> None:
        """whole: what is said once something is here. instead: what is to be done without a camera
        by whoever reads it.
        """
        super().__init__(parent)
        self._theme, self._said_whole, self._instead = theme, whole, instead
        self.reader: FrameReader | None = None
        self._sink: QVideoSink | None = None
        self._camera: cameras.Camera | None = None
        self._collector = Collector()
        self._parts: list[Part] = []
        self._whole, self._started = 0, False
        self._quiet = QTimer(self, singleShot=True, interval=NOTHING_MS)
        self._quiet.timeout.connect(self._nothing_read)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        inner = QWidget()
        column = self._column = layouts.column(inner, theme.px(12), (24, 24, 24, 24))
        self.back = Button(theme, _("Back"), keys.BACK.cap, act=self.finished)
        titles = QWidget()
        about = _(
            "Hold the screen of the other laptop, or a sheet, before the camera. Nothing is "
            "recorded, and the camera is off again once you leave this page."
        )
        titles.setLayout(
            layouts.stack(
                label.page_title(theme, _("Read from the camera")),
                label.app(theme, about, second=True),
            )
        )
        column.addLayout(SentenceAndWays(theme, titles, (self.back,), spacing=16))
        self.pick = Pick(theme)
        self.pick.setAccessibleName(_("Camera"))
        self.pick.chosen.connect(self._open)
        self.pick.setMaximumWidth(theme.px(420))
        column.addWidget(self.pick)
        self.picture = SmallPicture(theme)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeading)
        self.progress = label.section(theme, "")
        self.hint = label.hint(theme, "")
        column.addWidget(self.progress)
        column.addWidget(self.hint)
        self.slot = MessageSlot(theme, self.back)
        self.slot.answered.connect(self._answered)
        column.addWidget(self.slot)
        column.addStretch(1)
        whole = layouts.column(layouts.grounded(self), 0)
        whole.addWidget(scrolling(inner))

    # The camera.

    def refresh(self) -> None:
        """Nothing of the library is shown here."""

    def enter(self) -> None:
        """Open the camera, and begin anew."""
        self._collector, self._parts, self._whole = Collector(), [], 0
        self._started = False
        self.slot.clear()
        self._say("", "")
        self.pick.set_options(())
        if not cameras.can_see():
            self._failed(_(cameras.NO_SYSTEM))
            return
        if self._sink is None:
            self._sink = cameras.new_sink(self)
            self._camera = cameras.Camera(self._sink, self)
            self._camera.failed.connect(self._failed)
        self._listen(self._sink)
        assert self._camera is not None  # noqa: S101 (made above)
        self.pick.set_options([(one.id, one.name) for one in self._camera.devices()])
        self.pick.setVisible(self.pick.count() > 1)
        (self.pick if self.pick.count() > 1 else self.back).setFocus()
        self._open(self.pick.value())

    def leave(self) -> None:
        """Close the camera; what was not looked at is forgotten."""
        self._quiet.stop()
        if self._camera is not None:
            self._camera.close()
        if self.reader is not None:
            self.reader.close()
            self.reader.deleteLater()
            self.reader = None
        self.picture.show_frame(QImage())

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave()
        super().hideEvent(event)

    @property
    def sink(self) -> "QVideoSink | None":
        """Where the frames of the camera come, while there is one."""
        return self._sink

    def _listen(self, sink: "QVideoSink") -> None:
        if self.reader is None:
            self.reader = FrameReader(sink, self)
            self.reader.read.connect(self._read)

    def _open(self, device: str) -> None:
        self.slot.clear()
        self._started = False
        self._say(_("The camera is starting."), "")
        self._quiet.stop()  # until its first frame: some cameras take long to start
        if self._camera is not None:
            self._camera.open(device)

    def _failed(self, why: str) -> None:
        self._quiet.stop()
        self._say("", "")
        self.picture.show_frame(QImage())
        again = Answer(_AGAIN, _("Try again"), "second")
        self.slot.say(
            why, self._instead, (again, Answer("", _("Back"), "quiet", keys.BACK.cap)), "look"
        )

    # What is read.

    @Slot(list, QImage, QSize)
    def _read(self, codes: list[bytes], picture: QImage, size: QSize) -> None:
        """What one frame held, and how many dots it had."""
        if self.reader is None:
            return  # sent just before the page was left
        self.picture.show_frame(picture)
        if not self._started:
            self._started = True
            self._quiet.start()
            self._say(_("Looking for a code"), _coarse(size) if size.height() <= _COARSE else "")
        if codes:
            self._quiet.start()
        for code in codes:
            found = self._collector.take(code)
            if found is not None and found.is_whole:
                self._arrived(found)
            elif found is not None and found.missing:
                self._show(found)

    def _show(self, found: Gathering) -> None:
        """How much is there of what is before the camera, and what is missing."""
        there = _(
            "{there} of {count}",
            there=i18n.figures(len(found.there)),
            count=i18n.figures(found.count),
        )
        self._say(there, " ".join(filter(None, (_missing(found), self._several()))))

    def _several(self) -> str:
        """That parts of other things are here too, such as an older version of this circle."""
        others = self._collector.waiting - 1
        if others < 1:
            return ""
        return n_(
            "Parts of {count} other thing were seen: each is put together by itself.",
            "Parts of {count} other things were seen: each is put together by itself.",
            others,
        )

    def _arrived(self, found: Gathering) -> None:
        """One more is whole: a tick, which whoever shows it sees too."""
        self._parts += found.parts
        self._whole += 1
        self._say(_("Looking for a code"), "")
        title = n_("Here, and whole.", "{Count} are here, and whole.", self._whole)
        self.slot.say(title, self._said_whole, (Answer(SEE, _("Look at it"), "main"),), "done")
        announce(self, title)

    def _nothing_read(self) -> None:
        """Frames come, and for a while nothing was read of them."""
        if self._started and not self._whole:
            self.hint.setText(
                _(
                    "No code is read. Hold the whole code in the picture, near and still, from "
                    "the front, without a light that shines on it."
                )
            )
            self.hint.show()

    def _say(self, progress: str, hint: str) -> None:
        self.progress.setText(progress)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _answered(self, value: str) -> None:
        if value == SEE:
            parts, self._parts = self._parts, []
            self.finished.emit()
            self.cameRead.emit(parts)
        elif value == _AGAIN:
            self.enter()
        else:
            self.finished.emit()


class CameraWay(QObject):
    """The way from the files to the camera and back. opened: its page is to be shown. closed: the
    files are. link: stands where files are gathered.
    """

    opened = Signal(QWidget)
    closed = Signal()

    def __init__(
        self, theme: Theme, session: OrganiserSession, place: QWidget, slot: MessageSlot
    ) -> None:
        """place: where files are gathered. slot: where something is said there."""
        super().__init__(place)
        self._theme, self._session, self._slot = theme, session, slot
        self._by_camera = False
        self.link = Link(theme, _("Read from the camera"), 14, act=self.open)
        self.link.setAccessibleDescription(keys.READ_CAMERA.cap)
        bind(place, keys.READ_CAMERA, self.open, offered=lambda: not session.state.busy)
        session.ended.connect(self._ended)
        slot.answered.connect(lambda value: self.open() if value == _NEXT else None)

    @cached_property
    def page(self) -> CameraPage:
        """The camera's page, made when it is first gone to."""
        whole = _("Say so to whoever showed it. The next circle can be shown now.")
        made = CameraPage(self._theme, whole, _("Or gather the circle file."))
        made.finished.connect(self.closed)
        made.cameRead.connect(self.look)
        return made

    def open(self) -> None:
        """Go to the camera, unless files are coming or wait to be merged."""
        if not self._session.state.busy:
            self.opened.emit(self.page)

    def look(self, parts: list[Part]) -> None:
        """Look at what a camera read as at a file."""
        self._by_camera = True
        self._session.merging.look([], parts)

    def _ended(self, outcome: Outcome) -> None:
        """After what came by the camera, the next circle is one key away."""
        if outcome.job not in (JobKind.LOOK, JobKind.MERGE) or self._session.state.looked:
            return
        by_camera, self._by_camera = self._by_camera, False
        if by_camera and not outcome.why and not outcome.stopped and self._slot.message is None:
            close = Answer("", _("Close"), "quiet", keys.BACK.cap)
            answers = (Answer(_NEXT, _("Next circle"), "main"), close)
            self._slot.say(_("That circle is gathered."), "", answers, "done")


def _coarse(size: QSize) -> str:
    return _(
        "This camera has {wide} × {high} dots, which is few: hold it so near that the code fills "  # noqa: RUF001
        "its picture.",
        wide=size.width(),
        high=size.height(),
    )


def _missing(found: Gathering) -> str:
    """Which parts are missing, where they are few: whoever shows them can go to each."""
    if len(found.missing) > _MOST_NAMED:
        return ""
    numbers = i18n.listed([i18n.figures(number) for number in found.missing])
    return n_(
        "Missing: part {numbers}.", "Missing: parts {numbers}.", len(found.missing), numbers=numbers
    )
