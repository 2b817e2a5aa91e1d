"""From a filter's condition on a date or a number to what fulfils it."""

from datetime import datetime, tzinfo
from operator import eq, ge, gt, le, lt

from amtui.domain.filter_ast import Op, Term
from amtui.domain.filter_dates import (
    Bounds,
    DateValue,
    Day,
    Distance,
    Named,
    day_bounds,
    named_bounds,
    shifted,
)
from amtui.domain.filter_fields import REQUESTS, Grammar


def asks_for_none(term: Term) -> bool:
    """Tell whether rows without a date fulfil the condition, as in `due:none`."""
    return Named.NONE in term.values


def bounds(term: Term, now: datetime, zone: tzinfo, grammar: Grammar = REQUESTS) -> tuple[Bounds, ...]:
    """Return the stretches of time that fulfil a condition on a date; one of them is enough.

    A distance counts forwards for what lies ahead (`due:<2d` is due within two days, or overdue)
    and backwards for what has been (`created:<2d` was made less than two days ago). The negation
    of the term is left to the caller.

    Args:
        term: on a field that holds dates.
        now: the present moment.
        zone: the viewer's, whose days are meant.
        grammar: says which way the field counts.
    """
    past = grammar.field(term.field).past
    dates = [value for value in term.values if not isinstance(value, str) or isinstance(value, Named)]
    return tuple(_one(term.op, value, now, zone, past=past) for value in dates if value is not Named.NONE)


def within(term: Term, number: float | None) -> bool:
    """Tell whether a number is one of those that a condition names, or is on its side of the one."""
    if number is None:
        return False
    edges = [float(value) for value in term.values if isinstance(value, str) and value[:1].isdigit()]
    return any(_COMPARED[term.op](number, edge) for edge in edges)


_COMPARED = {Op.IS: eq, Op.BELOW: lt, Op.AT_MOST: le, Op.ABOVE: gt, Op.AT_LEAST: ge}


def _one(op: Op, value: DateValue, now: datetime, zone: tzinfo, *, past: bool) -> Bounds:
    if isinstance(value, Distance):
        edge = shifted(now, value, zone, back=past)
        return _held(_turned(op) if past else op, (edge, edge))
    whole = day_bounds(value.day, zone) if isinstance(value, Day) else named_bounds(value, now, zone)
    return _held(op, whole)


def _held(op: Op, whole: Bounds) -> Bounds:
    """Return what lies before, in or after a stretch."""
    begin, end = whole
    return {
        Op.IS: (begin, end),
        Op.BELOW: (None, begin),
        Op.AT_MOST: (None, end),
        Op.ABOVE: (end, None),
        Op.AT_LEAST: (begin, None),
    }[op]


def _turned(op: Op) -> Op:
    """Return the comparison of moments for one of ages: the younger, the later."""
    return {Op.BELOW: Op.ABOVE, Op.AT_MOST: Op.AT_LEAST, Op.ABOVE: Op.BELOW, Op.AT_LEAST: Op.AT_MOST}[op]
