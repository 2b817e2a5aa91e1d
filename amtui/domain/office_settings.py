"""Settings that are lists of pairs: where kinds of requests go, and the fields that accounts have besides."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from amtui.domain.errors import UsageError
from amtui.domain.vocabulary import RequestType, Route

FIELD_TYPES = ("text", "number", "day", "yes_no")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_routes(text: str) -> dict[str, str]:
    """Return kinds of requests with who does them, from `billing am, training support`.

    Raises:
        ValueError: there is no such kind, or no such route.
    """
    found = _pairs(text, "a kind of request and who does it, as billing support")
    for kind, route in found.items():
        if kind not in set(RequestType):
            raise ValueError(f"“{kind}” is no kind of request; there are {', '.join(RequestType)}")
        if route not in set(Route):
            raise ValueError(f"“{route}” is no route; there are {', '.join(Route)}")
    return found


def read_fields(text: str) -> dict[str, str]:
    """Return the account's fields of one's own with the type of each, from `contract text, seats number`.

    Raises:
        ValueError: a name is none, or a type is unknown.
    """
    found = _pairs(text, f"a name and its type, as seats number; types are {', '.join(FIELD_TYPES)}")
    for key, kind in found.items():
        if not _KEY.fullmatch(key):
            raise ValueError(f"“{key}” is no name: small letters, digits and _ only")
        if kind not in FIELD_TYPES:
            raise ValueError(f"“{kind}” is no type; there are {', '.join(FIELD_TYPES)}")
    return found


def pairs_text(pairs: Mapping[str, object]) -> str:
    """Return pairs as they are typed."""
    return ", ".join(f"{key} {value}" for key, value in pairs.items())


def custom_text(value: object) -> str:
    """Return the value of a field of one's own as it is typed; empty where nothing is kept."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def read_custom(kind: str, text: str) -> str | int | float | bool | None:
    """Return the value of a field of one's own as it is kept; nothing for an empty text.

    Raises:
        UsageError: the text is no value of the type.
    """
    if not text:
        return None
    reader = {"number": _number, "day": _day, "yes_no": _switch}.get(kind)
    return reader(text) if reader else text


def _number(text: str) -> int | float:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise UsageError(f"“{text}” is no number") from None
    if not number.is_finite():
        raise UsageError(f"“{text}” is no number")
    return int(number) if number == number.to_integral_value() else float(number)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"“{text}” is no day, such as 2026-12-01") from None


def _switch(text: str) -> bool:
    if text.casefold() not in {"yes", "no"}:
        raise UsageError("is yes or no")
    return text.casefold() == "yes"


def _pairs(text: str, wanted: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        words = part.casefold().replace("=", " ").replace(":", " ").split()
        if len(words) != 2:
            raise ValueError(f"“{part}” is not {wanted}")
        if words[0] in found:
            raise ValueError(f"“{words[0]}” is named twice")
        found[words[0]] = words[1]
    return found
