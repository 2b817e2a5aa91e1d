"""Whole texts of a request: out to the clipboard and a file, or through the user's own editor."""

import asyncio
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from amtui.domain.request_markdown import request_markdown
from amtui.domain.request_records import RequestDetail
from amtui.screens.dialogs.edit import Edited
from amtui.screens.viewer import zone_of

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


async def hand_out(app: "AmtuiApp", name: str, text: str) -> None:
    """Copy a text to the user's clipboard and keep it as a file, where files here are theirs; say where.

    Raises:
        Refused: if the file cannot be written.
    """
    from amtui.services.kept_files import keep_text

    app.copy_to_clipboard(text)
    if not app.files:
        app.say("Copied to the clipboard.")
        return
    path = await asyncio.to_thread(keep_text, name, text)
    app.say(f"Copied to the clipboard, and kept as {path}")


async def copy_markdown(app: "AmtuiApp", detail: RequestDetail) -> None:
    """Copy a request as Markdown."""
    await hand_out(app, f"{detail.row.ref}.md", request_markdown(detail, zone_of(app)))


async def edit_outside(app: "AmtuiApp", detail: RequestDetail) -> Edited | None:
    """Let the user edit subject and description in their own editor; None where nothing is left.

    Raises:
        Refused: there is no editor that may be started, or it failed.
    """
    from amtui.services.own_editor import edited, editor_command, environment

    variables = environment()
    command = editor_command(variables)
    text = f"{detail.row.subject}\n\n{detail.description}"
    try:
        with app.suspend():
            text = await asyncio.to_thread(edited, text, command, variables)
    except SuspendNotSupported:
        app.say("This terminal cannot be lent to an editor.", severity="warning")
        return None
    subject, _, rest = text.strip().partition("\n")
    if not subject.strip():
        app.say("Nothing was left of the text, so nothing was changed.", severity="warning")
        return None
    return Edited(subject.strip(), rest.strip(), detail.row.version)
