"""Changes of series of reviews: start, move, end, plan ahead."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, or_, select

from amtui.data.models import accounts, review_series, reviews
from amtui.domain.business_time import is_business_day
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, Refused
from amtui.domain.review_changes import EndSeries, MoveSeries, PlanAhead, StartSeries
from amtui.domain.review_usual import LONGEST_MINUTES, USUAL_MINUTES, cadence_words, usual_cadence
from amtui.domain.vocabulary import AccountStatus, ReviewKind, ReviewStatus
from amtui.domain.wording import counted, label, title
from amtui.services.handlers.common import account_row, active_account, said, seen
from amtui.services.handlers.series_plan import is_running, plan_ahead, running
from amtui.services.handlers.series_running import move_all
from amtui.services.writing import Columns, Writing

LONGEST_MONTHS, LONGEST_WEEKS = 24, 52
DAY_MINUTES = 24 * 60


def start(writing: Writing, change: StartSeries) -> Receipt:
    """Agree on reviews that come again, and plan those of the next months.

    Raises:
        Refused: the account has such a series already, or the kind takes place once only.
    """
    account = active_account(writing, change.account_id)
    values = _agreed(change)
    old = _of_kind(writing, account["id"], change.kind)
    if old is None:
        stamps = {"account_id": account["id"], "am_id": account["am_id"], "version": 1}
        series_id = writing.insert(review_series, stamps | values, Topic.REVIEWS)
        row: Columns = {"id": series_id, **stamps, **values}
    elif is_running(writing, old):
        raise Refused(
            f"{account['name']} has {_called(old)} already", next="Move one of its reviews, or end it first."
        )
    else:
        version = writing.update(review_series, old, old["version"], values, Topic.REVIEWS)
        row = {**old, **values, "version": version}
    made = plan_ahead(writing, row, change.attendees or None, change.agenda.strip())
    words = f"{title(_called(row))} with {account['name']} from {_first(account, made)}"
    return writing.receipt(f"{words}: {counted(len(made), 'review')} planned", row["id"], row["version"])


def move(writing: Writing, change: MoveSeries) -> Receipt:
    """Move an appointment with all later ones of its series, which is anchored there from now on.

    Those that were moved on their own keep their day and time.
    """
    what = f"appointment {change.review_id}"
    wanted = {"starts_at": change.starts_at}
    first = seen(writing, reviews, change.review_id, change.expected_version, what, wanted)
    if change.starts_at.tzinfo is None:
        raise Invalid({"start": "a moment needs a time zone"})
    if first["series_id"] is None:
        raise Refused("This review belongs to no series", next="Move it alone.")
    if first["status"] is not ReviewStatus.PLANNED:
        raise Refused(f"This review is {label(first['status'])} and no longer planned")
    row = writing.row(review_series, first["series_id"], f"series {first['series_id']}")
    before = running(writing, row)
    local = change.starts_at.astimezone(before.zone)
    anchor, minute = local.date(), local.hour * 60 + local.minute
    if not is_business_day(before.calendar, anchor):
        account = account_row(writing, row["account_id"])
        raise Refused(f"{anchor:%A} {anchor} is no business day of {account['name']}")
    version = writing.update(
        review_series, row, row["version"], {"anchor": anchor, "minute_of_day": minute}, Topic.REVIEWS
    )
    after = running(writing, {**row, "anchor": anchor, "minute_of_day": minute, "version": version})
    moved, stayed = move_all(writing, reviews, before, after, first)
    left = f", {stayed} moved on {'its' if stayed == 1 else 'their'} own stayed" if stayed else ""
    seen_at = change.starts_at.astimezone(writing.reading.zone)
    words = f"{title(_called(row))} moved to {seen_at:%Y-%m-%d %H:%M}: {counted(moved, 'review')} moved{left}"
    return writing.receipt(words, first["id"], writing.row(reviews, first["id"], what)["version"])


def end(writing: Writing, change: EndSeries) -> Receipt:
    """End a series today: what is planned of it is cancelled."""
    what = f"series {change.series_id}"
    row = seen(writing, review_series, change.series_id, change.expected_version, what, {})
    reason = said(change.reason, "reason", "say why it ends")
    account = account_row(writing, row["account_id"])
    if not is_running(writing, row):
        raise Refused(f"{title(_called(row))} with {account['name']} has ended already")
    ends_on = local_day(writing.now, ZoneInfo(account["zone"])) - timedelta(days=1)
    version = writing.update(review_series, row, row["version"], {"ends_on": ends_on}, Topic.REVIEWS)
    planned = _planned(writing, row["id"], writing.now)
    for one in planned:
        values = {"status": ReviewStatus.CANCELLED, "reason": reason, "sequence": one["sequence"] + 1}
        values["series_day"] = None
        writing.update(reviews, one, one["version"], values, Topic.REVIEWS)
    words = f"{title(_called(row))} with {account['name']} ended"
    return writing.receipt(f"{words}: {counted(len(planned), 'review')} cancelled", row["id"], version)


def ahead(writing: Writing, change: PlanAhead) -> Receipt:
    """Plan what is missing of one running series, or of all visible ones."""
    s = review_series.c
    if change.series_id is not None:
        rows = [writing.row(review_series, change.series_id, f"series {change.series_id}")]
    else:
        wanted = (
            select(review_series)
            .join(accounts, accounts.c.id == s.account_id)
            .where(writing.reading.visible(review_series), accounts.c.status == AccountStatus.ACTIVE)
            .where(or_(s.ends_on.is_(None), s.ends_on >= writing.reading.today))
        )
        rows = list(writing.connection.execute(wanted.order_by(s.id)).mappings())
    made = 0
    for row in rows:
        if is_running(writing, row) and (new := plan_ahead(writing, row)):
            writing.update(review_series, row, row["version"], {}, Topic.REVIEWS, touch=True)
            made += len(new)
    words = f"{counted(made, 'review')} planned ahead" if made else "All series are planned ahead already"
    return writing.receipt(words, change.series_id)


def _agreed(change: StartSeries) -> dict[str, Any]:
    months, weeks = usual_cadence(change.kind)
    if change.every_weeks is not None or change.every_months is not None:
        months, weeks = change.every_months or 1, change.every_weeks or 0
    minutes = USUAL_MINUTES[change.kind] if change.minutes is None else change.minutes
    wrong = {
        field: rule
        for field, holds, rule in (
            ("kind", change.kind is not ReviewKind.KICKOFF, "a kickoff takes place once"),
            ("minutes", 1 <= minutes <= LONGEST_MINUTES, f"a review lasts 1 to {LONGEST_MINUTES} minutes"),
            ("time", 0 <= change.minute_of_day < DAY_MINUTES, "a time of the day, as 10:00"),
            ("every", not (change.every_months and change.every_weeks), "by the month or by the week"),
            ("every", 1 <= months <= LONGEST_MONTHS, f"every 1 to {LONGEST_MONTHS} months"),
            ("every", 0 <= weeks <= LONGEST_WEEKS, f"every 1 to {LONGEST_WEEKS} weeks"),
        )
        if not holds
    }
    if wrong:
        raise Invalid(wrong)
    return {
        "kind": change.kind,
        "anchor": change.first,
        "minute_of_day": change.minute_of_day,
        "minutes": minutes,
        "every_months": months,
        "every_weeks": weeks or None,
        "ends_on": None,
    }


def _of_kind(writing: Writing, account_id: int, kind: ReviewKind) -> RowMapping | None:
    s = review_series.c
    wanted = select(review_series).where(s.account_id == account_id, s.kind == kind)
    return writing.connection.execute(wanted).mappings().first()


def _planned(writing: Writing, series_id: int, since: datetime) -> list[RowMapping]:
    """Return the planned appointments of a series from a moment on, in the order that it asks for them."""
    v = reviews.c
    wanted = select(reviews).where(
        v.series_id == series_id, v.status == ReviewStatus.PLANNED, v.starts_at >= since
    )
    return list(writing.connection.execute(wanted.order_by(v.series_day, v.id)).mappings())


def _called(row: Columns) -> str:
    return f"{label(row['kind'])} {cadence_words(row['every_months'], row['every_weeks'])}"


def _first(account: RowMapping, made: tuple[datetime, ...]) -> str:
    if not made:
        return "what is planned already"
    return f"{made[0].astimezone(ZoneInfo(account['zone'])):%Y-%m-%d %H:%M}"
