"""Weights and thresholds of health in a form, with a look at what they would change as they are typed."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input, Static

from amtui.domain.changes import Bulk, SaveSetting
from amtui.domain.errors import AmtuiError, Invalid
from amtui.domain.health_records import HealthPreview
from amtui.domain.health_rules import HealthRules
from amtui.domain.health_settings import typed
from amtui.domain.health_words import counts_words, move_words, preview_words
from amtui.domain.vocabulary import Role
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.deferred import deferred
from amtui.widgets.fields import FormField, text_field, values
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

QUIET_SECONDS = 0.2
SHOWN = 6
NOTHING = "Change a line to see which accounts would change."
WEIGHTS = ("health_weights", "weights_2", "weights_3")
"""The lines of the weights, which are too many for one."""
LABELS = {
    WEIGHTS[0]: ("Weights", ""),
    **dict.fromkeys(WEIGHTS[1:], ("", "")),
    "health_bands": ("Red, amber", "highest of each"),
    "health_cap": ("Held at", "at most, by a cap"),
    "health_coverage": ("Known", "share of the weights"),
    "health_touch": ("Touch", "days: fresh, stale"),
}


async def ask_rules(app: "AmtuiApp") -> None:
    """Ask for the rules of health, and set those that were changed."""
    from amtui.data.queries.health_settings import health_rules

    if app.backend is None:
        return
    rules = await app.backend.ask(health_rules)
    answer: dict[str, str] | None = await app.push_screen_wait(RulesDialog(rules))
    if answer:
        parts = tuple(SaveSetting(key=key, value=value) for key, value in answer.items())
        await app.change(parts[0] if len(parts) == 1 else Bulk(changes=parts))


def in_lines(rules: dict[str, str]) -> dict[str, str]:
    """Return rules as they are typed, of the weights some in each of their lines."""
    parts = rules[WEIGHTS[0]].split(", ")
    each = -(-len(parts) // len(WEIGHTS))
    cut = {key: ", ".join(parts[each * n : each * (n + 1)]) for n, key in enumerate(WEIGHTS)}
    return {**rules, **cut}


def whole(lines: dict[str, str]) -> dict[str, str]:
    """Return what `in_lines` was made of."""
    weights = ", ".join(filter(None, (lines[key] for key in WEIGHTS)))
    return {WEIGHTS[0]: weights, **{key: text for key, text in lines.items() if key not in WEIGHTS}}


class RulesDialog(Dialog[dict[str, str]]):
    """Answers with the settings that were changed."""

    app: "AmtuiApp"

    def __init__(self, rules: HealthRules) -> None:
        super().__init__("How health is worked out", "enter in any line saves · esc cancels")
        self._rules = rules
        self._given = in_lines(typed(rules))
        self._typed: Coalesced[dict[str, str]] = Coalesced(self, QUIET_SECONDS, self._look)

    def inputs(self) -> ComposeResult:
        """Yield a line for each setting, and what they would change below."""
        for key, (words, hint) in LABELS.items():
            yield text_field(key, words, self._given[key], hint=hint)
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Begin with the weights; say who may save."""
        self.query(FormField).first().focus()
        identity = self.app.backend.identity if self.app.backend else None
        if identity is None or identity.role is not Role.ADMIN:
            words = "you may look; only an administrator saves · esc leaves"
            self.query_one("#hint", Static).update(safe(words))
        self._say(NOTHING)

    def _changed(self) -> dict[str, str]:
        now = values(self)
        return {key: text for key, text in whole(now).items() if text != whole(self._given)[key]}

    def on_form_field_changed(self, _event: FormField.Changed) -> None:
        """Look again once the typing pauses."""
        self._typed(self._changed())

    def _look(self, wanted: dict[str, str]) -> None:
        self.run_worker(deferred(self._preview, wanted), group="preview", exclusive=True, exit_on_error=False)

    async def _preview(self, wanted: dict[str, str]) -> None:
        from amtui.data.queries.health import health_preview
        from amtui.services.known_settings import rules_with

        if self.app.backend is None or not wanted:
            self._say(NOTHING)
            return
        try:
            found = await self.app.backend.ask(health_preview, rules=rules_with(self._rules, wanted))
        except Invalid as error:
            self._wrong(error)
        except AmtuiError as error:
            self._say(error.message)
        else:
            self._say(_words(found))

    def _wrong(self, error: Invalid) -> None:
        for field in self.query(FormField):
            if field.field_name in error.fields:
                field.say_wrong(error.fields[field.field_name])

    def _say(self, words: str) -> None:
        self.query_one("#preview", Static).update(safe(words))

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer with what was changed, once all of it can be read."""
        from amtui.services.known_settings import rules_with

        wanted = self._changed()
        try:
            rules_with(self._rules, wanted)
        except Invalid as error:
            self._wrong(error)
        else:
            self.dismiss(wanted)


def _words(preview: HealthPreview) -> str:
    lines = [preview_words(preview), counts_words(preview), *map(move_words, preview.moves[:SHOWN])]
    if len(preview.moves) > SHOWN:
        lines.append(f"and {len(preview.moves) - SHOWN} more")
    return "\n".join(lines)
