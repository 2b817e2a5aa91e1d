"""Inputs whose cursor stands still: a blinking one writes to the line twice a second for nothing."""

from textual.reactive import reactive
from textual.widgets import Input


class SteadyInput(Input):
    """One line to type in, with a cursor that does not blink."""

    cursor_blink = reactive(default=False, init=False)
