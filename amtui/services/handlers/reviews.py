"""Changes of appointments with clients: plan, move, hold, cancel, miss."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping

from amtui.data.models import interactions, reviews
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import CancelReview, HoldReview, MissReview, MoveReview, PlanReview
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, Refused
from amtui.domain.frozen_figures import frozen, shows_progress
from amtui.domain.review_usual import KICKOFF_MINUTES, LONGEST_MINUTES, USUAL_AGENDAS, USUAL_MINUTES
from amtui.domain.vocabulary import Channel, InteractionDirection, ReviewKind, ReviewStatus
from amtui.domain.wording import label, title
from amtui.services.goal_figures import goal_figures
from amtui.services.handlers.common import account_row, active_account, said, seen
from amtui.services.handlers.series_plan import plan_on
from amtui.services.writing import Writing


def plan(writing: Writing, change: PlanReview) -> Receipt:
    """Put an appointment with an active account on the calendar; in the past too, to record one."""
    account = active_account(writing, change.account_id)
    if not 1 <= change.minutes <= LONGEST_MINUTES:
        raise Invalid({"minutes": f"an appointment lasts 1 to {LONGEST_MINUTES} minutes"})
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "kind": change.kind,
        "starts_at": _aware(change.starts_at),
        "minutes": change.minutes,
        "status": ReviewStatus.PLANNED,
        "title": title(change.kind),
        "agenda": change.agenda.strip(),
        "attendees": list(change.attendees),
        "uid": f"{change.op_id}@amtui",
        "sequence": 0,
        "version": 1,
        "created_at": writing.now,
        "updated_at": writing.now,
    }
    review_id = writing.insert(reviews, values, Topic.REVIEWS)
    words = f"{title(change.kind)} with {account['name']} planned for {_when(writing, change.starts_at)}"
    return writing.receipt(words + _in_its_way(writing, account, change), review_id, 1)


def _in_its_way(writing: Writing, account: RowMapping, change: PlanReview) -> str:
    """Return what is in the way of a kickoff that lies ahead."""
    if change.kind is not ReviewKind.KICKOFF or change.starts_at <= writing.now:
        return ""
    from amtui.services.handlers.onboarding import planned_words

    least, most = KICKOFF_MINUTES
    usual = f", for {change.minutes} minutes ({least} to {most} are usual)"
    long = "" if least <= change.minutes <= most else usual
    return long + planned_words(writing, account, change.starts_at)


def move(writing: Writing, change: MoveReview) -> Receipt:
    """Move a planned appointment; its series stays where it is."""
    row = _planned(writing, change, {"starts_at": _aware(change.starts_at)})
    if row["starts_at"] == change.starts_at:
        return writing.receipt(f"{_called(row)} is then already", row["id"], row["version"])
    values = {"starts_at": change.starts_at, "sequence": row["sequence"] + 1}
    return _change(writing, row, values, f"{_called(row)} moved to {_when(writing, change.starts_at)}")


def hold(writing: Writing, change: HoldReview) -> Receipt:
    """Close an appointment as held, which is a contact with the client too.

    One that was meant for a later day was held now.

    Raises:
        Refused: a QBR without progress on any goal and without a new plan.
    """
    row = _planned(writing, change, {"status": ReviewStatus.HELD})
    outcome = said(change.outcome, "outcome", "say what came of it")
    new_plan = (change.new_plan or "").strip() or None
    values: dict[str, Any] = {"status": ReviewStatus.HELD, "outcome": outcome, "new_plan": new_plan}
    if row["kind"] is ReviewKind.QBR:
        figures = goal_figures(writing.reading, account_row(writing, row["account_id"]))
        if new_plan is None and not any(map(shows_progress, figures)):
            raise Refused(
                "A QBR is closed with progress on at least one goal or with a new plan; there is neither",
                next="Write the new plan that you agreed on.",
            )
        values["frozen_kpis"] = frozen(figures, writing.now)
    _touch(writing, row, outcome)
    words = f"{_called(row)} held"
    if _is_of_later_day(writing, row):
        values |= {"starts_at": writing.now.replace(second=0, microsecond=0), "sequence": row["sequence"] + 1}
        words = f"{words} today, sooner than planned"
    if change.next_at is not None:
        _plan_next(writing, row, change)
        words = f"{words}, the next planned for {_when(writing, change.next_at)}"
    return _change(writing, row, values, words)


def cancel(writing: Writing, change: CancelReview) -> Receipt:
    """Take an appointment off the calendar, with the reason."""
    row = _planned(writing, change, {"status": ReviewStatus.CANCELLED})
    reason = said(change.reason, "reason", "say why it is cancelled")
    values = {"status": ReviewStatus.CANCELLED, "reason": reason, "sequence": row["sequence"] + 1}
    return _change(writing, row, values, f"{_called(row)} cancelled")


def miss(writing: Writing, change: MissReview) -> Receipt:
    """Record that an appointment did not take place.

    Raises:
        Refused: if it is of a later day.
    """
    row = _planned(writing, change, {"status": ReviewStatus.MISSED})
    if _is_of_later_day(writing, row):
        raise Refused(
            f"{_called(row)} on {_when(writing, row['starts_at'])} is still to come",
            next="Move or cancel it.",
        )
    values = {"status": ReviewStatus.MISSED, "reason": change.reason.strip() or None}
    return _change(writing, row, values, f"{_called(row)} missed")


def _planned(
    writing: Writing, change: MoveReview | HoldReview | CancelReview | MissReview, wanted: Mapping[str, Any]
) -> RowMapping:
    what = f"appointment {change.review_id}"
    row = seen(writing, reviews, change.review_id, change.expected_version, what, wanted)
    if row["status"] is not ReviewStatus.PLANNED:
        raise Refused(
            f"{_called(row)} is {label(row['status'])} and no longer planned",
            next="Undo that, or plan a new one.",
        )
    return row


def _change(writing: Writing, row: RowMapping, values: Mapping[str, Any], words: str) -> Receipt:
    version = writing.update(reviews, row, row["version"], values, Topic.REVIEWS)
    if values.get("status") is not None and (next_at := plan_on(writing, row["series_id"])):
        words = f"{words}; one more of its series planned, for {_when(writing, next_at)}"
    return writing.receipt(words, row["id"], version)


def _plan_next(writing: Writing, row: RowMapping, change: HoldReview) -> None:
    """Plan the next one with the same people and length."""
    if change.next_at is None or change.next_at <= writing.now:
        raise Invalid({"next": "the next one lies ahead"})
    following = PlanReview(
        account_id=row["account_id"],
        kind=row["kind"],
        starts_at=change.next_at,
        minutes=row["minutes"] or USUAL_MINUTES[row["kind"]],
        agenda=USUAL_AGENDAS[row["kind"]],
        attendees=tuple(row["attendees"]),
        op_id=f"{change.op_id}.next",
    )
    plan(writing, following)


def _is_of_later_day(writing: Writing, row: RowMapping) -> bool:
    zone = ZoneInfo(account_row(writing, row["account_id"])["zone"])
    return local_day(row["starts_at"], zone) > local_day(writing.now, zone)


def _touch(writing: Writing, row: RowMapping, outcome: str) -> None:
    """Enter a held appointment among the contacts with the client."""
    values = {
        "account_id": row["account_id"],
        "am_id": row["am_id"],
        "user_id": writing.identity.user_id,
        "at": min(row["starts_at"], writing.now),
        "direction": InteractionDirection.OUTREACH,
        "channel": Channel.MEETING,
        "summary": f"{_called(row)}: {outcome}",
        "completed": True,
        "version": 1,
    }
    writing.insert(interactions, values, Topic.INTERACTIONS)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid({"start": "a moment needs a time zone"})
    return moment


def _called(row: RowMapping) -> str:
    return str(row["title"] or title(row["kind"]))


def _when(writing: Writing, moment: datetime) -> str:
    return f"{moment.astimezone(writing.reading.zone):%Y-%m-%d %H:%M}"
