"""The pack of a quarterly business review as a report: one set of words and numbers for all formats."""

from collections.abc import Iterator
from datetime import timedelta
from math import inf
from zoneinfo import ZoneInfo

from amtui.domain.clock import local_day
from amtui.domain.health_words import known as known_share
from amtui.domain.health_words import standing
from amtui.domain.improvement_records import ImprovementDetail
from amtui.domain.improvement_words import VERDICTS, difference_words, proof_words, side_words
from amtui.domain.kpi.definitions import Unit, definition
from amtui.domain.kpi.figures import format_value
from amtui.domain.kpi.state_words import OF_THE_WAY, attention, how_it_stands, progress_words
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.qbr import QbrFigure, QbrPack
from amtui.domain.qbr_sources import sources
from amtui.domain.report import Cell, Chart, Report, Section, Table
from amtui.domain.report_cells import (
    NONE,
    baseline_cell,
    level_table,
    listing,
    number_cell,
    number_format,
    target_cell,
    value_cell,
    when,
)
from amtui.domain.request_records import RequestRow
from amtui.domain.review_records import ReviewRow
from amtui.domain.satisfaction_words import both_words
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import count, counted, label, title

OPEN = (ImprovementStatus.PROPOSED, ImprovementStatus.AGREED)


def report(pack: QbrPack) -> Report:
    """Return the pack as a report."""
    return Report(
        title=f"Quarterly business review: {pack.account.name}",
        lines=tuple(_head(pack)),
        sections=(
            kpi_section(pack),
            action_section(pack),
            _requests(pack),
            held_section(pack),
            _plan(pack),
            sources(pack),
        ),
    )


def _head(pack: QbrPack) -> Iterator[str]:
    row = pack.account
    yield f"{pack.first} to {pack.last}, {pack.zone}. Account manager: {row.am}."
    made = when(pack.made_at, pack.zone)
    health = (
        f"Health {standing(row.health, row.health_band)} ({known_share(pack.health)}), {label(row.tier)} tier"
    )
    yield f"{health}. Made from the data on {made}."
    yield satisfaction_line(pack)


def satisfaction_line(pack: QbrPack) -> str:
    """Return what clients answered in the period, with how many did."""
    found = pack.satisfaction
    n = f", {count(found.n)} in all" if found.n else ""
    return f"Satisfaction from {pack.first} to {pack.last}: {both_words(found)}{n}."


def kpi_section(pack: QbrPack) -> Section:
    """Return the KPIs against their targets, with a chart for each that has weeks."""
    heads = ("KPI", "Baseline", "At the last QBR", "Now", "Target", "Progress", "State", "n")
    rows = tuple(_kpi(each) for each in pack.figures)
    lines = () if rows else ("There is no KPI with a goal or with data yet.",)
    if rows:
        window = pack.figures[0].told.figure.window
        lines = (f"“Now” is {window.first} to {window.last}. Charts show weeks pooled day by day.",)
    charts = tuple(_chart(pack, each) for each in pack.figures if each.weeks)
    return Section(
        "KPIs against their targets", lines, (Table("", heads, rows),) if rows else (), charts, "KPIs"
    )


def _kpi(each: QbrFigure) -> tuple[Cell, ...]:
    figure, known = each.told.figure, definition(each.told.figure.kpi)
    return (
        Cell(title(known.label)),
        baseline_cell(known, figure),
        value_cell(known, each.then.value) if each.then else NONE,
        value_cell(known, figure.value),
        target_cell(known, figure),
        _progress(figure),
        Cell(how_it_stands(figure)),
        number_cell(figure.n),
    )


def _progress(figure: KpiFigure) -> Cell:
    """Return the share of the way that is gone; words alone where there is none to speak of."""
    share, words = figure.progress, progress_words(figure)
    if share is None or not words.endswith(OF_THE_WAY):
        return Cell(words) if words else NONE
    return Cell(f"{100 * share:.0f} %", share, "0%")


def _chart(pack: QbrPack, each: QbrFigure) -> Chart:
    figure, known = each.told.figure, definition(each.told.figure.kpi)
    values = {day.day: day.value for day in each.weeks}
    days = (pack.first + timedelta(days=step) for step in range((pack.last - pack.first).days + 1))
    return Chart(
        title=title(known.label),
        points=tuple((day, values.get(day)) for day in days),
        target=figure.target,
        baseline=figure.baseline,
        words=lambda value: format_value(known, value),
        number_format=number_format(known),
        most=1.0 if known.unit is Unit.FRACTION else inf,
    )


def action_section(pack: QbrPack) -> Section:
    """Return the improvement actions with what the data say of them."""
    heads = ("Action", "For", "Status", "In place", "Before", "After", "Difference (95 %)", "Proof")
    name, none = "Improvement actions and their proof", "There is none yet."
    return listing(name, heads, map(_action, pack.actions), none, sheet="Actions")


def _action(each: ImprovementDetail) -> tuple[Cell, ...]:
    row, compared = each.row, each.judgement.comparison
    known = definition(row.kpi) if row.kpi else None
    before = after = difference = NONE
    if compared is not None and known is not None:
        before = Cell(side_words(known, compared.before), compared.before.value, number_format(known))
        after = Cell(side_words(known, compared.after), compared.after.value, number_format(known))
        verdict = f": {VERDICTS[compared.better]}" if compared.interval else ""
        difference = Cell(difference_words(compared) + verdict)
    is_placed = row.recorded is ImprovementStatus.IMPLEMENTED
    proof = proof_words(each.judgement) if is_placed else row.reason or "–"
    return (
        Cell(row.what),
        Cell(known.label if known else "no goal"),
        Cell(label(row.status)),
        Cell(str(row.implemented_on) if row.implemented_on else "–"),
        before,
        after,
        difference,
        Cell(proof),
    )


def _requests(pack: QbrPack) -> Section:
    asked = pack.requests
    lines = (
        f"Came in: {counted(asked.total.created, 'request')}. Resolved: {count(asked.resolved)}.",
        f"Open now: {count(asked.open)}, of them late: {count(asked.late)}.",
    )
    levels = (*asked.levels, asked.total) if asked.levels else ()
    tables = []
    if levels:
        tables.append(level_table("Service levels", levels))
        types = tuple((Cell(title(kind)), number_cell(n)) for kind, n in asked.types)
        tables.append(Table("What was asked for", ("Type", "Came in"), types))
    if asked.waiting:
        rows = tuple(_waiting(pack, row) for row in asked.waiting)
        tables.append(Table("Open now, due first", ("Request", "Subject", "Status", "Due"), rows))
    return Section("Requests and service levels", lines, tuple(tables), sheet="Requests")


def _waiting(pack: QbrPack, row: RequestRow) -> tuple[Cell, ...]:
    answer = f"answer by {when(row.unanswered_by, pack.zone)}" if row.unanswered_by else ""
    due = answer or (when(row.due_at, pack.zone) if row.due_at else "–")
    return Cell(row.ref), Cell(row.subject), Cell(f"{row.priority.value}, {label(row.status)}"), Cell(due)


def held_section(pack: QbrPack) -> Section:
    """Return the reviews of the period with their outcomes."""
    rows = (_review(pack, row, row.outcome or "–") for row in pack.held)
    heads, none = ("When", "What", "Outcome"), "None was held in this period."
    return listing("Reviews held", heads, rows, none, sheet="Reviews")


def _plan(pack: QbrPack) -> Section:
    tables = []
    if rows := tuple(_review(pack, row, row.agenda or "–") for row in pack.ahead):
        tables.append(Table("Planned", ("When", "What", "Agenda"), rows))
    actions = [each.row for each in pack.actions if each.row.status in OPEN]
    if actions:
        cells = tuple((Cell(row.what), Cell(label(row.status))) for row in actions)
        tables.append(Table("Actions to do", ("Action", "Status"), cells))
    lines = tuple(_lines_of_plan(pack))
    nothing = () if lines or tables else ("Nothing is planned yet.",)
    return Section("Plan for the next period", lines or nothing, tuple(tables), sheet="Plan")


def _lines_of_plan(pack: QbrPack) -> Iterator[str]:
    if pack.last_qbr is not None and pack.last_qbr.row.new_plan:
        agreed = local_day(pack.last_qbr.row.starts_at, ZoneInfo(pack.zone))
        yield f"The plan agreed on {agreed}: {pack.last_qbr.row.new_plan}"
    for offer in pack.offers:
        words = attention(offer.figure)
        if offer.open_actions:
            yield f"{words}; {counted(offer.open_actions, 'action')} under way."
        elif offer.suggestions:
            yield f"{words}; proposed: {offer.suggestions[0].playbook.name}."
        else:
            yield f"{words}; no action yet."


def _review(pack: QbrPack, row: ReviewRow, words: str) -> tuple[Cell, ...]:
    return Cell(when(row.starts_at, pack.zone)), Cell(title(row.kind)), Cell(words)
