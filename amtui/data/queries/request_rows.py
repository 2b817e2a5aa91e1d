"""From rows of the database to requests as lists show them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.sql.elements import Label

from amtui.data.models import accounts, contacts, requests, users
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.request_attention import seen_columns
from amtui.data.queries.sla_sql import facts
from amtui.data.reading import Reading
from amtui.domain.request_records import RequestRow
from amtui.domain.sla import state

owners = users.alias("owners")

UNREAD = {"description", "evidence", "external_owner", "breaches_at", "risk_at"}

COLUMNS: tuple[ColumnElement[Any] | Label[Any], ...] = (
    *(column for column in requests.c if column.name not in UNREAD),
    accounts.c.name.label("account"),
    contacts.c.name.label("contact"),
    owners.c.name.label("owner"),
)


def selected(reading: Reading, *further: ColumnElement[Any]) -> Select[Any]:
    """Return the select of requests with all that `request_row` needs, and further columns."""
    return (
        select(*COLUMNS, *seen_columns(reading), *further)
        .select_from(requests)
        .join(accounts, accounts.c.id == requests.c.account_id)
        .outerjoin(contacts, contacts.c.id == requests.c.contact_id)
        .outerjoin(owners, owners.c.id == requests.c.owner_id)
    )


def request_row(row: DbRow, now: datetime) -> RequestRow:
    """Return a selected row as the queue lists it, with its state at `now`."""
    return RequestRow(
        id=row.id,
        ref=row.ref,
        account_id=row.account_id,
        account=row.account,
        contact=row.contact,
        type=row.type,
        subject=row.subject,
        priority=row.priority,
        status=row.status,
        route=row.route,
        owner=row.owner,
        external_ticket=row.external_ticket,
        created_at=row.created_at,
        first_response_at=row.first_response_at,
        respond_by=row.respond_by,
        due_at=row.due_at,
        sla_state=state(facts(row), now),
        on_hold_seconds=row.on_hold_seconds,
        snoozed_until=row.snoozed_until,
        updated_at=row.updated_at,
        version=row.version,
        am_id=row.am_id,
        snoozed_for_client=row.snoozed_for_client,
        escalated_to=row.escalated_to,
        asked_for_on=row.asked_for_on,
        next_update_at=row.next_update_at,
        changed_since_seen=None if row.seen is None else bool(row.changed),
    )
