"""What a session keeps of its last look at the day's list, so that a change costs only what it touches."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Select, Table, and_, select, union

from amtui.data.engine import is_sqlite
from amtui.data.models import accounts, interactions, requests, reviews
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.business_days import BusinessDays
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.latest_codec import KeptFigures
from amtui.data.queries.places import Todays
from amtui.data.queries.today_accounts import candidates_of
from amtui.data.queries.touched import Mark, latest_mark, touched_since
from amtui.data.reading import Reading
from amtui.domain.contact_balance import WINDOW_DAYS
from amtui.domain.frozen import dataclass
from amtui.domain.people import Scope
from amtui.domain.today_rules import STANDARD, TodayRules
from amtui.domain.triage import Candidate

if TYPE_CHECKING:
    from amtui.data.queries.today_known import KnownRequest

T = TypeVar("T")
WINDOW = timedelta(days=WINDOW_DAYS)
Facts = Mapping[int, AccountFacts]
Own = Mapping[int, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look: whose books, when, and what was gathered of each active account.

    Attributes:
        mark: up to which change it has seen.
        told: how often the viewer had been told of changes.
        days: the local day by zone.
        own: what each account asks for by itself.
    """

    scope: Scope
    user_id: int | None
    at: datetime
    mark: Mark
    told: tuple[int, int]
    days: Mapping[str, date]
    facts: Facts
    own: Own
    rules: TodayRules


class Kept:
    """The last look of one viewer.

    The next one gathers anew only the accounts that something was done to since, or that time itself has
    moved on; what it answers is the same as without anything kept.

    Attributes:
        last: that look; None where nothing is kept.
        changes: how many changes of their own the viewer was told of.
        doubts: how many changes of others.
        requests: what the list shows of requests, by id.
    """

    def __init__(self) -> None:
        self.last: Look | None = None
        self.changes = 0
        self.doubts = 0
        self.requests: dict[int, KnownRequest] = {}
        self._days: BusinessDays | None = None

    def business_days(self, reading: Reading) -> BusinessDays:
        """Return what counts in the opening hours as they are now."""
        calendars = all_calendars(reading)
        if self._days is None or not self._days.serves(calendars, reading.now):
            self._days = BusinessDays(calendars, reading.now)
        return self._days

    def look(self, reading: Reading, rules: TodayRules = STANDARD) -> tuple[Facts, Own]:
        """Return the visible active accounts, and what they ask for by themselves, by id."""
        told = self.changes, self.doubts
        last, mark = self.last, latest_mark(reading)
        known = last is not None and last.rules == rules
        stale = _stale(reading, last, mark, told) if last is not None and known else None
        if last is None or stale is None:
            facts: Facts = {each.account.id: each for each in account_facts(reading)}
            own: Own = {key: tuple(candidates_of(each, rules)) for key, each in facts.items()}
        else:
            fresh = {each.account.id: each for each in account_facts(reading, stale)} if stale else {}
            anew = {key: tuple(candidates_of(each, rules)) for key, each in fresh.items()}
            facts = {**_without(last.facts, stale), **fresh}
            own = {**_without(last.own, stale), **anew}
        days = {each.account.zone: each.today for each in facts.values()}
        self.last = Look(reading.scope, reading.user_id, reading.now, mark, told, days, facts, own, rules)
        return facts, own


def _stale(reading: Reading, last: Look, mark: Mark, told: tuple[int, int]) -> frozenset[int] | None:
    """Return the accounts to gather anew; None where that is all of them."""
    if last.scope != reading.scope or last.user_id != reading.user_id or reading.now < last.at:
        return None
    if not is_sqlite(reading.connection) and _unknown(last, mark, told):
        return None
    todays = Todays(reading.now)
    days = {**last.days, reading.zone.key: last.at.astimezone(reading.zone).date()}
    if any(todays[zone] != day for zone, day in days.items()):
        return None
    touched = touched_since(reading, last.mark, mark)
    if touched is None:
        return None
    moved = _moved_on(reading, last.at) & last.facts.keys()
    return touched | _not_kept(last.facts) | _touched_ahead(last) | moved


def _unknown(last: Look, mark: Mark, told: tuple[int, int]) -> bool:
    """Tell whether something was done that a server does not show: by others, or what leaves no operation."""
    (changes, doubts), (changes_then, doubts_then) = told, last.told
    return doubts != doubts_then or (changes != changes_then and mark.own <= last.mark.own)


def _not_kept(facts: Facts) -> frozenset[int]:
    """Return the accounts whose figures are worked out at each look."""
    return frozenset(key for key, each in facts.items() if not isinstance(each.figures, KeptFigures))


def _touched_ahead(last: Look) -> frozenset[int]:
    """Return the accounts whose review was closed before its time: it counts as held now, at each look."""
    touches = {key: each.touched_at for key, each in last.facts.items()}
    return frozenset(key for key, at in touches.items() if at is not None and at >= last.at)


def _moved_on(reading: Reading, then: datetime) -> frozenset[int]:
    """Return the accounts that time alone has changed since: a request late or at risk, a contact of old."""
    now = reading.now
    if now == then:
        return frozenset()
    r, i, v = requests.c, interactions.c, reviews.c
    contacts, held = _of_accounts(reading, interactions), _of_accounts(reading, reviews)
    statement = union(
        select(r.account_id).where(r.is_open, r.breaches_at >= then, r.breaches_at < now),
        select(r.account_id).where(r.is_open, r.risk_at > then, r.risk_at <= now),
        contacts.where(i.at > then, i.at <= now),
        contacts.where(i.at > then - WINDOW, i.at <= now - WINDOW),
        held.where(v.starts_at >= then, v.starts_at < now),
    )
    return frozenset(reading.connection.scalars(statement))


def _of_accounts(reading: Reading, table: Table) -> Select[int]:
    """Return the select of the accounts of rows, along the index that begins with account and book."""
    pair = and_(table.c.account_id == accounts.c.id, table.c.am_id == accounts.c.am_id)
    return select(table.c.account_id).select_from(accounts).join(table, pair).where(reading.visible(accounts))


def _without(known: Mapping[int, T], ids: Collection[int]) -> dict[int, T]:
    return {key: value for key, value in known.items() if key not in ids}
