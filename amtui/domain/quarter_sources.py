"""Where each figure of a quarter's report comes from: its formula, window and n."""

from collections.abc import Iterator

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.qbr_sources import APPENDIX, IN_TIME, pairs_table
from amtui.domain.quarter import QuarterBook
from amtui.domain.report import Section, Table
from amtui.domain.report_cells import when
from amtui.domain.wording import count, label, listed, title


def quarter_sources(book: QuarterBook) -> Section:
    """Return how every figure is made: a table for each KPI with a goal, and one each for the rest."""
    tables = [*_kpis(book), _levels(book), pairs_table("Reviews", _cadence(book)), _rest(book)]
    return Section(APPENDIX, (), tuple(tables), sheet="Sources")


def _kpis(book: QuarterBook) -> Iterator[Table]:
    figures = {figure.kpi: figure for line in reversed(book.lines) for figure in line.figures}
    for kpi in sorted(figures):
        known, window = definition(kpi), figures[kpi].window
        made = sorted({label(each.statistic) for each in _of(book, kpi)})
        yield pairs_table(
            title(known.label),
            (
                ("Formula", known.formula),
                ("Statistic", listed(made)),
                (
                    "Window",
                    f"{window.first} to {window.last}, local days of each account",
                ),
                ("n", f"{count(sum(each.n for each in _of(book, kpi)))} over all accounts; each has its own"),
                ("Goal", "the one in force when this was made"),
                ("Rule", known.source),
            ),
        )


def _of(book: QuarterBook, kpi: object) -> list[KpiFigure]:
    return [figure for line in book.lines for figure in line.figures if figure.kpi == kpi]


def _levels(book: QuarterBook) -> Table:
    total = book.total
    answered, resolved = total.answered + total.answered_late, total.resolved + total.resolved_late
    made = f"{when(book.made_at, book.zone)} ({book.zone})"
    pairs = (
        ("Formula", IN_TIME),
        ("Window", f"requests that came in from {book.first} to {book.last}, local days of each account"),
        ("n", f"{count(answered)} first answers, {count(resolved)} resolutions of {count(total.created)}"),
        ("Resolved", f"requests resolved from {book.first} to {book.last}, whenever they came in"),
        ("Open now, late", f"at {made}; late is past the answer or resolution due"),
        ("Rule", "Business time of each account's calendar, from the service levels of each priority."),
    )
    return pairs_table("Service levels", pairs)


def _cadence(book: QuarterBook) -> tuple[tuple[str, str], ...]:
    return (
        ("Formula", "held, or another held instead / due; a quarterly review is that month's check-in too"),
        ("Window", f"{book.first} to {book.last}, local days of each account"),
        (
            "Due",
            "what each series asks for; without one a monthly check-in and a quarterly review from go-live",
        ),
    )


def _rest(book: QuarterBook) -> Table:
    pairs = (
        ("Health now", f"as it stands on {when(book.made_at, book.zone)}"),
        ("Health then", f"the latest recorded from {book.first} to {book.last}"),
        ("Goals met", "goals that are met or sustained over the window of their KPI, of all goals"),
        (
            "Agreed",
            "goals by the day agreed, actions by that of entry and of being in place, plans by the review",
        ),
    )
    return pairs_table("Health, goals and what was agreed", pairs)
