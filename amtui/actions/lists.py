"""Actions of every list."""

from amtui.actions.base import Action, a_row, connected, files_out

LISTS = ("today", "portfolio", "requests", "onboarding")
OTHERS = (
    "calendar", "account", "admin", "contacts", "tasks", "explain", "leave", "health", "insights",
    "playbooks", "standup", "onboarding_sheet",
)  # fmt: skip
"""Screens with lists that do not fill them, or are several."""


class Filter(Action):
    """Filter the list as you type."""

    id, key, words, shown = "list.filter", "slash", "Filter", True
    screens = (*LISTS, "calendar", "account", "admin")


class SortNext(Action):
    """Sort: press o, then the letter of the column; the same column turns the order round."""

    id, key, words = "list.sort", "o", "Sort"
    screens = ("portfolio", "requests", "admin")


class SortReverse(Action):
    """Turn the order round."""

    id, key, words = "list.reverse", "O", "Reverse order"
    screens = ("portfolio", "requests", "admin")


class NextMatch(Action):
    """Go to the next row that matches the filter typed last."""

    id, key, words = "list.next_match", "n", "Next match"
    screens = LISTS


class PreviousMatch(Action):
    """Go to the row before that matches the filter typed last."""

    id, key, words = "list.previous_match", "N", "Previous match"
    screens = LISTS


class Preview(Action):
    """Show or hide the pane beside the list."""

    id, key, words = "list.preview", "p", "Preview"
    screens = (*LISTS, "contacts")


class CopyReference(Action):
    """Copy the reference of the row to your clipboard."""

    id, key, words = "list.copy", "y", "Copy reference"
    screens = (*LISTS, "request")
    requires = (a_row,)


class Export(Action):
    """Write the list as it is shown, or its marked rows, to a CSV, XLSX or JSON file."""

    id, key, words = "list.export", "ctrl+e", "Export"
    screens = (*LISTS, *OTHERS)
    requires = (connected, files_out)


LIST_ACTIONS: tuple[type[Action], ...] = (
    Filter, SortNext, SortReverse, NextMatch, PreviousMatch, Preview, CopyReference, Export,
)  # fmt: skip
