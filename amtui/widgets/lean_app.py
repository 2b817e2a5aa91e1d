"""Textual's app, without what it does for nothing when a screen goes."""

from textual.app import App
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


class LeanApp(App[int]):
    """An app whose screens go without a trace."""

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # The screen below is whole and painted already; it would be laid out and painted once more.
        screens_only = all(isinstance(node, Screen) for node in nodes)
        return super()._prune(*nodes, parent=None if screens_only else parent)
