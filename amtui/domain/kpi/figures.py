"""How a figure reads: with its unit, against its target, and its state as a glyph and a word."""

from amtui.domain.frozen import dataclass
from amtui.domain.kpi.definitions import Definition, Unit
from amtui.domain.kpi.goals import meets
from amtui.domain.vocabulary import Comparator, KpiState

NO_DATA = "no data"
_MINUTE = 60
_HOUR = 3600
_THOUSAND = 1000
MOST_DIGITS = 4
_LEAST_SHOWN = 0.001
"""One tenth of a per cent: the last digit of a percentage."""

_STATES = {
    KpiState.MET: ("✓", "met"),
    KpiState.SUSTAINED: ("★", "sustained"),
    KpiState.ON_TRACK: ("●", "on track"),
    KpiState.OFF_TARGET: ("▼", "off target"),
    KpiState.REGRESSED: ("↓", "regressed"),
    KpiState.PROVISIONAL: ("◔", "provisional"),
    KpiState.NO_GOAL: ("○", "no goal"),
    KpiState.NO_DATA: ("◌", "no data"),
}

_SIGNS = {
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "<",
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: ">",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A KPI's way in words: where it was, where it is, where it shall be; empty where unknown."""

    baseline: str
    now: str
    target: str

    @property
    def text(self) -> str:
        """The known parts in one line."""
        return " → ".join(part for part in (self.baseline, self.now, self.target) if part)


def percent(fraction: float) -> str:
    """Return a fraction of 1 as a percentage with one digit.

    Something is never shown as nothing, nor almost all as all: "< 0.1 %", "> 99.9 %".
    """
    if 0 < fraction < _LEAST_SHOWN / 2:
        return "< 0.1 %"
    if 1 - _LEAST_SHOWN / 2 <= fraction < 1:
        return "> 99.9 %"
    return f"{100 * fraction:.1f} %"


def seconds(duration: float) -> str:
    """Return seconds as a person says them: "12 s", "12.5 s", "1 m 08 s", "2 h 05 m"."""
    if duration < _MINUTE and round(duration, 1) < _MINUTE:
        return f"{round(duration, 1):g} s"
    whole = int(duration + 0.5)
    if whole < _HOUR:
        return f"{whole // _MINUTE} m {whole % _MINUTE:02} s"
    minutes = (whole + _MINUTE // 2) // _MINUTE
    return f"{minutes // _MINUTE} h {minutes % _MINUTE:02} m"


def number(value: float) -> str:
    """Return a bare number without needless digits: "1,250", "1.25", "0.333"."""
    if abs(value) >= _THOUSAND - 0.5:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def format_value(definition: Definition, value: float | None) -> str:
    """Return a figure with its unit, or "no data"."""
    if value is None:
        return NO_DATA
    if definition.unit is Unit.FRACTION:
        return percent(value)
    return number(value) if definition.unit is Unit.NUMBER else seconds(value)


def format_against(
    definition: Definition, value: float | None, comparator: Comparator | None, target: float | None
) -> str:
    """Return a figure with as many digits as show on which side of the target it is: “5.04 %” for ≤ 5 %."""
    shown = format_value(definition, value)
    if value is None or target is None or definition.unit is not Unit.FRACTION:
        return shown
    sign = comparator or definition.comparator
    is_met = meets(value, sign, target)
    for digits in range(1, MOST_DIGITS + 1):
        if meets(round(100 * value, digits) / 100, sign, target) is is_met:
            return shown if digits == 1 else f"{100 * value:.{digits}f} %"
    return shown


def format_target(definition: Definition, target: float) -> str:
    """Return a target without needless digits: "5 %", "99.95 %", "30 s"."""
    if definition.unit is Unit.FRACTION:
        return f"{round(100 * target, 2):g} %"
    return number(target) if definition.unit is Unit.NUMBER else seconds(target)


def format_goal(definition: Definition, comparator: Comparator, target: float) -> str:
    """Return a target with its sign: "≤ 5 %"."""
    return f"{_SIGNS[comparator]} {format_target(definition, target)}"


def arrow(
    definition: Definition,
    *,
    baseline: float | None,
    now: float | None,
    target: float | None,
    comparator: Comparator | None = None,
) -> Reading:
    """Return baseline, now and target in words; the target is empty without a goal."""
    goal = "" if target is None else format_goal(definition, comparator or definition.comparator, target)
    start = "" if baseline is None else format_value(definition, baseline)
    return Reading(start, format_against(definition, now, comparator, target), goal)


def state_glyph(state: KpiState) -> str:
    """Return the sign of a state, one cell wide."""
    return _STATES[state][0]


def state_word(state: KpiState) -> str:
    """Return the word of a state."""
    return _STATES[state][1]


def state_text(state: KpiState) -> str:
    """Return sign and word, so that no state rests on colour."""
    return " ".join(_STATES[state])


def shortfall(
    definition: Definition,
    state: KpiState,
    value: float | None,
    target: float,
    comparator: Comparator | None = None,
) -> str:
    """Return why a KPI asks for attention.

    For example "KPI off target: missed-call rate 12.3 % against 5 %".
    """
    now = format_against(definition, value, comparator, target)
    against = format_target(definition, target)
    return f"KPI {state_word(state)}: {definition.label} {now} against {against}"
