"""Two people change one task: the second sees what the first wrote, and chooses."""

from datetime import date

from amtui.domain.task_changes import EditTask
from tests.flows.office import Office
from tests.flows.visitor import visiting

DAY = date(2026, 5, 4)
TOLD = "SELECT title, due_on, important FROM tasks WHERE id = ?"


def theirs(office: Office, number: int, **fields: object) -> str:
    """Let the manager change a task first; return who that is."""
    login, name = office.sql("SELECT login, name FROM users WHERE role = 'manager'")[0]
    (version,) = office.sql("SELECT version FROM tasks WHERE id = ?", number)[0]
    office.change(EditTask(task_id=number, expected_version=version, **fields), login=login)  # type: ignore[arg-type]
    return str(name)


async def test_what_is_typed_into_a_title_goes_behind_it(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("0")
        title = me.row.title
        await me.press("e")
        await me.type(" again")
        assert me.typed() == f"{title} again"


async def test_a_title_of_two_is_asked_about_and_the_rest_of_both_stands(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("0")
        row = me.row
        await me.press("e")
        await me.type(" again")
        who = theirs(office, row.id, title="Theirs", due_on=DAY, important=not row.important)
        await me.press("ctrl+j")
        assert f"{who} changed “{row.title}” first" in me.text()
        await me.press("m")
        title, due, important = office.sql(TOLD, row.id)[0]
        assert title == f"{row.title} again"
        assert (due, bool(important)) == (DAY.toordinal(), not row.important)


async def test_a_day_that_the_other_gave_stays_where_the_second_had_none(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("0", *["right_square_bracket"] * 3)
        row = me.row
        assert row.due_on is None
        await me.press("e")
        await me.type(" again")
        theirs(office, row.id, due_on=DAY)
        await me.press("ctrl+j")
        title, due, _ = office.sql(TOLD, row.id)[0]
        assert (title, due) == (f"{row.title} again", DAY.toordinal())
