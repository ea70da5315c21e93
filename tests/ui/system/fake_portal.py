"""Asks this desktop for its wish of motion, with a portal beside it that answers as it is told.

python tests/ui/system/fake_portal.py KEY JSON, on a session bus of its own: prints true or false.
"""

import json
import sys
from threading import Event, Thread

from jeepney import new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from storycircle.ui.system.reduced_motion import SystemMotion


def answer(key: str, value: object, ready: Event) -> None:
    """Be the portal: one key has a value, the others are not known."""
    signature = {bool: "b", int: "u", str: "s"}[type(value)]
    connection = open_dbus_connection(bus="SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
    ready.set()
    while True:
        asked = connection.receive()
        if asked.body and asked.body[-1] == key:
            told = new_method_return(asked, "v", (("v", (signature, value)),))
        else:
            told = new_error(asked, "org.freedesktop.portal.Error.NotFound", "s", ("no",))
        connection.send(told)


def main(key: str, value: object) -> None:
    """Print what the app hears."""
    app = QApplication([])
    ready = Event()
    Thread(target=answer, args=(key, value, ready), daemon=True).start()
    ready.wait(10)
    motion = SystemMotion()
    motion.told.connect(lambda still: (print(json.dumps(still)), app.quit()))  # noqa: T201
    motion.watch()
    QTimer.singleShot(10_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
