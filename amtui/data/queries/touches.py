"""When somebody last spoke with each client, and who started the contacts."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, select

from amtui.data.models import accounts, interactions
from amtui.data.queries.places import chosen
from amtui.data.queries.review_dates import ANY_KIND, ByKind, last_held
from amtui.data.queries.today_rules import limit_of, reactive_limit
from amtui.data.reading import Reading
from amtui.domain.contact_balance import WINDOW_DAYS, ReactiveRatio
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import InteractionDirection

NO_CONTACTS = ReactiveRatio(0, 0)


@dataclass(frozen=True, slots=True)
class Touches:
    """The contacts with one account.

    Attributes:
        last_at: the latest completed one.
        balance: who started those of the last 30 days.
    """

    last_at: datetime | None = None
    balance: ReactiveRatio = NO_CONTACTS


NO_TOUCHES = Touches()


def last_touch(reading: Reading, contacts: Touches, dates: ByKind) -> datetime | None:
    """Return the last touch of an account: its latest completed contact, a held review included.

    Args:
        reading: at which moment.
        contacts: of the account.
        dates: of its reviews.
    """
    held_at = last_held(dates, ANY_KIND)
    # A review may be closed before the time that it was planned for; it was held by now all the same.
    moments = (contacts.last_at, held_at and min(held_at, reading.now))
    return max(filter(None, moments), default=None)


def touches(reading: Reading, account_ids: Collection[int] | None = None) -> Mapping[int, Touches]:
    """Return the contacts of the visible accounts that have any, in one statement."""
    i = interactions.c
    recent = and_(i.at > reading.now - timedelta(days=WINDOW_DAYS), i.at <= reading.now)
    by_client = and_(recent, i.direction == InteractionDirection.CLIENT)
    statement = (
        select(
            i.account_id,
            func.max(case((i.completed, i.at))).label("last_at"),
            func.sum(case((by_client, 1), else_=0)).label("client"),
            func.sum(case((recent, 1), else_=0)).label("total"),
            reactive_limit().label("flagged_above"),
        )
        .select_from(accounts)
        .join(interactions, and_(i.account_id == accounts.c.id, i.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids), i.at <= reading.now)
        .group_by(i.account_id)
    )
    return {
        row.account_id: Touches(
            row.last_at, ReactiveRatio(int(row.client), int(row.total), limit_of(row.flagged_above))
        )
        for row in reading.rows(statement)
    }
