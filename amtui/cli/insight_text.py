"""Where a figure comes from, as an object and as lines."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.cli.shapes import plain
from amtui.cli.text_table import table
from amtui.cli.words import UNKNOWN, measured
from amtui.domain.insight_records import Breakdown, Insight
from amtui.domain.kpi.definitions import Unit, definition
from amtui.domain.kpi.dimensions import nouns, value_words
from amtui.domain.kpi.heat import WEEKDAYS, HeatCell
from amtui.domain.kpi.periods import AGAINST_WORDS, Comparison, Period, change_words
from amtui.domain.kpi.shortfall import Segment
from amtui.domain.playbooks import help_words
from amtui.domain.vocabulary import Statistic
from amtui.domain.wording import count, counted, label, rate, title

SEGMENT_KEYS = ("dimension", "segment", "account", "n", "bad", "rate", "excess", "share", "others")
NOT_RECORDED = "not recorded"
_UTC = ZoneInfo("UTC")


def insight_document(found: Insight) -> Document:
    """Return an insight as one object; for a mean, `bad` counts seconds."""
    names = (
        "kpi", "statistic", "value", "n", "bad", "baseline", "target", "comparator", "state", "accounts",
        "told_accounts", "sentence",
    )  # fmt: skip
    facts = {name: plain(getattr(found, name), _UTC) for name in names}
    window = {
        "from": found.first.isoformat(), "to": found.last.isoformat(), "time_zone": found.zone or None
    }  # fmt: skip
    return {
        "account": found.account or None,
        "unit": definition(found.kpi).unit.value,
        **facts,
        "bad": found.bad if found.breakdowns else None,
        "target_agreed": found.is_agreed,
        "window": window,
        "segments": [row for one in found.breakdowns for row in segment_objects(found, one)],
        "heat": [_cell(cell) for cell in found.heat.cells],
        "comparison": _comparison(found.comparison),
        "playbooks": [{"key": each.playbook.key, "why": each.why} for each in found.helps],
        "weeks": [{"to": day.day.isoformat(), "value": day.value, "n": day.n} for day in found.days],
    }


def segment_objects(found: Insight, breakdown: Breakdown) -> list[Document]:
    """Return the segments of a dimension as flat objects."""
    return [_segment(found, breakdown, segment) for segment in breakdown.segments]


def _segment(found: Insight, breakdown: Breakdown, segment: Segment) -> Document:
    account = found.names.get(segment.account_id) if segment.account_id is not None else None
    has_n = not breakdown.dimension.is_kind
    return {
        "dimension": breakdown.dimension.value, "segment": segment.value, "account": account,
        "n": segment.n if has_n else None, "bad": segment.amount, "rate": segment.rate,
        "excess": segment.excess, "share": segment.share, "others": segment.others,
    }  # fmt: skip


def _cell(cell: HeatCell) -> Document:
    return {
        "weekday": cell.weekday + 1, "hour": cell.hour, "n": cell.n, "bad": cell.amount, "rate": cell.rate,
        "open": cell.is_open,
    }  # fmt: skip


def _comparison(comparison: Comparison) -> Document:
    interval = comparison.interval
    return {
        "against": comparison.against.value,
        "before": _period(comparison.before),
        "after": _period(comparison.after),
        "difference": interval.difference if interval else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "method": interval.method if interval else None,
        "what": comparison.what or None,
    }


def _period(period: Period | None) -> Document | None:
    if period is None:
        return None
    first, last = period.first.isoformat(), period.last.isoformat()
    return {"from": first, "to": last, "value": period.value, "n": period.n}


def insight_lines(found: Insight, breakdown: Breakdown | None) -> list[str]:
    """Return an insight as a person reads it, a line each."""
    return [*_head(found), "", *_segments(found, breakdown), *_heat(found), *_compared(found)]


def _head(found: Insight) -> Iterator[str]:
    known = definition(found.kpi)
    who = found.account or f"{counted(found.accounts, 'account')} of the book"
    value = measured(found.value, known.unit)
    whose = "target" if found.account else "targets together"
    target = "no target" if found.target is None else f"{whose} {measured(found.target, known.unit)}"
    usual = "" if found.is_agreed or found.target is None else " (usual, none agreed)"
    state = f", {label(found.state)}" if found.account else ""
    yield f"{title(known.label)} of {who}, {found.first} to {found.last}"
    yield f"{value} ({label(found.statistic)}, n {count(found.n)}), {target}{usual}{state}"
    yield found.sentence
    if found.told_accounts < found.accounts:
        yield (
            f"Hours and segments are of the {found.told_accounts} accounts that explain most, "
            f"of {count(found.accounts)}."
        )


def _segments(found: Insight, breakdown: Breakdown | None) -> Iterator[str]:
    if breakdown is None or not breakdown.segments:
        return
    bad = nouns(found.kpi).column.upper()
    heads = (breakdown.dimension.value.upper(), "N", bad, "RATE", "EXPLAINS")
    rows = [_row(found, breakdown, segment) for segment in breakdown.segments]
    yield from table(heads, rows, frozenset({1, 2, 3, 4})).splitlines()
    yield ""


def _row(found: Insight, breakdown: Breakdown, segment: Segment) -> tuple[str, ...]:
    n = UNKNOWN if breakdown.dimension.is_kind else count(segment.n)
    unit = Unit.SECONDS if found.statistic is Statistic.MEAN else Unit.FRACTION
    value = UNKNOWN if segment.rate is None else measured(segment.rate, unit)
    return segment_name(found, breakdown, segment), n, count(segment.amount), value, rate(segment.share, 0)


def segment_name(found: Insight, breakdown: Breakdown, segment: Segment) -> str:
    """Return what a segment is called; in a book with its account's name."""
    if segment.others:
        return f"{counted(segment.others, 'other')}"
    value = NOT_RECORDED if segment.value is None else value_words(breakdown.dimension, segment.value)
    account = found.names.get(segment.account_id or 0, "")
    return f"{value} ({account})" if found.account_id is None and account not in {"", value} else value


def _heat(found: Insight) -> Iterator[str]:
    if not found.heat.cells or found.statistic is Statistic.MEAN:
        return
    hours = found.heat.hours
    rows = []
    for day in found.heat.days:
        cells = [found.heat.at(day, hour) for hour in hours]
        rows.append([WEEKDAYS[day][:2], *(str(cell.amount) if cell.n else "·" for cell in cells)])
    heads = [nouns(found.kpi).column.upper(), *(f"{hour:02}" for hour in hours)]
    yield from table(heads, rows, frozenset(range(1, len(heads)))).splitlines()
    yield ""


def _compared(found: Insight) -> Iterator[str]:
    comparison, known = found.comparison, definition(found.kpi)
    yield f"Against {AGAINST_WORDS[comparison.against]}" + (f": {comparison.what}" if comparison.what else "")
    if comparison.before is not None and comparison.after is not None:
        for one in (comparison.before, comparison.after):
            yield f"{one.first} to {one.last}: {measured(one.value, known.unit)} (n {count(one.n)})"
    yield from change_words(known, found.statistic, comparison)
    if helps := help_words(found.helps):
        yield ""
        yield helps
