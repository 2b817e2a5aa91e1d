"""A hand-over brief: what a cover needs to know of a book, as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from amtui.domain.account_records import AccountRow
from amtui.domain.health_words import GLYPHS, standing
from amtui.domain.interaction_words import touch_words
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import arrow, state_word
from amtui.domain.local_time import zone_named
from amtui.domain.onboarding import STEP_WORDS
from amtui.domain.onboarding_records import OnboardingRow
from amtui.domain.request_records import RequestRow
from amtui.domain.review_records import ReviewRow
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import ReviewKind, SlaState
from amtui.domain.wording import counted, label, listed, title

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class HandoverAccount:
    """One account of a brief.

    Attributes:
        contacts: whom to speak with, in words.
        requests: those that are open, due first.
        reviews: planned while the account manager is away.
        gaps: reviews that nobody has planned in time.
        renewal: the day on which the agreement ends, where that is near, or its last day to give notice.
        notice: the last day to give notice, where that is near and not past.
        overdue: numbers of the unpaid invoices that are due, each with its days overdue.
        approvals: parts of the set-up that wait for the client's approval.
        onboarding: where the account stands in it; None when it is over.
    """

    row: AccountRow
    contacts: tuple[str, ...]
    requests: tuple[RequestRow, ...]
    reviews: tuple[ReviewRow, ...]
    gaps: tuple[ReviewKind, ...]
    renewal: date | None
    approvals: tuple[str, ...]
    onboarding: OnboardingRow | None
    notice: date | None = None
    overdue: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """A brief for some days, both included; `urgent` is what comes first of the whole book."""

    user: str
    cover: str
    first: date
    last: date
    note: str
    made_at: datetime
    zone: str
    urgent: tuple[TodayRow, ...]
    accounts: tuple[HandoverAccount, ...]


def markdown(brief: Handover) -> str:
    """Return the brief as Markdown; what comes from outside stays text."""
    return "\n".join(_lines(brief)) + "\n"


def plain(text: str) -> str:
    """Return text from outside as Markdown shows it: on one line, its signs escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(brief: Handover) -> Iterator[str]:
    zone, accounts = ZoneInfo(brief.zone), brief.accounts
    to = f" to {plain(brief.cover)}" if brief.cover else ""
    yield f"# Hand-over from {plain(brief.user)}{to}, {brief.first} to {brief.last}"
    yield ""
    requests = sum(account.row.open_requests for account in accounts)
    late = sum(account.row.breached_requests for account in accounts)
    meetings = sum(len(account.reviews) for account in accounts)
    made = f"{brief.made_at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield (
        f"{counted(len(accounts), 'account')}, {counted(requests, 'open request')} ({late} late), "
        f"{counted(meetings, 'review')} in these days. Made from the data on {made} ({brief.zone})."
    )
    if brief.note:
        yield from ("", plain(brief.note))
    yield from ("", "## First", "")
    for number, row in enumerate(brief.urgent, start=1):
        yield f"{number}. **{plain(row.account)}**: {plain(row.what)} ({plain(', '.join(row.why))})"
    if not brief.urgent:
        yield "Nothing is urgent."
    yield from ("", "## Accounts")
    for account in accounts:
        yield from ("", f"### {plain(account.row.name)}", "")
        yield from (f"- {line}" for line in _account(account, brief.made_at, zone))


def _account(account: HandoverAccount, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    row = account.row
    touch = touch_words(row.last_touch_at, now, zone_named(row.zone))
    health = standing(row.health, row.health_band)
    yield f"{GLYPHS[row.health_band]} health {health}, {label(row.tier)} tier, last touch {touch}"
    yield from (f"Speak with {plain(each)}" for each in account.contacts)
    for figure in row.kpis:
        if figure.target is not None:
            known = definition(figure.kpi)
            way = arrow(
                known,
                baseline=figure.baseline,
                now=figure.value,
                target=figure.target,
                comparator=figure.comparator,
            )
            yield f"{title(known.label)} {way.text}, {state_word(figure.state)}"
    yield from (_request(each, zone) for each in account.requests)
    if more := row.open_requests - len(account.requests):
        yield f"and {counted(more, 'open request')} more, due later"
    for review in account.reviews:
        agenda = f": {plain(review.agenda)}" if review.agenda else ""
        yield f"{title(review.kind)} on {review.starts_at.astimezone(zone):%Y-%m-%d %H:%M}{agenda}"
    if account.gaps:
        yield f"No {listed([label(kind) for kind in account.gaps], 'or')} is planned in time"
    yield from _owed(account)
    if account.approvals:
        yield f"Waiting for the client's approval: {plain(listed(account.approvals))}"
    if account.onboarding:
        yield f"Onboarding, next {STEP_WORDS[account.onboarding.step]}: {plain(account.onboarding.why)}"


def _owed(account: HandoverAccount) -> Iterator[str]:
    """Yield what the agreement and the invoices ask for."""
    ends = f"agreement ends on {account.renewal}"
    if account.notice:
        yield f"The last day to give notice is {account.notice}; the {ends}"
    elif account.renewal:
        yield f"The {ends}"
    for number, days in account.overdue:
        yield f"Invoice {plain(number)} is overdue by {counted(days, 'day')}"


def _request(row: RequestRow, zone: ZoneInfo) -> str:
    """Word a request with both of its clocks, as far as they run; either may be what makes it late."""
    parts = (
        row.priority.value,
        label(row.status),
        "late" if row.sla_state is SlaState.BREACHED else "",
        _at("answer due", row.unanswered_by, zone),
        _at("due", row.due_at, zone),
        f"ticket {plain(row.external_ticket)}" if row.external_ticket else "",
    )
    return f"{row.ref} {plain(row.subject)} ({', '.join(filter(None, parts))})"


def _at(words: str, moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{words} {moment.astimezone(zone):%Y-%m-%d %H:%M}"
