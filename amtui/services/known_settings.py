"""The settings that administrators can change, and how the text of each is read."""

from collections.abc import Callable, Mapping

from amtui.domain.errors import Invalid, NotFound
from amtui.domain.exchange import read_rates
from amtui.domain.health_rules import STANDARD, HealthRules
from amtui.domain.health_settings import (
    read_bands,
    read_cap,
    read_touch,
    read_weights,
    rules_of,
    typed,
)
from amtui.domain.kpi.service_level import DEFAULT_METHOD
from amtui.domain.kpi.settings import CALLBACK_HOURS, METHODS, SERVICE_SECONDS
from amtui.domain.office_settings import read_fields, read_routes
from amtui.domain.today_rules import REACTIVE, USUAL

YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0"})


def _switch(text: str) -> bool:
    word = text.strip().casefold()
    if word not in YES | NO:
        raise ValueError("is yes or no")
    return word in YES


def _days(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= 3650:
        raise ValueError("is a number of days from 1 to 3650")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        raise ValueError("is a fraction above 0, up to 1")
    return share


def _seconds(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= 3600:
        raise ValueError("is a number of seconds from 1 to 3600")
    return int(text)


def _hours(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= 100:
        raise ValueError("is a number of business hours from 1 to 100")
    return int(text)


def _method(text: str) -> str:
    word = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if word not in METHODS:
        raise ValueError(f"is one of {', '.join(METHODS)}")
    return word


KNOWN: dict[str, tuple[Callable[[str], object], object]] = {
    "am_may_create_requests": (_switch, False),
    REACTIVE: (_share, USUAL[REACTIVE]),
    "last_touch_days": (_days, USUAL["last_touch_days"]),
    "renewal_days": (_days, USUAL["renewal_days"]),
    "exchange_rates": (read_rates, USUAL["exchange_rates"]),
    "service_level_seconds": (_seconds, SERVICE_SECONDS),
    "service_level_method": (_method, DEFAULT_METHOD.name.lower()),
    "callback_hours": (_hours, CALLBACK_HOURS),
    "health_weights": (read_weights, {part.key: weight for part, weight in STANDARD.weights.items()}),
    "health_bands": (read_bands, [STANDARD.red_up_to, STANDARD.amber_up_to]),
    "health_cap": (read_cap, STANDARD.cap),
    "health_coverage": (_share, STANDARD.enough),
    "health_touch": (read_touch, [STANDARD.fresh_days, STANDARD.stale_days]),
    "routes": (read_routes, {}),
    "custom_fields": (read_fields, {}),
}
"""How each setting is read, and what holds while nobody has set it."""


def read_setting(key: str, text: str) -> object:
    """Return the value that a person typed for a setting.

    Raises:
        NotFound: if there is no such setting.
        Invalid: if the text is no value of it.
    """
    if key not in KNOWN:
        raise NotFound(f"there is no setting {key}; there are {', '.join(KNOWN)}")
    try:
        return KNOWN[key][0](text)
    except ValueError as error:
        raise Invalid({key: str(error)}) from None


def rules_with(rules: HealthRules, wanted: Mapping[str, str]) -> HealthRules:
    """Return the rules of health with what a person typed in their place.

    Raises:
        Invalid: a text is no value of its setting.
    """
    return rules_of({key: read_setting(key, text) for key, text in {**typed(rules), **wanted}.items()})
