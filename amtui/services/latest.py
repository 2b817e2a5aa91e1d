"""Keeping the figures that lists show, so that the first list of the day is as quick as the others."""

from collections.abc import Callable

from amtui.data.engine import for_writing
from amtui.data.faults import translated
from amtui.services.backend import Backend

CHUNK = 25
"""So many accounts are worked out in one transaction: others wait for a tenth of a second at most."""
MANY = 100
"""So many accounts are worked out at once, as their first list takes long."""
WORTH_IT = 10
"""Fewer accounts than these are worked out in passing; those between, once the first list is there."""


def keep_figures(backend: Backend, *, least: int = 1, stopped: Callable[[], bool] = lambda: False) -> int:
    """Work out the figures of the visible accounts that have none; return of how many.

    Args:
        backend: whose books.
        least: do nothing where fewer accounts need it.
        stopped: looked at between transactions.
    """
    from amtui.data.queries.latest import keep, stale_accounts

    stale = backend.read(stale_accounts)
    if backend.read_only or len(stale) < least:
        return 0
    # They load what changes are made with: not where there is nothing to keep.
    from amtui.services.handlers.notices import no_news
    from amtui.services.writing import Writing

    done = 0
    for start in range(0, len(stale), CHUNK):
        if stopped():
            break
        some = stale[start : start + CHUNK]
        with translated(), for_writing(backend.engine.connect()) as connection, connection.begin():
            writing = Writing(connection, backend.identity, backend.clock.now(), "")
            keep(writing.reading, some)
            no_news(writing)
        done += len(some)
    return done
