"""Client requests, who watches them, and everything that happened to each."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    column,
    false,
    func,
    literal,
)

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.models.partial import PartialIndex
from amtui.data.types import NEVER, BigId, Day, Instant, Plain, Words, among
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route


def _earlier(one: str, other: str) -> str:
    """Return the earlier of two moments as SQL; the other where one is NULL."""
    return f"CASE WHEN {one} < {other} THEN {one} ELSE coalesce({other}, {one}) END"


BREACHES_AT = _earlier(
    "(CASE WHEN first_response_at IS NULL OR first_response_at > respond_by THEN respond_by END)",
    "(CASE WHEN hold_since IS NULL OR hold_since > due_at THEN due_at END)",
)
"""When a request that is open is, or was, breached; NULL where that cannot come by itself."""
RISK_AT = f"""CASE WHEN status <> 'waiting_client' THEN {
    _earlier(
        "(CASE WHEN first_response_at IS NULL AND respond_by IS NOT NULL THEN respond_risk_at END)",
        "(CASE WHEN due_at IS NOT NULL THEN due_risk_at END)",
    )
} END"""
"""When a request that is open is at risk, unless it is breached."""
STATE_OTHERWISE = """CASE
WHEN NOT is_open AND (coalesce(first_response_at, resolved_at) > respond_by OR resolved_at > due_at)
THEN 'breached'
WHEN NOT is_open THEN 'met' WHEN status = 'waiting_client' THEN 'paused'
WHEN first_response_at IS NULL AND respond_by IS NOT NULL THEN 'response_due'
WHEN due_at IS NOT NULL THEN 'resolution_due' ELSE 'met' END"""
"""How a request stands; one that is open, as long as it is neither breached nor at risk."""
STANDING = (
    ("ix_requests_open", ("is_open", "account_id", "am_id", "breaches_at", "risk_at", "priority"), ""),
    (
        "ix_requests_pressing",
        ("is_open", "priority", "id", "account_id", "am_id"),
        " AND priority IN ('P1', 'P2')",
    ),
    ("ix_requests_breaches", ("is_open", "breaches_at", "account_id", "am_id"), ""),
    ("ix_requests_risk", ("is_open", "risk_at", "breaches_at", "account_id", "am_id"), ""),
)
"""The indexes of open requests that counting them walks along: name, columns, and a further condition."""

requests = Table(
    "requests",
    metadata,
    own_id(),
    *book(),
    Column("ref", Plain, nullable=False),
    Column("source", Plain, nullable=False),
    Column("external_id", Plain),
    Column("contact_id", BigId, ForeignKey("contacts.id")),
    Column("created_by_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("owner_id", BigId, ForeignKey("users.id")),
    Column("type", Words(RequestType), nullable=False),
    Column("subject", Plain, nullable=False),
    Column("description", Text, nullable=False),
    Column("impact", Words(Level), nullable=False),
    Column("urgency", Words(Level), nullable=False),
    Column("priority", Words(Priority), nullable=False),
    Column("status", Words(RequestStatus), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("route", Words(Route), nullable=False),
    Column("external_owner", Text),
    Column("external_ticket", Plain),
    Column("evidence", Text),
    Column("first_response_at", Instant),
    Column("respond_by", Instant),
    Column("respond_key", Instant, Computed(func.coalesce(column("respond_by"), literal(NEVER, Instant)))),
    Column("respond_risk_at", Instant),
    Column("due_at", Instant),
    Column("due_risk_at", Instant),
    Column("next_due_at", Instant, nullable=False),
    Column("breaches_at", Instant, Computed(BREACHES_AT)),
    Column("risk_at", Instant, Computed(RISK_AT)),
    Column("standing", Plain, Computed(STATE_OTHERWISE)),
    Column("hold_since", Instant),
    Column("on_hold_seconds", Integer, nullable=False),
    Column("snoozed_until", Instant),
    Column("snoozed_for_client", Boolean, nullable=False, default=False, server_default=false()),
    Column("escalated_to", Text),
    Column("escalated_at", Instant),
    Column("asked_for_on", Day),
    Column("update_every_minutes", Integer),
    Column("next_update_at", Instant),
    Column("resolved_at", Instant),
    Column("closed_at", Instant),
    *stamped(),
    *versioned(),
    UniqueConstraint("ref", info={"says": "this reference is taken"}),
    UniqueConstraint("id", "am_id"),
    UniqueConstraint("account_id", "source", "external_id"),
    CheckConstraint(
        "priority <> 'P1' OR NOT is_open OR external_ticket IS NOT NULL OR source <> 'amtui'",
        name="p1_has_ticket",
        info={"says": "a P1 needs the reference of a Support ticket"},
    ),
    CheckConstraint("on_hold_seconds >= 0", name="hold_positive"),
    among("type", RequestType),
    among("impact", Level),
    among("urgency", Level),
    among("priority", Priority),
    among("status", RequestStatus),
    among("route", Route),
    Index("ix_requests_account", "account_id", "am_id", "is_open"),
    Index("ix_requests_am_due", "am_id", "is_open", "next_due_at", "id"),
    Index("ix_requests_am_priority", "am_id", "is_open", "priority", "id"),
    Index("ix_requests_am_status", "am_id", "is_open", "status", "id"),
    Index("ix_requests_am_subject", "am_id", "is_open", "subject", "id"),
    Index("ix_requests_am_ref", "am_id", "is_open", "ref", "id"),
    Index("ix_requests_am_urgent", "am_id", "is_open", "priority", "next_due_at", "id"),
    Index("ix_requests_am_owner", "am_id", "is_open", "owner_id", "id"),
    Index("ix_requests_am_type", "am_id", "is_open", "type", "id"),
    Index("ix_requests_am_standing", "am_id", "is_open", "standing", "id", "breaches_at", "risk_at"),
    Index("ix_requests_am_respond", "am_id", "is_open", "respond_key", "id"),
    Index("ix_requests_am_created", "am_id", "is_open", "created_at", "id"),
    Index("ix_requests_am_updated", "am_id", "is_open", "updated_at", "id"),
    Index("ix_requests_due", "is_open", "next_due_at", "id"),
    Index("ix_requests_created", "is_open", "created_at", "id"),
    Index("ix_requests_respond", "is_open", "respond_key", "id"),
    Index("ix_requests_state", "is_open", "standing", "id", "breaches_at", "risk_at"),
    # What counting open requests by account walks along: rows of a large queue need not be read for it.
    *(
        PartialIndex(name, *columns, file=f"is_open = 1{more}", server=f"is_open{more}")
        for name, columns, more in STANDING
    ),
)

timeline = Table(
    "timeline",
    metadata,
    own_id(),
    Column("request_id", BigId, nullable=False),
    Column("am_id", BigId, nullable=False),
    ForeignKeyConstraint(
        ["request_id", "am_id"], ["requests.id", "requests.am_id"], onupdate="CASCADE", ondelete="CASCADE"
    ),
    Column("external_id", Plain),
    Column("at", Instant, nullable=False),
    Column("actor_id", BigId, ForeignKey("users.id")),
    Column("actor_name", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("note", Text),
    Column("shared", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("request_id", "external_id"),
    Index("ix_timeline_request", "request_id", "am_id", "at"),
)

request_watchers = Table(
    "request_watchers",
    metadata,
    Column("request_id", BigId, primary_key=True),
    Column("user_id", BigId, ForeignKey("users.id"), primary_key=True),
    Column("am_id", BigId, nullable=False),
    ForeignKeyConstraint(
        ["request_id", "am_id"], ["requests.id", "requests.am_id"], onupdate="CASCADE", ondelete="CASCADE"
    ),
    Index("ix_request_watchers_request", "request_id", "am_id"),
)

request_seen = Table(
    "request_seen",
    metadata,
    Column("user_id", BigId, ForeignKey("users.id"), primary_key=True),
    Column("request_id", BigId, primary_key=True),
    Column("am_id", BigId, nullable=False),
    Column("seen_at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["request_id", "am_id"], ["requests.id", "requests.am_id"], onupdate="CASCADE", ondelete="CASCADE"
    ),
    Index("ix_request_seen_request", "request_id", "am_id"),
    info=guarded(Guard.MARK),
)
"""When each user last looked at a request; not audited, as nobody's work depends on it."""

request_presence = Table(
    "request_presence",
    metadata,
    Column("user_id", BigId, ForeignKey("users.id"), primary_key=True),
    Column("request_id", BigId, nullable=False),
    Column("am_id", BigId, nullable=False),
    Column("until", Instant, nullable=False),
    Column("tick", Integer, nullable=False),
    ForeignKeyConstraint(
        ["request_id", "am_id"], ["requests.id", "requests.am_id"], onupdate="CASCADE", ondelete="CASCADE"
    ),
    Index("ix_request_presence_request", "request_id", "am_id"),
    info=guarded(Guard.MARK),
)
"""Who is writing on which request, until when that holds; `tick` counts what others should hear of."""
