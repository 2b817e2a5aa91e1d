"""The figures that lists of accounts show: kept ones where they still hold, worked out anew elsewhere.

They are kept by account for its last 30 complete days, and taken away in the transaction that
changes what they are made of. Accounts with a goal on a KPI whose days are counted when asked for
are not kept, as those change with every request and setting.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Text, cast, delete, select, true, type_coerce
from sqlalchemy.types import NullType

from amtui.data.models import accounts, kpi_goals, kpi_hours, kpi_latest
from amtui.data.queries.latest_codec import KeptFigures, to_document
from amtui.data.queries.own_kpis import Named, kpi_names
from amtui.data.queries.places import Place, Todays, chosen, complete_days, places
from amtui.data.reading import Reading
from amtui.domain.kpi_records import KpiFigure, Window
from amtui.domain.vocabulary import AccountStatus

A, L = accounts.c, kpi_latest.c


def listed_figures(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, Sequence[KpiFigure]]:
    """Return by account the figures that lists show; as `usual_figures`."""
    names = kpi_names(reading)
    kept, missing = _kept(reading, names, account_ids)
    if not missing:
        return kept
    # What works figures out is loaded where some are not kept: a tenth of what the first list of a day takes.
    from amtui.data.queries.kpis import usual_figures

    ids = [place.id for place in missing] if kept else account_ids
    return {**kept, **usual_figures(reading, missing, names, ids)}


def stale_accounts(reading: Reading) -> tuple[int, ...]:
    """Return the active accounts whose figures are not kept and could be."""
    _, missing = _kept(reading, {}, None)
    counted = _counted_live(reading) if missing else frozenset()
    return tuple(place.id for place in missing if place.id not in counted)


def keep(reading: Reading, account_ids: Sequence[int]) -> None:
    """Work out and keep the figures of some accounts; inside a write transaction."""
    from amtui.data.queries.kpis import usual_figures

    found = {place.id: place for place in places(reading, account_ids)}
    worked_out = usual_figures(reading, list(found.values()), kpi_names(reading), list(found))
    reading.connection.execute(delete(kpi_latest).where(L.account_id.in_(list(found))))
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


def forget(connection: Connection, *account_ids: int, since: date = date.min) -> None:
    """Take kept figures and hours away, as what they are made of changes.

    Args:
        connection: inside the write transaction that changes it.
        account_ids: whose.
        since: the first day of which anything changes; hours of earlier days stay.
    """
    if account_ids:
        connection.execute(delete(kpi_latest).where(L.account_id.in_(account_ids)))
        own = kpi_hours.c.account_id.in_(account_ids)
        connection.execute(delete(kpi_hours).where(own, kpi_hours.c.last >= since))


def forget_all(connection: Connection) -> None:
    """Take all kept figures away."""
    connection.execute(delete(kpi_latest))


def _kept(
    reading: Reading, names: Named, account_ids: Collection[int] | None
) -> tuple[dict[int, Sequence[KpiFigure]], list[Place]]:
    """Return the kept figures that end with the account's last complete day, and the accounts without."""
    is_meant = true() if account_ids is not None else A.status == AccountStatus.ACTIVE
    # The day as it is stored: turning ten thousand into dates takes a fifth of the whole.
    last_stored = type_coerce(L.last, NullType())
    statement = (
        select(A.id, A.name, A.zone, A.calendar_id, last_stored, cast(L.figures, Text))
        .outerjoin(kpi_latest, L.account_id == A.id)
        .where(chosen(reading, account_ids), is_meant)
    )
    todays, wanted = Todays(reading.now), set(account_ids or ())
    windows: dict[str, tuple[Window, Collection[object]]] = {}
    kept: dict[int, Sequence[KpiFigure]] = {}
    missing: list[Place] = []
    for own_id, name, zone, calendar_id, last, text in reading.connection.execute(statement).all():
        if wanted and own_id not in wanted:
            continue
        if zone not in windows:
            first_day, last_day = complete_days(todays[zone])
            windows[zone] = Window(first_day, last_day, zone), (last_day, last_day.toordinal())
        window, lasts = windows[zone]
        if last in lasts:
            kept[own_id] = KeptFigures(text, own_id, name, window, names)
        else:
            missing.append(Place(own_id, name, zone, todays[zone], calendar_id))
    return kept, missing


def _counted_live(reading: Reading) -> frozenset[int]:
    """Return the accounts with a goal on a KPI whose days are counted when asked for."""
    from amtui.data.queries.day_rollups import STORED

    g = kpi_goals.c
    statement = select(g.account_id).where(g.superseded_on.is_(None), g.kpi.not_in(STORED))
    return frozenset(reading.connection.scalars(statement))
