"""From where on the day's list speaks up; administrators can set it."""

from collections.abc import Mapping
from typing import Any

from amtui.domain.contact_balance import FLAGGED_ABOVE
from amtui.domain.exchange import Rates, rates_of
from amtui.domain.frozen import dataclass
from amtui.domain.health_rules import STALE_DAYS
from amtui.domain.triage import RENEWAL_DAYS


@dataclass(frozen=True, slots=True)
class TodayRules:
    """What brings an account onto the list, and what makes its rows important.

    Attributes:
        last_touch_days: so many days without a contact are too many.
        renewal_days: an agreement that ends within so many days makes everything about the account important.
        exchange_rates: by which amounts of several currencies are compared, as they are typed.
    """

    last_touch_days: int = STALE_DAYS
    renewal_days: int = RENEWAL_DAYS
    exchange_rates: str = ""

    @property
    def rates(self) -> Rates:
        """The rates as values."""
        return rates_of(self.exchange_rates)


STANDARD = TodayRules()
"""The rules while nobody has set others."""
KEYS = TodayRules.__slots__
REACTIVE = "reactive_ratio_limit"
"""The setting of the share of contacts started by the client above which an account is reactive."""
USUAL: Mapping[str, Any] = {REACTIVE: FLAGGED_ABOVE, **{key: getattr(STANDARD, key) for key in KEYS}}
"""What holds of each setting while nobody has set it."""
