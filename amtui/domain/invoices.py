"""Invoices and their ageing: how long what is unpaid has been due."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money

AGES: tuple[tuple[int, str], ...] = (
    (0, "current"),
    (30, "1-30 days"),
    (60, "31-60 days"),
    (90, "61-90 days"),
)
"""Up to how many days overdue an invoice has which age; beyond the last it has the oldest."""
OLDEST = "90+ days"
AGE_NAMES = (*(name for _, name in AGES), OLDEST)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice.

    Attributes:
        issued_on: None where billing does not say.
        paid_on: None while it is open.
    """

    id: int
    number: str
    amount: Money
    issued_on: date | None
    due_on: date
    paid_on: date | None = None

    def overdue_days(self, today: date) -> int:
        """Return by how many days it is overdue; 0 if it is paid, not due yet, or about nothing."""
        owed = self.paid_on is None and self.amount.amount > 0
        return max(0, (today - self.due_on).days) if owed else 0

    def state(self, today: date) -> str:
        """Return “paid 2026-11-02”, “open” or “overdue”."""
        if self.paid_on is not None:
            return f"paid {self.paid_on}"
        return "overdue" if self.overdue_days(today) else "open"


def grade(days: int) -> int:
    """Return how old an overdue of some days is: 0 for none, 4 for more than 90 days."""
    return next((place for place, (most, _) in enumerate(AGES) if days <= most), len(AGES))


def ageing(invoices: Iterable[Invoice], today: date) -> Mapping[str, tuple[Money, ...]]:
    """Return what is unpaid by age, one sum for each currency; empty ages are left out."""
    sums: dict[str, dict[str, Decimal]] = {name: {} for name in AGE_NAMES}
    for one in invoices:
        if one.paid_on is None:
            of_age = sums[AGE_NAMES[grade(one.overdue_days(today))]]
            of_age[one.amount.currency] = of_age.get(one.amount.currency, Decimal()) + one.amount.amount
    return {
        name: tuple(Money(held[code], code) for code in sorted(held)) for name, held in sums.items() if held
    }


def oldest_days(invoices: Iterable[Invoice], today: date) -> int:
    """Return by how many days the oldest unpaid one is overdue."""
    return max((one.overdue_days(today) for one in invoices), default=0)
