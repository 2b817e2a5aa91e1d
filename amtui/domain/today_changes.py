"""Answers to rows of the day's list: put aside, given to somebody else, declined, taken up again."""

from dataclasses import dataclass
from datetime import date

from amtui.domain.change import Change
from amtui.domain.today_row import RowAsked

USUAL_DECLINE_DAYS = 30
"""A row that was declined and still stands after so many days comes back."""
USUAL_FOLLOW_UP_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeRow(Change):
    """Put a row aside until a day, or until it stands worse."""

    row: RowAsked
    until: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateRow(Change):
    """Give a row to somebody, and say when to follow it up.

    Attributes:
        to: their login or name; somebody who is no user is kept by the name alone.
    """

    row: RowAsked
    to: str
    follow_up: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineRow(Change):
    """Decline a row, with the reply that goes out; it comes back on a day if it stands then."""

    row: RowAsked
    reply: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeRow(Change):
    """Take a row up again: its answer no longer holds."""

    row: RowAsked
