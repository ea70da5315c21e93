"""A class declared here behaves as one of the standard library's, and is not compiled at once."""

import builtins
import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from typing import Any
from unittest.mock import patch

import pytest

from storycircle import value_class
from storycircle.core import model

_WAYS: list[dict[str, bool]] = [
    {"frozen": frozen, "slots": slots, "eq": eq}
    for frozen in (False, True)
    for slots in (False, True)
    for eq in (False, True)
]


def _made(dataclass: Callable[..., Any], way: dict[str, bool]) -> Any:
    """One class, declared by either; by name in this module, so that a value can be pickled."""

    class Shape:
        name: str
        size: int = 3
        parts: list[str] = field(default_factory=list, hash=False)
        unseen: int = field(default=1, compare=False, repr=False)
        aside: int = field(default=0, kw_only=True)
        kept: int = field(default=7, init=False)

        def larger(self) -> int:
            return self.size + 1

    Shape.__qualname__ = "Shape"
    made = dataclass(**way)(Shape)
    globals()["Shape"] = made  # where a pickled value looks for it
    return made


@pytest.mark.parametrize("way", _WAYS)
def test_it_behaves_as_the_standard_one(way: dict[str, bool]) -> None:
    """Built, shown, compared, hashed, changed, copied, pickled and taken apart."""
    seen = []
    for dataclass in (dataclasses.dataclass, value_class.dataclass):
        shape = _made(dataclass, way)
        one = shape("a")
        found: dict[str, Any] = {
            "shown": repr(one),
            "all": dataclasses.asdict(one),
            "fields": [(f.name, f.init, f.compare, f.kw_only) for f in dataclasses.fields(one)],
            "others": (one == shape("a"), one == shape("b"), one != shape("a", unseen=5), one == 1),
            "replaced": repr(replace(one, size=9, aside=2)),
            "copied": repr(copy.deepcopy(one)),
            "pickled": repr(pickle.loads(pickle.dumps(one))),  # noqa: S301 (our own)
            "matched": shape.__match_args__,
            "own list": shape("a").parts is not shape("a").parts,
            "method": one.larger(),
            "slots": hasattr(one, "__dict__"),
        }
        try:
            found["hashed"] = hash(one) == hash(shape("a")), hash(one) == hash(shape("b"))
        except TypeError:
            found["hashed"] = "not at all"
        for what, act in (
            ("set", lambda one=one: setattr(one, "size", 4)),
            ("deleted", lambda one=one: delattr(one, "size")),
            ("new", lambda one=one: setattr(one, "other", 4)),
            ("too few", lambda shape=shape: shape()),
            ("too many", lambda shape=shape: shape("a", 1, [], 1, 5)),
            ("unknown", lambda shape=shape: shape("a", colour=1)),
            ("not given", lambda shape=shape: shape("a", kept=1)),
        ):
            try:
                act()
                found[what] = "done"
            except (FrozenInstanceError, AttributeError, TypeError) as error:
                # In a class with slots the standard one has another word for what is no field.
                found[what] = "refused" if what == "new" else type(error).__name__
        seen.append(found)
    assert seen[0] == seen[1]


def test_a_class_may_have_its_own() -> None:
    """What it declares itself stays: how it is shown, compared and built; and what follows."""

    @value_class.dataclass(frozen=True)
    class Own:  # noqa: PLW1641 (it is given a hash)
        size: int
        twice: int = 0

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.size)

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

    assert Own(2).twice == 4
    assert repr(Own(2)) == "own"
    assert Own(2) == Own(3)
    assert hash(Own(2)) == hash(Own(2))


def test_nothing_is_compiled_as_a_class_is_declared() -> None:
    """Nor again for the second value of it."""
    with patch.object(builtins, "exec", side_effect=exec) as compiled:

        @value_class.dataclass(frozen=True, slots=True)
        class Point:
            x: int
            y: int = 0

        assert not compiled.called
        assert Point(1) == Point(1, 0)
        assert compiled.call_count == 1


def test_the_house_declares_its_classes_so() -> None:
    """A class that was declared by the standard one would be compiled before the first picture."""
    import storycircle.ui.app.main_window  # noqa: F401

    declared = [
        one
        for name, module in list(sys.modules.items())
        if name.startswith("storycircle.")
        for one in vars(module).values()
        if isinstance(one, type) and "__dataclass_fields__" in vars(one)
    ]
    assert model.Circle in declared
    standard = [
        one.__name__
        for one in declared
        if getattr(one.__repr__, "__code__", None) is not None
        and one.__repr__.__code__.co_filename == dataclasses.__file__
    ]
    assert not standard
