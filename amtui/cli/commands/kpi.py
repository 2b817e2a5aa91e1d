"""`amtui kpi`: figures of a window, and the goals agreed on them."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.commands.kpi_calls import calls
from amtui.cli.commands.kpi_goals import goal, goals, withdraw
from amtui.cli.commands.kpi_own import define, listed, retire
from amtui.cli.commands.kpi_refresh import refresh
from amtui.cli.commands.portfolio import read_accounts
from amtui.cli.completing import words_of
from amtui.cli.group import Group
from amtui.cli.kpi_asked import INCLUDE, reasons, window
from amtui.cli.kpi_text import explanation, put_explained
from amtui.cli.listing import Asked, asked, list_options, whole
from amtui.cli.lookups import account_id, kpi_key
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import KPI_KEYS, kpi_object
from amtui.cli.words import figure_baseline, figure_target, figure_value
from amtui.domain.filters import ACCOUNTS
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import Statistic
from amtui.domain.wording import count, label

if TYPE_CHECKING:
    from amtui.services.backend import Backend


@click.group("kpi", cls=Group, invoke_without_command=True)
@click.option("--account", metavar="NAME", help="Only this account.")
@click.option(
    "--kpi",
    "kpis",
    metavar="KPI",
    shell_complete=words_of("KPI"),
    multiple=True,
    help="Only this KPI; may be given again.",
)
@click.option("--from", "first", metavar="DAY", help="First local day; the last 30 complete days without.")
@click.option("--to", "last", metavar="DAY", help="Last local day, included.")
@click.option("--statistic", metavar="WORD", help="rate, median, mean or p90.")
@INCLUDE
@click.option("--explain", "explaining", is_flag=True, help="Show what each figure was made from.")
@list_options(ACCOUNTS, "am", "status", "tier")
@click.pass_context
def kpi_command(  # noqa: PLR0913 - options of the command line
    context: click.Context,
    /,
    account: str | None,
    kpis: tuple[str, ...],
    first: str | None,
    last: str | None,
    statistic: str | None,
    *,
    include: tuple[str, ...],
    explaining: bool,
    text: str | None,
    sort: str | None,
    limit: int | None,
    **fields: str | None,
) -> None:
    """Show KPI figures by account, with what they rest on; `kpi goal` agrees on a target."""
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    made = whole(statistic, Statistic, "statistic") if statistic else None
    off, accounts = reasons(include), asked(ACCOUNTS, text, sort, None, **fields)
    with session.backend() as backend:
        wanted = frozenset(kpi_key(backend, kpi) for kpi in kpis) or None
        ids = _accounts(backend, account, accounts)
        figures = _read(backend, ids, window(backend, first, last), wanted, made, off)[:limit]
        zone = ZoneInfo(backend.identity.zone)
        told = [explanation(backend, figure, off) for figure in figures] if explaining else []
    if explaining:
        put_explained(session, told, zone)
    else:
        put_list(session, figures, lambda figure: kpi_object(figure, zone), COLUMNS, KPI_KEYS)


def _accounts(backend: "Backend", name: str | None, wanted: Asked) -> tuple[int, ...] | None:
    """Return the ids of the accounts asked for, in the order asked for; None is every active one."""
    named = None if name is None else account_id(backend, name)
    if not wanted.filter:
        return None if named is None else (named,)
    found = tuple(row.id for row in read_accounts(backend, wanted))
    return found if named is None else tuple(one for one in found if one == named)


def _read(
    backend: "Backend",
    ids: tuple[int, ...] | None,
    window: Any,
    kpis: Any,
    statistic: Any,
    off: frozenset[str],
) -> tuple[KpiFigure, ...]:
    from amtui.data.queries.kpi_figure import Ways
    from amtui.data.queries.kpis import kpi_figures

    figures = backend.read(
        kpi_figures,
        account_ids=ids,
        window=window,
        kpis=kpis,
        statistic=statistic,
        ways=Ways(off, projected=True),
    )
    order = {one: place for place, one in enumerate(ids or ())}
    return tuple(sorted(figures, key=lambda figure: order[figure.account_id])) if order else figures


COLUMNS: list[Column[KpiFigure]] = [
    Column("ACCOUNT", lambda figure: figure.account),
    Column("KPI", lambda figure: definition(figure.kpi).label),
    Column("STATISTIC", lambda figure: label(figure.statistic)),
    Column("VALUE", figure_value, right=True),
    Column("N", lambda figure: count(figure.n), right=True),
    Column("BASELINE", figure_baseline, right=True),
    Column("TARGET", figure_target, right=True),
    Column("STATE", lambda figure: label(figure.state)),
    Column("DAYS", lambda figure: f"{figure.window.first} to {figure.window.last}"),
]


for _command in (goal, goals, withdraw, define, retire, listed, calls, refresh):
    kpi_command.add_command(_command)
