"""An import of reviews is one change of whoever imported, and is taken back as one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from amtui.data.models import operations, reviews
from amtui.data.queries.undo_ahead import Barrier, undo_barrier
from amtui.domain.changes import MoveReview, Redo, Undo
from amtui.domain.errors import AmtuiError, Conflict, Refused
from amtui.domain.task_changes import AddTask
from amtui.domain.vocabulary import Role
from tests.data.queries.story import counted
from tests.services.imports.conftest import ANNA, Desk
from tests.services.imports.test_own_calendar import AT, planned_here, written

TABLE = ("account,kind,starts_at,minutes,status", "Acme,qbr,2026-12-03T09:00Z,45,planned")


def test_a_calendar_is_taken_back_and_taken_in_again(desk: Desk, tmp_path: Path) -> None:
    planned_here(desk, desk.account("Acme"))
    later = AT + timedelta(days=2)
    moved = desk.take("reviews", written(tmp_path / "a.ics", starts_at=later, sequence=2))
    assert moved.way_back == "Undo takes it back."
    fresh = desk.take("reviews", written(tmp_path / "b.ics", uid="two@amtui"), account="Acme")
    assert (fresh.imported, desk.count(reviews)) == (1, 2)
    assert "without" in desk.backend.apply(Undo()).words
    assert desk.count(reviews) == 1
    assert "2026-12-01" in desk.backend.apply(Undo()).words
    (row,) = desk.rows(reviews)
    assert (row["starts_at"], row["sequence"]) == (AT, 3)
    desk.backend.apply(Redo())
    assert desk.rows(reviews)[0]["starts_at"] == later
    assert desk.take("reviews", written(tmp_path / "b.ics", uid="two@amtui"), account="Acme").imported == 1


def test_a_table_is_taken_back_by_whoever_imported_it(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Acme")
    path, admin = file("reviews.csv", *TABLE), desk
    desk = admin.as_user(ANNA, Role.AM, frozenset({ANNA}))
    assert desk.take("reviews", path, dry_run=True).way_back == ""
    desk.take("reviews", path)
    again = desk.take("reviews", path)
    assert (again.unchanged, again.way_back) == (1, "")
    with pytest.raises(AmtuiError, match="nothing of yours"):
        admin.backend.apply(Undo())
    desk.backend.apply(Undo(entity="reviews"))
    assert desk.count(reviews) == 0
    with pytest.raises(AmtuiError, match="nothing of yours") as told:
        desk.backend.apply(Undo())
    assert "but for reviews" in told.value.next


def test_what_was_built_on_stays_whole(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    path = written(tmp_path / "a.ics", uid="two@elsewhere")
    desk.take("reviews", path, account="Acme")
    (group,) = (row["op_id"] for row in desk.rows(operations))
    (row,) = desk.rows(reviews)
    later = AT + timedelta(days=1)
    desk.backend.apply(MoveReview(review_id=row["id"], expected_version=1, starts_at=later))
    with pytest.raises(Conflict, match="built on it"):
        desk.backend.apply(Undo(group=group))
    assert desk.take("reviews", path, account="Acme").unchanged == 1
    assert desk.rows(reviews)[0]["starts_at"] == later


def test_a_later_file_still_changes_what_an_earlier_one_changed(
    desk: Desk, file: Callable[..., Path]
) -> None:
    desk.account("Acme")
    head = "id,account,kind,starts_at,minutes,status"
    for number, minutes in enumerate((30, 45, 60)):
        path = file(f"{number}.csv", head, f"7,Acme,qbr,2026-12-03T09:00Z,{minutes},planned")
        report = desk.take("reviews", path)
        assert report.imported + report.updated == 1
        assert desk.rows(reviews)[0]["minutes"] == minutes


def test_a_new_row_is_entered_and_recorded_and_not_read_again(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Acme")

    def reads(rows: int) -> int:
        lines = (f"Acme,qbr,2026-12-{day + 1:02}T09:00Z,45,planned" for day in range(rows))
        path = file(f"{rows}.csv", TABLE[0], *lines)
        with counted(desk.backend.engine) as said:
            assert desk.take("reviews", path).read == rows
        return sum(statement.startswith("SELECT") for statement in said)

    assert reads(2) == reads(20)
    desk.backend.apply(Undo())
    assert desk.count(reviews) == 2
    desk.backend.apply(Redo())
    assert desk.count(reviews) == 20


def test_an_undo_stops_at_an_import_that_stays(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Acme")
    desk.backend.apply(AddTask(title="Call back"))
    later = desk.at(desk.backend.clock.now() + timedelta(minutes=5))
    contacts = file("people.csv", "account,name,email", "Acme,Kim,kim@acme.example")
    assert later.take("contacts", contacts).imported == 1
    with pytest.raises(
        Refused, match=r"The import of contacts from people\.csv cannot be taken back"
    ) as told:
        later.backend.apply(Undo())
    assert "--past" in told.value.next
    assert "Task “Call back” added." in told.value.next
    assert later.backend.read(undo_barrier) == Barrier(
        "The import of contacts from people.csv", "Task “Call back” added"
    )
    assert later.backend.apply(Undo(past=True)).words == "Back: without the task “Call back”"

    after = later.at(later.backend.clock.now() + timedelta(minutes=5))
    after.backend.apply(AddTask(title="Write"))
    assert after.backend.read(undo_barrier) is None
    assert after.backend.apply(Undo()).words == "Back: without the task “Write”"
