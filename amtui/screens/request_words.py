"""A request in words: for the pane beside the queue and for its own screen."""

from datetime import datetime

from textual.content import Content

from amtui.domain.request_preview import RequestPreview
from amtui.domain.request_records import RequestRow, TimelineEntry
from amtui.domain.vocabulary import RequestStatus, SlaState
from amtui.domain.wording import business, label, moment, relative, title
from amtui.screens.hanging import hanging, wrapped
from amtui.screens.request_attention import aside, escalated, noticed
from amtui.widgets.detail import Event, Field, stacked, timeline
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe

SLA_CELLS: dict[SlaState, tuple[str, str]] = {
    SlaState.BREACHED: ("▼ breached", "bad"),
    SlaState.PAUSED: ("‖ paused", "dim"),
    SlaState.AT_RISK: ("◐ at risk", "warn"),
    SlaState.RESPONSE_DUE: ("○ response due", ""),
    SlaState.RESOLUTION_DUE: ("○ resolution due", ""),
    SlaState.MET: ("● met", "good"),
}


SHORT_STATUS = {
    RequestStatus.WAITING_CLIENT: ("with client", "dim"),
    RequestStatus.WAITING_INTERNAL: ("with team", "dim"),
    RequestStatus.RESOLVED: ("resolved", "good"),
    RequestStatus.CLOSED: ("closed", "dim"),
    RequestStatus.DECLINED: ("declined", "dim"),
    RequestStatus.CANCELLED: ("cancelled", "dim"),
}


def status_cell(row: RequestRow) -> tuple[str, str]:
    """Return a status in at most eleven cells, with its style."""
    return SHORT_STATUS.get(row.status, (label(row.status), ""))


def sla_cell(state: SlaState) -> tuple[str, str]:
    """Return a service-level state as glyph and word, with its style."""
    return SLA_CELLS[state]


def described(shown: RequestPreview, now: datetime, cells: int = 0) -> Content:
    """Return all that is known of a request, for a pane of so many cells, with times in the zone of `now`."""
    detail, found = shown.detail, shown.attention
    row = detail.row
    warning = "not an approved point of contact" if detail.contact_approved is False else ""
    facts = [
        Field("Account", row.account),
        Field(
            "Contact",
            f"{row.contact} · {warning}" if warning and row.contact else row.contact,
            "$text-warning" if warning else "",
        ),
        Field("Type", title(row.type)),
        Field(
            "Priority", f"{row.priority.value} (impact {detail.impact.value}, urgency {detail.urgency.value})"
        ),
        Field("Status", title(row.status)),
        Field("Service level", sla_cell(row.sla_state)[0]),
        Field("Respond by", _answer(row, now)),
        Field("Resolve by", moment(row.due_at, now) if row.due_at else None),
        Field("On hold", business(row.on_hold_seconds) if row.on_hold_seconds else None),
        aside(row, now),
        *escalated(found.escalation, now),
        Field("Owner", row.owner),
        Field(
            "Route", " · ".join(filter(None, (title(row.route), detail.external_owner, row.external_ticket)))
        ),
        Field("Created", f"{moment(row.created_at, now)} by {detail.created_by}"),
    ]
    return stacked(
        (
            heading(f"{row.ref}  {row.subject}"),
            noticed(found),
            hanging([field for field in facts if field.value], cells),
            safe(detail.description),
            timeline(
                [event(entry, now, cells, new=shown.is_new(entry)) for entry in reversed(detail.timeline)]
            ),
        )
    )


def _answer(row: RequestRow, now: datetime) -> str | None:
    if row.first_response_at:
        return "answered"
    return moment(row.respond_by, now) if row.respond_by else None


def event(entry: TimelineEntry, now: datetime, cells: int = 0, *, new: bool = False) -> Event:
    """Return a timeline entry as a person reads it: when and who, below it what and the note."""
    if entry.field == "comment":
        what = "comment to the client" if entry.shared else "internal comment"
    elif entry.field == "created":
        what = "created"
    else:
        before, after = label(entry.before or "nothing"), label(entry.after or "nothing")
        what = f"{label(entry.field)}: {before} → {after}"
    note = "\n".join(wrapped(text, cells - 2) for text in (what, entry.note) if text)
    glyph = "●" if new else "◆" if entry.shared else "·"
    return Event(relative(entry.at, now), entry.who, "", note, glyph, "$text-accent" if new else "")
