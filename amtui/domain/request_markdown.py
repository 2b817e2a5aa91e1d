"""A request as Markdown, to paste into a mail or a ticket of another system."""

import re
from datetime import datetime, tzinfo

from amtui.domain.request_records import RequestDetail, TimelineEntry
from amtui.domain.wording import business, label, title

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def request_markdown(detail: RequestDetail, zone: tzinfo) -> str:
    """Return heading, facts, description and timeline; times are those of `zone`."""
    row = detail.row
    facts = (
        ("Account", row.account),
        ("Contact", row.contact),
        ("Type", title(row.type)),
        ("Priority", row.priority.value),
        ("Status", title(row.status)),
        ("Service level", title(row.sla_state)),
        ("Respond by", _moment(row.respond_by, zone)),
        ("Resolve by", _moment(row.due_at, zone)),
        ("On hold", business(row.on_hold_seconds) if row.on_hold_seconds else None),
        ("Owner", row.owner),
        ("Route", title(row.route)),
        ("Their ticket", row.external_ticket),
        ("Created", _moment(row.created_at, zone)),
    )
    lines = [f"# {one_line(row.ref)}: {one_line(row.subject)}", ""]
    lines += [f"- {name}: {one_line(value)}" for name, value in facts if value]
    if detail.description.strip():
        lines += ["", quoted(detail.description)]
    if detail.timeline:
        lines += ["", "## Timeline", ""]
        lines += [_entry(entry, zone) for entry in detail.timeline]
    return "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Return text from outside as one line in which Markdown sees nothing but text."""
    return _SPECIAL.sub(r"\\\1", " ".join(_UNSEEN.sub("", text).split()))


def quoted(text: str) -> str:
    """Return text of several lines as a quotation."""
    return "\n".join(f"> {one_line(line)}".rstrip() for line in text.strip().splitlines())


def _entry(entry: TimelineEntry, zone: tzinfo) -> str:
    if entry.field == "comment":
        what = "to the client" if entry.shared else "internal"
    elif entry.field == "created":
        what = "created"
    else:
        before, after = label(entry.before or "nothing"), label(entry.after or "nothing")
        what = f"{label(entry.field)}: {before} → {after}"
    note = f": {one_line(entry.note)}" if entry.note else ""
    return f"- {_moment(entry.at, zone)} {one_line(entry.who)}, {one_line(what)}{note}"


def _moment(at: datetime | None, zone: tzinfo) -> str | None:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}" if at else None
