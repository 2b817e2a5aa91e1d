"""A form that saves by itself and stays open, with what is wrong beside each field, until it could."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.change import Change
from amtui.domain.errors import AmtuiError, Invalid
from amtui.screens.admin.foreseen import agreed
from amtui.screens.dialogs.base import Dialog
from amtui.screens.sentences import sentence
from amtui.widgets.fields import FormField, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

Fields = Callable[[], Iterable[FormField]]
Make = Callable[[dict[str, str]], Change]


class SavingDialog(Dialog[int]):
    """Answers with the id of the row that was saved.

    Args:
        question: what is written.
        fields: makes the fields.
        make: returns the change that the values of the fields ask for, or raises `Invalid`.
        another: whether the form can be emptied for one more row once the first is saved.
        foreseen: whether to ask first where open requests would get another due time.
    """

    BINDINGS: ClassVar[list[Any]] = [
        ("ctrl+j", "save", "Save"),
        ("ctrl+n", "another", "Save and add another"),
    ]
    app: "AmtuiApp"

    def __init__(
        self, question: str, fields: Fields, make: Make, *, another: bool = False, foreseen: bool = False
    ) -> None:
        more = " · ctrl+n and another" if another else ""
        super().__init__(question, f"enter saves{more} · esc cancels")
        self.add_class("office")
        self._fields = fields
        self._make = make
        self._another = another
        self._foreseen = foreseen

    def inputs(self) -> ComposeResult:
        """Yield the fields."""
        yield from self._fields()

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in any line saves."""
        self.action_save()

    def action_save(self) -> None:
        """Save, and leave."""
        self._start(another=False)

    def action_another(self) -> None:
        """Save, and begin one more."""
        self._start(another=self._another)

    def _start(self, *, another: bool) -> None:
        self.run_worker(self._save(another=another), group="changes", exclusive=True, exit_on_error=False)

    async def _save(self, *, another: bool) -> None:
        backend = self.app.backend
        if backend is None:
            return
        try:
            change = self._make(values(self))
            if self._foreseen and not await agreed(self.app, change):
                return
            receipt = await backend.do(change)
        except Invalid as error:
            self._say_wrong(error.fields)
        except AmtuiError as error:
            self.app.say(sentence(error), severity="error")
        except Exception as error:  # noqa: BLE001 - a fault of the program must not end the session
            self.app.broke(error)
        else:
            self.app.say(receipt.words)
            self.app.touched(receipt.topics)
            if another:
                await self._begin_anew()
            else:
                self.dismiss(receipt.entity_id)

    def _say_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong beside each field; what belongs to none stands beside the first."""
        known = {field.field_name: field for field in self.query(FormField)}
        first = next(iter(known.values()))
        for field in known.values():
            field.say_wrong("")
        for name, why in wrong.items():
            known.get(name, first).say_wrong(why)
        next((field for field in known.values() if field.wrong), first).focus()

    async def _begin_anew(self) -> None:
        for field in self.query(FormField):
            if isinstance(field.input, Input):
                field.input.value = ""
        for fresh in self._fields():
            kept = next(one for one in self.query(FormField) if one.field_name == fresh.field_name)
            if isinstance(kept.input, Input) and isinstance(fresh.input, Input):
                kept.input.value = fresh.input.value
        self.query(FormField).first().focus()
