"""Tasks on a server: about an account they lie in its book, about none in that of whoever wrote them."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from amtui.data.queries.tasks import tasks
from amtui.domain.changes import Undo
from amtui.domain.errors import NotFound
from amtui.domain.task_changes import AddTask, CarryOver, FinishTask
from tests.data.guard.test_service import opened
from tests.services.world import CONTOSO, MONDAY_NINE, NORTHWIND, World
from tests.support.databases import SERVICE


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    made = World(postgres_url)
    yield made
    made.close()


@pytest.mark.parametrize("login", [SERVICE, "ana"])
def test_tasks_are_written_carried_and_taken_back_behind_the_walls(world: World, login: str) -> None:
    today = MONDAY_NINE.date()
    with closing(opened(world, login, "ana")) as ana:
        about = ana.apply(AddTask(title="Send the quote", account_id=NORTHWIND, due_on=today))
        ana.apply(AddTask(title="Read the notes", due_on=today))
        assert "2 tasks carried over" in ana.apply(CarryOver()).words
        ana.apply(Undo(entity="tasks"))
        assert {row.due_on for row in ana.read(tasks)} == {today}
        with pytest.raises(NotFound):
            ana.apply(AddTask(title="Elsewhere", account_id=CONTOSO))
    with closing(opened(world, SERVICE, "ben")) as ben:
        assert ben.read(tasks, everybody=True) == ()
        with pytest.raises(NotFound):
            ben.apply(FinishTask(task_id=about.entity_id or 0, expected_version=3))
    with closing(opened(world, SERVICE, "max")) as lead:
        assert len(lead.read(tasks, everybody=True)) == 2
