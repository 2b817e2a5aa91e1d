"""The strip of counts above the Today list: what each counts, in words, and which rows it stands for."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from enum import StrEnum

from amtui.domain.clock import local_day
from amtui.domain.frozen import dataclass
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.vocabulary import SlaState, Source


class Part(StrEnum):
    """One count of the strip; its value is the name of the count, and of the mark that `is:` asks for."""

    BREACHED = "breached"
    AT_RISK = "at_risk"
    DUE_TODAY = "due_today"
    KPIS = "kpis_off_target"
    REVIEWS = "reviews_today"
    GAPS = "cadence_gaps"


@dataclass(frozen=True, slots=True)
class Words:
    """How a count is named: one, many, and the same where there is little room."""

    one: str
    many: str
    short_one: str
    short: str


WORDS = {
    Part.BREACHED: Words("breached", "breached", "breached", "breached"),
    Part.AT_RISK: Words("at risk", "at risk", "at risk", "at risk"),
    Part.DUE_TODAY: Words("due today", "due today", "due", "due"),
    Part.KPIS: Words("KPI off target", "KPIs off target", "KPI", "KPIs"),
    Part.REVIEWS: Words("review today", "reviews today", "review", "reviews"),
    Part.GAPS: Words("cadence gap", "cadence gaps", "gap", "gaps"),
}
SERIOUS = frozenset({Part.BREACHED, Part.KPIS})
WARNING = frozenset({Part.AT_RISK, Part.GAPS})

Look = tuple[datetime, tzinfo]
"""The moment and the viewer's zone, in which a day counts."""


def counted_part(part: Part, n: int, *, short: bool = False) -> str:
    """Return a count in words: “1 review today”; short where there is little room."""
    words = WORDS[part]
    if short:
        return f"{n:,} {words.short_one if n == 1 else words.short}"
    return f"{n:,} {words.one if n == 1 else words.many}"


def number_of(counts: TodayCounts, part: Part) -> int:
    """Return a count of the strip."""
    found: int = getattr(counts, part.value)
    return found


def stands_for(part: Part, row: TodayRow, now: datetime, zone: tzinfo) -> bool:
    """Tell whether a row is one of those that a count counts."""
    return _RULES[part](row, (now, zone))


def _due_today(row: TodayRow, look: Look) -> bool:
    now, zone = look
    return row.due_at is not None and local_day(row.due_at, zone) == local_day(now, zone)


_RULES: dict[Part, Callable[[TodayRow, Look], bool]] = {
    Part.BREACHED: lambda row, _: row.sla_state is SlaState.BREACHED,
    Part.AT_RISK: lambda row, _: row.sla_state is SlaState.AT_RISK,
    Part.DUE_TODAY: lambda row, look: row.source is Source.REQUEST and _due_today(row, look),
    Part.KPIS: lambda row, _: row.source is Source.KPI,
    Part.REVIEWS: lambda row, look: row.source is Source.REVIEW and _due_today(row, look),
    Part.GAPS: lambda row, _: row.source is Source.CADENCE_GAP,
}
