"""What an undo brought back, in words for the toast."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Table, select

from amtui.data.models import (
    account_domains,
    accounts,
    calendars,
    contacts,
    improvements,
    interactions,
    kickoff_agenda,
    kpi_goals,
    leaves,
    milestones,
    own_kpis,
    playbooks,
    requests,
    review_series,
    reviews,
    satisfaction_answers,
    saved_views,
    sla_policies,
    tasks,
    team_meetings,
    team_series,
    technical_context,
    timeline,
    today_answers,
    users,
)
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal
from amtui.domain.satisfaction_words import score_words
from amtui.domain.vocabulary import Comparator, KpiKey
from amtui.domain.wording import label, title
from amtui.services.writing import Columns, Writing

QUIET = frozenset(
    {
        "version", "updated_at", "created_at", "name_key", "is_open", "next_due_at", "hold_since",
        "on_hold_seconds", "respond_by", "respond_risk_at", "due_at", "due_risk_at", "resolved_at",
        "closed_at", "first_response_at", "sequence", "frozen_kpis", "status_reason", "snoozed_for_client",
        "escalated_at", "next_update_at", "update_every_minutes",
        "series_id", "series_day", "carried", "delegate_id", "delegate_contact_id", "gravity", "given_to_id",
    }
)  # fmt: skip
"""Columns that follow from others, or that only say that something changed."""
NAMED = {
    "owner_id": users, "am_id": users, "cover_id": users, "manager_id": users,
    "account_id": accounts, "parent_id": accounts, "contact_id": contacts, "calendar_id": calendars,
}  # fmt: skip
"""The columns that tell a row by its id, which is called by its name."""
CALLED = {
    requests: ("", "ref", ""),
    accounts: ("", "name", ""),
    calendars: ("the calendar ", "name", ""),
    users: ("", "name", ""),
    playbooks: ("the playbook “", "name", "”"),
    improvements: ("the action “", "what", "”"),
    saved_views: ("the view ", "name", ""),
    tasks: ("the task “", "title", "”"),
    team_meetings: ("the meeting “", "title", "”"),
    team_series: ("the series “", "title", "”"),
    milestones: ("the milestone “", "title", "”"),
    today_answers: ("the answer to “", "what", "”"),
    own_kpis: ("the KPI ", "label", ""),
    sla_policies: ("the service level of ", "plan", ""),
}
"""What a row is called after: what stands before the column, the column, and what stands behind it."""
SAID = {
    "minute_of_day": "at",
    "anchor": "from",
    "block_at": "time set aside",
    "block_minutes": "minutes",
    "first": "from",
    "last": "to",
}
"""Columns that people know by another word than the column's own."""
FOLLOWS = {"block_minutes": "block_at", "withdrawn_for": "superseded_on"}
"""Columns that go without saying where another one changed too."""
EMPTIED = {
    "superseded_on": "in force again",
    "snoozed_until": "not snoozed",
    "reason": "without a reason",
    "notes": "without notes",
    "outcome": "without an outcome",
    "new_plan": "without a new plan",
}
"""What a column says that is empty again."""
SHOWN_LENGTH = 40


def what_came_back(writing: Writing, table: Table, row: Columns, values: Columns) -> str:
    """Return the row's name with the columns that changed: “R-1042 status in progress”.

    Args:
        writing: the transaction.
        table: of the row.
        row: all of the row.
        values: the columns that changed; all of it when the row itself came or went.

    Returns:
        Nothing where only columns changed that follow from others.
    """
    name = _name(writing, table, row)
    if values is row or not values:
        return name
    shown = [
        (EMPTIED.get(field) if value is None else None)
        or f"{SAID.get(field) or label(field.removesuffix('_id'))} {_value(writing, field, value)}"
        for field, value in values.items()
        if field not in QUIET and FOLLOWS.get(field) not in values
    ]
    return f"{name} {', '.join(shown)}" if shown else ""


def _name(writing: Writing, table: Table, row: Columns) -> str:
    if table is timeline:
        ref = select(requests.c.ref).where(requests.c.id == row["request_id"])
        return f"the comment on {writing.connection.execute(ref).scalar_one()}"
    if table in CALLED:
        opening, column, ending = CALLED[table]
        return f"{opening}{row[column]}{ending}"
    if table is leaves:
        who = select(users.c.name).where(users.c.id == row["user_id"])
        return f"the leave of {writing.connection.execute(who).scalar_one()}"
    return f"{_kind(table, row)} of {_account(writing, row['account_id'])}"


_KINDS: dict[Table, Callable[[Columns], str]] = {
    reviews: lambda row: str(row["title"] or title(row["kind"])),
    review_series: lambda row: f"the series {label(row['kind'])}",
    kpi_goals: lambda row: f"the goal {_goal(row)}",
    interactions: lambda row: f"the {label(row['channel'])}",
    satisfaction_answers: lambda row: f"the answer {score_words(row['csat'], row['nps'])}",
    technical_context: lambda row: f"the {row['topic']} set-up",
    kickoff_agenda: lambda row: f"the point “{label(row['item'])}”",
    account_domains: lambda row: f"the domain {row['domain']}",
}
"""What is said of a row of an account, by its table."""


def _goal(row: Columns) -> str:
    """Return a goal with its target, as one takes the place of another on the same KPI."""
    kpi = KpiKey(str(row["kpi"]))
    known = definition(kpi)
    if not kpi.is_own:
        return known.label
    return f"{known.label} {format_goal(known, Comparator(row['comparator']), float(row['target']))}"


def _kind(table: Table, row: Columns) -> str:
    words = _KINDS.get(table)
    return words(row) if words else label(table.name)


def _account(writing: Writing, account_id: int) -> str:
    name = select(accounts.c.name).where(accounts.c.id == account_id)
    return str(writing.connection.execute(name).scalar_one_or_none() or "an account")


def _value(writing: Writing, field: str, value: object) -> str:
    if value is None:
        return "none" if field.endswith("_at") else "empty"
    if field == "invited" and isinstance(value, list):
        names = select(users.c.name).where(users.c.id.in_(value)).order_by(users.c.name)
        value = list(writing.connection.execute(names).scalars())
    if field == "request_id":
        ref = select(requests.c.ref).where(requests.c.id == value)
        return str(writing.connection.execute(ref).scalar_one())
    if field in NAMED:
        name = NAMED[field].c.name
        return str(writing.connection.execute(select(name).where(NAMED[field].c.id == value)).scalar_one())
    if isinstance(value, datetime):
        return f"{value.astimezone(writing.reading.zone):%Y-%m-%d %H:%M}"
    if field == "minute_of_day" and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = label(str(value)) if hasattr(value, "value") or field in {"status", "route"} else str(value)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH].rstrip()}…"
