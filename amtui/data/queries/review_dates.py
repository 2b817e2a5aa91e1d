"""When each account's reviews of each kind were last held and are next planned."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import and_, case, func, select

from amtui.data.models import accounts, reviews
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import ReviewKind, ReviewStatus


@dataclass(frozen=True, slots=True)
class KindDates:
    """One kind of review of one account.

    Attributes:
        held_at: the latest held one.
        next_at: the earliest planned one that lies ahead.
        begun_at: the latest planned one that has begun and is not closed.
    """

    held_at: datetime | None = None
    next_at: datetime | None = None
    begun_at: datetime | None = None


ByKind = Mapping[ReviewKind, KindDates]
NONE_AT_ALL: ByKind = MappingProxyType({})
ANY_KIND = frozenset(ReviewKind)


def review_dates(reading: Reading, account_ids: Collection[int] | None = None) -> Mapping[int, ByKind]:
    """Return the dates of the visible accounts that have reviews, in one statement."""
    v = reviews.c
    planned = v.status == ReviewStatus.PLANNED
    statement = (
        select(
            v.account_id,
            v.kind,
            func.max(case((v.status == ReviewStatus.HELD, v.starts_at))),
            func.min(case((and_(planned, v.starts_at >= reading.now), v.starts_at))),
            func.max(case((and_(planned, v.starts_at < reading.now), v.starts_at))),
        )
        .select_from(accounts)
        .join(reviews, and_(v.account_id == accounts.c.id, v.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids))
        .group_by(v.account_id, v.kind)
    )
    found: dict[int, dict[ReviewKind, KindDates]] = {}
    for account_id, kind, held_at, next_at, begun_at in reading.rows(statement):
        found.setdefault(account_id, {})[kind] = KindDates(held_at, next_at, begun_at)
    return found


def last_held(by_kind: ByKind, kinds: Collection[ReviewKind]) -> datetime | None:
    """Return when the latest review of any of some kinds was held."""
    moments = [each.held_at for kind, each in by_kind.items() if each.held_at is not None and kind in kinds]
    return max(moments, default=None)


def next_planned(
    by_kind: ByKind, kinds: Collection[ReviewKind], today: date, zone: str
) -> tuple[datetime, ReviewKind] | None:
    """Return the earliest planned review of any of some kinds, today's included.

    Args:
        by_kind: of one account.
        kinds: which of them.
        today: the account's day at the moment of the dates.
        zone: the account's.
    """
    first: tuple[datetime, ReviewKind] | None = None
    for kind, each in by_kind.items():
        if kind not in kinds:
            continue
        begun = each.begun_at
        still = begun is not None and local_day(begun, zone_named(zone)) >= today
        moment = begun if still else each.next_at
        if moment is not None and (first is None or (moment, kind) < first):
            first = moment, kind
    return first
