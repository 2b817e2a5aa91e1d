"""Targets as a person types them: "5 %", "< 30 s", "1 m 30 s", "-20 %", "reduce by 20 %"."""

import re
from dataclasses import dataclass

from amtui.domain.kpi.describing import Definition, Unit
from amtui.domain.vocabulary import Comparator

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_CHANGE = re.compile(rf"(reduce by|less|-|−|raise by|increase by|more|\+)\s*{_NUMBER}\s*%", re.IGNORECASE)
_DOWN = ("reduce by", "less", "-", "−")
_SIGNS: dict[str, Comparator] = {
    "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST, ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST,
    "<": Comparator.BELOW, ">": Comparator.ABOVE,
}  # fmt: skip
"""The longer of two that begin alike comes first."""
_PERCENT = re.compile(rf"{_NUMBER}\s*%")
_PLAIN = re.compile(_NUMBER)
_LENGTH = re.compile(
    rf"(?:{_NUMBER}\s*h(?:ours?)?)?\s*(?:{_NUMBER}\s*m(?:in(?:utes?)?)?)?\s*(?:{_NUMBER}\s*s(?:ec(?:onds?)?)?)?",
    re.IGNORECASE,
)
_SECONDS_IN = (3600, 60, 1)


@dataclass(frozen=True, slots=True)
class TargetText:
    """What was typed: a target in the KPI's unit, or by which fraction the baseline shall change.

    Attributes:
        comparator: the sign before a target; None takes the KPI's own.
    """

    value: float | None = None
    by: float | None = None
    comparator: Comparator | None = None


def parse_target(text: str, definition: Definition) -> TargetText:
    """Read a target.

    Raises:
        ValueError: it cannot be read; the message is an example of what can.
    """
    typed = text.strip()
    if (change := parse_change(typed)) is not None:
        return TargetText(by=change)
    compared = next((each for each in _SIGNS if typed.startswith(each)), "")
    value = _READERS[definition.unit](typed[len(compared) :].strip())
    if value is None:
        raise ValueError(f"as {_EXAMPLES[definition.unit]} or -20 %")
    return TargetText(value, comparator=_SIGNS.get(compared))


def parse_change(text: str) -> float | None:
    """Return the fraction by which "reduce by 20 %" or "-20 %" changes a baseline; None for other texts."""
    change = _CHANGE.fullmatch(text.strip())
    if change is None:
        return None
    sign = -1 if change.group(1).casefold() in _DOWN else 1
    return sign * _number(change.group(2)) / 100


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _fraction(text: str) -> float | None:
    """Read a percentage, or a fraction below one; a bare 5 could be either."""
    if found := _PERCENT.fullmatch(text):
        return round(_number(found.group(1)) / 100, 12)
    found = _PLAIN.fullmatch(text)
    return _number(text) if found and _number(text) < 1 else None


def _seconds(text: str) -> float | None:
    if _PLAIN.fullmatch(text):
        return _number(text)
    found = _LENGTH.fullmatch(text)
    if not text or found is None:
        return None
    parts = zip(found.groups(), _SECONDS_IN, strict=True)
    return sum(_number(part) * size for part, size in parts if part is not None)


def _bare(text: str) -> float | None:
    return _number(text) if _PLAIN.fullmatch(text) else None


_READERS = {
    Unit.FRACTION: _fraction,
    Unit.SECONDS: _seconds,
    Unit.BUSINESS_SECONDS: _seconds,
    Unit.NUMBER: _bare,
}
_EXAMPLES = {
    Unit.FRACTION: "5 %",
    Unit.SECONDS: "30 s",
    Unit.BUSINESS_SECONDS: "2 h",
    Unit.NUMBER: "12.5",
}
