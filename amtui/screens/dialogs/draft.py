"""Dialogs with text: what is typed is kept as typed, and is there again after a dropped connection."""

from typing import TYPE_CHECKING, Any, Generic

from amtui.screens.dialogs.base import Answer, Dialog
from amtui.widgets.fields import FormField

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.screens.presence import Presence

STAMP = "·"
"""Names the stamp among the fields; no field is called so."""


class DraftDialog(Dialog[Answer], Generic[Answer]):
    """A form whose fields are kept under a name until what they ask for is done.

    Args:
        question: names the object.
        hint: the keys.
        draft: what the draft is for, such as `comment.17`; empty keeps none.
        stamp: kept with a draft that is begun now, such as the version that its author sees.
        request_id: the request that is written on, so that others see it.
    """

    app: "AmtuiApp"

    def __init__(
        self,
        question: str,
        hint: str = "esc cancels",
        *,
        draft: str = "",
        stamp: str = "",
        request_id: int | None = None,
    ) -> None:
        super().__init__(question, hint)
        self.draft_name = f"draft.{draft}" if draft else ""
        self._stamp = stamp
        self._first: dict[str, str] = {}
        self._request_id = request_id
        self._presence: Presence | None = None

    def on_screen_resume(self) -> None:
        """Get ready to let others see who writes here."""
        if self._presence is None and self._request_id is not None:
            from amtui.screens.presence import Presence

            self._presence = Presence(self.app, self._request_id)

    def on_unmount(self) -> None:
        """Let others see that the writing is over."""
        if self._presence is not None:
            self._presence.stop()

    @property
    def stamp(self) -> str:
        """The stamp of the draft that was gone on with, else the one of now."""
        return str(self._saved().get(STAMP, self._stamp))

    def _saved(self) -> dict[str, Any]:
        saved = self.app.state.get(self.draft_name) if self.draft_name else None
        return saved if isinstance(saved, dict) else {}

    def kept(self, field: str, otherwise: str = "") -> str:
        """Return what was typed into a field before, or `otherwise` where nothing was."""
        self._first[field] = otherwise
        return str(self._saved().get(field, otherwise))

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Keep the draft as typed; a form as it was opened leaves none."""
        if self._presence is not None and event.value != self._first.get(event.field.field_name, ""):
            self._presence.typed()
        if not self.draft_name or event.field.is_secret:
            return
        name, value = event.field.field_name, event.value
        fields = {**self._saved(), name: value}
        if value == self._first.get(name, ""):
            del fields[name]
        typed = set(fields) - {STAMP}
        fields[STAMP] = fields.get(STAMP, self._stamp)
        self.app.state.put(self.draft_name, fields if typed else None)
