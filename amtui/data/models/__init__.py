"""The tables, one subject a module; importing this package fills `metadata`."""

from amtui.data.models.access import credentials, user_keys
from amtui.data.models.accounts import (
    account_domains,
    accounts,
    agreements,
    contacts,
    interactions,
    technical_context,
)
from amtui.data.models.base import metadata
from amtui.data.models.deals import deals
from amtui.data.models.health import health_days
from amtui.data.models.improvements import improvements, playbooks
from amtui.data.models.invoices import invoices
from amtui.data.models.kpis import calls, imports, kpi_days, kpi_goals, sync_events
from amtui.data.models.milestones import milestones
from amtui.data.models.onboarding import kickoff_agenda
from amtui.data.models.own_kpis import kpi_hours, kpi_latest, own_kpi_days, own_kpis
from amtui.data.models.people import leaves, saved_views, users
from amtui.data.models.record import audit, operations
from amtui.data.models.requests import request_presence, request_seen, request_watchers, requests, timeline
from amtui.data.models.reviews import review_series, reviews
from amtui.data.models.satisfaction import satisfaction_answers
from amtui.data.models.settings import (
    calendar_holidays,
    calendar_hours,
    calendars,
    meta,
    settings,
    sla_policies,
)
from amtui.data.models.tasks import tasks
from amtui.data.models.team_meetings import team_meetings, team_series
from amtui.data.models.today_answers import today_answers
from amtui.data.models.today_days import today_days

__all__ = [
    "account_domains",
    "accounts",
    "agreements",
    "audit",
    "calendar_holidays",
    "calendar_hours",
    "calendars",
    "calls",
    "contacts",
    "credentials",
    "deals",
    "health_days",
    "imports",
    "improvements",
    "interactions",
    "invoices",
    "kickoff_agenda",
    "kpi_days",
    "kpi_goals",
    "kpi_hours",
    "kpi_latest",
    "leaves",
    "meta",
    "metadata",
    "milestones",
    "operations",
    "own_kpi_days",
    "own_kpis",
    "playbooks",
    "request_presence",
    "request_seen",
    "request_watchers",
    "requests",
    "review_series",
    "reviews",
    "satisfaction_answers",
    "saved_views",
    "settings",
    "sla_policies",
    "sync_events",
    "tasks",
    "team_meetings",
    "team_series",
    "technical_context",
    "timeline",
    "today_answers",
    "today_days",
    "user_keys",
    "users",
]
