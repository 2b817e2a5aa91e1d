"""Labelled fields of a form, each with room for what is wrong beside it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.validation import Validator
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea
from textual.widgets.select import InvalidSelectValueError

from amtui.widgets.choice_list import ChoiceList
from amtui.widgets.steady import SteadyInput
from amtui.widgets.steady_area import SteadyArea
from amtui.widgets.text import one_line, safe


class FormField(Horizontal):
    """A label, an input, and a message beside it.

    Use `text_field`, `choice_field` or `area_field` to make one.

    Args:
        name: the field's name in the form's values.
        label: what is asked for.
        control: the input.
        hint: what stands beside it while nothing is wrong.
        initial: what it starts with.
        id: as of any widget.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormField {
        height: auto;
        margin-bottom: 1;
        & > .label { width: 18; padding-right: 1; text-align: right; color: $text-muted; }
        & > .message { width: 1fr; padding-left: 1; color: $text-muted; }
        &.-wrong > .message { color: $text-error; }
        & > Input, & > Select, & > TextArea { width: 2fr; }
        & > TextArea { height: 6; }
    }
    """

    class Changed(Message):
        """Another value was typed or chosen."""

        def __init__(self, field: "FormField", value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> "FormField":
            """The field, for selectors of handlers."""
            return self.field

    def __init__(
        self,
        name: str,
        label: str,
        control: "Input | Select[str] | TextArea",
        *,
        hint: str = "",
        initial: str = "",
        id: str | None = None,  # noqa: A002 - every widget's name for it
    ) -> None:
        super().__init__(name=name, id=id)
        self.input = control
        self.field_name = name
        self.initial = initial
        self._label = label
        self._hint = hint
        self._message = Static(safe(hint), classes="message", markup=False)

    def compose(self) -> ComposeResult:
        """Label, input and message, side by side."""
        yield Static(safe(self._label), classes="label", markup=False)
        yield self.input
        yield self._message

    @property
    def value(self) -> str:
        """What is typed or chosen; empty when nothing is."""
        if isinstance(self.input, TextArea):
            return self.input.text
        if isinstance(self.input, Input):
            return self.input.value
        return self.input.value if isinstance(self.input.value, str) else ""

    @property
    def is_secret(self) -> bool:
        """Whether what is typed stays hidden, and is kept nowhere."""
        return isinstance(self.input, Input) and self.input.password

    def put(self, value: str) -> None:
        """Type or choose a value, where it is one that can be chosen."""
        if isinstance(self.input, TextArea):
            self.input.text = value
        elif isinstance(self.input, Input):
            self.input.value = one_line(value)
        else:
            for one in (value,) if value else (value, Select.NULL):
                with suppress(InvalidSelectValueError):
                    self.input.value = one
                    return

    @property
    def wrong(self) -> bool:
        """Whether it says what is wrong."""
        return self.has_class("-wrong")

    def say_wrong(self, message: str) -> None:
        """Say what is wrong, and how to put it right; an empty message clears it."""
        self.set_class(bool(message), "-wrong")
        self._message.update(safe(f"✗ {message}" if message else self._hint))

    def say(self, message: str) -> None:
        """Say something beside the input that stands until something is wrong."""
        self._hint = message
        if not self.wrong:
            self._message.update(safe(message))

    def focus(self, scroll_visible: bool = True) -> Self:
        """Put the cursor into the input."""
        self.input.focus(scroll_visible)
        return self

    def _changed(self, event: Message) -> None:
        event.stop()
        if self.wrong:
            self.say_wrong("")
        self.post_message(self.Changed(self, self.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the form."""
        self._changed(event)

    def on_select_changed(self, event: "Select.Changed") -> None:
        """Tell the form."""
        self._changed(event)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        self._changed(event)


def text_field(
    name: str,
    label: str,
    value: str = "",
    *,
    hint: str = "",
    placeholder: str = "",
    password: bool = False,
    validators: Sequence[Validator] = (),
) -> FormField:
    """A field of one line.

    Args:
        name: the field's name in the form's values.
        label: what is asked for.
        value: what it starts with; control characters in it are made visible.
        hint: what stands beside it while nothing is wrong.
        placeholder: what the empty input says.
        password: whether what is typed stays hidden.
        validators: as of Textual's input.
    """
    control = SteadyInput(
        one_line(value), placeholder=placeholder, password=password, validators=validators, compact=True
    )
    return FormField(name, label, control, hint=hint, initial=control.value)


def choice_field(
    name: str, label: str, choices: Sequence[tuple[str, str]], value: str | None = None, *, hint: str = ""
) -> FormField:
    """A field with a closed set of answers.

    Args:
        name: the field's name in the form's values.
        label: what is asked for.
        choices: ``(value, words)``, in the order shown; the words may come from outside.
        value: what is chosen at first; None is nothing.
        hint: what stands beside it while nothing is wrong.
    """
    options = [(safe(words, newlines=False), key) for key, words in choices]
    first = value if value is not None and value in {key for key, _ in choices} else None
    return FormField(name, label, ChoiceList(options, value=first), hint=hint, initial=first or "")


def area_field(name: str, label: str, value: str = "", *, hint: str = "") -> FormField:
    """A field of several lines, the cursor behind what is there; tab goes on to the next field."""
    area = SteadyArea(value, tab_behavior="focus", compact=True)
    area.move_cursor(area.document.end)
    return FormField(name, label, area, hint=hint, initial=value)


def values(form: Widget) -> dict[str, str]:
    """What all fields of a form say, by name, without spaces around."""
    return {field.field_name: field.value.strip() for field in form.query(FormField)}
