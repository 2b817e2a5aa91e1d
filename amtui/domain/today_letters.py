"""Texts that answer a row of the day's list: to hand it to somebody else, and to decline it."""

from datetime import datetime, tzinfo

from amtui.domain.scope_answers import DECLINED
from amtui.domain.today_records import TodayRow
from amtui.domain.wording import listed


def delegation(row: TodayRow, zone: tzinfo, now: datetime) -> str:
    """Return what to write to whoever shall take a row: what, for whom, why, and by when.

    Nobody is asked for something by a moment that has passed; they are told of it.
    """
    due = f"by {row.due_at.astimezone(zone):%A %Y-%m-%d %H:%M}" if row.due_at else ""
    is_late = row.due_at is not None and row.due_at <= now
    ask = f", {due}" if due and not is_late else ""
    late = f"It was due {due}. " if is_late else ""
    about = f"{row.account}: " if row.account else ""
    return (
        f"Could you take this over for me{ask}? {about}{row.what}. "
        f"{late}Why now: {listed(row.why)}. Tell me when it is done, or if you cannot."
    )


def refusal(row: TodayRow) -> str:
    """Return what to write to a client whom a row is declined to."""
    return f"About “{row.what}”: {DECLINED[:1].lower()}{DECLINED[1:]}"
