"""The settings as a list: what holds, what would hold without, and what each does."""

from sqlalchemy import select

from amtui.data.models import settings
from amtui.data.reading import Reading
from amtui.domain.office_records import SettingRow
from amtui.domain.office_settings import pairs_text
from amtui.services.known_settings import KNOWN

WORDS = {
    "am_may_create_requests": "Account managers may log requests",
    "reactive_ratio_limit": "Share of contacts begun by the client, above which an account is reactive",
    "last_touch_days": "Days without a contact after which an account shows on Today",
    "renewal_days": "Days before a renewal within which all of an account is important",
    "exchange_rates": "What other currencies are worth in one, by which Today compares amounts",
    "service_level_seconds": "Seconds within which an answer counts for the service level",
    "service_level_method": "How the service level counts abandoned calls",
    "callback_hours": "Business hours within which a call back makes a missed call good",
    "health_weights": "How much each part weighs in the health of an account",
    "health_bands": "Health up to which an account is red, and amber",
    "health_cap": "Highest health of an account with a red part",
    "health_coverage": "Share of the parts that must be known for a health",
    "health_touch": "Days after which a contact is no longer fresh, and stale",
    "routes": "Who does kinds of requests, where not the usual team",
    "custom_fields": "Fields that accounts have besides, each with its type",
}
"""What each setting does, in a line."""


def setting_rows(reading: Reading) -> tuple[SettingRow, ...]:
    """Return all settings that there are, in their order."""
    own = {row.key: row.value for row in reading.rows(select(settings))}
    return tuple(
        SettingRow(key, setting_text(own.get(key, default)), setting_text(default), WORDS.get(key, ""))
        for key, (_read, default) in KNOWN.items()
    )


def setting_text(value: object) -> str:
    """Return a setting's value as it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return pairs_text(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
