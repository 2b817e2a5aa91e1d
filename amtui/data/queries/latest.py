"""The figures that lists of accounts show: kept ones where they still hold, worked out anew elsewhere.

They are kept by account for its last 30 complete days, and taken away in the transaction that
changes what they are made of. Accounts with a goal on a KPI whose days are counted when asked for
are not kept, as those change with every request and setting.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Text, cast, delete, select

from amtui.data.models import accounts, kpi_goals, kpi_latest
from amtui.data.queries.day_rollups import STORED
from amtui.data.queries.kpi_material import complete_days
from amtui.data.queries.kpis import usual_figures
from amtui.data.queries.latest_codec import KeptFigures, to_document
from amtui.data.queries.own_kpis import Named, kpi_names
from amtui.data.queries.places import Place, chosen, places
from amtui.data.reading import Reading
from amtui.domain.kpi_records import KpiFigure

L = kpi_latest.c
FEW = 500


def listed_figures(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, Sequence[KpiFigure]]:
    """Return by account the figures that lists show; as `usual_figures`."""
    found, names = places(reading, account_ids), kpi_names(reading)
    kept = _kept(reading, found, names, account_ids)
    missing = [place for place in found if place.id not in kept]
    if not missing:
        return kept
    ids = account_ids if len(missing) == len(found) else [place.id for place in missing]
    return {**kept, **usual_figures(reading, missing, names, ids)}


def stale_accounts(reading: Reading) -> tuple[int, ...]:
    """Return the active accounts whose figures are not kept and could be."""
    found = places(reading)
    kept = _kept(reading, found, {}, None)
    counted = _counted_live(reading) if len(kept) < len(found) else frozenset()
    return tuple(place.id for place in found if place.id not in kept and place.id not in counted)


def keep(reading: Reading, account_ids: Sequence[int]) -> None:
    """Work out and keep the figures of some accounts; inside a write transaction."""
    found = {place.id: place for place in places(reading, account_ids)}
    worked_out = usual_figures(reading, list(found.values()), kpi_names(reading), list(found))
    forget(reading.connection, *found)
    wanted = select(accounts.c.id, accounts.c.am_id).where(accounts.c.id.in_(list(found)))
    books = {row.id: row.am_id for row in reading.connection.execute(wanted)}
    rows = [
        {
            "account_id": account_id,
            "am_id": books[account_id],
            "last": complete_days(found[account_id].today)[1],
            "figures": to_document(figures),
        }
        for account_id, figures in worked_out.items()
    ]
    if rows:
        reading.connection.execute(kpi_latest.insert(), rows)


def forget(connection: Connection, *account_ids: int) -> None:
    """Take kept figures away, as what they are made of changes."""
    if account_ids:
        connection.execute(delete(kpi_latest).where(L.account_id.in_(account_ids)))


def forget_all(connection: Connection) -> None:
    """Take all kept figures away."""
    connection.execute(delete(kpi_latest))


def _kept(
    reading: Reading, found: Collection[Place], names: Named, account_ids: Collection[int] | None
) -> dict[int, Sequence[KpiFigure]]:
    """Return the kept figures that end with the account's last complete day."""
    by_id = {place.id: place for place in found}
    statement = select(L.account_id, L.last, cast(L.figures, Text))
    if account_ids is None or len(account_ids) > FEW:
        statement = statement.where(reading.visible(kpi_latest))
    else:
        statement = statement.join(accounts, accounts.c.id == L.account_id).where(
            chosen(reading, account_ids)
        )
    kept: dict[int, Sequence[KpiFigure]] = {}
    windows = {today: complete_days(today) for today in {place.today for place in found}}
    for account_id, last, text in reading.connection.execute(statement).all():
        place = by_id.get(account_id)
        if place is not None and (window := windows[place.today])[1] == last:
            kept[account_id] = KeptFigures(text, place, window, names)
    return kept


def _counted_live(reading: Reading) -> frozenset[int]:
    """Return the accounts with a goal on a KPI whose days are counted when asked for."""
    g = kpi_goals.c
    statement = select(g.account_id).where(g.superseded_on.is_(None), g.kpi.not_in(STORED))
    return frozenset(reading.connection.scalars(statement))
