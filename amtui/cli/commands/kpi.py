"""`amtui kpi`: figures of a window, and the goals agreed on them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.lookups import account_id, day
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import KPI_KEYS, kpi_object
from amtui.cli.words import figure_baseline, figure_target, figure_value
from amtui.domain.changes import SetGoal
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic
from amtui.domain.wording import count, label

if TYPE_CHECKING:
    from datetime import date

    from amtui.services.backend import Backend


@click.group("kpi", cls=Group, invoke_without_command=True)
@click.option("--account", metavar="NAME", help="Only this account.")
@click.option("--kpi", "kpis", metavar="KPI", multiple=True, help="Only this KPI; may be given again.")
@click.option("--from", "first", metavar="DAY", help="First local day; the last 30 complete days without.")
@click.option("--to", "last", metavar="DAY", help="Last local day, included.")
@click.option("--statistic", metavar="WORD", help="rate, median, mean or p90.")
@click.pass_context
def kpi_command(
    context: click.Context,
    account: str | None,
    kpis: tuple[str, ...],
    first: str | None,
    last: str | None,
    statistic: str | None,
) -> None:
    """Show KPI figures by account, with what they rest on; `kpi goal` agrees on a target."""
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    wanted = frozenset(whole(kpi, KpiKey, "KPI") for kpi in kpis) or None
    made = whole(statistic, Statistic, "statistic") if statistic else None
    with session.backend() as backend:
        ids = None if account is None else (account_id(backend, account),)
        figures = _read(backend, ids, _window(backend, first, last), wanted, made)
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, figures, lambda figure: kpi_object(figure, zone), COLUMNS, KPI_KEYS)


def _read(
    backend: "Backend", ids: tuple[int, ...] | None, window: Any, kpis: Any, statistic: Statistic | None
) -> tuple[KpiFigure, ...]:
    from amtui.data.queries.kpis import kpi_figures

    return backend.read(kpi_figures, account_ids=ids, window=window, kpis=kpis, statistic=statistic)


def _window(backend: "Backend", first: str | None, last: str | None) -> "tuple[date, date] | None":
    """Return the days asked for; without an end up to yesterday, without a beginning 30 of them."""
    if first is None and last is None:
        return None
    yesterday = backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date() - timedelta(days=1)
    end = day(last) or yesterday
    return day(first) or end - timedelta(days=29), end


COLUMNS: list[Column[KpiFigure]] = [
    Column("ACCOUNT", lambda figure: figure.account),
    Column("KPI", lambda figure: label(figure.kpi)),
    Column("STATISTIC", lambda figure: label(figure.statistic)),
    Column("VALUE", figure_value, right=True),
    Column("N", lambda figure: count(figure.n), right=True),
    Column("BASELINE", figure_baseline, right=True),
    Column("TARGET", figure_target, right=True),
    Column("STATE", lambda figure: label(figure.state)),
    Column("DAYS", lambda figure: f"{figure.window.first} to {figure.window.last}"),
]


@kpi_command.command("goal")
@click.argument("account")
@click.argument("kpi")
@click.option("--target", type=float, required=True, help="Fraction of 1, or seconds.")
@click.option("--statistic", metavar="WORD", help="rate, median, mean or p90; else the KPI's own.")
@click.option("--comparator", metavar="SIGN", help="<=, <, >= or >; else the KPI's own.")
@click.option("--baseline-from", metavar="DAY", help="First day of the baseline.")
@click.option("--baseline-to", metavar="DAY", help="Last day of the baseline, included.")
@click.option("--due", metavar="DAY", help="When it is to be met.")
@click.pass_obj
def goal(session: Session, /, account: str, kpi: str, target: float, **more: str | None) -> None:
    """Agree on the goal of an account for a KPI; the baseline is frozen with it."""
    statistic, comparator = more["statistic"], more["comparator"]
    key = whole(kpi, KpiKey, "KPI")
    with session.backend() as backend:
        receipt = backend.apply(
            SetGoal(
                account_id=account_id(backend, account),
                kpi=key,
                target=target,
                statistic=whole(statistic, Statistic, "statistic") if statistic else None,
                comparator=whole(comparator, Comparator, "comparator") if comparator else None,
                baseline_first=day(more["baseline_from"]),
                baseline_last=day(more["baseline_to"]),
                due=day(more["due"]),
            )
        )
    put_receipt(session, receipt)
