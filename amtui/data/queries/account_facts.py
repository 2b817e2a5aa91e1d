"""All that lists say of accounts, gathered for a whole book in a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, true

from amtui.data.models import accounts, users
from amtui.data.queries.agreements import Agreement, latest_agreements
from amtui.data.queries.cadence import gaps_of, series_of
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.health_settings import health_rules
from amtui.data.queries.invoices import unpaid
from amtui.data.queries.latest import listed_figures
from amtui.data.queries.places import chosen
from amtui.data.queries.request_counts import RequestCounts, request_counts
from amtui.data.queries.review_dates import (
    ANY_KIND,
    NONE_AT_ALL,
    ByKind,
    last_held,
    next_planned,
    review_dates,
)
from amtui.data.queries.satisfaction import csat_scores
from amtui.data.queries.touches import NO_TOUCHES, Touches, last_touch, touches
from amtui.data.reading import Reading
from amtui.domain.cadence import CadenceGap, Series
from amtui.domain.clock import local_day
from amtui.domain.frozen import dataclass
from amtui.domain.health import Health
from amtui.domain.health_facts import HealthFacts, judged
from amtui.domain.health_parts import attainments
from amtui.domain.health_rules import HealthRules
from amtui.domain.invoices import Invoice, oldest_days
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.local_time import zone_named
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import AccountStatus, ReviewKind

NO_REQUESTS = RequestCounts()
TRAININGS = (ReviewKind.TRAINING,)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account with everything that was gathered about it.

    Attributes:
        account: the row of `accounts`, with `am`, `am_login`, `am_email` and `am_phone`.
        today: the account's local day.
        touched_at: the latest completed contact, a held review included.
        next_review: the moment and kind of the next planned one.
        unpaid: invoices that are, the oldest first; None where none is known, paid ones neither.
        health: by the rules that are set, worked out from `health_facts`.
    """

    account: DbRow
    today: date
    figures: Sequence[KpiFigure]
    requests: RequestCounts
    touches: Touches
    touched_at: datetime | None
    reviews: ByKind
    next_review: tuple[datetime, ReviewKind] | None
    series: tuple[Series, ...]
    gaps: tuple[CadenceGap, ...]
    agreement: Agreement | None
    unpaid: tuple[Invoice, ...] | None
    health: Health
    health_facts: HealthFacts

    @property
    def days_since_touch(self) -> int | None:
        """Local days since the last touch; None if there never was one."""
        return days_since(self.touched_at, self.account.zone, self.today)


def account_facts(
    reading: Reading, account_ids: Collection[int] | None = None, *, only_active: bool = True
) -> tuple[AccountFacts, ...]:
    """Return the facts of visible accounts by name.

    Args:
        reading: whose books.
        account_ids: None is the whole book.
        only_active: leave out those that take no new work.
    """
    found = [
        row
        for row in reading.rows(_selected(reading, account_ids, only_active=only_active))
        if account_ids is None or row.id in account_ids
    ]
    ids = account_ids if only_active and account_ids is None else [row.id for row in found]
    gathered = _gather(reading, ids) if found else None
    return tuple(_facts(reading, row, gathered) for row in found) if gathered else ()


@dataclass(frozen=True, slots=True)
class _Gathered:
    figures: Mapping[int, Sequence[KpiFigure]]
    requests: Mapping[int, RequestCounts]
    touches: Mapping[int, Touches]
    reviews: Mapping[int, ByKind]
    series: Mapping[int, tuple[Series, ...]]
    agreements: Mapping[int, Agreement]
    unpaid: Mapping[int, tuple[Invoice, ...]]
    csat: Mapping[int, tuple[int, ...]]
    rules: HealthRules


def _selected(
    reading: Reading, account_ids: Collection[int] | None, *, only_active: bool
) -> Select[*tuple[Any, ...]]:
    is_meant = accounts.c.status == AccountStatus.ACTIVE if only_active else true()
    return (
        select(
            accounts,
            users.c.name.label("am"),
            users.c.login.label("am_login"),
            users.c.email.label("am_email"),
            users.c.phone.label("am_phone"),
        )
        .join(users, users.c.id == accounts.c.am_id)
        .where(chosen(reading, account_ids), is_meant)
        .order_by(accounts.c.name_key, accounts.c.id)
    )


def _gather(reading: Reading, ids: Collection[int] | None) -> _Gathered:
    return _Gathered(
        listed_figures(reading, ids),
        request_counts(reading, ids),
        touches(reading, ids),
        review_dates(reading, ids),
        series_of(reading, ids),
        latest_agreements(reading, ids),
        unpaid(reading, ids),
        csat_scores(reading, ids),
        health_rules(reading),
    )


def _facts(reading: Reading, account: DbRow, found: _Gathered) -> AccountFacts:
    today = local_day(reading.now, zone_named(account.zone))
    dates = found.reviews.get(account.id, NONE_AT_ALL)
    contacts = found.touches.get(account.id, NO_TOUCHES)
    series = found.series.get(account.id, ())
    figures = found.figures.get(account.id, ())
    counts = found.requests.get(account.id, NO_REQUESTS)
    touched_at = last_touch(reading, contacts, dates)
    gaps = gaps_of(reading, account, series, dates) if account.status is AccountStatus.ACTIVE else ()
    owed = found.unpaid.get(account.id)
    known = HealthFacts(
        kpis=attainments(figures),
        open_count=counts.open,
        breached=counts.breached,
        at_risk=counts.at_risk,
        p1=counts.p1,
        has_gap=bool(gaps),
        days_since_touch=days_since(touched_at, account.zone, today),
        **_from_client(contacts, found.csat.get(account.id, ())),
        billing=account.billing,
        has_am=account.am_id != UNASSIGNED,
        overdue_days=None if owed is None else oldest_days(owed, today),
        days_since_training=days_since(last_held(dates, TRAININGS), account.zone, today),
    )
    return AccountFacts(
        account=account,
        today=today,
        figures=figures,
        requests=counts,
        touches=contacts,
        touched_at=touched_at,
        reviews=dates,
        next_review=next_planned(dates, ANY_KIND, today, account.zone),
        series=series,
        gaps=gaps,
        agreement=found.agreements.get(account.id),
        unpaid=owed,
        health=judged(known, found.rules),
        health_facts=known,
    )


def _from_client(contacts: Touches, csat: tuple[int, ...]) -> dict[str, Any]:
    balance = contacts.balance
    return {"reactive_ratio": balance.value, "reactive_limit": balance.limit, "csat": csat}


def days_since(moment: datetime | None, zone: str, today: date) -> int | None:
    """Return the local days from a moment to today; None without a moment."""
    return None if moment is None else (today - local_day(moment, zone_named(zone))).days
