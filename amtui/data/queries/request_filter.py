"""From a filter of requests to the SQL conditions that it stands for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from amtui.data.models import accounts, contacts, requests, users
from amtui.data.queries.request_attention import changed_since_seen, reopened, snoozed, unseen, watched
from amtui.data.queries.sla_sql import sla_state
from amtui.data.queries.text_match import contains, key_contains
from amtui.data.reading import Reading
from amtui.domain.filters import Filter, Term, Word, asks_for_none, bounds
from amtui.domain.frozen import dataclass
from amtui.domain.name_key import name_key
from amtui.domain.people import UNASSIGNED
from amtui.domain.request_rules import FOLLOWED, OPEN
from amtui.domain.vocabulary import RequestStatus, SlaState

Condition = ColumnElement[bool]
R = requests.c
ANY_STATUS = frozenset({"status", "ref", "ticket", "resolved"})
"""Fields that ask for requests of any status; without one of them open requests are meant."""
NOBODY = "none"
FEW_ACCOUNTS = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter as SQL.

    Attributes:
        books: the account managers whose requests are wanted; None is everybody's.
        open_values: which values of `is_open` can fulfil the filter.
        conditions: all of them must hold, beside book and `is_open`.
        few_accounts: whether the filter names so few accounts that reading those and sorting is quickest.
    """

    books: frozenset[int] | None
    open_values: tuple[bool, ...]
    conditions: tuple[Condition, ...]
    few_accounts: bool = False

    @property
    def where(self) -> Condition:
        """The whole filter as one condition."""
        return and_(*self.branch(self.books, self.open_values))

    def branch(self, books: frozenset[int] | None, open_values: tuple[bool, ...]) -> tuple[Condition, ...]:
        """Return the conditions of a part of the filter: some of its books and values of `is_open`."""
        return (_in_books(books), _is_open(open_values), *self.conditions)


def wanted(reading: Reading, filter: Filter) -> Wanted:  # noqa: A002 the word of the language
    """Return what a filter asks for within the visible books."""
    conditions = tuple(_condition(reading, part) for part in filter.parts)
    asked = Wanted(_books(reading, filter), _open_values(filter), conditions)
    terms = [term for term in filter.of("account") if not term.negated]
    return _in_accounts(reading, asked, terms) if terms else asked


def _in_accounts(reading: Reading, asked: Wanted, terms: list[Term]) -> Wanted:
    """Name accounts by their ids, and the books that they lie in, where they are few."""
    named = and_(*(_any(term, partial(_account_called, reading)) for term in terms))
    c = accounts.c
    statement = select(c.id, c.am_id).where(named, reading.visible(accounts)).limit(FEW_ACCOUNTS + 1)
    found = reading.rows(statement)
    if len(found) > FEW_ACCOUNTS:
        return asked
    books = frozenset(row.am_id for row in found)
    return replace(
        asked,
        books=books if asked.books is None else books & asked.books,
        conditions=(R.account_id.in_([row.id for row in found]), *asked.conditions),
        few_accounts=True,
    )


def _in_books(books: frozenset[int] | None) -> Condition:
    if books is None:
        return true()
    if len(books) == 1:
        return R.am_id == next(iter(books))
    return R.am_id.in_(sorted(books)) if books else false()


def _is_open(values: tuple[bool, ...]) -> Condition:
    return true() if len(values) == 2 else R.is_open == (true() if values == (True,) else false())


def _books(reading: Reading, filter: Filter) -> frozenset[int] | None:  # noqa: A002
    """Return the visible books, narrowed to those that the filter names, so that indexes by book serve."""
    books = reading.scope.am_ids
    for term in filter.of("am"):
        if not term.negated:
            named = frozenset(row.id for row in reading.rows(select(users.c.id).where(_named(term))))
            books = named if books is None else books & named
    return books


def _open_values(filter: Filter) -> tuple[bool, ...]:  # noqa: A002
    """Return the values of `is_open` that the terms on the status leave possible."""
    by_status = filter.of("status")
    by_open = tuple(term for term in filter.of("is") if term.values == ("open",))
    if not by_status and not by_open:
        lifted = any(term.field in ANY_STATUS or "open" in term.values for term in filter.terms)
        return (True, False) if lifted else (True,)
    terms = (*by_status, *by_open)
    left = {status in OPEN for status in RequestStatus if all(_allows(term, status) for term in terms)}
    return tuple(sorted(left, reverse=True)) or (True,)


def _allows(term: Term, status: RequestStatus) -> bool:
    named = status in OPEN if term.field == "is" else status.value in term.values
    return named is not term.negated


def _condition(reading: Reading, part: Term | Word) -> Condition:
    found = _word(part.text) if isinstance(part, Word) else FIELDS[part.field](reading, part)
    return found.is_not(true()) if part.negated else found


def _word(text: str) -> Condition:
    accounts_named = select(accounts.c.id).where(key_contains(accounts.c.name_key, text))
    return or_(contains(R.subject, text), contains(R.ref, text), R.account_id.in_(accounts_named))


Compiled = Callable[[Reading, Term], Condition]


def _any(term: Term, one: Callable[[str], Condition]) -> Condition:
    return or_(*(one(str(value)) for value in term.values))


def _choice(column: ColumnElement[Any]) -> Compiled:
    return lambda _reading, term: column.in_([str(value) for value in term.values])


def _text(column: ColumnElement[Any]) -> Compiled:
    return lambda _reading, term: _any(term, lambda text: contains(column, text))


def _date(column: ColumnElement[Any]) -> Compiled:
    return lambda reading, term: _within(column, term, reading)


def _day(column: ColumnElement[Any]) -> Compiled:
    return lambda reading, term: _within_days(column, term, reading)


def _within_days(column: ColumnElement[Any], term: Term, reading: Reading) -> Condition:
    """Hold a column of calendar days against stretches of the viewer's time."""
    spans = [
        _between(column, *(edge and _first_day(edge, reading) for edge in span))
        for span in bounds(term, reading.now, reading.zone)
    ]
    return or_(*spans, column.is_(None)) if asks_for_none(term) else or_(*spans)


def _first_day(edge: datetime, reading: Reading) -> date:
    """Return the first day that begins at a moment or after it."""
    local = edge.astimezone(reading.zone)
    return local.date() if local.time() == time() else local.date() + timedelta(days=1)


def _within(column: ColumnElement[Any], term: Term, reading: Reading) -> Condition:
    spans = [_between(column, *span) for span in bounds(term, reading.now, reading.zone)]
    return or_(*spans, column.is_(None)) if asks_for_none(term) else or_(*spans)


def _between(column: ColumnElement[Any], begin: date | None, end: date | None) -> Condition:
    edges = [column >= begin] if begin is not None else []
    return and_(true(), *edges, *([column < end] if end is not None else []))


def _account(reading: Reading, term: Term) -> Condition:
    named = _any(term, partial(_account_called, reading))
    return R.account_id.in_(select(accounts.c.id).where(named))


def _account_called(reading: Reading, text: str) -> Condition:
    """Mean the account of exactly this name, or without one all whose names hold the text."""
    namesake = accounts.alias("namesake")
    is_named = select(namesake.c.id).where(namesake.c.name_key == name_key(text), reading.visible(namesake))
    key = accounts.c.name_key
    return or_(key == name_key(text), and_(key_contains(key, text), not_(is_named.exists())))


def _person(column: ColumnElement[Any]) -> Compiled:
    return lambda _reading, term: column.in_(select(users.c.id).where(_named(term)))


def _named(term: Term) -> Condition:
    return _any(term, _called)


def _called(text: str) -> Condition:
    if text.lower() == NOBODY:
        return users.c.id == UNASSIGNED
    return and_(users.c.id != UNASSIGNED, or_(users.c.login == text, contains(users.c.name, text)))


def _owner(reading: Reading, term: Term) -> Condition:
    nobody = any(str(value).lower() == NOBODY for value in term.values)
    found = _person(R.owner_id)(reading, term)
    return or_(found, R.owner_id.is_(None)) if nobody else found


def _contact(_reading: Reading, term: Term) -> Condition:
    named = _any(term, lambda text: contains(contacts.c.name, text))
    return R.contact_id.in_(select(contacts.c.id).where(named))


def _is(reading: Reading, term: Term) -> Condition:
    states = [value for value in term.values if value in set(SlaState)]
    marks = [MARKS[str(value)](reading) for value in term.values if value not in states]
    return or_(*([sla_state(reading.now).in_(states)] if states else []), *marks)


def _mine(reading: Reading) -> Condition:
    if reading.user_id is None:
        return reading.visible(requests)
    return or_(R.am_id == reading.user_id, R.owner_id == reading.user_id)


MARKS = MappingProxyType[str, Callable[[Reading], Condition]](
    {
        "open": lambda _reading: R.is_open == true(),
        "overdue": lambda reading: R.next_due_at < reading.now,
        "snoozed": lambda reading: snoozed(reading.now),
        "back": lambda reading: and_(R.snoozed_until <= reading.now, R.updated_at <= R.snoozed_until),
        "escalated": lambda _reading: and_(R.is_open == true(), R.escalated_to.is_not(None)),
        "update_due": lambda reading: and_(R.is_open == true(), R.next_update_at <= reading.now),
        "reopened": lambda _reading: reopened(),
        "unseen": unseen,
        "changed": changed_since_seen,
        "watched": watched,
        "followed": lambda _reading: R.status.in_(sorted(FOLLOWED)),
        "unanswered": lambda _reading: and_(R.is_open == true(), R.first_response_at.is_(None)),
        "unassigned": lambda _reading: R.am_id == UNASSIGNED,
        "mine": _mine,
    }
)

FIELDS = MappingProxyType[str, Compiled](
    {
        "account": _account,
        "am": _person(R.am_id),
        "priority": _choice(R.priority),
        "status": _choice(R.status),
        "type": _choice(R.type),
        "route": _choice(R.route),
        "is": _is,
        "due": _date(R.due_at),
        "respond": _date(R.respond_by),
        "created": _date(R.created_at),
        "updated": _date(R.updated_at),
        "resolved": _date(R.resolved_at),
        "contact": _contact,
        "owner": _owner,
        "ticket": _text(R.external_ticket),
        "escalated": _text(R.escalated_to),
        "asked": _day(R.asked_for_on),
        "tell": _date(R.next_update_at),
        "snoozed": _date(R.snoozed_until),
        "ref": _text(R.ref),
    }
)
