"""Values of the domain as the flat objects of machine-readable output; their keys stay."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.domain.account_records import AccountRow
from amtui.domain.kpi_records import KpiFigure, Projection
from amtui.domain.money import money_fields
from amtui.domain.money_record import Money
from amtui.domain.request_records import RequestRow, TimelineEntry
from amtui.domain.review_records import ReviewRow
from amtui.domain.today_records import TodayRow

KPI_KEYS = (
    "account", "kpi", "statistic", "unit", "value", "n", "numerator", "denominator", "excluded", "window",
    "baseline", "target", "comparator", "progress", "state", "sustained_days", "source", "as_of",
    "method", "included", "projection",
)  # fmt: skip
REQUEST_KEYS = (
    "ref", "account", "contact", "type", "subject", "priority", "status", "route", "owner", "external_ticket",
    "created_at", "first_response_at", "respond_by", "due_at", "sla_state", "on_hold_seconds",
    "snoozed_until", "updated_at", "version",
)  # fmt: skip
TODAY_KEYS = (
    "rank",
    "kind",
    "ref",
    "account",
    "what",
    "why",
    "due_at",
    "urgent",
    "important",
    "value_at_risk",
)
ACCOUNT_KEYS = (
    "account", "am", "tier", "status", "health", "health_coverage", "kpis", "open_requests",
    "breached_requests", "last_touch_at", "reactive_ratio", "next_review_at", "renewal_at", "monthly_value",
)  # fmt: skip
REVIEW_KEYS = (
    "id", "account", "kind", "starts_at", "minutes", "status", "agenda", "attendees", "outcome", "new_plan",
    "version", "notes", "series_id", "title",
)  # fmt: skip


def plain(value: object, zone: ZoneInfo) -> Any:
    """Return a value as JSON can hold it: moments with their offset in `zone`, money in two parts."""
    found: Any = value
    if isinstance(value, datetime):
        found = value.astimezone(zone).isoformat()
    elif isinstance(value, date):
        found = value.isoformat()
    elif isinstance(value, Enum):
        found = value.value
    elif isinstance(value, Money):
        found = money_fields(value)
    elif isinstance(value, Decimal):
        found = float(value)
    elif isinstance(value, (tuple, list)):
        found = [plain(part, zone) for part in value]
    return found


def picked(row: object, keys: tuple[str, ...], zone: ZoneInfo, **other: Any) -> Document:
    """Return the attributes named by `keys`, where `other` gives those that are called otherwise."""
    return {key: plain(other[key] if key in other else getattr(row, key), zone) for key in keys}


def kpi_object(figure: KpiFigure, zone: ZoneInfo) -> Document:
    """Return one figure with all that explains it."""
    window = {
        "from": figure.window.first.isoformat(),
        "to": figure.window.last.isoformat(),
        "time_zone": figure.window.zone,
    }
    shown = picked(figure, KPI_KEYS, zone, window=None, excluded=None, projection=None)
    projection = figure.projection and projection_object(figure.projection)
    return shown | {"window": window, "excluded": dict(figure.excluded), "projection": projection}


def projection_object(projection: Projection) -> Document:
    """Return when a target will be met, with how far that is certain and how it was tested."""
    return {
        "on": projection.on.isoformat(),
        "earliest": projection.earliest.isoformat(),
        "latest": projection.latest and projection.latest.isoformat(),
        "slope_per_day": projection.slope,
        "line": "Theil-Sen",
        "test": "Mann-Kendall",
        "p": projection.p,
        "days": projection.days,
    }


def request_object(row: RequestRow, zone: ZoneInfo) -> Document:
    """Return one request of a list."""
    return picked(row, REQUEST_KEYS, zone)


def today_object(row: TodayRow, zone: ZoneInfo) -> Document:
    """Return one row of the ranked list."""
    return picked(row, TODAY_KEYS, zone, kind=row.source)


def account_object(row: AccountRow, zone: ZoneInfo) -> Document:
    """Return one account of the portfolio, its figures by KPI."""
    figures = {figure.kpi.value: kpi_object(figure, zone) for figure in row.kpis}
    shown = picked(row, ACCOUNT_KEYS, zone, account=row.name, kpis=None, renewal_at=row.renewal_on)
    return shown | {"kpis": figures}


def review_object(row: ReviewRow, zone: ZoneInfo) -> Document:
    """Return one appointment."""
    return picked(row, REVIEW_KEYS, zone)


def timeline_object(entry: TimelineEntry, zone: ZoneInfo) -> Document:
    """Return one thing that happened to a request."""
    return picked(entry, ("at", "who", "field", "before", "after", "note", "shared"), zone)
