"""What was answered to the rows of the day's list, and what that does to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from amtui.data.models import today_answers, users
from amtui.data.queries.today_common import Sight
from amtui.data.queries.today_tasks import hours_of
from amtui.data.reading import Reading
from amtui.domain.business_time import end_of_day
from amtui.domain.today_answer import AnswerKind, TodayAnswer, hides, holds, words_of
from amtui.domain.triage import Candidate

Answers = dict[tuple[str, str], TodayAnswer]
Parted = tuple[list[Candidate], list[Candidate]]


def parted(sight: Sight, candidates: Iterable[Candidate]) -> Parted:
    """Return what is on the list, and what an answer keeps off it."""
    reading, answers = sight.reading, answers_given(sight.reading)
    here: list[Candidate] = []
    aside: list[Candidate] = []
    for each in candidates:
        answer = answers.get((each.source.value, each.ref)) if answers else None
        if answer is None:
            here.append(each)
            continue
        place = aside if hides(answer, each, reading.now, reading.today) else here
        place.append(_answered(sight, each, answer))
    return here, aside


def answers_given(reading: Reading) -> Answers:
    """Return the answers to rows of the visible books by source and reference."""
    a = today_answers.c
    wanted = (
        select(
            a.source, a.ref, a.kind, a.until, a.given_to, a.given_to_id, a.note, a.gravity, a.updated_at,
            a.version, users.c.name.label("by"),
        )
        .join(users, users.c.id == a.by_id)
        .where(reading.visible(today_answers))
    )  # fmt: skip
    return {
        (row.source, row.ref): TodayAnswer(
            kind=row.kind,
            until=row.until,
            given_to=row.given_to,
            given_to_id=row.given_to_id,
            note=row.note,
            by=row.by,
            at=row.updated_at,
            gravity=tuple(map(int, row.gravity.split(","))),
            version=row.version,
        )
        for row in reading.rows(wanted)
    }


def _answered(sight: Sight, candidate: Candidate, answer: TodayAnswer) -> Candidate:
    reading = sight.reading
    words = words_of(answer, candidate, reading.now.astimezone(reading.zone), reading.user_id)
    reasons = (words, *candidate.reasons)
    away = answer.kind is AnswerKind.DELEGATED and answer.given_to_id != reading.user_id
    own = due_at = candidate.due_at
    days, over = candidate.business_days, candidate.days_over
    if away and holds(answer, candidate, reading.now, reading.today):
        due_at, days, over = _follow_up(sight, candidate, answer), None, 0
    return replace(
        candidate,
        reasons=reasons,
        due_at=due_at,
        answer=answer,
        own_due_at=own,
        business_days=days,
        days_over=over,
    )


def _follow_up(sight: Sight, candidate: Candidate, answer: TodayAnswer) -> datetime:
    return end_of_day(hours_of(sight, sight.accounts.get(candidate.account_id)), answer.until)
