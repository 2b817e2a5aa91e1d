"""Who calls whom: names, numbers and extensions as telephone systems write them."""

import re

from amtui.domain.vocabulary import CallDirection

_LONGEST_EXTENSION = 6
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


def party(text: str | None) -> tuple[str | None, str | None]:
    """Return name and number of `Jo Doe (101)`, of a bare number or of a bare name."""
    whole = (text or "").strip()
    found = _IN_BRACKETS.search(whole)
    if found:
        return whole[: found.start()].strip() or None, found[1].strip() or None
    return (None, whole) if is_number(whole) else (whole or None, None)


def is_number(text: str) -> bool:
    """Tell whether a text consists of digits and the signs that telephone numbers have."""
    return any(map(str.isdigit, text)) and not text.strip("+*#0123456789 ()/.-")


def is_extension(number: str | None) -> bool:
    """Tell whether a number is one of the system's own."""
    return number is not None and number.isdigit() and len(number) <= _LONGEST_EXTENSION


def direction_between(caller: str | None, called: str | None) -> str:
    """Return the direction of a call; a caller without a number is somebody outside."""
    if not is_extension(caller):
        return CallDirection.INBOUND.value
    return (CallDirection.INTERNAL if is_extension(called) else CallDirection.OUTBOUND).value
