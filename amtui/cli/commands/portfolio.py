"""`amtui portfolio`: accounts with their KPIs."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.listing import Asked, asked, list_options
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import ACCOUNT_KEYS, account_object
from amtui.cli.words import UNKNOWN, amount, day, figure_value, moment
from amtui.domain.account_records import AccountRow
from amtui.domain.filters import ACCOUNTS
from amtui.domain.vocabulary import KpiKey
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.services.backend import Backend


@click.command("portfolio", cls=Command)
@list_options(ACCOUNTS, "account", "am", "status", "tier")
@click.pass_obj
def portfolio_command(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List accounts with their KPIs: the active ones, by name, unless asked otherwise."""
    list_accounts(session, asked(ACCOUNTS, text, sort, limit, **fields))


def list_accounts(session: Session, wanted: Asked) -> None:
    """Print the accounts that are asked for."""
    with session.backend() as backend:
        rows, zone = read_accounts(backend, wanted), ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: account_object(row, zone), columns(zone), ACCOUNT_KEYS)


def read_accounts(backend: "Backend", wanted: Asked) -> "Sequence[AccountRow]":
    """Return the rows asked for."""
    from amtui.data.queries.portfolio import portfolio

    return backend.read(portfolio, filter_text=str(wanted.filter))[: wanted.limit]


def columns(zone: ZoneInfo) -> list[Column[AccountRow]]:
    """Return the columns of the list."""
    return [
        Column("ACCOUNT", lambda row: row.name),
        Column("AM", lambda row: row.am),
        Column("TIER", lambda row: label(row.tier)),
        Column("HEALTH", _health, right=True),
        Column("MISSED", lambda row: _figure(row, KpiKey.MISSED_CALL_RATE), right=True),
        Column("RESPONSE", lambda row: _figure(row, KpiKey.FIRST_RESPONSE), right=True),
        Column("SYNC", lambda row: _figure(row, KpiKey.SYNC_SUCCESS), right=True),
        Column("OPEN", lambda row: str(row.open_requests), right=True),
        Column("BREACHED", lambda row: str(row.breached_requests), right=True),
        Column("LAST TOUCH", lambda row: moment(row.last_touch_at, zone)),
        Column("NEXT REVIEW", lambda row: moment(row.next_review_at, zone)),
        Column("RENEWAL", lambda row: day(row.renewal_on)),
        Column("MONTHLY VALUE", lambda row: amount(row.monthly_value), right=True),
    ]


def _figure(row: AccountRow, kpi: KpiKey) -> str:
    found = [figure_value(figure) for figure in row.kpis if figure.kpi is kpi]
    return found[0] if found else UNKNOWN


def _health(row: AccountRow) -> str:
    return label(row.health_band) if row.health is None else str(row.health)
