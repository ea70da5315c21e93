"""What stands for a camera, where no machine of the tests has one: frames are played instead."""

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QVideoSink

from storycircle.ui.light.camera import Device


class NoCamera(QObject):
    """Stands for a camera: the test plays the frames. opened: ids, and "off"."""

    failed = Signal(str)
    there: ClassVar[list[Device]] = [Device("a", "The lid's"), Device("b", "On the desk")]
    why: ClassVar[str] = ""
    opened: ClassVar[list[str]] = []

    def __init__(self, sink: QVideoSink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sink = sink

    def devices(self) -> list[Device]:
        return self.there

    def open(self, device: str = "") -> None:
        self.opened.append(device)
        if self.why:
            self.failed.emit(self.why)

    def close(self) -> None:
        self.opened.append("off")
