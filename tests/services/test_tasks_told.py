"""Tasks beside everything else: in the ranked list of the day, and at the stand-up."""

from datetime import date

from amtui.data.queries.standup import standup
from amtui.data.queries.today import today
from amtui.domain.delegates import GivenTo
from amtui.domain.task_changes import AddTask
from amtui.domain.vocabulary import Source
from amtui.services.backend import Backend
from tests.services.world import NORTHWIND, World

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def added(backend: Backend, title: str, **more: object) -> None:
    backend.apply(AddTask(title=title, **more))  # type: ignore[arg-type]


def test_due_tasks_stand_in_the_ranked_list_and_in_the_stand_up(world: World, ana: Backend) -> None:
    added(
        ana,
        "Send the quote",
        account_id=NORTHWIND,
        due_on=MONDAY,
        important=True,
        delegate=GivenTo(contact_id=1),
    )
    added(ana, "Tidy up", due_on=TUESDAY)
    added(ana, "Next month", due_on=date(2026, 12, 20))
    rows = [row for row in ana.read(today) if row.source is Source.TASK]
    assert [(row.what, row.account, row.urgent, row.important) for row in rows] == [
        ("Send the quote", "Northwind", True, True),
        ("Tidy up", "", True, False),
    ]
    assert rows[0].why == ("due in 8 h", "given to Kim", "marked as important")
    assert [row.what for row in world.as_("max").read(today) if row.source is Source.TASK] == [
        "Send the quote"
    ]
    (line,) = ana.read(standup).lines
    assert (line.account, line.quiet) == ("Northwind", False)
    assert line.said.endswith("1 task due")
