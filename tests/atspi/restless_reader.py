"""Reads the whole tree of a program over and over while it lives: restless_reader.py PROGRAM ...

Presses items of lists as it goes. Prints what it found as JSON: how often each role was read, the
values of the time, and the names and descriptions that were told, each with its second since 1970.
Run by the system's Python, which has `gi`.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from threading import Thread
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found] # noqa: E402

_TOLD = (
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
    "object:property-change:accessible-value",
    "object:text-changed",
)
_PAUSE = 0.1  # seconds between two looks at the time
_TIMES = 5  # looks at it between two readings of all
_MOST_PRESSES = 12


class Reader:
    """Counts what it reads and hears."""

    def __init__(self) -> None:
        self.roles: Counter[str] = Counter()
        self.items: Counter[str] = Counter()
        self.times: list[float] = []
        self.told: list[tuple[float, str, str]] = []
        self.presses = 0
        self.quiet: list[float] = []
        self._time: Any = None
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in _TOLD:
            self._listener.register(kind)

    def _hear(self, event: Any) -> None:
        self.told.append((time.time(), event.type, str(event.any_data)))

    def read(self, node: Any) -> None:
        """A thing and all inside it; what goes away meanwhile is left."""
        try:
            role, name = node.get_role_name(), node.get_name()
            node.get_description()
            states = node.get_state_set()
            self.roles[role] += 1
            if role == "progress bar" and states.contains(Atspi.StateType.SHOWING):
                self._time = node
            if role == "list item":
                self.items[name] += 1
                self._press(node)
            for place in range(node.get_child_count()):
                child = node.get_child_at_index(place)
                if child is not None:
                    self.read(child)
        except GLib.Error:
            return

    def _press(self, node: Any) -> None:
        in_between = len(self.quiet) == 1  # only time goes by then
        if not in_between and self.presses < _MOST_PRESSES and Atspi.Action.get_n_actions(node):
            self.presses += 1
            Atspi.Action.do_action(node, 0)

    def follow(self, program: "subprocess.Popen[str]") -> None:
        """Note when only time goes by, from when to when."""
        assert program.stdout is not None
        self.quiet.extend(map(float, program.stdout))

    def ask_time(self) -> None:
        """The time that is left, where one was found."""
        try:
            if self._time is not None:
                self.times.append(Atspi.Value.get_current_value(self._time))
        except GLib.Error:
            self._time = None

    def listen(self, seconds: float) -> None:
        """Hear what is told meanwhile."""
        context, until = GLib.MainContext.default(), time.monotonic() + seconds
        while time.monotonic() < until:
            context.iteration(may_block=False)
            time.sleep(0.005)

    def found(self) -> dict[str, object]:
        """All of it, to be printed."""
        known = ("roles", "items", "times", "told", "presses", "quiet")
        return {name: getattr(self, name) for name in known}


def main() -> int:
    """Read while the program lives; its exit status is this one's."""
    reader = Reader()
    program = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
    following = Thread(target=reader.follow, args=(program,))
    following.start()
    desktop = Atspi.get_desktop(0)
    while program.poll() is None:
        for place in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(place)
            if app is not None:
                reader.read(app)
        for _each in range(_TIMES):
            reader.listen(_PAUSE)
            reader.ask_time()
    following.join()
    sys.stdout.write(json.dumps(reader.found()))
    return program.returncode


if __name__ == "__main__":
    sys.exit(main())
