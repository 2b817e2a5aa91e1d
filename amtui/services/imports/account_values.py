"""The columns of an account that a row of a file stands for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from amtui.domain.errors import Invalid
from amtui.domain.local_time import zone_named
from amtui.domain.name_key import name_key
from amtui.domain.vocabulary import AccountStatus, BillingState, Tier

CURRENCY = "EUR"
INACTIVE = "inactive in the imported file"
_PLACES = Decimal("0.0001")
_CUSTOM = ("external_id", "sector", "revenue")


def defaults(zone: str) -> dict[str, Any]:
    """Return what a new account is where its file does not say."""
    return {
        "plan": "standard",
        "tier": Tier.STANDARD,
        "currency": CURRENCY,
        "zone": zone,
        "status": AccountStatus.ACTIVE,
        "billing": BillingState.UP_TO_DATE,
    }


def account_values(row: Mapping[str, Any], existing: RowMapping | None) -> dict[str, Any]:
    """Return the columns that a row says something about.

    Raises:
        Invalid: with a sentence for each field that cannot be.
    """
    name = " ".join(row["name"].split())
    values: dict[str, Any] = {"name": name, "name_key": name_key(name)}
    values |= {field: row[field] for field in ("plan", "zone", "currency") if row[field]}
    _check(values)
    if row["tier"]:
        values["tier"] = Tier(row["tier"])
    if row["status"]:
        values |= _status(AccountStatus(row["status"]), existing)
    if row["monthly_value"] is not None:
        values["monthly_value"] = _amount(row["monthly_value"])
    return values | _custom(row, existing)


def _check(values: Mapping[str, Any]) -> None:
    currency = values.get("currency", CURRENCY)
    if len(currency) != 3 or not currency.isalpha() or not currency.isascii():
        raise Invalid({"currency": f"“{currency}” is no currency code of three letters, such as EUR"})
    if "zone" in values:
        zone_named(values["zone"])


def _status(status: AccountStatus, existing: RowMapping | None) -> dict[str, Any]:
    if existing is not None and existing["status"] is status:
        return {}
    return {"status": status, "status_reason": INACTIVE if status is AccountStatus.INACTIVE else None}


def _amount(value: Decimal) -> Decimal:
    if value < 0:
        raise Invalid({"monthly_value": "a value is not negative"})
    return value.quantize(_PLACES)


def _custom(row: Mapping[str, Any], existing: RowMapping | None) -> dict[str, Any]:
    """Return the custom fields with those of the row added; others stay."""
    before = dict(existing["custom"] or {}) if existing is not None else {}
    given = {field: str(row[field]) for field in _CUSTOM if row[field] is not None}
    after = before | given | dict(row["custom"] or {})
    return {"custom": after} if after else {}
