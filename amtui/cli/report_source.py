"""Where reports and exports read: on the replica that is named for them, else where everything is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from amtui.cli.session import Session
from amtui.domain.errors import Unavailable

if TYPE_CHECKING:
    from amtui.services.backend import Backend


@contextmanager
def backend_for_reports(session: Session) -> Iterator["Backend"]:
    """Give what a report is made from, and say of which moment it is where that is a replica.

    A replica that is down, too far behind or of another version is named with the reason, and the report
    comes from the primary; so does what a replica stops in the middle.

    Raises:
        AmtuiError: the primary cannot be opened, or the replica's URL cannot be read.
    """
    with session.backend() as primary:
        copy = _copy(session, primary)
        try:
            yield copy or primary
        finally:
            if copy is not None:
                copy.close()


def _copy(session: Session, primary: "Backend") -> "Backend | None":
    named = session.reports_database
    if named is None:
        return None
    from amtui.services.replica import open_copy
    from amtui.services.wiring import database_url

    url, allowed = database_url(named), timedelta(seconds=session.config.reports_lag)

    def left(why: str) -> None:
        session.say(f"The replica gave up midway: {why}. What it still owed is from the primary.")

    try:
        copy, standing = open_copy(primary, url, allowed, left)
    except Unavailable as error:
        session.say(f"The replica for reports is not used: {error.message}. This is from the primary.")
        return None
    behind = f"{standing.lag.total_seconds():.0f} s behind" if standing.lag else "nothing behind"
    session.say(f"From the replica, as of {standing.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC, {behind}.")
    return copy
