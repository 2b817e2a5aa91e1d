"""The saved views of the queue, each with how many requests it holds now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Input, OptionList

from amtui.domain.errors import AmtuiError
from amtui.domain.queue_records import SavedView, ViewCount
from amtui.screens.dialogs.pick import PickDialog
from amtui.widgets.deferred import deferred

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

KEEP = "keep:"
OPEN = "open:"
FORGET = "forget:"


class ViewsDialog(PickDialog):
    """Answers with `open:NAME`, `keep:NAME` for the filter in force, or `forget:NAME`."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+r", "forget", "Remove the view")]
    app: "AmtuiApp"

    def __init__(self, views: Sequence[SavedView], in_force: str) -> None:
        hint = "enter opens · ctrl+r removes one of yours · esc cancels"
        placeholder = "a view, or a new name for the filter in force" if in_force else "a view"
        super().__init__("Views", (), placeholder=placeholder, hint=hint)
        self._views = views
        self._in_force = in_force
        self._counts: dict[str, str] = {}
        self._tell()

    def _tell(self) -> None:
        widest = max((len(view.name) for view in self._views), default=0)
        self.choices = [
            (
                OPEN + view.name,
                f"{self._counts.get(view.name, '…'):>7}  {view.name:<{widest}}  {view.filter}",
            )
            for view in self._views
        ]

    def found(self, text: str) -> list[tuple[str, str]]:
        """Return the views of that name, and keeping the filter in force under it."""
        found = super().found(text)
        name = " ".join(text.split())
        taken = {view.name.casefold() for view in self._views if view.shipped}
        if name and self._in_force and name.casefold() not in taken:
            found.append((KEEP + name, f"keep “{self._in_force}” as “{name}”"))
        return found

    def on_mount(self) -> None:
        """Show the views; their counts come as they are counted."""
        self.run_worker(deferred(self._count), group="counts", exit_on_error=False)

    async def _count(self) -> None:
        from amtui.data.queries.views import view_counts

        backend = self.app.backend
        if backend is None:
            return
        for view in self._views:
            try:
                (counted,) = await backend.ask(view_counts, views=(view,))
            except AmtuiError:
                return
            self._counts[view.name] = _number(counted)
        self._tell()
        self._refresh()

    def _refresh(self) -> None:
        """Show the counts where the views stand; the cursor stays."""
        options = self.query_one(OptionList)
        at = options.highlighted
        self.show(self.query_one(Input).value)
        if at is not None and at < options.option_count:
            options.highlighted = at

    def action_forget(self) -> None:
        """Forget the view under the cursor, if it is one of the viewer's own."""
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return
        name = (options.get_option_at_index(options.highlighted).id or "").removeprefix(OPEN)
        view = next((one for one in self._views if one.name == name), None)
        if view is not None and view.shipped:
            self.app.say(f"“{name}” comes with the program and stays.", severity="warning")
        elif view is not None:
            self.dismiss(FORGET + name)


def _number(counted: ViewCount) -> str:
    if counted.count is None:
        return "?"
    return f"{'' if counted.count.exact else '>'}{counted.count.n:,}"
