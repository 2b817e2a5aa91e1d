"""An account in words: its strip, its overview and its history."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from rich.cells import cell_len
from textual.content import Content

from amtui.domain.account_records import AccountDetail, AccountRow, ContactRow, Criterion
from amtui.domain.contact_balance import FLAGGED_ABOVE
from amtui.domain.deals import (
    DealState,
    DealSum,
    OpenDeal,
    days_to_win,
    how_many,
    likelihood,
    weighted,
    win_rate,
    worth,
)
from amtui.domain.happenings import Happening
from amtui.domain.health import Contribution
from amtui.domain.health_words import RESTS_ON
from amtui.domain.history_records import HistoryEntry
from amtui.domain.interaction_words import touch_words
from amtui.domain.invoices import AGE_NAMES, Invoice, ageing
from amtui.domain.local_time import zone_named
from amtui.domain.milestones import waiting_words
from amtui.domain.money import format_money
from amtui.domain.satisfaction_words import csat_words, nps_words, said_words
from amtui.domain.wording import counted, label, listed, moment, one_of, rate, relative, title
from amtui.screens import figures
from amtui.screens.hanging import hanging, sections
from amtui.widgets.detail import Event, Field, timeline
from amtui.widgets.text import safe

DERIVED = ("_at", "_by", "_id", "_key", "_seconds", "version")
"""Ends of the names of fields that follow from others."""
SHOWN_DEALS = 12
SHOWN_INVOICES = 12
MARGIN = 4
"""Cells of a screen that are beside the lines: one at each side, two of a scroll bar."""
CRITERIA = {True: ("✓", "met"), False: ("✗", "not yet"), None: ("◌", "open")}


def strip(detail: AccountDetail) -> Content:
    """Return the account's name and how it stands, in one line."""
    row = detail.row
    judged = row.health is not None
    health = f"health {row.health}" if judged else f"health: {label(row.health_band)}"
    parts = (row.name, health, label(row.status), f"{row.open_requests} open", f"AM {row.am}")
    return safe(" · ".join(parts), newlines=False)


def texts(detail: AccountDetail, now: datetime, width: int) -> dict[str, Content]:
    """Return what the tabs that are text say, on a screen of so many cells."""
    cells = width - MARGIN
    return {
        "overview": overview(detail, now, cells),
        "technical": technical(detail, cells),
        "money": money(detail, now, cells),
        "people": people(detail, cells),
    }


def overview(detail: AccountDetail, now: datetime, cells: int) -> Content:
    """Return success criteria, health, satisfaction, KPIs and the facts of the account, for so many cells."""
    blocks = (
        ("Success criteria", map(_criterion, detail.criteria)),
        ("Health", map(_health, detail.health.contributions)),
        ("Satisfaction", _satisfaction(detail)),
        ("KPIs", map(figures.field, detail.row.kpis)),
        ("Milestones", _milestones(detail)),
        ("Account", _facts(detail, now)),
    )
    return sections((words, _block(fields, cells)) for words, fields in blocks)


def _satisfaction(detail: AccountDetail) -> Iterator[Field]:
    """Yield CSAT and NPS of the last days and what was said last; nothing where nobody ever answered."""
    told = detail.satisfaction
    if not told.found.n and told.said is None:
        return
    yield Field(f"CSAT, {told.days} days", csat_words(told.found))
    yield Field(f"NPS, {told.days} days", nps_words(told.found))
    if told.said is not None:
        yield Field("Said last", said_words(told.said))


def _milestones(detail: AccountDetail) -> Iterator[Field]:
    """Yield what is ahead, each with its state and what it waits for."""
    for one in detail.milestones:
        told = (one.state(detail.today), f"due {one.due_on}", waiting_words(one.blocker))
        yield Field(one.name, _joined(*told))


def technical(detail: AccountDetail, cells: int) -> Content:
    """Return how the client is set up, with the approvals that it needs, for so many cells."""
    known = [Field(fact.topic, _joined(fact.detail, fact.approval)) for fact in detail.technical]
    if not known:
        return safe("Nothing is known of the client's set-up yet. Press K to describe it.")
    return _block(known, cells)


def people(detail: AccountDetail, cells: int) -> Content:
    """Return who is who on both sides, for so many cells."""
    theirs = map(_contact, detail.contacts)
    contacts = _block(theirs, cells) if detail.contacts else safe("Nobody is recorded yet.")
    reached = _joined(detail.am_email, detail.am_phone)
    ours = Field("Account manager", "\n".join(filter(None, (detail.row.am, reached))))
    return sections((("Theirs", contacts), ("Ours", _block([ours], cells))))


def money(detail: AccountDetail, now: datetime, cells: int) -> Content:
    """Return what the client pays and owes, and agreements, with the last day to give notice.

    Args:
        detail: the account.
        now: the present.
        cells: so wide are the lines.
    """
    row = detail.row
    facts = [
        Field("Per month", format_money(row.monthly_value) if row.monthly_value else None),
        Field("Plan", row.plan),
        Field("Billing", label(row.billing)),
        Field("Renewal", _renewal(detail)),
    ]
    found = [("Account", _block(facts, cells))]
    for one in detail.agreements:
        state = "runs" if one.starts_on <= now.date() <= one.ends_on else "does not run now"
        told = [
            Field("Worth", format_money(one.value) if one.value else None),
            Field("Notice", f"{counted(one.notice_days, 'day')}, by {one.notice_on}"),
            Field("Obligations", one.obligations),
        ]
        found.append((f"Agreement {one.starts_on} to {one.ends_on}, {state}", _block(told, cells)))
    if detail.invoices:
        found.insert(1, ("Unpaid by age", _block(_ages(detail), cells)))
        found.append(
            ("Invoices", _block(map(_invoice(detail.today), detail.invoices[:SHOWN_INVOICES]), cells))
        )
    if detail.deals:
        found.append(("Deals", _block(_deals(detail.deals), cells)))
    if detail.open_deals:
        shown, known = detail.open_deals[:SHOWN_DEALS], len(detail.open_deals)
        heading = "Open deals" if known == len(shown) else f"Open deals, {len(shown)} of {known}"
        found.append((heading, _block(map(_open_deal, shown), cells)))
    return sections(found)


def _deals(sums: Sequence[DealSum]) -> Iterator[Field]:
    """Yield how many deals stand how, what they are worth, and how many of the decided ones were won."""
    for state in DealState:
        amounts = listed([format_money(one) for one in worth(sums, state)])
        yield Field(state.value, f"{how_many(sums, state)}{f' · {amounts}' if amounts else ''}")
        if state is DealState.OPEN and (known := weighted(sums)):
            amounts, of = listed([format_money(one) for _, one in known]), sum(n for n, _ in known)
            yield Field("Weighted", f"{amounts}, by the probability of {of} of {how_many(sums, state)}")
    yield Field("Win rate", rate(win_rate(sums)))
    if (days := days_to_win(sums)) is not None:
        yield Field("Median time to win", f"{days:g} days")


def _open_deal(one: OpenDeal) -> Field:
    closes = f"closes {one.closes_on}" if one.closes_on else None
    value = format_money(one.value) if one.value else ""
    worth = ", ".join(filter(None, (value, likelihood(one.probability))))
    return Field(one.name, " · ".join(filter(None, (one.product, one.stage, worth, closes))))


def _ages(detail: AccountDetail) -> Iterator[Field]:
    """Yield what is unpaid by how long it is overdue."""
    ages = ageing(detail.invoices, detail.today)
    if not ages:
        yield Field("Nothing", "all that is known is paid")
    for name, sums in ages.items():
        late = "" if name == AGE_NAMES[0] else "▼ "
        yield Field(name, f"{late}{listed([format_money(one) for one in sums])}")


def _invoice(today: date) -> Callable[[Invoice], Field]:
    def told(one: Invoice) -> Field:
        late = "▼ " if one.overdue_days(today) else ""
        return Field(one.number, f"{late}{format_money(one.amount)} · due {one.due_on} · {one.state(today)}")

    return told


def _block(fields: Iterable[Field], cells: int) -> Content:
    titled = [replace(field, label=title(field.label)) for field in fields]
    widest = max((cell_len(field.label) for field in titled), default=0)
    return hanging(titled, cells, label_cells=widest)


def _health(part: Contribution) -> Field:
    if part.value is None:
        return Field(part.part, "◌ not known, so left out")
    points = f"{rate(part.value, 0)} of {part.weight:.1f} points: {part.points:.1f}"
    return Field(part.part, _joined(points, RESTS_ON.get(part.part)))


def _criterion(criterion: Criterion) -> Field:
    glyph, word = CRITERIA[criterion.met]
    return Field(criterion.what, f"{glyph} {word}: {criterion.why}")


def _facts(detail: AccountDetail, now: datetime) -> list[Field]:
    row = detail.row
    return [
        Field("Account manager", _joined(row.am, detail.am_email, detail.am_phone)),
        Field("Tier, plan", f"{row.tier.value}, {row.plan}"),
        Field("Billing", label(row.billing)),
        Field("Time zone", row.zone),
        Field("Opening hours", detail.calendar or "not recorded"),
        Field("Domains", ", ".join(detail.domains) or None),
        Field("Parent", detail.parent),
        Field("Go-live", str(detail.go_live_on) if detail.go_live_on else None),
        Field("Last touch", touch_words(row.last_touch_at, now, zone_named(row.zone))),
        Field("Who calls first", _who_calls(row)),
        Field("Next review", _next_review(row, now)),
        Field("Renewal", _renewal(detail)),
        *(Field(label(name), value) for name, value in detail.own),
    ]


def _who_calls(row: AccountRow) -> str:
    """Return how many of the contacts of the last 30 days the client started."""
    if row.reactive_ratio is None:
        return "no contact in 30 days"
    flag = "▲ " if row.reactive_ratio > FLAGGED_ABOVE else ""
    return f"{flag}{rate(row.reactive_ratio, 0)} started by the client in 30 days"


def _next_review(row: AccountRow, now: datetime) -> str:
    if row.next_review_at is None or row.next_review_kind is None:
        return "none planned"
    return f"{title(row.next_review_kind)}, {moment(row.next_review_at, now)}"


def _renewal(detail: AccountDetail) -> str | None:
    if detail.row.renewal_on is None:
        return None
    days = detail.agreement_notice_days
    length = "1 day's" if days == 1 else f"{days} days'"
    notice = "" if days is None else f", {length} notice"
    return f"{detail.row.renewal_on}{notice}"


def _contact(contact: ContactRow) -> Field:
    flags = [
        word
        for word, holds in (
            ("admin", contact.is_admin),
            ("approved contact", contact.is_approved),
            ("champion", contact.is_champion),
        )
        if holds
    ]
    what, where = _joined(contact.job, ", ".join(flags)), _joined(contact.email, contact.phone)
    return Field(contact.name, "\n".join(filter(None, (what, where))))


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def story(happenings: Sequence[Happening | HistoryEntry], now: datetime) -> Content:
    """Return what happened with an account and what was changed of it, the latest first."""
    return timeline([_event(one, now) for one in happenings], empty="Nothing happened here yet.")


def _event(one: Happening | HistoryEntry, now: datetime) -> Event:
    if isinstance(one, Happening):
        return Event(f"{one.at:%Y-%m-%d}", one.who, one.what, one.note)
    what = f"{one_of(one.entity)} {label(one.action)}"
    return Event(relative(one.at, now), one.who, what, _what(one))


def _what(entry: HistoryEntry) -> str:
    """Return what changed, a field a line, without moments that follow from it."""
    before, after = _fields(entry.before), _fields(entry.after)
    names = [name for name in {**before, **after} if not name.endswith(DERIVED)]
    return "\n".join(f"{label(name)}: {_way(before.get(name), after.get(name))}" for name in names)


def _way(before: str | None, after: str | None) -> str:
    return " → ".join(label(value) for value in (before, after) if value)


def _fields(text: str | None) -> dict[str, str]:
    pairs = (part.partition(": ") for part in (text or "").split(", "))
    return {name: value for name, colon, value in pairs if colon}
