"""Saved views of the queue from the command line: listed with their counts, kept and forgotten."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.domain.paging import Count
from amtui.domain.queue_records import SavedView
from amtui.domain.request_changes import DeleteView, SaveView

if TYPE_CHECKING:
    from amtui.services.backend import Backend

SCREEN = "requests"
VIEW_KEYS = ("name", "filter", "sort", "shipped", "count", "count_exact")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A view with the number of requests that it holds."""

    view: SavedView
    count: Count | None


def put_views(session: Session, backend: "Backend") -> None:
    """Print every view with how many requests it holds now."""
    from amtui.data.queries.views import view_counts, views

    known = backend.read(views)
    counts = {one.name: one.count for one in backend.read(view_counts, views=known)}
    rows = [_Counted(view, counts[view.name]) for view in known]
    columns: list[Column[_Counted]] = [
        Column("VIEW", lambda row: row.view.name),
        Column("COUNT", _count, right=True),
        Column("FILTER", lambda row: row.view.filter),
        Column("SORT", lambda row: row.view.sort or "–"),
    ]
    put_list(session, rows, _object, columns, VIEW_KEYS)


def of_view(backend: "Backend", name: str, text: str | None, sort: str | None) -> tuple[str, str | None]:
    """Return filter and sort of a view, narrowed by what else was asked for.

    Raises:
        NotFound: there is no such view.
    """
    from amtui.data.queries.views import view_named

    view = backend.read(view_named, name=name)
    return " ".join(filter(None, (view.filter, text))), sort or view.sort or None


def keep_view(backend: "Backend", name: str, text: str | None, sort: str | None) -> str:
    """Keep a filter under a name; return what was done."""
    return backend.apply(SaveView(screen=SCREEN, name=name, filter=text or "", sort=sort or "")).words


def forget_view(backend: "Backend", name: str) -> str:
    """Forget a view of one's own; return what was done."""
    return backend.apply(DeleteView(screen=SCREEN, name=name)).words


def _count(row: _Counted) -> str:
    if row.count is None:
        return "?"
    return f"{row.count.n:,}" if row.count.exact else f"≈ {row.count.n:,}"


def _object(row: _Counted) -> dict[str, object]:
    view, count = row.view, row.count
    return {
        "name": view.name,
        "filter": view.filter,
        "sort": view.sort or None,
        "shipped": view.shipped,
        "count": count.n if count else None,
        "count_exact": count.exact if count else None,
    }
