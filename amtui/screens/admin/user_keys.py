"""The public keys that a user logs in with: added from a line, listed, and taken away."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from amtui.domain.access_changes import AddKey, RemoveKey
from amtui.domain.staff import StaffRow
from amtui.screens.admin.saving import SavingDialog
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.screens.dialogs.pick import PickDialog
from amtui.widgets.fields import FormField, text_field

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

ANOTHER = "another"


async def look_after_keys(app: "AmtuiApp", row: StaffRow) -> None:
    """Add a key of a user, or ask which one to take away."""
    from amtui.data.queries.user_keys import keys_of

    if app.backend is None:
        return
    held = await app.backend.ask(keys_of, login=row.login)
    chosen: str | None = ANOTHER
    if held:
        listed = [(key.fingerprint, f"{key.fingerprint} {key.comment or key.kind}") for key in held]
        question = f"{row.name} logs in with these keys. Which one is to go?"
        choices = [*listed, (ANOTHER, "add another key")]
        chosen = await app.push_screen_wait(PickDialog(question, choices, placeholder="a key"))
    if chosen == ANOTHER:
        app.push_screen(_new_key(row))
    elif chosen is not None:
        question = f"Stop {row.name} from logging in with {chosen}? This is not undone."
        if await app.push_screen_wait(ConfirmDialog(question, "takes the key away")):
            await app.change(RemoveKey(user_id=row.id, fingerprint=chosen))


def _new_key(row: StaffRow) -> SavingDialog:
    """Return the form of one more key."""

    def fields() -> Iterator[FormField]:
        yield text_field(
            "key", "Public key", placeholder="ssh-ed25519 AAAA...", hint="the line of a .pub file"
        )

    def make(said: dict[str, str]) -> AddKey:
        return AddKey(user_id=row.id, line=said["key"])

    return SavingDialog(f"A key that {row.name} logs in with", fields, make)
