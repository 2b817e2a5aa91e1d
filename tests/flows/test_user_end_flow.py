"""A user who has worked here is not deleted, which is said before anything is asked."""

from pathlib import Path

from amtui.domain.changes import AddComment
from tests.flows.office import Office, admin_of
from tests.flows.visitor import visiting


async def test_who_has_worked_here_is_named_before_an_heir_is_asked_for(tmp_path: Path) -> None:
    office = Office(tmp_path)
    ((login, name, request_id),) = office.sql(
        "SELECT login, users.name, requests.id FROM requests JOIN users ON users.id = am_id"
        " WHERE role = 'am' AND active LIMIT 1"
    )
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "slash")
        await me.paste(login)
        await me.press("enter", "X")
        assert f"{name} holds" in me.text(), "who left no trace can go"
        await me.press("escape")
        office.change(AddComment(request_id=request_id, text="Called them"), login)
        await me.press("X")
        assert me.said == (
            f"{name} has worked here, and the record keeps their name. Deactivate the user instead."
        )
        assert "Who takes over?" not in me.text()
