"""Several lines of input whose cursor stands still; apart, as Textual's editor takes long to load."""

from textual.reactive import reactive
from textual.widgets import TextArea


class SteadyArea(TextArea):
    """Several lines to type in, with a cursor that does not blink."""

    cursor_blink = reactive(default=False, init=False)
