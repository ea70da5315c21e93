"""Dataclasses that are quick to declare: what builds a value is compiled when the first is built.

The standard library compiles six functions for each class as it is declared, which takes nearly a
millisecond. Before the first picture of the window some 140 classes are declared, most of which
nothing is made of until later: a fifth of the start was that. Here the functions of all classes are
the same few, and `__init__` alone is compiled for a class, the first time.

Type checkers see `dataclasses.dataclass` itself. In all that this program uses of it a class
behaves as one of those; what it does not use (`order`, `unsafe_hash`, `InitVar`) is not taken.
"""

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True
    ) -> Any:
        """Make a class a dataclass; with or without words in brackets, as the standard one."""
        if cls is None:
            return lambda cls: _declared(cls, frozen=frozen, slots=slots, eq=eq)
        return _declared(cls, frozen=frozen, slots=slots, eq=eq)


__all__ = ["dataclass"]
Field = dataclasses.Field[Any]
Values = Callable[[Any], tuple[Any, ...]]


def _declared(cls: type[Any], *, frozen: bool, slots: bool, eq: bool) -> type[Any]:
    own = set(cls.__dict__)
    hashes_itself = cls.__dict__.get("__hash__") is not None
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # the standard one would ask for its signature
    standard: Callable[[type[Any]], type[Any]] = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=slots
    )
    made = standard(cls)
    fields = dataclasses.fields(made)
    methods = {"__init__": _init_of(made, frozen=frozen), "__repr__": _repr_of(fields)}
    if eq:
        methods["__eq__"] = _eq_of(_values_of(one for one in fields if one.compare))
        if not hashes_itself:
            hashed = (one for one in fields if (one.compare if one.hash is None else one.hash))
            made.__hash__ = _hash_of(_values_of(hashed)) if frozen else None  # type: ignore[assignment]
    if frozen:
        methods |= _refusing(made, frozenset(one.name for one in fields))
        if slots:
            methods |= {"__getstate__": _state, "__setstate__": _take_state}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _values_of(fields: Iterable[Field]) -> Values:
    """What gives the values of these fields."""
    names = [one.name for one in fields]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _eq_of(values: Values) -> Callable[..., Any]:
    def equals(self: object, other: object) -> Any:
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    return equals


def _hash_of(values: Values) -> Callable[[object], int]:
    return lambda self: hash(values(self))


def _repr_of(fields: Iterable[Field]) -> Callable[..., Any]:
    names = [one.name for one in fields if one.repr]

    @recursive_repr()
    def shown(self: object) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({said})"

    return shown


def _init_of(made: type[Any], *, frozen: bool) -> Callable[..., Any]:
    """An `__init__` that has the class's own compiled, puts it in its place, and is it."""

    def first(self: object, *args: Any, **fields: Any) -> None:
        own = _compiled(made, frozen=frozen)
        if made.__dict__.get("__init__") is first:
            made.__init__ = own
        own(self, *args, **fields)

    return first


def _compiled(made: type[Any], *, frozen: bool) -> Callable[..., None]:
    """The `__init__` of a class, with its parameters in the order of its fields."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_not_given": object()}
    places: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for one in dataclasses.fields(made):
        asked, value = _taken(one, names)
        if one.init:
            (by_name if one.kw_only else places).append(asked)
        lines.append(
            f"_set(self, {one.name!r}, {value})" if frozen else f"self.{one.name} = {value}"
        )
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join(["self", *places, *(["*", *by_name] if by_name else [])])
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({parameters}):\n    {body}", names)  # noqa: S102 (of our own names)
    own: Callable[..., None] = names["__init__"]
    own.__qualname__ = f"{made.__qualname__}.__init__"
    return own


def _taken(one: Field, names: dict[str, Any]) -> tuple[str, str]:
    """The parameter of a field, and what it is set to; names: what the two name."""
    name, default = one.name, f"_default_{one.name}"
    if one.default_factory is not dataclasses.MISSING:
        names[default] = one.default_factory
        made = f"{default}()"
        return (
            f"{name}=_not_given",
            f"{made} if {name} is _not_given else {name}" if one.init else made,
        )
    if one.default is not dataclasses.MISSING:
        names[default] = one.default
        return f"{name}={default}", name if one.init else default
    return name, name


def _refusing(made: type[Any], names: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """What refuses to change a value; a class derived from it may have more that changes."""

    def set_to(self: object, name: str, value: object) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(made, self).__setattr__(name, value)

    def delete(self: object, name: str) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(made, self).__delattr__(name)

    return {"__setattr__": set_to, "__delattr__": delete}


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
