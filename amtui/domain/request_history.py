"""Which columns of a request people change, and which follow from those."""

FOLLOWING = frozenset({"is_open", "next_due_at", "version", "updated_at"})
"""Columns that are worked out anew from the others after every change."""

CLOCKS = frozenset(
    {
        "hold_since", "on_hold_seconds", "respond_by", "respond_risk_at", "due_at", "due_risk_at",
        "resolved_at", "closed_at", "first_response_at", "next_update_at", "escalated_at",
    }
)  # fmt: skip
"""Columns that a change of status, priority or account sets on the way."""

QUIET = FOLLOWING | CLOCKS | {"am_id", "created_at", "source", "external_id"}
"""Columns that nobody reads a history for."""

FOLLOWS = "recount"
"""What the record calls due times that changed with service levels or opening hours."""
