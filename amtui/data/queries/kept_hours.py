"""Hours and segments of accounts with many calls, as they are kept: nobody waits until they are counted.

What was asked for is the key, with all that the count depends on, such as the seconds after which a
caller has waited too long: another goal asks for something else. What is kept is taken away in the
transaction that changes calls of its days; calls of later days leave it, so that it is moved on to them.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Text, cast, select

from amtui.data.models import accounts, kpi_hours
from amtui.data.queries.places import chosen
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.reading import Reading
from amtui.domain.kpi.describing import Feed
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.vocabulary import KpiKey

H = kpi_hours.c
WORTH_IT = 3
"""A window is moved by at most one of so many parts: what comes in and what falls out is counted."""


def asked_of(account_id: int, wanted: Wanted) -> str:
    """Return in one word all that the count of an account's calls depends on, but for the last day."""
    days = (wanted.last - wanted.first).days + 1
    parts = [
        wanted.known.key.value,
        wanted.statistic.value,
        str(days),
        str(wanted.late_after.get(account_id)),
    ]
    if wanted.known.key == KpiKey.SERVICE_LEVEL:
        parts += [str(wanted.settings.service_seconds), wanted.settings.service_method.name]
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an account, of a window that ends with `last`."""

    last: date
    answer: Answer


def kept_hours(reading: Reading, account_ids: Collection[int], wanted: Wanted) -> Mapping[int, Kept]:
    """Return by account what is kept of windows as long as the wanted one, the same or of days near them.

    Of other accounts the calls have to be counted.
    """
    if wanted.known.feed is not Feed.CALLS or not account_ids:
        return {}
    asked = {account_id: asked_of(account_id, wanted) for account_id in account_ids}
    statement = (
        select(H.account_id, H.asked, H.last, cast(H.slices, Text))
        .join(accounts, accounts.c.id == H.account_id)
        .where(chosen(reading, account_ids), H.asked.in_(sorted(set(asked.values()))))
        .where(H.last.between(wanted.last - near(wanted), wanted.last + near(wanted)))
        .where(H.slices.is_not(None))
    )
    return {
        account_id: Kept(last, from_document(account_id, json.loads(text)))
        for account_id, words, last, text in reading.connection.execute(statement).all()
        if asked.get(account_id) == words
    }


def near(wanted: Wanted) -> timedelta:
    """Return how far from the wanted window one may end to be worth moving."""
    return timedelta(days=(wanted.last - wanted.first).days // WORTH_IT)


def to_document(answer: Answer) -> dict[str, list[list[Any]]]:
    """Return slices of one account as JSON can hold them."""
    return {
        dimension.value: [[row.value, row.weekday, row.hour, row.n, row.amount] for row in rows]
        for dimension, rows in answer.items()
    }


def from_document(account_id: int, document: Mapping[str, list[list[Any]]]) -> dict[Dimension, list[Slice]]:
    """Return what `to_document` made."""
    return {Dimension(name): [Slice(account_id, *row) for row in rows] for name, rows in document.items()}
