"""The quick frozen dataclasses are in use what those of the standard library are."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from amtui.domain import frozen


def classes(dataclass: Callable[..., Any]) -> tuple[Any, Any, Any]:
    """Define a plain one, one with named parameters only, and one with a part worked out afterwards."""

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        notes: list[str] = dataclasses.field(default_factory=list, compare=False)

        @property
        def far(self) -> bool:
            return self.x > 10

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        """Named."""

        first: str = "a"
        last: str

    @dataclass(frozen=True, slots=True)
    class Worked:
        """Worked out."""

        n: int
        double: int = dataclasses.field(init=False, repr=False)
        seen: list[int] = dataclasses.field(init=False, default_factory=list, compare=False)
        base: int = dataclasses.field(init=False, default=7)

        def __post_init__(self) -> None:
            object.__setattr__(self, "double", self.n * 2)

    return Point, Named, Worked


def said(cls: Any, *given: Any, **named: Any) -> list[object]:
    """Return all that an instance says of itself."""
    one, same = cls(*given, **named), cls(*given, **named)
    shown = [repr(one).rpartition(".")[2], one == same, one != same, hash(one) == hash(same), one == 1]
    parts = [dataclasses.asdict(one), dataclasses.astuple(one), cls.__match_args__, copy.copy(one) == one]
    return [*shown, *parts, cls.__doc__, hasattr(one, "__dict__"), cls.__slots__]


def refused(act: Callable[[], object]) -> str:
    """Return how something is refused."""
    with pytest.raises((TypeError, dataclasses.FrozenInstanceError)) as caught:
        act()
    return f"{type(caught.value).__name__}: {caught.value}"


QUICK, USUAL = classes(frozen.dataclass), classes(dataclasses.dataclass)


@pytest.mark.parametrize("which", [QUICK, USUAL], ids=["quick", "usual"])
def test_instances_say_and_refuse_the_same(which: tuple[Any, Any, Any]) -> None:
    point, named, worked = which
    assert said(point, 1, notes=["n"]) == said(USUAL[0], 1, notes=["n"])
    assert said(named, last="z") == said(USUAL[1], last="z")
    assert said(worked, 4) == said(USUAL[2], 4)
    assert point(1, notes=["a"]) == point(1)
    assert point(1) != point(2)
    assert dataclasses.replace(point(1), y=5) == point(1, 5)
    assert point(11).far
    assert point(1).notes is not point(1).notes
    assert refused(lambda: setattr(point(1), "x", 2)) == refused(lambda: setattr(USUAL[0](1), "x", 2))
    assert refused(lambda: delattr(point(1), "x")) == refused(lambda: delattr(USUAL[0](1), "x"))
    assert refused(point) == refused(USUAL[0])
    assert refused(lambda: named("z")).startswith("TypeError")


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    """A value that is kept elsewhere."""

    a: int
    b: tuple[str, ...] = ()


def test_values_survive_pickles_and_matching() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, ("x",)))) == Kept(1, ("x",))  # noqa: S301 - its own
    match Kept(3):
        case Kept(a, b):
            assert (a, b) == (3, ())


def test_what_extends_another_is_made_by_the_standard_library() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Usual(Kept):
        c: int = 0

    @frozen.dataclass(frozen=True, slots=True, kw_only=True)
    class Quick(Kept):
        c: int = 0

    assert Usual(1, c=2) == Usual(1, (), 2)
    assert Quick(1, c=2).c == 2
    assert Kept(1) != Usual(1)


def test_an_own_method_stays() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Loud:
        """Says itself."""

        a: int

        def __repr__(self) -> str:
            return "LOUD"

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    assert repr(Loud(1)) == "LOUD"
    assert Loud(1) == Loud(2)


def test_instances_with_many_slots_are_as_frozen_as_others() -> None:
    def wide(dataclass: Callable[..., Any]) -> Any:
        @dataclass(frozen=True, slots=True)
        class Wide:
            """Wide."""

            a: int
            b: int
            c: int
            d: list[int] = dataclasses.field(default_factory=list)
            e: int = 5
            f: int = dataclasses.field(init=False, default=6)
            g: int = dataclasses.field(init=False, compare=False)

            def __post_init__(self) -> None:
                object.__setattr__(self, "g", self.a + self.f)

        return Wide

    quick, usual = wide(frozen.dataclass), wide(dataclasses.dataclass)
    one, other = quick(1, 2, c=3), quick(1, 2, 3, [4])
    assert type(one) is quick
    assert (one.d, one.e, one.f, one.g, other.d) == ([], 5, 6, 7, [4])
    assert one.d is not quick(1, 2, 3).d
    assert refused(lambda: setattr(one, "a", 2)) == refused(lambda: setattr(usual(1, 2, 3), "a", 2))
    assert refused(lambda: delattr(one, "a")) == refused(lambda: delattr(usual(1, 2, 3), "a"))
    assert (
        refused(lambda: quick(1)).partition("__init__")[2]
        == refused(lambda: usual(1)).partition("__init__")[2]
    )
    assert dataclasses.replace(other, e=9).d == [4]
    assert copy.deepcopy(other) == other


def test_an_heir_with_methods_of_its_own_keeps_its_class() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Wide:
        """Wide."""

        a: int
        b: int
        c: int
        d: int
        e: int = 5
        f: list[int] = dataclasses.field(default_factory=list)
        g: int = dataclasses.field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "g", self.a)

    class Heir(Wide):
        """Has one more word to say."""

        def total(self) -> int:
            return self.a + self.g

    heir = Heir(1, 2, 3, 4)
    assert type(heir) is Heir
    assert (heir.total(), heir.e, heir.f) == (2, 5, [])
    assert refused(lambda: setattr(heir, "a", 2)).startswith("FrozenInstanceError")
