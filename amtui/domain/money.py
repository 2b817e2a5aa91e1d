"""Amounts of money as people write them, and sums that never mix currencies."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType

from amtui.domain.errors import UsageError
from amtui.domain.money_record import MOST_MONEY, Money

_OTHER_DECIMALS = MappingProxyType(
    {
        **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
        **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    }
)
_SIGNS = MappingProxyType({"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"})
_SHAPE = re.compile(
    r"""(?P<before>[A-Za-z]{3}|[€$£¥₹₩])?\s*
    (?P<number>[-+]?[\d.,'\ \u00a0\u202f]*\d)\s*
    (?P<after>[A-Za-z]{3}|[€$£¥₹₩])?""",
    re.VERBOSE,
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "'": " "})


def decimals(currency: str) -> int:
    """Return how many decimal places a currency has (ISO 4217): 2 unless known otherwise."""
    return _OTHER_DECIMALS.get(currency, 2)


def money(amount: Decimal | int | str, currency: str) -> Money:
    """Return an amount rounded to its currency's places, halves to even.

    Raises:
        UsageError: the amount is no finite number.
    """
    value = Decimal(amount)
    if not value.is_finite():
        raise UsageError(f"{value} is no amount of money.")
    code = currency.upper()
    return Money(value.quantize(Decimal(1).scaleb(-decimals(code)), ROUND_HALF_EVEN), code)


def format_money(value: Money | None) -> str:
    """Return “1,234.50 EUR”, in the currency's own places; None is a dash."""
    if value is None:
        return "–"
    rounded = money(value.amount, value.currency)
    return f"{rounded.amount:,f} {rounded.currency}"


def money_fields(value: Money) -> dict[str, str]:
    """Return `{"amount": "12.50", "currency": "EUR"}`, the form of machine-readable output."""
    rounded = money(value.amount, value.currency)
    return {"amount": f"{rounded.amount:f}", "currency": rounded.currency}


def parse_money(text: str, currency: str | None = None, decimal_mark: str = ".") -> Money:
    """Return the amount that a person wrote, such as “1,234.50 EUR”, “EUR 12” or “€12.50”.

    Args:
        text: an amount with a currency code or sign before or behind it.
        currency: what an amount without one is in.
        decimal_mark: `.` or `,`; the other one, spaces and apostrophes group thousands.

    Raises:
        UsageError: it is no amount, its currency is missing or named twice, its groups are not of
            three digits, or it has more decimal places than its currency.
    """
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        raise UsageError(f"“{text}” is no amount of money; write it as 1,234.50 EUR.")
    amount = _number(text, shape["number"], decimal_mark)
    code = _currency(text, shape["before"], shape["after"], currency)
    if abs(amount) >= MOST_MONEY:
        raise UsageError("It is more money than can be kept.")
    if -int(amount.as_tuple().exponent) > decimals(code):
        places = f"has {decimals(code)} decimal places" if decimals(code) else "has no decimal places"
        raise UsageError(f"“{text}” is too precise: {code} {places}.")
    return money(amount, code)


def totals(values: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return one sum per currency, in the order of the codes; None counts as nothing."""
    sums: dict[str, Decimal] = {}
    for value in values:
        if value is not None:
            sums[value.currency] = sums.get(value.currency, Decimal()) + value.amount
    return tuple(Money(sums[code], code) for code in sorted(sums))


def _currency(text: str, before: str | None, after: str | None, default: str | None) -> str:
    if before and after:
        raise UsageError(f"“{text}” names its currency twice.")
    code = before or after or default
    if code is None:
        raise UsageError(f"“{text}” has no currency; write it as 1,234.50 EUR.")
    return _SIGNS.get(code, code.upper())


def _number(text: str, number: str, decimal_mark: str) -> Decimal:
    group = "," if decimal_mark == "." else "."
    plain = number.translate(_SPACES)
    shape = rf"[-+]?(\d+|\d{{1,3}}([{group} ])\d{{3}}(\2\d{{3}})*)({re.escape(decimal_mark)}\d+)?"
    if not re.fullmatch(shape, plain):
        raise UsageError(
            f"The figure in “{text}” can be read in more than one way; write it as "
            f"1{group}234{decimal_mark}50, with groups of three digits."
        )
    return Decimal(plain.replace(group, "").replace(" ", "").replace(decimal_mark, "."))
