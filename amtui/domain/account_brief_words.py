"""The brief of one account as a report."""

from collections.abc import Iterator
from datetime import date, datetime

from amtui.domain.account_brief import AccountBrief, KindOfReview
from amtui.domain.account_records import ContactRow, Criterion
from amtui.domain.cadence import CadenceGap
from amtui.domain.health import Contribution
from amtui.domain.health_words import known, standing
from amtui.domain.interaction_words import touch_words
from amtui.domain.invoices import Invoice, ageing
from amtui.domain.kpi.figures import percent
from amtui.domain.local_time import zone_named
from amtui.domain.money import format_money
from amtui.domain.qbr_sources import sources
from amtui.domain.qbr_words import action_section, held_section, kpi_section, satisfaction_line
from amtui.domain.report import Cell, Report, Section, Table
from amtui.domain.report_cells import NONE, listing, when
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import counted, label, listed, title

CRITERIA = {True: "✓ met", False: "✗ not yet", None: "◌ open"}
SLA_GLYPHS = {"breached": "▼", "paused": "‖", "at_risk": "◐", "met": "●"}
"""Of each state of a service level but those that are merely due."""


def brief_report(brief: AccountBrief) -> Report:
    """Return the brief as a report."""
    return Report(
        title=f"Account brief: {brief.pack.account.name}",
        lines=tuple(_head(brief)),
        sections=(
            _health(brief),
            kpi_section(brief.pack),
            _requests(brief),
            _reviews(brief),
            action_section(brief.pack),
            *((_milestones(brief),) if brief.detail.milestones else ()),
            _money(brief),
            _contacts(brief),
            _technical(brief),
            sources(brief.pack),
        ),
    )


def _head(brief: AccountBrief) -> Iterator[str]:
    row, detail = brief.pack.account, brief.detail
    manager = ", ".join(filter(None, (row.am, detail.am_email, detail.am_phone)))
    yield f"Account manager: {manager}. {title(row.tier)} tier, plan {row.plan}, {label(row.status)}."
    worth = format_money(row.monthly_value) if row.monthly_value else "not recorded"
    renewal = f"{row.renewal_on}" if row.renewal_on else "none recorded"
    yield f"Per month: {worth}. Billing {label(row.billing)}. Renewal: {renewal}."
    touch = touch_words(row.last_touch_at, brief.pack.made_at, zone_named(row.zone))
    yield f"Last touch: {touch}. Made from the data on {_when(brief, brief.pack.made_at)} ({row.zone})."


def _health(brief: AccountBrief) -> Section:
    row, found = brief.pack.account, brief.pack.health
    lines = (
        f"Health {standing(row.health, row.health_band)}, {known(found)}.",
        satisfaction_line(brief.pack),
    )
    parts = Table("Parts", ("Part", "Stands at", "Weight", "Points"), tuple(map(_part, found.contributions)))
    criteria = tuple(map(_criterion, brief.detail.criteria))
    tables = (parts, Table("Success criteria", ("Criterion", "State", "Why"), criteria))
    return Section("Health and success", lines, tables, sheet="Health")


def _part(each: Contribution) -> tuple[Cell, ...]:
    if each.value is None:
        return Cell(title(each.part)), Cell("◌ not known, left out"), NONE, NONE
    return (
        Cell(title(each.part)),
        Cell(percent(each.value), each.value, "0.0%"),
        Cell(f"{each.weight:.1f}", each.weight, "0.0"),
        Cell(f"{each.points:.1f}", each.points, "0.0"),
    )


def _criterion(each: Criterion) -> tuple[Cell, ...]:
    return Cell(each.what), Cell(CRITERIA[each.met]), Cell(each.why)


def _requests(brief: AccountBrief) -> Section:
    asked = brief.pack.requests
    line = f"{counted(asked.open, 'request')} open, {asked.late:,} late."
    if asked.open > len(asked.waiting):
        line += f" The {len(asked.waiting):,} due first are listed."
    heads = ("Request", "Subject", "From", "Priority", "Status", "Due", "Service level")
    rows = (_request(brief, row) for row in asked.waiting)
    lines = (line,) if asked.open else ()
    return listing("Open requests", heads, rows, "None is open.", lines, sheet="Requests")


def _request(brief: AccountBrief, row: RequestRow) -> tuple[Cell, ...]:
    due = row.unanswered_by or row.due_at
    standing = f"{SLA_GLYPHS.get(row.sla_state, '○')} {label(row.sla_state)}"
    return (
        Cell(row.ref),
        Cell(row.subject),
        Cell(row.contact or "–"),
        Cell(row.priority.value),
        Cell(label(row.status)),
        Cell(_when(brief, due) if due else "–"),
        Cell(standing),
    )


def _reviews(brief: AccountBrief) -> Section:
    heads = ("Review", "Last held", "Next planned")
    kinds = tuple(_kind(brief, each) for each in brief.met)
    tables = [Table("", heads, kinds)] if kinds else []
    held = held_section(brief.pack).tables
    tables += [Table(f"Held since {brief.pack.first}", each.heads, each.rows) for each in held]
    lines = tuple(map(_gap, brief.gaps)) or ("Everything is planned inside its cadence.",)
    return Section("Reviews", lines, tuple(tables))


def _kind(brief: AccountBrief, each: KindOfReview) -> tuple[Cell, ...]:
    moments = (each.last_at, each.next_at)
    return Cell(title(each.kind)), *(Cell(_when(brief, at) if at else "–") for at in moments)


def _gap(gap: CadenceGap) -> str:
    held = f"last held {gap.last_held}" if gap.last_held else "never held"
    later = f", the next one is only on {gap.next_planned}" if gap.next_planned else ""
    return f"▼ No {label(gap.kind)} is planned by {gap.limit} ({held}{later})."


def _milestones(brief: AccountBrief) -> Section:
    today = brief.detail.today
    rows = (
        (Cell(one.name), Cell(f"{one.due_on}"), Cell(one.state(today)), Cell(one.blocker or "–"))
        for one in brief.detail.milestones
    )
    return listing(
        "Milestones ahead", ("Milestone", "Due", "State", "Waits for"), rows, "", sheet="Milestones"
    )


def _money(brief: AccountBrief) -> Section:
    """Return what is unpaid, by invoice, with the sums by age above."""
    today, found = brief.detail.today, brief.detail.invoices
    ages = ageing(found, today)
    lines = tuple(f"{name}: {listed([format_money(one) for one in sums])}." for name, sums in ages.items())
    rows = (_invoice(one, today) for one in found if one.paid_on is None)
    none = "Nothing is unpaid." if found else "No invoices are known."
    return listing(
        "Unpaid invoices", ("Invoice", "Amount", "Due", "State"), rows, none, lines, sheet="Invoices"
    )


def _invoice(one: Invoice, today: date) -> tuple[Cell, ...]:
    late = "▼ " if one.overdue_days(today) else "○ "
    return (
        Cell(one.number),
        Cell(format_money(one.amount)),
        Cell(f"{one.due_on}"),
        Cell(f"{late}{one.state(today)}"),
    )


def _contacts(brief: AccountBrief) -> Section:
    heads = ("Name", "Role", "Job", "Email", "Phone")
    return listing("Contacts", heads, map(_contact, brief.detail.contacts), "Nobody is recorded yet.")


def _contact(each: ContactRow) -> tuple[Cell, ...]:
    roles = (("owner", each.is_admin), ("approved", each.is_approved), ("champion", each.is_champion))
    role = ", ".join(word for word, is_so in roles if is_so) or "–"
    return Cell(each.name), Cell(role), *(Cell(one or "–") for one in (each.job, each.email, each.phone))


def _technical(brief: AccountBrief) -> Section:
    rows = ((Cell(one.topic), Cell(one.detail), Cell(one.approval or "–")) for one in brief.detail.technical)
    none = "Nothing is known of the client's set-up yet."
    heads = ("Topic", "What is known", "Approval")
    return listing("Technical context", heads, rows, none, sheet="Technical")


def _when(brief: AccountBrief, moment: datetime) -> str:
    return when(moment, brief.pack.zone)
