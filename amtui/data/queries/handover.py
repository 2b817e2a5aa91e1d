"""What somebody needs to know who takes over a book for some days."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from amtui.data.models import contacts, technical_context, users
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.onboarding import onboarding_board
from amtui.data.queries.portfolio import account_row
from amtui.data.queries.requests import request_page
from amtui.data.queries.reviews import reviews
from amtui.data.queries.today import today
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound, Refused
from amtui.domain.handover import Handover, HandoverAccount
from amtui.domain.onboarding import ApprovalState
from amtui.domain.paging import Order, Slice
from amtui.domain.people import Scope
from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import ReviewStatus

MOST = 200
"""Requests that a brief lists; a book with more is no book to cover in passing."""
FIRST = 10
AROUND = timedelta(days=14)
WAITING = (ApprovalState.ASKED, ApprovalState.REFUSED)


def handover(
    reading: Reading, *, user_id: int, first: date, last: date, cover: str = "", note: str = ""
) -> Handover:
    """Return the brief of a book for some days, made from what the data say now.

    Raises:
        NotFound: there is no such user.
        Refused: the viewer may not see that book.
    """
    name = reading.connection.execute(select(users.c.name).where(users.c.id == user_id)).scalar_one_or_none()
    if name is None:
        raise NotFound(f"there is no user {user_id}")
    if not reading.scope.sees(user_id):
        raise Refused(f"the book of {name} is not yours to see", next="Ask them, or their manager.")
    book = replace(reading, scope=Scope(frozenset({user_id})), user_id=user_id)
    return Handover(
        user=name,
        cover=cover,
        first=first,
        last=last,
        note=note,
        made_at=reading.now,
        zone=reading.zone.key,
        urgent=tuple(row for row in today(book) if row.urgent)[:FIRST],
        accounts=_accounts(book, first, last),
    )


def _accounts(book: Reading, first: date, last: date) -> tuple[HandoverAccount, ...]:
    """Return the accounts of the book, the least healthy first."""
    asked = _requests(book)
    planned = _by_account(reviews(book, first=first, last=last, status=ReviewStatus.PLANNED))
    people, waiting = _people(book), _waiting(book)
    boarding = {row.account_id: row for row in onboarding_board(book)}
    found = [
        HandoverAccount(
            row=account_row(facts),
            contacts=people.get(facts.account.id, ()),
            requests=tuple(asked.get(facts.account.id, ())),
            reviews=tuple(planned.get(facts.account.id, ())),
            gaps=tuple(gap.kind for gap in facts.gaps),
            **_agreed(facts, first, last),
            approvals=waiting.get(facts.account.id, ()),
            onboarding=boarding.get(facts.account.id),
            overdue=tuple(
                (one.number, days) for one in facts.unpaid or () if (days := one.overdue_days(facts.today))
            ),
        )
        for facts in account_facts(book)
    ]
    return tuple(
        sorted(found, key=lambda each: (each.row.health is None, each.row.health or 0, each.row.name))
    )


def _agreed(facts: AccountFacts, first: date, last: date) -> dict[str, date | None]:
    """Return the end of the agreement and its last day to give notice, where either is near."""
    known = facts.agreement
    if known is None:
        return {"renewal": None}
    notice = known.notice_on if known.notice_on >= facts.today and known.notice_days else None
    notice = notice if _near(notice, first, last) else None
    return {
        "renewal": known.ends_on if notice or _near(known.ends_on, first, last) else None,
        "notice": notice,
    }


def _near(day: date | None, first: date, last: date) -> bool:
    return day is not None and first - AROUND <= day <= last + AROUND


def _requests(book: Reading) -> Mapping[int, Sequence[RequestRow]]:
    rows = request_page(book, order=Order("due"), slice=Slice(limit=MOST)).rows
    return _by_account(rows)


def _by_account(rows: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found


def _people(book: Reading) -> dict[int, tuple[str, ...]]:
    """Return whom to speak with at each account: those who decide first, two of them."""
    c = contacts.c
    statement = (
        select(contacts)
        .where(book.visible(contacts), or_(c.is_admin, c.is_approved, c.is_champion))
        .order_by(c.is_admin.desc(), c.name)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in book.rows(statement):
        known = found.get(row.account_id, ())
        words = ", ".join(filter(None, (row.name, row.job, row.phone, row.email)))
        found[row.account_id] = (*known, words) if len(known) < 2 else known
    return found


def _waiting(book: Reading) -> dict[int, tuple[str, ...]]:
    t = technical_context.c
    statement = select(t.account_id, t.topic, t.approval).where(
        book.visible(technical_context), t.approval_state.in_(WAITING)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in book.rows(statement.order_by(t.topic)):
        words = f"{row.topic} ({row.approval})" if row.approval else row.topic
        found[row.account_id] = (*found.get(row.account_id, ()), words)
    return found
