"""Whatever stands in any field of any change: it is done or refused in words, the same on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_type_hints

import pytest
from sqlalchemy import ColumnElement, Connection, Table, func, select

from amtui.data.engine import for_writing
from amtui.data.faults import translated
from amtui.data.models import metadata
from amtui.domain import plausible
from amtui.domain.change import Change, Receipt, new_op_id
from amtui.domain.changes import PlanReview
from amtui.domain.errors import AmtuiError, Invalid
from amtui.domain.people import Identity
from amtui.domain.plausible import MOST, SHORT
from amtui.domain.vocabulary import ReviewKind
from amtui.services import operations
from amtui.services.dispatch import carry_out
from amtui.services.handlers import account_fields, user_fields
from amtui.services.identity import who_is
from amtui.services.writing import Writing
from tests.services.test_permissions import EVERY, PLANNED, prepared
from tests.services.world import World
from tests.support import hostile

Outcome = dict[tuple[str, str, str], str]
Values = dict[object, dict[str, object]]


def named(*values: object) -> dict[str, object]:
    """Return values by what they look like."""
    return {repr(value): value for value in values}


ALL: Values = {
    str: dict(hostile.TEXTS),
    int: named(*hostile.NUMBERS),
    float: named(*hostile.FLOATS),
    Decimal: named(*hostile.AMOUNTS),
    datetime: named(*hostile.MOMENTS),
    date: named(*hostile.DAYS),
}
TELLING: Values = {
    str: {
        "everything": hostile.everything(SHORT),
        "longest": hostile.UNLIKE[: SHORT // 2],
        "nothing seen": hostile.NOTHING_SEEN,
    },
    int: named(MOST),
    float: named(1e308, -0.0),
    Decimal: named(Decimal("99999999999999.99"), Decimal("1E-30")),
    datetime: named(datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, 59, tzinfo=UTC)),
    date: named(date(1900, 1, 1), date(2199, 12, 31)),
}
"""What passes the first look, and so comes to the handlers and the engines."""
HARDEST: Values = {kind: dict(list(values.items())[-2:]) for kind, values in TELLING.items()}
"""Those on which a server differs from a file: its numbers have bounds, and its look-ups."""
TYPED = ("far day", "first day", "first moment", "digits", "much", "exponent")
FIELDS: dict[str, tuple[str, ...]] = {
    "SetAccount": tuple(account_fields.READERS),
    "EditUser": tuple(user_fields.READERS),
    "SaveCalendar": ("name", "zone", "country", "region", "hours", "holidays"),
}
"""What is given as pairs of a field and its text."""
IMPOSSIBLE = frozenset(
    map(
        repr,
        (*hostile.FLOATS[:3], *hostile.AMOUNTS[:4], *hostile.MOMENTS, *hostile.DAYS, *hostile.NUMBERS[2:]),
    )
)
FEW = frozenset({"everything", "nul"})
"""What passwords are tried with, as hashing one takes long on purpose."""


@dataclass
class Hand:
    """Somebody at work inside a transaction that stays open."""

    connection: Connection
    identity: Identity
    now: datetime

    def apply(self, change: Change) -> Receipt:
        """Carry out a change as a backend does, but for its transaction."""
        with translated():
            writing = Writing(self.connection, self.identity, self.now, change.op_id)
            receipt = carry_out(writing, change)
            operations.record(writing, change, receipt)
            return receipt


class Held(World):
    """The small company in one transaction, so that whatever happens can be taken back at once."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        names = ("ada", "max", "ana")
        self.people = {login: who_is(self.engine, self.clock, login) for login in names}
        self.open = for_writing(self.engine.connect())
        self.outer = self.open.begin()
        self.counting = select(*(next_id(table) for table in metadata.sorted_tables if "id" in table.c))

    def as_(self, login: str, *, read_only: bool = False) -> Any:
        del read_only
        return Hand(self.open, self.people[login], self.clock.now())

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if hasattr(self, "open"):
            yield self.open
        else:
            with super().writing() as connection:
                yield connection

    def count_anew(self) -> None:
        """Let a server give the next ids once more, which it does not take back by itself."""
        if self.open.dialect.name == "postgresql":
            self.open.execute(self.counting)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Take back whatever is done within."""
        point = self.open.begin_nested()
        try:
            yield
        finally:
            point.rollback()

    def close(self) -> None:
        self.outer.rollback()
        self.open.close()
        super().close()


def sound(change: Change) -> Change:
    """Return a change as nobody has asked for it yet."""
    other: dict[str, Any] = {"kind": ReviewKind.QBR} if isinstance(change, PlanReview) else {}
    return replace(change, op_id=new_op_id(), **other)


def next_id(table: Table) -> ColumnElement[int]:
    """Return what sets the counter of a table to behind its last row."""
    last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
    return func.setval(func.pg_get_serial_sequence(table.name, "id"), last, False)


def spoilt(change: Change, every: Values) -> Iterator[tuple[str, str, Change]]:
    """Yield a change with one field after the other spoilt in every way that its kind can be."""
    hints = get_type_hints(type(change))
    for field in fields(change):
        if field.name == "op_id":
            continue
        now = getattr(change, field.name)
        if field.name == "fields":
            now = dict.fromkeys(FIELDS[type(change).__name__], None) | dict(now)
        for label, value in values_of(hints[field.name], now, every):
            if field.name != "password" or label in FEW:
                yield field.name, label, replace(change, op_id=new_op_id(), **{field.name: value})


def values_of(hint: Any, now: Any, every: Values) -> Iterator[tuple[str, object]]:
    """Yield hostile values for a field of a kind, each with its name."""
    said = str(hint)
    if said.startswith("tuple[tuple[str, str"):
        yield from pairs(dict(now), every[str])
    elif said.startswith("tuple["):
        for kind in {str, int}.intersection(hint.__args__):
            yield from ((label, (value,)) for label, value in every[kind].items())
    else:
        for kind_ in every.keys() & {hint, *getattr(hint, "__args__", ())}:
            yield from every[kind_].items()


def pairs(now: dict[str, str | None], texts: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Yield pairs of which one is spoilt: its field, or its text."""
    further = {label: hostile.TEXTS[label] for label in TYPED}
    given = {key: text for key, text in now.items() if text is not None}
    for label, text in (texts | further).items():
        yield f"key {label}", ((text, "x"),)
        yield from ((f"{key} {label}", tuple((given | {key: text}).items())) for key in now)


def outcomes(url: str, every: Values) -> Outcome:
    """Return how every spoilt change ended, by its kind, its field and what was wrong with it."""
    world = Held(url)
    ended: Outcome = {}
    try:
        world.as_("ana").apply(PLANNED)
        for name, (_, make) in EVERY.items():
            with world.passing():
                world.count_anew()
                prepared(world, name, "ada")
                base = sound(make())
                with world.passing():
                    world.as_("ada").apply(base)
                for field, label, change in spoilt(base, every):
                    with world.passing():
                        ended[name, field, label] = outcome(world.as_("ada"), change)
    finally:
        world.close()
    return ended


def outcome(hand: Any, change: Change) -> str:
    try:
        hand.apply(change)
    except AmtuiError as error:
        return f"{error.kind}: {error.message[:200]}"
    except Exception as error:  # noqa: BLE001 what is looked for
        return f"FAULT {type(error).__name__}: {str(error)[:200]}"
    return "done"


@pytest.mark.usefixtures("cheap_hashes")
def test_a_hostile_value_in_any_field_is_kept_or_refused_alike(sqlite_url: str, postgres_url: str) -> None:
    on_file, on_server = outcomes(sqlite_url, TELLING), outcomes(postgres_url, HARDEST)
    assert {which: on_file[which] for which in on_server} == on_server
    assert not [how for how in on_file.items() if how[1].startswith(("FAULT", "unavailable"))]


def test_what_no_engine_keeps_is_refused_in_every_field_of_every_change() -> None:
    for _, make in EVERY.values():
        for field, label, change in spoilt(make(), ALL):
            if impossible(field, label):
                with pytest.raises(Invalid) as refused:
                    plausible.check(change)
                assert len(refused.value.message) < SHORT
            else:
                plausible.check(change)


def impossible(field: str, label: str) -> bool:
    """Tell whether a spoilt value is one that can be kept nowhere."""
    if field.endswith(("_id", "_ids")) and label == repr(2**31):
        return False
    return label.endswith(("nul", "half a pair", "huge")) or label in IMPOSSIBLE
