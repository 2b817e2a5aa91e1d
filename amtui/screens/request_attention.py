"""Who looks at a request and what is new in it, and why it is due when it is, in words."""

from datetime import datetime

from textual.content import Content

from amtui.domain.queue_records import Attention, DueReasons, Escalation
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import counted, listed, moment
from amtui.widgets.detail import Field
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe


def noticed(found: Attention | None) -> Content:
    """Return who is writing on a request and how much of it is new; empty where there is nothing to say."""
    if found is None:
        return Content("")
    lines = []
    if found.typing:
        lines.append(f"✎ {listed(found.typing)} {'is' if len(found.typing) == 1 else 'are'} typing here")
    if found.new_entries:
        lines.append(f"● {counted(found.new_entries, 'entry', 'entries')} since you last looked")
    return safe("\n".join(lines), "$text-accent")


def aside(row: RequestRow, now: datetime) -> Field:
    """Return until when a request is put aside."""
    when = [moment(row.snoozed_until, now)] if row.snoozed_until else []
    when += ["the client does something"] if row.snoozed_for_client else []
    return Field("Snoozed", f"until {' or '.join(when)}" if when else None)


def escalated(found: Escalation | None, now: datetime) -> tuple[Field, ...]:
    """Return to whom a request is escalated, and when the client is to hear of it."""
    if found is None:
        return ()
    asked = f", asked for {found.asked_for:%a %Y-%m-%d}" if found.asked_for else ""
    tell = found.next_update_at
    due = moment(tell, now) if tell else None
    style = "$text-warning" if tell and tell <= now else ""
    return (Field("Escalated", f"to {found.team}{asked}"), Field("Tell client", due, style))


def told_due(found: DueReasons) -> Content:
    """Return how both due times came about, sentence by sentence."""
    parts = [
        (words, part.lines)
        for words, part in (("First response", found.respond), ("Resolution", found.resolve))
        if part is not None
    ]
    blocks = [Content("\n").join([heading(words), safe("\n".join(lines))]) for words, lines in parts]
    if found.notes:
        blocks.append(Content("\n").join([heading("Beside that"), safe("\n".join(found.notes))]))
    return Content("\n\n").join(blocks)
