"""Exchange rates to one currency, as administrators set them: to compare amounts by, never to bill by."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money
from amtui.domain.plausible import why_not_day

EXAMPLE = "as EUR: USD 0.92, SEK 0.087; as of 2026-11-01"
_SHAPE = re.compile(r"([A-Za-z]{3})\s*:\s*(.+?)(?:\s*[;,]?\s*as of (\S+))?")
_RATE = re.compile(r"([A-Za-z]{3})\s+(\d{1,9}(?:\.\d{1,9})?)")


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of each currency is worth in one of them.

    Attributes:
        to: the currency that amounts are compared in; empty where no rates are set.
        of: the worth of one unit of each other currency.
        as_of: the day that the rates are of, where that is told.
    """

    to: str
    of: Mapping[str, Decimal]
    as_of: date | None = None

    def knows(self, currency: str) -> bool:
        """Tell whether amounts of a currency can be converted."""
        return currency in {self.to, *self.of}

    def weight(self, value: Money | None) -> Decimal:
        """Return what an amount is compared by: converted, or the plain number without a rate."""
        if value is None:
            return Decimal()
        return value.amount * self.of.get(value.currency, Decimal(1))

    def lack(self, value: Money | None) -> str:
        """Return “no rate for USD” of an amount that other amounts are converted beside; else nothing."""
        if not self.to or value is None or self.knows(value.currency):
            return ""
        return f"no rate for {value.currency}"


NO_RATES = Rates("", {})


def read_rates(text: str) -> str:
    """Return rates in the form that they are kept in; nothing for an empty text.

    Raises:
        ValueError: they are none.
    """
    return rates_text(rates_of(text)) if text.strip() else ""


def rates_of(text: str) -> Rates:
    """Return the rates that a text such as `EUR: USD 0.92, SEK 0.087; as of 2026-11-01` holds.

    Raises:
        ValueError: it holds none.
    """
    if not text.strip():
        return NO_RATES
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        raise ValueError(f"is a currency and what one unit of others is worth in it, {EXAMPLE}")
    to = shape[1].upper()
    found: dict[str, Decimal] = {}
    for part in shape[2].split(","):
        code, rate = _rate(part.strip())
        if code in {to, *found}:
            raise ValueError(f"names {code} twice")
        found[code] = rate
    return Rates(to, found, _day(shape[3]))


def rates_text(rates: Rates) -> str:
    """Return rates as they are typed."""
    worth = ", ".join(f"{code} {rate:f}" for code, rate in rates.of.items())
    return f"{rates.to}: {worth}{f'; as of {rates.as_of}' if rates.as_of else ''}"


def _rate(part: str) -> tuple[str, Decimal]:
    shape = _RATE.fullmatch(part)
    if shape is None:
        raise ValueError(f"“{part[:20]}” is no currency with its worth; write rates {EXAMPLE}")
    rate = Decimal(shape[2])
    if not rate:
        raise ValueError(f"one {shape[1].upper()} is worth more than nothing")
    return shape[1].upper(), rate


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:20]}” is no day, such as 2026-11-01") from None
    if why := why_not_day(day):
        raise ValueError(f"{day} {why}")
    return day
