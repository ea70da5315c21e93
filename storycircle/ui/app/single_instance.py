"""One window for a library: a second start hands its file to the first.

One library, one window: a second start hands its file to the first and brings it forward.

It speaks over a socket of this laptop and this user alone, never over a network. The name says
which library; whoever holds the library's lock listens.

A quiet bar at the top of the window: a file waits until the turn is over.
"""

import json
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal

# Only the sockets of this laptop are taken from Qt's networking: see the house rules' test.
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from storycircle.core.i18n import _, n_
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.bars import TopBar

_WAIT_MS = 2_000
_MOST = 16_384  # bytes of a message: a path
_TAKEN = b"taken\n"


def server_name(library: Path) -> str:
    """The same for every way to write a library's path; it tells nothing of it."""
    return "storycircle-" + sha256(str(library.resolve()).encode()).hexdigest()[:20]


def hand_over(library: Path, file: Path | None) -> bool:
    """Hand a file, or the wish to be seen, to the window that has a library; whether it took it."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(library))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    words = json.dumps({"file": str(file.resolve()) if file is not None else ""})
    socket.write(words.encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    taken = socket.waitForReadyRead(_WAIT_MS) and bytes(socket.readAll().data()) == _TAKEN
    socket.disconnectFromServer()
    return taken


class Doorbell(QObject):
    """Listens for second starts. rung carries the file, or None to be brought forward."""

    rung = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        """The caller holds the library's lock: a socket left by a kill is nobody's."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(server_name(library))
        self._server.listen(server_name(library))
        self._server.newConnection.connect(self._greet)

    def finish(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.setReadBufferSize(_MOST)
            socket.readyRead.connect(lambda: self._listen(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _listen(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= _MOST:
                socket.abort()
            return
        try:
            file = json.loads(bytes(socket.readLine().data()))["file"]
            path = Path(file) if file else None
        except (ValueError, TypeError, LookupError):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        self.rung.emit(path)


class WaitingBar(TopBar):
    """Lies along the top of its parent, so that nothing moves. openRequested carries the file."""

    openRequested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, [(_("Open it now"), self.open_all)], parent, calm=True)
        self.files: list[Path] = []
        row = self.layout()
        if row is not None:  # as low as the menus and the free top of a page: no word is covered
            row.setContentsMargins(theme.pad(32), theme.px(2), theme.pad(32), theme.px(2))
        parent.installEventFilter(self)

    def wait_with(self, file: Path) -> None:
        """Let a file wait."""
        if file not in self.files:
            self.files.append(file)
        name, more = self.files[0].name, len(self.files) - 1
        said = n_(
            "{name} and {figures} more wait until this turn is over.",
            "{name} and {figures} more wait until this turn is over.",
            more,
            name=name,
        )
        self._place()
        self.say(said if more else _("{name} waits until this turn is over.", name=name))
        self.raise_()

    def open_all(self) -> None:
        """Ask for what waits to be opened, one after another."""
        files, self.files = self.files, []
        self.hide()
        for file in files:
            self.openRequested.emit(file)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(0, 0, parent.width(), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
