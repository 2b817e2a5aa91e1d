"""An amount of money as a value; `amtui.domain.money` reads and writes it."""

from decimal import Decimal

from amtui.domain.frozen import dataclass

MOST_MONEY = 10**14
"""What no amount reaches that is kept, on either engine."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217)."""

    amount: Decimal
    currency: str
