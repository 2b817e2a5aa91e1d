"""Answers to rows of the day's list: they hold until their day, or until the row stands worse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from amtui.data.models import audit, today_answers
from amtui.data.queries.today import today_board
from amtui.domain.changes import PlanReview, Redo, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.today_board import TodayBoard
from amtui.domain.today_changes import DeclineRow, DelegateRow, SnoozeRow, WakeRow
from amtui.domain.today_records import TodayRow
from amtui.domain.today_row import RowAsked, asked_of
from amtui.domain.vocabulary import ReviewKind, Source
from amtui.services.backend import Backend
from tests.services.world import NORTHWIND, World

WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)


@pytest.fixture
def meeting(world: World, ana: Backend) -> Backend:
    """Ana has a review at Northwind in an hour."""
    at = world.clock.now() + timedelta(hours=1)
    ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.TRAINING, starts_at=at))
    return ana


def reviews(rows: tuple[TodayRow, ...]) -> list[TodayRow]:
    return [row for row in rows if row.source is Source.REVIEW]


def board(backend: Backend) -> TodayBoard:
    return backend.read(today_board)


def asked(backend: Backend) -> RowAsked:
    found = board(backend)
    (row,) = reviews((*found.rows, *found.aside))
    return asked_of(row)


def test_a_row_put_aside_comes_back_once_it_stands_worse(world: World, meeting: Backend) -> None:
    receipt = meeting.apply(SnoozeRow(row=asked(meeting), until=FRIDAY, note="they are late"))
    assert receipt.words == "“Training” is put aside until 2026-11-27, or until it stands worse"
    found = board(meeting)
    assert (reviews(found.rows), len(reviews(found.aside))) == ([], 1)
    assert reviews(found.aside)[0].why[-1] == "snoozed until 2026-11-27"

    world.clock.passes(hours=3)
    (row,) = reviews(board(meeting).rows)
    assert row.why[1:] == ("worse than when it was snoozed on 2026-11-23", "not closed yet")
    meeting.apply(SnoozeRow(row=asked_of(row), until=FRIDAY))
    assert reviews(board(meeting).rows) == []
    world.clock.passes(days=4)
    (row,) = reviews(board(meeting).rows)
    assert row.answer is not None
    assert "snoozed until 2026-11-27" in row.why


def test_what_is_given_away_is_followed_up_by_its_giver(world: World, meeting: Backend) -> None:
    """Ben does not see the book of Ana; Max, to whom both report, has the row in his own list."""
    words = meeting.apply(DelegateRow(row=asked(meeting), to="ben", follow_up=WEDNESDAY)).words
    assert words.endswith(
        "given to Ben, who does not see this book: send them the text; follow up on 2026-11-25"
    )
    (row,) = reviews(board(meeting).rows)
    assert "given to Ben, follow up on 2026-11-25" in row.why
    assert row.due_at is not None
    assert row.due_at.date() == WEDNESDAY
    assert reviews(board(world.as_("ben")).rows) == []

    words = meeting.apply(DelegateRow(row=asked(meeting), to="Max", follow_up=WEDNESDAY)).words
    assert "given to Max, who has it in their own list" in words
    (row,) = reviews(board(world.as_("max")).rows)
    assert "given to you by Ana, who follows up on 2026-11-25" in row.why
    assert row.due_at == world.clock.now() + timedelta(hours=1)
    assert (
        meeting.apply(DelegateRow(row=asked(meeting), to="Kim of Support", follow_up=WEDNESDAY)).version == 3
    )
    world.clock.passes(days=3)
    (row,) = reviews(board(meeting).rows)
    assert "given to Kim of Support, follow up on 2026-11-25" in row.why
    assert row.due_at is not None
    assert row.due_at < world.clock.now()


def test_what_was_late_when_it_was_given_away_can_be_put_aside_afterwards(
    world: World, meeting: Backend
) -> None:
    """The day of the follow-up, which lies ahead, does not make a late row look better than it stands."""
    world.clock.passes(hours=3)
    meeting.apply(DelegateRow(row=asked(meeting), to="Kim of Support", follow_up=WEDNESDAY))
    given = asked(meeting)
    assert given.gravity[0] == 1
    meeting.apply(DeclineRow(row=given, reply="Not this quarter.", until=FRIDAY))
    found = board(meeting)
    assert (reviews(found.rows), len(reviews(found.aside))) == ([], 1)


def test_an_answer_is_kept_undone_and_taken_back(world: World, meeting: Backend) -> None:
    meeting.apply(DeclineRow(row=asked(meeting), reply="Not this quarter.", until=FRIDAY))
    (row,) = reviews(board(meeting).aside)
    assert row.answer is not None
    assert (row.answer.note, row.answer.by) == ("Not this quarter.", "Ana")
    assert "the answer to “Training”" in meeting.apply(Undo()).words
    assert len(reviews(board(meeting).rows)) == 1
    meeting.apply(Redo())
    assert reviews(board(meeting).rows) == []
    meeting.apply(WakeRow(row=asked(meeting)))
    assert len(reviews(board(meeting).rows)) == 1
    with world.engine.connect() as connection:
        wanted = select(audit.c.action).where(audit.c.entity == today_answers.name).order_by(audit.c.id)
        assert connection.scalars(wanted).all() == ["insert", "delete", "insert", "delete"]


def test_an_undo_of_another_answer_says_what_people_know_it_by(world: World, meeting: Backend) -> None:
    meeting.apply(DelegateRow(row=asked(meeting), to="ben", follow_up=WEDNESDAY))
    world.clock.passes(hours=3)
    meeting.apply(SnoozeRow(row=asked(meeting), until=FRIDAY, note="they are late"))
    words = meeting.apply(Undo()).words
    assert words.startswith("Back: the answer to “Training” ")
    assert "given to Ben" in words
    assert "gravity" not in words
    assert words.count("given to") == 1


def test_what_is_no_answer_is_refused(world: World, meeting: Backend) -> None:
    wanted = asked(meeting)
    with pytest.raises(NotFound, match="nothing was answered"):
        meeting.apply(WakeRow(row=wanted))
    with pytest.raises(Invalid, match="a day ahead"):
        meeting.apply(SnoozeRow(row=wanted, until=date(2026, 11, 23)))
    with pytest.raises(NotFound):
        world.as_("cleo").apply(SnoozeRow(row=wanted, until=FRIDAY))
    with pytest.raises(Refused, match="answered as such"):
        meeting.apply(SnoozeRow(row=replace(wanted, source=Source.REQUEST), until=FRIDAY))
    meeting.apply(SnoozeRow(row=wanted, until=FRIDAY))
    with pytest.raises(Conflict, match="Ana changed it first"):
        world.as_("max").apply(DelegateRow(row=wanted, to="ben", follow_up=FRIDAY))
