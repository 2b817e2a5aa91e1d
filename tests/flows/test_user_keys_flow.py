"""The public keys of users by keys: added from a pasted line, listed, and taken away."""

from pathlib import Path

from textual.widgets import Input

from amtui.widgets.fields import FormField
from tests.flows.office import Office, admin_of
from tests.flows.visitor import visiting

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKUw7yc9Cc0KniRrMLavxLDOszlJ5KkxgCGrFj8TpBz0 nora@[red]laptop"
PRINT = "SHA256:xnQS1SB8W4bfAP1lgsDv+GiZUjBQQM6rGWDSSQGHYfs"
HELD = "SELECT login, comment FROM user_keys JOIN users ON users.id = user_id"


async def test_a_key_is_added_to_a_user_and_taken_away(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "slash")
        await me.paste("nora")
        await me.press("enter", "K")
        (field,) = me.app.screen.query(FormField)
        assert isinstance(field.input, Input)
        field.input.value = "ssh-dss AAAA"
        await me.press("enter")
        assert field.wrong, "what is no key is said beside the line"
        field.input.value = KEY
        await me.press("enter")
        assert f"Nora Lindqvist may log in with {PRINT}" in me.said
        assert office.sql(HELD) == [("nora.lindqvist", "nora@[red]laptop")]
        await me.press("K")
        shown = "\n".join(me.lines)
        assert (PRINT in shown, "nora@[red]laptop" in shown, "another key" in shown) == (True, True, True)
        await me.paste("laptop")
        await me.press("enter")
        assert "is not undone" in me.text()
        await me.press("escape")
        assert len(office.sql(HELD)) == 1, "the usual answer leaves it"
        await me.press("K")
        await me.paste("laptop")
        await me.press("enter", "y")
        assert f"Nora Lindqvist no longer logs in with {PRINT}" in me.said
        assert office.sql(HELD) == []
