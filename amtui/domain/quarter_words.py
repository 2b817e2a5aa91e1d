"""A whole book over a quarter as a report."""

from collections.abc import Iterable, Iterator

from amtui.domain.health_words import standing
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.state_words import how_it_stands
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.quarter import GOOD, Agreed, Kept, QuarterBook, QuarterLine
from amtui.domain.quarter_sources import quarter_sources
from amtui.domain.report import Cell, Report, Section
from amtui.domain.report_cells import (
    NONE,
    baseline_cell,
    level_table,
    listing,
    number_cell,
    share_cell,
    target_cell,
    value_cell,
    when,
)
from amtui.domain.vocabulary import KpiState
from amtui.domain.wording import count, counted, label, title

LOST = (KpiState.REGRESSED,)


def quarter_report(book: QuarterBook) -> Report:
    """Return the quarter as a report."""
    return Report(
        title=f"{book.quarter}: {book.whose}",
        lines=tuple(_head(book)),
        sections=(
            _accounts(book),
            _goals(book),
            _served(book),
            _reviews(book),
            _agreed(book),
            quarter_sources(book),
        ),
    )


def _head(book: QuarterBook) -> Iterator[str]:
    runs = f" The quarter runs until {book.quarter.last}." if book.runs else ""
    yield f"{book.first} to {book.last}, {counted(len(book.lines), 'account')}.{runs}"
    goals = [figure for line in book.lines for figure in line.figures]
    met = sum(figure.state in GOOD for figure in goals)
    lost = sum(figure.state in LOST for figure in goals)
    asked = book.total
    yield (
        f"{count(met)} of {counted(len(goals), 'goal')} met, {count(lost)} regressed; "
        f"{counted(asked.created, 'request')} came in; {counted(_held(book), 'review')} held."
    )
    yield f"Made from the data on {when(book.made_at, book.zone)} ({book.zone})."


def _held(book: QuarterBook) -> int:
    return sum(each.held for line in book.lines for each in line.kept)


def _accounts(book: QuarterBook) -> Section:
    heads = (
        "Account", "Health now", "Health then", "Goals met", "Regressed", "Came in", "Answered in time",
        "Resolved in time", "Reviews held", "Agreed",
    )  # fmt: skip
    rows = [*map(_account, book.lines)]
    if rows:
        rows.append(_total(book))
    return listing("Accounts", heads, rows, "There is no active account in this book.")


def _account(line: QuarterLine) -> tuple[Cell, ...]:
    row = line.row
    then = NONE if line.health_then is None else number_cell(line.health_then)
    return (
        Cell(row.name),
        Cell(standing(row.health, row.health_band)),
        then,
        *_counts((line,)),
        Cell(_against(line.kept)),
        number_cell(line.agreed),
    )


def _total(book: QuarterBook) -> tuple[Cell, ...]:
    return (
        Cell("All"),
        NONE,
        NONE,
        *_counts(book.lines),
        Cell(_against(book.kept)),
        number_cell(len(book.agreed)),
    )


def _counts(lines: tuple[QuarterLine, ...]) -> tuple[Cell, ...]:
    """Return goals and requests of some accounts; shares are of all their requests, not means of shares."""
    goals, met = sum(len(line.figures) for line in lines), sum(line.goals(GOOD) for line in lines)
    levels = [line.served for line in lines]
    answered = sum(each.answered for each in levels), sum(each.answered_late for each in levels)
    resolved = sum(each.resolved for each in levels), sum(each.resolved_late for each in levels)
    return (
        Cell(f"{met} of {goals}" if goals else "no goal"),
        number_cell(sum(line.goals(LOST) for line in lines)),
        number_cell(sum(each.created for each in levels)),
        share_cell(_share(answered)),
        share_cell(_share(resolved)),
    )


def _share(counts: tuple[int, int]) -> float | None:
    return counts[0] / sum(counts) if sum(counts) else None


def _against(kept: Iterable[Kept]) -> str:
    """Return “check-in 3 of 3, QBR 0 of 1”."""
    return ", ".join(f"{label(each.kind)} {each.done} of {each.due}" for each in kept if each.due) or "–"


def _goals(book: QuarterBook) -> Section:
    heads = ("Account", "KPI", "Baseline", "Last days", "Target", "State", "n")
    rows = (_goal(figure) for line in book.lines for figure in line.figures)
    return listing("Goals", heads, rows, "No goal is agreed with any account.")


def _goal(figure: KpiFigure) -> tuple[Cell, ...]:
    known = definition(figure.kpi)
    return (
        Cell(figure.account),
        Cell(title(known.label)),
        baseline_cell(known, figure),
        value_cell(known, figure.value),
        target_cell(known, figure),
        Cell(how_it_stands(figure)),
        number_cell(figure.n),
    )


def _served(book: QuarterBook) -> Section:
    resolved = sum(line.resolved for line in book.lines)
    now = sum(line.row.open_requests for line in book.lines)
    late = sum(line.row.breached_requests for line in book.lines)
    lines = (
        f"Came in: {counted(book.total.created, 'request')}. Resolved: {count(resolved)}.",
        f"Open now: {count(now)}, of them late: {count(late)}.",
    )
    levels = (*book.levels, book.total) if book.levels else ()
    tables = (level_table("", levels),) if levels else ()
    return Section("Service levels", lines, tables)


def _reviews(book: QuarterBook) -> Section:
    heads = ("Account", "Review", "Due", "Held", "Another instead", "Missed", "Cancelled")
    rows = [_review(line.row.name, each) for line in book.lines for each in line.kept]
    rows += [_review("All", each) for each in book.kept]
    return listing(
        "Reviews against the cadence", heads, rows, "None was due and none was held.", sheet="Reviews"
    )


def _review(name: str, each: Kept) -> tuple[Cell, ...]:
    counts = (each.due, each.held, each.stood_in, each.missed, each.cancelled)
    return Cell(name), Cell(title(each.kind)), *map(number_cell, counts)


def _agreed(book: QuarterBook) -> Section:
    heads = ("Day", "Account", "What", "Agreed", "With")
    return listing(
        "Agreed in this quarter", heads, map(_agreement, book.agreed), "Nothing was agreed.", sheet="Agreed"
    )


def _agreement(each: Agreed) -> tuple[Cell, ...]:
    return (
        Cell(str(each.day)),
        Cell(each.account),
        Cell(title(each.kind)),
        Cell(each.words),
        Cell(each.who or "–"),
    )
