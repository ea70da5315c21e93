"""What an act comes to on the drawing thread, counted: a test of it fails by cause."""

from collections.abc import Callable
from threading import current_thread
from unittest.mock import patch

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from storycircle.store import rows, tables
from storycircle.store.library import Library
from tests.support.inside import conn_of


class Counts(Struct, frozen=True):
    """records: read, and compared with their digest. statements: of SQL, on the library's own
    connection. paintings: widgets painted.
    """

    records: int
    statements: int
    paintings: int


class _Paintings(QObject):
    """Counts what is painted, wherever in the application."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's)
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def counted(library: Library, act: Callable[[], object]) -> Counts:
    """What one act comes to, until it is painted."""
    here, records, statements = current_thread(), [0], [0]

    def digest(*record: object) -> str:
        records[0] += current_thread() is here
        return rows.digest(*record)  # type: ignore[arg-type]

    def traced(_sql: str) -> None:
        statements[0] += 1

    app, paintings = QApplication.instance(), _Paintings()
    assert app is not None
    QApplication.processEvents()
    app.installEventFilter(paintings)
    conn_of(library).set_trace_callback(traced)
    try:
        with patch.object(tables, "digest", side_effect=digest):
            act()
            QApplication.processEvents()
    finally:
        conn_of(library).set_trace_callback(None)
        app.removeEventFilter(paintings)
    return Counts(records[0], statements[0], paintings.count)
