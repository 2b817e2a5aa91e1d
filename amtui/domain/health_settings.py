"""The rules of health as settings: how each is typed, stored and read back."""

import re
from collections.abc import Mapping
from typing import Any

from amtui.domain.health_rules import PARTS, STANDARD, WEIGHTS, HealthRules, Part

KEYS = ("health_weights", "health_bands", "health_cap", "health_coverage", "health_touch")
"""Weights of the parts; the highest red and amber scores; the most under a cap; the share of the
weights that has to be known; the days up to which a last touch is fresh, and from which it is stale."""


def read_weights(text: str) -> dict[str, int]:
    """Read weights typed as “kpis 40, requests 20”; parts that are not named keep their usual weight.

    Raises:
        ValueError: in words.
    """
    found = {part.key: weight for part, weight in WEIGHTS.items()}
    for pair in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        word, _, number = pair.replace("=", " ").partition(" ")
        if word.casefold() not in PARTS:
            raise ValueError(f"“{word}” is no part of health; there are {', '.join(PARTS)}")
        if not number.strip().isdecimal() or int(number) > 100:
            raise ValueError("a weight is a number from 0 to 100")
        found[word.casefold()] = int(number)
    if not any(found.values()):
        raise ValueError("one part at least has to count")
    return found


def read_bands(text: str) -> list[int]:
    """Read the highest red and the highest amber score, typed as “50, 75”.

    Raises:
        ValueError: in words.
    """
    return _pair(text, 0, 99, "is the highest red score and the highest amber one, as 50, 75")


def read_touch(text: str) -> list[int]:
    """Read the days of a fresh and of a stale last touch, typed as “30, 60”.

    Raises:
        ValueError: in words.
    """
    return _pair(text, 1, 3650, "is the days of a fresh last touch and of a stale one, as 30, 60")


def read_cap(text: str) -> int:
    """Read the most an account can score while something is badly wrong.

    Raises:
        ValueError: in words.
    """
    if not text.strip().isdecimal() or int(text) > 100:
        raise ValueError("is a score from 0 to 100")
    return int(text)


def rules_of(found: Mapping[str, Any]) -> HealthRules:
    """Return the rules that stored settings give; what is not set is as usual."""
    weights = {key: weight for key, weight in dict(found.get("health_weights", {})).items() if key in PARTS}
    red, amber = found.get("health_bands", (STANDARD.red_up_to, STANDARD.amber_up_to))
    fresh, stale = found.get("health_touch", (STANDARD.fresh_days, STANDARD.stale_days))
    return HealthRules(
        weights={part: int(weights.get(part.key, usual)) for part, usual in WEIGHTS.items()},
        red_up_to=int(red),
        amber_up_to=int(amber),
        cap=int(found.get("health_cap", STANDARD.cap)),
        enough=float(found.get("health_coverage", STANDARD.enough)),
        fresh_days=int(fresh),
        stale_days=int(stale),
    )


def typed(rules: HealthRules) -> dict[str, str]:
    """Return rules as a person types them, by setting."""
    return {
        "health_weights": ", ".join(f"{part.key} {rules.weights.get(part, 0)}" for part in Part),
        "health_bands": f"{rules.red_up_to}, {rules.amber_up_to}",
        "health_cap": str(rules.cap),
        "health_coverage": f"{rules.enough:g}",
        "health_touch": f"{rules.fresh_days}, {rules.stale_days}",
    }


def _pair(text: str, least: int, most: int, rule: str) -> list[int]:
    numbers = re.split(r"[,\s]+", text.strip())
    if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):
        raise ValueError(rule)
    first, second = map(int, numbers)
    if not least <= first < second <= most:
        raise ValueError(rule)
    return [first, second]
