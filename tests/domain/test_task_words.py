"""How a task says when it is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from amtui.domain.task_records import Quadrant, TaskRow
from amtui.domain.task_words import due_sentence, due_short, due_words, without_time

TODAY = date(2026, 11, 23)


def task(due_on: date | None) -> TaskRow:
    return TaskRow(
        1, "Chase the form", None, "", 1, important=False, due_on=due_on, delegate="", block_at=None,
        block_minutes=None, carried=0, done_at=None, created_at=datetime(2026, 11, 20, tzinfo=UTC),
        quadrant=Quadrant.NOW, version=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "overdue 20 Nov"), (0, "due today"), (1, "due tomorrow"), (4, "due Fri 27 Nov"), (None, "")],
)
def test_a_task_is_due_or_overdue_but_not_both(days: int | None, words: str) -> None:
    row = task(None if days is None else TODAY + timedelta(days=days))
    assert due_sentence(row, TODAY) == words
    assert without_time(row, TODAY) == (f"Chase the form, {words}" if words else "Chase the form")


@pytest.mark.parametrize(
    ("day", "words", "short"),
    [
        (date(2028, 2, 29), "Tue 29 Feb 2028", "Feb 2028"),
        (date(2027, 1, 2), "Sat 02 Jan", "02 Jan"),
        (date(2025, 11, 20), "overdue 20 Nov 2025", "▲ 2025"),
        (date(2026, 11, 20), "overdue 20 Nov", "▲ 20 Nov"),
    ],
)
def test_a_day_far_away_is_told_with_its_year(day: date, words: str, short: str) -> None:
    today = date(2026, 11, 30)
    row = task(day)
    assert due_words(row, today) == words
    assert due_short(row, today) == short
