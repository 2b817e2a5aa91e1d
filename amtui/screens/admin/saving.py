"""A form that saves by itself and stays open, with what is wrong beside each field, until it could."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from amtui.domain.change import Change, Receipt
from amtui.domain.clash_answers import answered
from amtui.domain.errors import AmtuiError, Conflict, Invalid
from amtui.screens.admin.foreseen import agreed
from amtui.screens.dialogs.conflict import beside
from amtui.screens.dialogs.draft import DraftDialog
from amtui.screens.sentences import sentence
from amtui.widgets.deferred import deferred
from amtui.widgets.fields import FormField, values
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.services.backend import Backend

Fields = Callable[[], Iterable[FormField]]
Make = Callable[[dict[str, str]], Change]
Doubts = Callable[[dict[str, str]], dict[str, str]]


class SavingDialog(DraftDialog[int]):
    """Answers with the id of the row that was saved; what was typed stays as a draft until then.

    Args:
        question: what is written.
        fields: makes the fields.
        make: returns the change that the values of the fields ask for, or raises `Invalid`.
        another: whether the form can be emptied for one more row once the first is saved.
        doubts: returns by field what is wrong that only the form can know, as two values that should agree.
        foreseen: whether to ask first where open requests would get another due time.
        draft, version: what the draft is called, and the version of the row that it begins from.
    """

    BINDINGS: ClassVar[list[Any]] = [
        ("ctrl+j", "save", "Save"),
        ("ctrl+n", "another", "Save and add another"),
        ("ctrl+r", "as_saved", "As it was before"),
    ]
    app: "AmtuiApp"

    def __init__(
        self,
        question: str,
        fields: Fields,
        make: Make,
        *,
        another: bool = False,
        doubts: Doubts = lambda _said: {},
        foreseen: bool = False,
        draft: str = "",
        version: int = 0,
    ) -> None:
        more = " · ctrl+n and another" if another else ""
        leaves = "esc keeps the draft" if draft else "esc cancels"
        super().__init__(question, f"enter saves{more} · {leaves}", draft=draft, stamp=str(version))
        self._draft_hint = f"This is a draft · ctrl+r drops it · enter saves{more}"
        self.add_class("office")
        self._fields = fields
        self._make = make
        self._another = another
        self._doubts = doubts
        self._foreseen = foreseen
        self._begun: dict[str, str] = {}
        self._seen: int | None = None
        self._overrules = False

    def inputs(self) -> ComposeResult:
        """Yield the fields."""
        self._begun = self._saved()
        if self._begun and self.stamp != self._stamp:
            self._seen = int(self.stamp)
        self._stamp = self.stamp
        for field in self._fields():
            self.kept(field.field_name, field.initial)
            yield field

    def on_mount(self) -> None:
        """Begin in the first field, and go on with the draft once all fields are there."""
        if self._begun:
            self.call_after_refresh(self._go_on)
        self.query(FormField).first().focus()

    def _go_on(self) -> None:
        known = {field.field_name: field for field in self.query(FormField)}
        for name, value in self._begun.items():
            if name in known:
                known[name].put(value)
        self.query_one("#hint", Static).update(safe(self._draft_hint))

    def action_as_saved(self) -> None:
        """Let go of the draft."""
        for field in self.query(FormField):
            field.put(self._first[field.field_name])
        self.query_one("#hint", Static).update(safe(self._hint))

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
        work = deferred(self._save, another=another)
        self.run_worker(work, group="changes", exclusive=True, exit_on_error=False)

    async def _save(self, *, another: bool) -> None:
        backend = self.app.backend
        if backend is None:
            return
        try:
            change = self._decided(self._make(said := values(self)))
            if doubts := self._doubts(said):
                self._say_wrong(await _also_wrong(backend, change) | doubts)
                return
            if self._foreseen and not await agreed(self.app, change):
                return
            receipt = await self._do(backend, change)
        except Invalid as error:
            self._say_wrong(error.fields)
        except Conflict as error:
            self._say_taken(error)
        except AmtuiError as error:
            self.app.say(sentence(error), severity="error")
        except Exception as error:  # noqa: BLE001 - a fault of the program must not end the session
            self.app.broke(error)
        else:
            self._let_go()
            self.app.say(receipt.words)
            self.app.touched(receipt.topics)
            if another:
                self._begin_anew()
            else:
                self.dismiss(receipt.entity_id)

    async def _do(self, backend: "Backend", change: Change) -> Receipt:
        """Carry a change out; where others were first with other fields, beside theirs."""
        try:
            return await backend.do(change)
        except Conflict as error:
            again = answered(change, error, {}) if error.apart and not error.left else None
            if again is None:
                raise
            receipt = await backend.do(again)
            self.app.say(beside(error, "it"))
            return receipt

    def _decided(self, change: Change) -> Change:
        """Return a change as it is meant by now: of the version that was seen, or over what others wrote."""
        decided: dict[str, Any] = {}
        if self._seen is not None and hasattr(change, "expected_version"):
            decided["expected_version"] = self._seen
        if self._overrules and hasattr(change, "seen"):
            decided["seen"] = None
        return replace(change, **decided)

    def _say_taken(self, error: Conflict) -> None:
        """Say that somebody was first and what they wrote, and let the next enter decide where it can."""
        known = {field.field_name: field for field in self.query(FormField)}
        for clash in error.clashes:
            if clash.field in known:
                theirs = "nothing" if clash.theirs is None else f"“{clash.theirs}”"
                known[clash.field].say_wrong(f"{error.who} wrote {theirs}")
        if error.version is not None or error.clashes:
            self._seen, self._overrules = error.version, True
            error = Conflict(error.message, next="Enter saves yours over it; esc keeps the draft.")
        self.app.say(sentence(error), severity="warning")

    def _let_go(self) -> None:
        """What was typed is saved: there is no draft any more."""
        if self.draft_name:
            self.app.state.put(self.draft_name, None)
        self._seen, self._overrules = None, False

    def _say_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong beside each field; what belongs to none stands beside the first."""
        known = {field.field_name: field for field in self.query(FormField)}
        first = next(iter(known.values()))
        for field in known.values():
            field.say_wrong("")
        for name, why in wrong.items():
            known.get(name, first).say_wrong(why)
        next((field for field in known.values() if field.wrong), first).focus()

    def _begin_anew(self) -> None:
        """Put every field back to what the form opens with: nothing of one row goes into the next unseen."""
        self.action_as_saved()
        self.query(FormField).first().focus()


async def _also_wrong(backend: "Backend", change: Change) -> dict[str, str]:
    """Return what else would be wrong with a change, by field, so that all of it is said at once."""
    try:
        await backend.foresee(change)
    except Invalid as error:
        return dict(error.fields)
    return {}
