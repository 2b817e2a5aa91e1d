"""Filters of lists, as typed on a screen or given to a command: reading, printing, completing them."""

from amtui.domain.filter_ast import EVERYTHING, Filter, FilterError, Op, Term, Value, Word, joined
from amtui.domain.filter_bounds import asks_for_none, bounds, within
from amtui.domain.filter_complete import Completion, completions
from amtui.domain.filter_fields import (
    ACCOUNT_REVIEWS,
    ACCOUNTS,
    CALENDAR,
    REQUESTS,
    REVIEWS,
    TODAY,
    Field,
    Grammar,
    Kind,
)
from amtui.domain.filter_parse import make_order, make_term, parse

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_REVIEWS",
    "CALENDAR",
    "EVERYTHING",
    "REQUESTS",
    "REVIEWS",
    "TODAY",
    "Completion",
    "Field",
    "Filter",
    "FilterError",
    "Grammar",
    "Kind",
    "Op",
    "Term",
    "Value",
    "Word",
    "asks_for_none",
    "bounds",
    "completions",
    "joined",
    "make_order",
    "make_term",
    "parse",
    "within",
]
