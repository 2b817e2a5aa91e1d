"""What another team needs to work on a request, as one Markdown document to hand on."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from amtui.domain.evidence import log_ids
from amtui.domain.kpi.definitions import Unit, definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.queue_records import Escalation
from amtui.domain.request_records import RequestDetail, TimelineEntry
from amtui.domain.wording import NO_DATA, business, duration, label, rate, title

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def evidence_pack(
    detail: RequestDetail,
    figures: Iterable[KpiFigure],
    escalation: Escalation | None,
    now: datetime,
    zone: tzinfo,
) -> str:
    """Return the document: what is asked, log ids, the account's figures, and all that happened.

    Text of people is shown as it is: signs that Markdown reads are escaped.
    """
    sections = (
        _head(detail, zone),
        _escalated(escalation, zone),
        _asked(detail),
        _logs(detail),
        _kpis(figures),
        _timeline(detail.timeline, zone),
    )
    lines = [line for section in sections for line in section]
    return "\n".join([*lines, "", f"Made {_at(now, zone)}."]) + "\n"


def _head(detail: RequestDetail, zone: tzinfo) -> Iterator[str]:
    row = detail.row
    yield f"# {row.ref}: {escaped(row.subject)}"
    yield ""
    facts = {
        "Account": row.account,
        "On behalf of": row.contact,
        "Logged by": detail.created_by,
        "Type": title(row.type),
        "Priority": f"{row.priority} (impact {detail.impact}, urgency {detail.urgency})",
        "Status": f"{title(row.status)}, {label(row.sla_state)}",
        "Owner": row.owner,
        "Outside": " ".join(filter(None, (detail.external_owner, row.external_ticket))),
        "Created": _at(row.created_at, zone),
        "Respond by": _at(row.respond_by, zone),
        "Resolve by": _at(row.due_at, zone),
        "On hold": business(row.on_hold_seconds) if row.on_hold_seconds else None,
    }
    yield from (f"- {name}: {escaped(value)}" for name, value in facts.items() if value)


def _escalated(escalation: Escalation | None, zone: tzinfo) -> Iterator[str]:
    if escalation is None:
        return
    yield from ("", "## Escalation", "")
    yield f"- To: {escaped(escalation.team)}, since {_at(escalation.since, zone)}"
    if escalation.asked_for:
        yield f"- Asked for by: {escalation.asked_for.isoformat()}"
    if escalation.next_update_at:
        yield f"- Next status update: {_at(escalation.next_update_at, zone)}"


def _asked(detail: RequestDetail) -> Iterator[str]:
    if detail.description.strip():
        yield from ("", "## What is asked", "")
        yield from (escaped(line) for line in detail.description.strip().splitlines())


def _logs(detail: RequestDetail) -> Iterator[str]:
    yield from ("", "## Log ids", "")
    found = log_ids(detail.evidence)
    yield from (f"- {escaped(one)}" for one in found) if found else ("None yet.",)


def _kpis(figures: Iterable[KpiFigure]) -> Iterator[str]:
    yield from ("", "## Figures of the account", "")
    rows = list(figures)
    if not rows:
        yield "No data."
        return
    first = rows[0].window
    yield f"{first.first.isoformat()} to {first.last.isoformat()}, {first.zone}"
    yield ""
    yield "| KPI | Now | Baseline | Target | State | n |"
    yield "|---|---|---|---|---|---|"
    for figure in rows:
        cells = (
            definition(figure.kpi).label,
            _measured(figure, figure.value),
            _measured(figure, figure.baseline),
            f"{figure.comparator or ''} {_measured(figure, figure.target)}".strip(),
            label(figure.state),
            str(figure.n),
        )
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |"


def _measured(figure: KpiFigure, value: float | None) -> str:
    if value is None:
        return NO_DATA
    return rate(value) if figure.unit == Unit.FRACTION else duration(value)


def _timeline(entries: tuple[TimelineEntry, ...], zone: tzinfo) -> Iterator[str]:
    yield from ("", "## Timeline", "")
    if not entries:
        yield "Nothing yet."
    for entry in entries:
        moved = f" {entry.before or 'nothing'} → {entry.after or 'nothing'}"
        change = f"{label(entry.field)}{moved if entry.before or entry.after else ''}"
        shared = " (shared with the client)" if entry.shared else ""
        yield f"- {_at(entry.at, zone)}, {escaped(entry.who)}: {escaped(change)}{shared}"
        yield from (f"  > {escaped(line)}" for line in (entry.note or "").splitlines())


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)


def _at(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"
