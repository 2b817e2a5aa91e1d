"""Keeping the hours and segments of accounts with many calls, so that Insights opens at once."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from amtui.data.engine import for_writing
from amtui.data.faults import translated
from amtui.data.models import accounts, kpi_hours
from amtui.services.backend import Backend

if TYPE_CHECKING:
    from amtui.data.queries.crowded import Hours
    from amtui.data.queries.kept_hours import Kept
    from amtui.data.queries.slices_wanted import Wanted

H = kpi_hours.c


def keep_hours(backend: Backend, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Count and keep what Insights shows of visible accounts with many calls; return of how many.

    The calls are counted outside of any write transaction. A claim is entered first, and what was
    counted takes its place only while it is there: whoever changes the calls takes it away.

    Args:
        backend: whose books.
        stopped: looked at between two counts.
    """
    from amtui.data.queries.crowded import crowded_accounts, hours_wanted

    if backend.read_only:
        return 0
    done = 0
    for account_id in backend.read(crowded_accounts):
        wanted = backend.read(hours_wanted, account_id=account_id)
        claim = uuid4().hex
        kept = _claim(backend, account_id, wanted, claim)
        for one in wanted:
            if stopped():
                return done
            _fill(backend, account_id, one, claim, kept)
        done += 1
    return done


def _claim(
    backend: Backend, account_id: int, wanted: "tuple[Wanted, ...]", claim: str
) -> "Mapping[str, Kept]":
    """Enter a claim for all that is wanted of an account; return what was kept, to be moved on.

    It is read where nobody else changes the calls: who does so afterwards takes the claim away.
    """
    from amtui.data.queries.kept_hours import Kept, asked_of, from_document

    kept: dict[str, Kept] = {}

    def enter(connection: Connection) -> None:
        # Waits, where the engine knows it, for whoever is changing the calls of this account.
        own = select(accounts.c.am_id).where(accounts.c.id == account_id).with_for_update()
        am_id = connection.execute(own).scalar_one()
        before = select(H.asked, H.last, H.slices).where(H.account_id == account_id, H.slices.is_not(None))
        for asked, last, document in connection.execute(before):
            kept[asked] = Kept(last, from_document(account_id, document))
        connection.execute(delete(kpi_hours).where(H.account_id == account_id))
        rows = [
            {
                "account_id": account_id, "am_id": am_id, "asked": asked_of(account_id, one),
                "last": one.last, "claim": claim, "slices": None,
            }
            for one in wanted
        ]  # fmt: skip
        connection.execute(insert(kpi_hours), rows)

    _write(backend, enter)
    return kept


def _fill(
    backend: Backend, account_id: int, wanted: "Wanted", claim: str, kept: "Mapping[str, Kept]"
) -> None:
    from amtui.data.queries.crowded import count_hours
    from amtui.data.queries.kept_hours import asked_of

    before = kept.get(asked_of(account_id, wanted))
    found: Hours = backend.read(count_hours, account_id=account_id, wanted=wanted, kept=before)
    mine = (H.account_id == account_id, H.asked == found.asked, H.claim == claim)
    filled = update(kpi_hours).where(*mine).values(slices=found.slices)
    _write(backend, lambda connection: connection.execute(filled))


def _write(backend: Backend, work: Callable[[Connection], object]) -> None:
    with translated(), for_writing(backend.engine.connect()) as connection, connection.begin():
        work(connection)
