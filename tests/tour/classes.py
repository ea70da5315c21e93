"""Every class of widget that the app has, and those that are seen on a screen."""

import importlib
import pkgutil

from PySide6.QtWidgets import QApplication, QWidget

import storycircle.ui


def widget_classes() -> set[type[QWidget]]:
    """Every class of the window's code that is a widget."""
    for module in pkgutil.walk_packages(storycircle.ui.__path__, "storycircle.ui."):
        importlib.import_module(module.name)
    return {kind for kind in _below(QWidget) if kind.__module__.startswith("storycircle.ui.")}


def _below(kind: type[QWidget]) -> set[type[QWidget]]:
    direct = set(kind.__subclasses__())
    return direct.union(*map(_below, direct))


def seen_now() -> set[type[QWidget]]:
    """The classes of what is on the screen, and the classes that those are built on."""
    shown = (widget for widget in QApplication.allWidgets() if widget.isVisible())
    return {kind for widget in shown for kind in type(widget).__mro__ if issubclass(kind, QWidget)}
