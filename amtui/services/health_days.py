"""Seeing to it that every day's health is kept, a handful of accounts at a time."""

from collections.abc import Callable

from amtui.data.queries.health_days import unrecorded
from amtui.domain.health_changes import RecordHealth
from amtui.services.backend import Backend

PART = 200
"""Accounts of one transaction, so that nobody waits long for the database."""
BIGGEST = 1_000
"""Books of more accounts are left to `amtui health record`, which a timer can call."""


def keep_health(backend: Backend, *, most: int = BIGGEST, stopped: Callable[[], bool] = lambda: False) -> int:
    """Record today's health of the visible accounts that have no record of today; return how many.

    Args:
        backend: whose books.
        most: a book in which more are missing is left alone.
        stopped: asked between two parts; a true answer ends it.

    Raises:
        AmtuiError: as `Backend.apply`.
    """
    if backend.read_only:
        return 0
    missing = backend.read(unrecorded)
    if len(missing) > most:
        return 0
    return record_health(backend, missing, stopped)


def record_health(
    backend: Backend, account_ids: tuple[int, ...], stopped: Callable[[], bool] = lambda: False
) -> int:
    """Record today's health of accounts, whether or not it was before; return how many.

    Raises:
        AmtuiError: as `Backend.apply`.
    """
    done = 0
    for start in range(0, len(account_ids), PART):
        if stopped():
            break
        part = account_ids[start : start + PART]
        backend.apply(RecordHealth(account_ids=part))
        done += len(part)
    return done
