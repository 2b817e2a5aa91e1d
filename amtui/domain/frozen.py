"""Frozen dataclasses that are quick to define: their methods are shared, or written at the first use.

`dataclasses.dataclass` writes and compiles six methods of a class when it is defined, which takes half a
millisecond; a session defines a hundred and fifty before it shows its first list. Here `__init__` is
compiled when the first instance is made, and so are `__eq__` and `__hash__` when first asked for; what
remains is the same for all classes. In use they are as of `dataclass(frozen=True, slots=True)`:
`fields`, `replace`, `asdict`, `match`, copies and pickles.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """As of the standard library; what is not frozen, has no slots or extends another is made by it."""

        def make(cls: type) -> type:
            if frozen and slots and not any(map(dataclasses.is_dataclass, cls.__mro__)):
                return _frozen(cls, kw_only=kw_only)
            return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only)(cls)

        return make


Method = Callable[..., Any]
NOT_GIVEN = object()
MANY = 6
"""So many slots are set by plain assignments."""


def _frozen(plain: type, *, kw_only: bool) -> type:
    cls: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)
    # So that the standard library lets a frozen one extend it, and no other.
    cls.__dataclass_params__.frozen = True
    written = {name: _written_when_called(cls, name, write) for name, write in _WRITTEN.items()}
    for name, method in (written | _SHARED).items():
        if plain.__dict__.get(name) is None:
            setattr(cls, name, method)
    return cls  # type: ignore[no-any-return]


def _written_when_called(cls: Any, name: str, write: Callable[[Any], Method]) -> Method:
    """Return a method that writes another one and leaves its own place to that."""

    def method(*given: object, **named: object) -> Any:
        better = write(cls)
        better.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, better)
        return better(*given, **named)

    return method


def _compiled(name: str, head: Sequence[str], body: Sequence[str], known: dict[str, Any]) -> Method:
    source = f"def {name}(self, {', '.join(head)}):\n " + "\n ".join(body)
    exec(source, known)  # noqa: S102 - made of the names of fields alone
    return known[name]  # type: ignore[no-any-return]


def _init(cls: Any) -> Method:
    """Write what takes the values, and sets each slot to its own."""
    known: dict[str, Any] = {"NOT_GIVEN": NOT_GIVEN}
    head: list[str] = []
    first: list[str] = []
    names: list[str] = []
    for field in sorted(dataclasses.fields(cls), key=lambda each: bool(each.kw_only)):
        default, made = _default(field, known)
        if field.init:
            head.extend(["*"] if field.kw_only and "*" not in head else [])
            head.append(f"{field.name}{default}")
        elif default:
            first.append(f"{field.name} {default}")
        else:
            continue
        first.extend(made)
        names.append(field.name)
    setting = (_unlocked if len(names) >= MANY else _one_by_one)(cls, names, known)
    after = ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    return _compiled("__init__", head, ["pass", *first, *setting, *after], known)


def _one_by_one(cls: Any, names: list[str], known: dict[str, Any]) -> list[str]:
    """Write what sets slots past the refusal, with a call for each."""
    known.update((f"_set_{name}", getattr(cls, name).__set__) for name in names)
    return [f"_set_{name}(self, {name})" for name in names]


def _unlocked(cls: Any, names: list[str], known: dict[str, Any]) -> list[str]:
    """Write what sets slots while the instance is of a class that refuses nothing.

    A plain assignment takes a fifth of the time of a call, which pays for two changes of class. An instance
    of a class that extends this one is left in its own.
    """
    anything = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    known["_open"], known["_own"] = type(cls)(cls.__name__, (cls,), anything), cls
    known["_become"] = object.__dict__["__class__"].__set__
    known["_fill"] = partial(_fill, {name: getattr(cls, name).__set__ for name in names})
    sets = "; ".join(f"self.{name} = {name}" for name in names)
    return [
        "if self.__class__ is not _own: return _fill(self, locals())",
        f"_become(self, _open); {sets}; self.__class__ = _own",
    ]


def _fill(setters: dict[str, Method], self: Any, given: dict[str, object]) -> None:
    for name, put in setters.items():
        put(self, given[name])
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _default(field: "dataclasses.Field[Any]", known: dict[str, Any]) -> tuple[str, list[str]]:
    """Return what a parameter says of its default, and what makes the value where that takes more."""
    name = field.name
    if field.default_factory is not dataclasses.MISSING:
        known[f"_new_{name}"] = field.default_factory
        return "=NOT_GIVEN", [f"if {name} is NOT_GIVEN: {name} = _new_{name}()"]
    if field.default is not dataclasses.MISSING:
        known[f"_default_{name}"] = field.default
        return f"=_default_{name}", []
    return "", []


def _values(cls: type, of: str) -> str:
    """Write the tuple of all values that are compared."""
    return f"({''.join(f'{of}.{field.name},' for field in dataclasses.fields(cls) if field.compare)})"


def _eq(cls: Any) -> Method:
    same = f"{_values(cls, 'self')} == {_values(cls, 'other')}"
    body = f"return {same} if other.__class__ is self.__class__ else NotImplemented"
    return _compiled("__eq__", ["other"], [body], {})


def _hash(cls: Any) -> Method:
    return _compiled("__hash__", [], [f"return hash({_values(cls, 'self')})"], {})


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_set(_self: object, name: str, _value: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _refuse_delete(_self: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _state(self: Any) -> list[object]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


_WRITTEN: dict[str, Callable[[Any], Method]] = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}
_SHARED: dict[str, Method] = {
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
