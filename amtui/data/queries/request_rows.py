"""From rows of the database to requests as lists show them."""

from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.sql.elements import Label

from amtui.data.models import accounts, contacts, requests, users
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.request_attention import seen_columns
from amtui.data.queries.sla_sql import FACT_COLUMNS
from amtui.data.reading import Reading
from amtui.domain.request_records import RequestRow
from amtui.domain.sla import SlaFacts, state

R = requests.c
owners = users.alias("owners")

BEFORE_STATE: tuple[ColumnElement[Any] | Label[Any], ...] = (
    *(R.id, R.ref, R.account_id, accounts.c.name.label("account"), contacts.c.name.label("contact")),
    *(R.type, R.subject, R.priority, R.status, R.route, owners.c.name.label("owner"), R.external_ticket),
    *(R.created_at, R.first_response_at, R.respond_by, R.due_at),
)
BEHIND_STATE = (
    *(R.on_hold_seconds, R.snoozed_until, R.updated_at, R.version, R.am_id, R.snoozed_for_client),
    *(R.escalated_to, R.asked_for_on, R.next_update_at),
)
"""What `RequestRow` holds before and behind its state of the service level, in its order."""
STATE = (R.respond_risk_at, R.due_risk_at, R.resolved_at, R.hold_since)
"""What that state is worked out from beside."""
FIRST, LAST = len(BEFORE_STATE), len(BEFORE_STATE) + len(BEHIND_STATE)
"""Where the columns behind the state begin, and where they end."""
NAMES = [column.name for column in (*BEFORE_STATE, *BEHIND_STATE, *STATE)]
FACTS = itemgetter(*(NAMES.index(name) for name in FACT_COLUMNS))
"""Takes the values that the state is worked out from, in the order of `SlaFacts`."""


def selected(reading: Reading, *further: ColumnElement[Any]) -> Select[Any]:
    """Return the select of requests with all that `request_row` needs, and further columns."""
    return _selected(reading.user_id).add_columns(*further)


# To make it costs more than to run it, and a stretch of the queue is read at every other key.
@lru_cache(maxsize=8)
def _selected(user_id: int | None) -> Select[Any]:
    return (
        select(*BEFORE_STATE, *BEHIND_STATE, *STATE, *seen_columns(user_id))
        .select_from(requests)
        .join(accounts, accounts.c.id == requests.c.account_id)
        .outerjoin(contacts, contacts.c.id == requests.c.contact_id)
        .outerjoin(owners, owners.c.id == requests.c.owner_id)
    )


def request_row(row: DbRow, now: datetime) -> RequestRow:
    """Return a selected row as the queue lists it, with its state at `now`."""
    # By their places, not by their names: a stretch of a list makes two hundred at a time.
    values: tuple[Any, ...] = tuple(row)
    stands = state(SlaFacts(*FACTS(values)), now)
    changed = None if row.seen is None else bool(row.changed)
    return RequestRow(*(*values[:FIRST], stands, *values[FIRST:LAST], changed))
