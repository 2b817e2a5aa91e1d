"""Textual's app, without what it does for nothing or more than once."""

from textual.app import App
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

_VALUES: dict[str, dict[str, str]] = {}


class LeanApp(App[int]):
    """An app whose screens go without a trace, and whose colours are worked out once for each theme."""

    def get_css_variables(self) -> dict[str, str]:
        """Return the values of the names in styles; one theme's are the same in every app of the process."""
        name = self.current_theme.name
        if name not in _VALUES:
            _VALUES[name] = super().get_css_variables()
        self.theme_variables = dict(_VALUES[name])
        return self.theme_variables

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # The screen below is whole and painted already; it would be laid out and painted once more.
        screens_only = all(isinstance(node, Screen) for node in nodes)
        return super()._prune(*nodes, parent=None if screens_only else parent)
