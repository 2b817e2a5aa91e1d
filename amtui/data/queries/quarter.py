"""A whole book over a quarter, in a number of statements that does not grow with its accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from amtui.data.models import users
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.health_days import recorded_by
from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.portfolio import account_row
from amtui.data.queries.quarter_agreed import agreed_in
from amtui.data.queries.quarter_requests import Served, served_in
from amtui.data.queries.quarter_reviews import kept_in
from amtui.data.queries.tasks import own_books
from amtui.data.reading import Reading
from amtui.domain.errors import Refused, UsageError
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.people import UNASSIGNED, Scope
from amtui.domain.qbr import NOW_DAYS
from amtui.domain.quarter import ONE_DAY, Agreed, Kept, Quarter, QuarterBook, QuarterLine, summed

NOBODYS = "all visible books"


def quarter_book(reading: Reading, *, period: Quarter | None = None, am_id: int | None = None) -> QuarterBook:
    """Return a book over a quarter; without a period over the one that was complete last.

    Without an account manager named the book of whoever asks is told of, with those that they cover; all
    visible ones where that is none.

    Raises:
        Refused: the viewer may not see that book.
        UsageError: the quarter has not begun.
    """
    quarter = period or Quarter.of(reading.today).before
    last = min(quarter.last, reading.today - ONE_DAY)
    if last < quarter.first:
        raise UsageError(f"{quarter} has no complete day yet", next=f"Name {quarter.before}, or wait a day.")
    book, whose = _book(reading, am_id)
    facts = account_facts(book)
    agreed = agreed_in(book, quarter.first, last)
    return QuarterBook(
        whose=whose,
        quarter=quarter,
        first=quarter.first,
        last=last,
        zone=reading.zone.key,
        made_at=reading.now,
        lines=_lines(book, facts, quarter.first, last, agreed),
        agreed=agreed,
    )


def _book(reading: Reading, am_id: int | None) -> tuple[Reading, str]:
    """Return the reading of one book, and whose it is."""
    if am_id is not None and not reading.scope.sees(am_id):
        raise Refused("that book is not yours to see", next="Ask them, or their manager.")
    wanted = frozenset({am_id}) if am_id is not None else own_books(reading)
    u = users.c
    named = select(u.id, u.name).where(u.id.in_(sorted(wanted)), u.id != UNASSIGNED).order_by(u.name)
    names = [row.name for row in reading.rows(named)]
    book = replace(reading, scope=Scope(wanted))
    if am_id is None and not account_facts(book):
        return reading, NOBODYS
    return book, ", ".join(names)


def _lines(
    book: Reading, facts: Sequence[AccountFacts], first: date, last: date, agreed: Sequence[Agreed]
) -> tuple[QuarterLine, ...]:
    window = max(first, last - timedelta(days=NOW_DAYS - 1)), last
    figures: dict[int, list[KpiFigure]] = {}
    for figure in kpi_figures(book, window=window):
        if figure.target is not None:
            figures.setdefault(figure.account_id, []).append(figure)
    served, kept = served_in(book, facts, first, last), kept_in(book, facts, first, last)
    scores = {account: day.score for account, day in recorded_by(book, last).items() if day.day >= first}
    return tuple(
        _line(each, tuple(figures.get(each.account.id, ())), served, kept, scores, agreed) for each in facts
    )


def _line(
    facts: AccountFacts,
    figures: tuple[KpiFigure, ...],
    served: Mapping[int, Served],
    kept: Mapping[int, tuple[Kept, ...]],
    scores: Mapping[int, int | None],
    agreed: Sequence[Agreed],
) -> QuarterLine:
    found = served.get(facts.account.id, Served())
    return QuarterLine(
        row=account_row(facts),
        health_then=scores.get(facts.account.id),
        figures=figures,
        levels=tuple(found.levels),
        served=summed(None, found.levels),
        resolved=found.resolved,
        kept=kept.get(facts.account.id, ()),
        agreed=sum(each.account == facts.account.name for each in agreed),
    )
