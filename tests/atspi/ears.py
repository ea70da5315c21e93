"""What a screen reader is told over AT-SPI, in its order: announcements, what has the focus, and
what changes about it. The tree can be read too, as a reader's own keys read it.

Run by the system's Python, which has `gi`; nothing of the app is imported.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import gi  # type: ignore[import-not-found]
from msgspec import Struct

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found] # noqa: E402

ANNOUNCED, FOCUSED, CHANGED, WINDOW, INTO = "announced", "focus", "changed", "window", "into"
_EVENTS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:showing",
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
    "object:property-change:accessible-value",
    "window:activate",
)
_ROUND_IT = (Atspi.Role.DIALOG, Atspi.Role.PANEL, Atspi.Role.GROUPING)
"""What a reader tells of as the focus comes into it."""
_STATES = {
    Atspi.StateType.CHECKED: "checked",
    Atspi.StateType.SELECTED: "selected",
    Atspi.StateType.EXPANDED: "expanded",
}


class Heard(Struct, frozen=True):
    """Something that was told: when, in which way, and in which words."""

    at: float
    how: str
    text: str

    def line(self, begun: float) -> str:
        """A line of the log. begun: when its seconds count from."""
        return f"{self.at - begun:7.1f}  {self.how:9}  {self.text}"


class Thing(Struct, frozen=True):
    """A control or text as a reader knows it."""

    name: str
    role: str
    description: str
    value: str
    states: tuple[str, ...]
    key: str

    def spoken(self) -> str:
        """All of it, as it is read when the focus comes to it."""
        key = "" if self.key == self.description else self.key
        parts = (self.name, self.role, *self.states, self.value, self.description, key)
        return ", ".join(part for part in parts if part)


class Ears:
    """Hears what one application says from now on."""

    def __init__(self, title: str) -> None:
        self.heard: list[Heard] = []
        self.begun = time.monotonic()
        self._title = title
        self._focus: Any = None
        self._within: list[Any] = []
        Atspi.init()
        self._listener = Atspi.EventListener.new(self._event)
        for kind in _EVENTS:
            self._listener.register(kind)

    def note(self, how: str, text: str) -> None:
        """Add a line: also what the person themselves does stands in the log."""
        self.heard.append(Heard(time.monotonic(), how, text))

    def wait(self, done: Callable[[], bool], seconds: float) -> bool:
        """Listen until something is so; False where it is not within so many seconds."""
        context, until = GLib.MainContext.default(), time.monotonic() + seconds
        while True:
            while context.pending():
                context.iteration(may_block=False)
            if done():
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.01)

    def focus(self) -> Thing | None:
        """What has the focus now."""
        return None if self._focus is None else _thing(self._focus)

    def things(self) -> Iterator[Thing]:
        """All that stands in the active window, in the order of reading."""
        for node in self._showing():
            yield _thing(node)

    def find(self, name: str, role: str = "") -> Thing | None:
        """The first thing of this name; None where there is none."""
        return next(
            (one for one in self.things() if one.name == name and role in ("", one.role)), None
        )

    def tree(self) -> str:
        """All that can be read in the window, a line a thing, indented."""
        lines: list[str] = []

        def go(node: Any, depth: int) -> None:
            lines.append("  " * depth + _thing(node).spoken())
            for child in _children(node):
                go(child, depth + 1)

        for window in self._windows():
            go(window, 0)
        return "\n".join(lines)

    def _showing(self) -> Iterator[Any]:
        def go(node: Any) -> Iterator[Any]:
            for child in _children(node):
                yield child
                yield from go(child)

        windows = self._windows()
        if windows:
            yield from go(windows[-1])

    def _windows(self) -> list[Any]:
        desktop = Atspi.get_desktop(0)
        found: list[Any] = []
        for place in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(place)
            if app is not None and app.get_name() == self._title:
                app.clear_cache()
                found += _children(app)
        active = [one for one in found if one.get_state_set().contains(Atspi.StateType.ACTIVE)]
        return active or found

    def _event(self, event: Any) -> None:
        try:
            self._take(event)
        except GLib.Error:
            return  # it was gone before it could be asked about

    def _take(self, event: Any) -> None:
        kind, source = event.type, event.source
        if kind.startswith("object:announcement"):
            self.note(ANNOUNCED, str(event.any_data))
        elif kind.startswith("object:state-changed:showing"):
            if event.detail1 and source.get_role() == Atspi.Role.NOTIFICATION:
                self.note(ANNOUNCED, source.get_name() or "")  # as a reader says it
        elif kind.startswith("window:activate"):
            self.note(WINDOW, source.get_name() or "")
        elif kind.startswith("object:state-changed:focused"):
            if event.detail1:
                self._focus = source
                before, self._within = self._within, list(_round(source))
                for one in self._within:
                    if one not in before:
                        self.note(INTO, _thing(one).spoken())
                self.note(FOCUSED, _thing(source).spoken())
        elif source == self._focus:
            self.note(CHANGED, _thing(source).spoken())


def _round(node: Any) -> Iterator[Any]:
    """What a thing is in and a reader names, from the inside out."""
    node = node.get_parent()
    while node is not None and node.get_role() not in (Atspi.Role.FRAME, Atspi.Role.APPLICATION):
        if node.get_role() in _ROUND_IT and node.get_name():
            yield node
        node = node.get_parent()


def _children(node: Any) -> list[Any]:
    found = []
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is None:
            continue
        states = child.get_state_set()
        if states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.ACTIVE):
            found.append(child)
    return found


def _thing(node: Any) -> Thing:
    node.clear_cache()
    states = node.get_state_set()
    return Thing(
        node.get_name() or "",
        node.get_role_name(),
        node.get_description() or "",
        _value(node),
        tuple(word for state, word in _STATES.items() if states.contains(state)),
        _key(node),
    )


def _value(node: Any) -> str:
    interfaces = node.get_interfaces()
    if "EditableText" in interfaces or ("Text" in interfaces and not node.get_name()):
        count = Atspi.Text.get_character_count(node)
        return str(Atspi.Text.get_text(node, 0, count))
    if "Value" in interfaces:
        return f"{Atspi.Value.get_current_value(node):g}"
    return ""


def _key(node: Any) -> str:
    """The key that a reader says of a control: its accelerator, or what its description is."""
    if "Action" in node.get_interfaces():
        for place in range(Atspi.Action.get_n_actions(node)):
            bound = str(Atspi.Action.get_key_binding(node, place) or "")
            if bound:
                return bound.rsplit(";", maxsplit=1)[-1]
    return ""
