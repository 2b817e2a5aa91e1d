"""The vocabulary of columns: how moments, days, money and words are stored on each engine."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, DateTime, Dialect, Integer, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from amtui.domain.errors import Unavailable

DAMAGED = "the database is damaged"
RESTORE = "Restore a backup with `amtui db restore`."

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MONEY_SCALE = 10_000

BigId = BigInteger().with_variant(Integer, "sqlite")
"""An id; SQLite grants its quick row ids to plain integers only."""

Plain = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on both engines."""

Reader = Callable[[Any], Any]
"""Makes the value of a column from what the engine gives."""

NOT_HELD = (TypeError, ValueError, OverflowError, InvalidOperation)
"""What is raised where a cell holds what nobody can have written into it."""


def damage() -> Unavailable:
    """Return what is said of a cell that holds what its column cannot; never what it holds."""
    return Unavailable(f"{DAMAGED}: a cell holds what its column cannot", next=RESTORE)


Json = JSON(none_as_null=True)
"""A small document; never filtered by."""


def to_micros(moment: datetime) -> int:
    """Return `moment` as microseconds since 1970 in UTC.

    Raises:
        ValueError: if `moment` has no time zone.
    """
    if moment.tzinfo is None:
        message = "a moment without a time zone cannot be stored"
        raise ValueError(message)
    return (moment - EPOCH) // MICROSECOND


def from_micros(value: int) -> datetime:
    """Return the UTC moment that is `value` microseconds after 1970 began."""
    return EPOCH + timedelta(microseconds=value)


def _from_micros(value: int | None) -> datetime | None:
    try:
        return None if value is None else EPOCH + timedelta(0, 0, value)
    except NOT_HELD as error:
        raise damage() from error


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Sorts what has no moment behind all that has one."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: microseconds since 1970 on SQLite, `timestamptz` on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's own column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware datetime into what the engine stores."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else to_micros(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:  # noqa: ARG002
        """Return what makes an aware datetime in UTC; one call each, as a page of a list holds thousands."""
        return _in_utc if dialect.name == "postgresql" else _from_micros


class Day(TypeDecorator[date]):
    """A calendar day: its proleptic ordinal on SQLite, `date` on PostgreSQL; differences are days on both."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's own column type."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Turn a date into what the engine stores."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.toordinal()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Return a date."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        try:
            return date.fromordinal(value)
        except NOT_HELD as error:
            raise damage() from error


class Amount(TypeDecorator[Decimal]):
    """Money without its currency: ten-thousandths on SQLite, `numeric(18,4)` on PostgreSQL; never a float."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's own column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric(18, 4))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Turn a decimal into what the engine stores."""
        if value is None or dialect.name == "postgresql":
            return value
        return int((value * MONEY_SCALE).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Return a decimal without needless zeros, with at least two places."""
        if value is None:
            return None
        try:
            exact = value if dialect.name == "postgresql" else Decimal(value) / MONEY_SCALE
            cents = exact.quantize(Decimal("0.01"))
        except NOT_HELD as error:
            raise damage() from error
        return cents if cents == exact else Decimal(exact)


class Word(Protocol):
    """A word that is stored as its text."""

    @property
    def value(self) -> str:
        """The text."""
        ...


class _Members(dict[Any, Any]):
    """The members of a set by their words, each made when it is first asked for; None for none."""

    def __init__(self, words: Callable[[str], Word]) -> None:
        super().__init__({None: None})
        self._words = words

    def __missing__(self, word: str) -> Word:
        try:
            found = self[word] = self._words(word)
        except NOT_HELD as error:
            raise damage() from error
        return found


class Words(TypeDecorator[Any]):
    """One word of a set, stored as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: Callable[[str], Word]) -> None:
        super().__init__()
        self.words = words
        self._members = _Members(words)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Sort by code point on both engines."""
        # Not through `type_descriptor`, which turns text into `varchar` with this driver.
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Refuse a word outside the set before the database has to."""
        return None if value is None else self.words(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:  # noqa: ARG002
        """Return what looks the member up; it is made once, as a page of a list holds thousands of words."""
        return self._members.__getitem__


def among(column: str, words: Iterable[Word]) -> CheckConstraint:
    """Return the check that `column` holds one of `words`, named after the column."""
    # Not `IN`, for which SQLite builds a look-up table anew for every row that it checks.
    either = " OR ".join(f"{column} = '{word.value}'" for word in words)
    return CheckConstraint(either, name=f"{column}_known")


def dumps(value: object) -> str:
    """Write a small document compactly, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def loads(text: str) -> Any:
    """Return what a small document says.

    Raises:
        Unavailable: it is none.
    """
    try:
        return json.loads(text)
    except ValueError as error:  # a number comes as one, whose TypeError the dialect waits for
        raise damage() from error


JsonEncoder = Callable[[object], str]
