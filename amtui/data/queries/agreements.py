"""The agreement of each account that ends last, whose end is the renewal."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from amtui.data.models import accounts, agreements
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money

if TYPE_CHECKING:
    from amtui.domain.account_records import AgreementRow


@dataclass(frozen=True, slots=True)
class Agreement:
    """When an agreement runs."""

    starts_on: date
    ends_on: date
    notice_days: int

    @property
    def notice_on(self) -> date:
        """The last day to give notice."""
        return self.ends_on - timedelta(days=self.notice_days)


def account_agreements(reading: Reading, *, account_id: int) -> "tuple[AgreementRow, ...]":
    """Return the agreements with one visible account, the one that ends last first."""
    from amtui.domain.account_records import AgreementRow

    a = agreements.c
    statement = (
        select(a.starts_on, a.ends_on, a.notice_days, a.value, a.currency, a.obligations)
        .where(a.account_id == account_id, reading.visible(agreements))
        .order_by(a.ends_on.desc(), a.id.desc())
    )
    return tuple(
        AgreementRow(
            row.starts_on,
            row.ends_on,
            row.notice_days,
            None if row.value is None else Money(row.value, row.currency),
            row.obligations,
        )
        for row in reading.rows(statement)
    )


def latest_agreements(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, Agreement]:
    """Return the agreements of the visible accounts that have one, in one statement."""
    a = agreements.c
    statement = (
        select(a.account_id, a.starts_on, a.ends_on, a.notice_days)
        .select_from(accounts)
        .join(agreements, and_(a.account_id == accounts.c.id, a.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids))
        .order_by(a.ends_on, a.id)
    )
    return {
        row.account_id: Agreement(row.starts_on, row.ends_on, row.notice_days)
        for row in reading.rows(statement)
    }
