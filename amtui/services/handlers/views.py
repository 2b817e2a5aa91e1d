"""Saved views: filters that somebody gave a name."""

from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import saved_views
from amtui.domain.changes import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound, UsageError
from amtui.domain.filters import ACCOUNTS, REQUESTS, REVIEWS, TODAY, Grammar, make_order, parse
from amtui.domain.request_changes import DeleteView, SaveView
from amtui.domain.request_views import SHIPPED
from amtui.services.handlers.common import said
from amtui.services.writing import Writing

GRAMMARS: dict[str, Grammar] = {
    "requests": REQUESTS,
    "portfolio": ACCOUNTS,
    "reviews": REVIEWS,
    "today": TODAY,
}
LONGEST = 60


def save(writing: Writing, change: SaveView) -> Receipt:
    """Keep a filter under a name.

    Raises:
        Invalid: the name is empty, too long or taken by a view of the program, or the filter cannot
            be read.
    """
    values: dict[str, Any] = {
        "user_id": writing.identity.user_id, "screen": _screen(change.screen), "name": _name(change),
        "filter": change.filter.strip(), "sort": change.sort.strip(),
    }  # fmt: skip
    if change.screen in GRAMMARS:
        _check(change, GRAMMARS[change.screen])
    before = _find(writing, values["screen"], values["name"])
    if before is not None and all(before[name] == value for name, value in values.items()):
        return writing.receipt(f"The view {values['name']} is like that already", before["id"])
    if before is not None:
        writing.delete(saved_views, before, Topic.VIEWS)
    view_id = writing.insert(saved_views, values, Topic.VIEWS)
    return writing.receipt(f"View {values['name']} {'replaced' if before else 'saved'}", view_id)


def delete(writing: Writing, change: DeleteView) -> Receipt:
    """Forget a saved view.

    Raises:
        NotFound: the author has none of this name.
    """
    row = _find(writing, change.screen, change.name.strip())
    if row is None:
        raise NotFound(f"there is no saved view {change.name} of yours")
    writing.delete(saved_views, row, Topic.VIEWS)
    return writing.receipt(f"View {row['name']} deleted", row["id"])


def _screen(text: str) -> str:
    return said(text, "screen")


def _name(change: SaveView) -> str:
    name = " ".join(said(change.name, "name").split())
    if len(name) > LONGEST:
        raise Invalid({"name": f"has at most {LONGEST} characters"})
    if change.screen == "requests" and name.casefold() in {view.name.casefold() for view in SHIPPED}:
        raise Invalid({"name": f"“{name}” comes with the program; take another"})
    return name


def _check(change: SaveView, grammar: Grammar) -> None:
    for field, read in (("filter", parse), ("sort", make_order)):
        text = getattr(change, field).strip()
        try:
            if text:
                read(text, grammar)
        except UsageError as error:
            raise Invalid({field: error.message}) from None


def _find(writing: Writing, screen: str, name: str) -> RowMapping | None:
    table = saved_views.c
    mine = (table.user_id == writing.identity.user_id) & (table.screen == screen) & (table.name == name)
    return writing.connection.execute(select(saved_views).where(mine)).mappings().first()
