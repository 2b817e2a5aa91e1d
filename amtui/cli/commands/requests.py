"""`amtui requests`: the queue as text."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.listing import Asked, asked, list_options
from amtui.cli.output import Column, put_list
from amtui.cli.request_views import forget_view, keep_view, of_view, put_views
from amtui.cli.session import Session
from amtui.cli.shapes import REQUEST_KEYS, request_object
from amtui.cli.words import moment
from amtui.domain.filters import REQUESTS
from amtui.domain.paging import Slice
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import label

if TYPE_CHECKING:
    from amtui.services.backend import Backend

PAGE_ROWS = 1_000


@click.command("requests", cls=Command)
@list_options(REQUESTS, "account", "am", "status", "priority", "type", "due")
@click.option("--view", metavar="NAME", help="A saved view, narrowed by what else is asked for.")
@click.option("--views", "list_views", is_flag=True, help="List the saved views with their counts instead.")
@click.option("--save-view", metavar="NAME", help="Keep --filter and --sort under a name instead.")
@click.option("--forget-view", metavar="NAME", help="Forget a view of your own instead.")
@click.pass_obj
def requests_command(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **given: str | None
) -> None:
    """List client requests: the open ones, due first, unless asked otherwise."""
    names = ("view", "list_views", "save_view", "forget_view")
    view, listing, save, forget = (given.pop(name) for name in names)
    with session.backend() as backend:
        if listing:
            put_views(session, backend)
            return
        if save or forget:
            session.say(keep_view(backend, save, text, sort) if save else forget_view(backend, forget or ""))
            return
        if view:
            text, sort = of_view(backend, view, text, sort)
        rows = read_requests(backend, asked(REQUESTS, text, sort, limit, **given))
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: request_object(row, zone), columns(zone), REQUEST_KEYS)


def read_requests(backend: "Backend", wanted: Asked) -> list[RequestRow]:
    """Return the rows asked for, read in stretches."""
    from amtui.data.queries.requests import request_page

    rows: list[RequestRow] = []
    after = None
    while wanted.limit is None or len(rows) < wanted.limit:
        size = PAGE_ROWS if wanted.limit is None else min(PAGE_ROWS, wanted.limit - len(rows))
        page = backend.read(request_page, filter=wanted.filter, slice=Slice(after=after, limit=size))
        rows.extend(page.rows)
        if page.exhausted or not page.keys:
            break
        after = page.keys[-1]
    return rows


def columns(zone: ZoneInfo) -> list[Column[RequestRow]]:
    """Return the columns of the list."""
    return [
        Column("REF", lambda row: row.ref),
        Column("P", lambda row: row.priority.value),
        Column("STATUS", lambda row: label(row.status)),
        Column("SLA", lambda row: label(row.sla_state)),
        Column("DUE", lambda row: moment(row.due_at, zone)),
        Column("ACCOUNT", lambda row: row.account),
        Column("OWNER", lambda row: row.owner or "–"),
        Column("SUBJECT", lambda row: row.subject),
    ]
