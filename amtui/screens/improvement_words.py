"""Improvement actions in words: the cells of their list, and the pane of one."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from amtui.domain.improvement_records import ImprovementBoard, ImprovementDetail, Offer
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.improvement_words import difference_words, method_words, side_words
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal, state_glyph
from amtui.domain.kpi.state_words import attention
from amtui.domain.playbooks import ORDINARY
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import counted, label, title
from amtui.screens.hanging import hanging, wrapped
from amtui.widgets.detail import Field, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

LABEL = 12
CHECKS = {True: "✓", False: "✗", None: "◌"}
STATUSES: dict[ImprovementStatus, tuple[str, str]] = {
    ImprovementStatus.PROPOSED: ("○", ""),
    ImprovementStatus.AGREED: ("◔", ""),
    ImprovementStatus.IMPLEMENTED: ("◑", ""),
    ImprovementStatus.VALIDATED: ("✓", "good"),
    ImprovementStatus.REGRESSED: ("↓", "bad"),
    ImprovementStatus.DROPPED: ("✗", "dim"),
}
"""The sign of a status and the style of its cell; the word stands beside it."""


def status_text(status: ImprovementStatus) -> str:
    """Return sign and word of a status."""
    return f"{STATUSES[status][0]} {label(status)}"


def columns() -> tuple[Column[ImprovementRow], ...]:
    """Return what, KPI, status and since when."""
    return (
        Column("what", "Action", lambda row: row.what, least=22, weight=3, priority=10),
        Column("status", "Status", _status, width=13, priority=9, value="status"),
        Column("kpi", "For", _aim, width=10, priority=7, value="kpi"),
        Column("in_place", "In place", _in_place, width=10, priority=6, value="implemented_on"),
    )


def offers(board: ImprovementBoard, cells: int) -> Content:
    """Return a line for each goal off target: the playbook that fits it and the key that takes it up."""
    lines = [wrapped(_offer(offer), cells) for offer in board.offers]
    return safe("\n".join(lines))


def pane(detail: ImprovementDetail, cells: int) -> Content:
    """Return one action: what it is, its steps, before and after, and its proof."""
    return stacked((heading(detail.row.what), *_parts(detail, cells)))


def _parts(detail: ImprovementDetail, cells: int) -> Iterator[Content]:
    yield hanging(_facts(detail), cells, label_cells=LABEL)
    judged = detail.judgement
    if (comparison := judged.comparison) is not None:
        known = definition(comparison.kpi)
        fields = (
            Field("Before", side_words(known, comparison.before)),
            Field("After", side_words(known, comparison.after)),
            Field("Difference", difference_words(comparison)),
            Field("Method", method_words(comparison)),
        )
        yield hanging(fields, cells, label_cells=LABEL)
    if judged.checks:
        lines = [f"{CHECKS[check.met]} {check.what}: {check.words}" for check in judged.checks]
        yield _list("Proof", lines, cells)
    if detail.playbook is not None:
        done = detail.row.steps_done
        steps = enumerate(detail.playbook.steps, start=1)
        lines = [f"{CHECKS[True] if number in done else '·'} {number} {step}" for number, step in steps]
        yield _list(f"Playbook: {detail.playbook.name}", lines, cells)


def _facts(detail: ImprovementDetail) -> Iterator[Field]:
    row, goal = detail.row, detail.goal
    status = status_text(row.status)
    if row.recorded is ImprovementStatus.IMPLEMENTED and row.status is ImprovementStatus.IMPLEMENTED:
        missing = len(detail.judgement.missing)
        status = f"{status}, {counted(missing, 'proof')} missing"
    yield Field("Status", status)
    if row.reason:
        yield Field("Dropped for", row.reason)
    known = definition(row.kpi) if row.kpi else None
    aim = format_goal(known, goal.comparator, goal.target) if known and goal else ""
    yield Field("Goal", f"{title(known.label)} {aim}" if known else "none: nothing can prove it")
    yield Field("Hypothesis", row.hypothesis)
    if row.implemented_on:
        yield Field("In place", f"since {row.implemented_on}")
    if detail.test_calls:
        yield Field("Log ids", ", ".join(call.log_id for call in detail.test_calls))
    if row.evidence:
        yield Field("Note", row.evidence)


def _list(words: str, lines: Sequence[str], cells: int) -> Content:
    hung = "\n".join(wrapped(line, cells - 2).replace("\n", "\n  ") for line in lines)
    return Content("\n").join([heading(words), safe(hung)])


def _offer(offer: Offer) -> str:
    figure = offer.figure
    opening = f"{state_glyph(figure.state)} {title(attention(figure).removeprefix('KPI '))}."
    if offer.open_actions:
        return f"{opening} {counted(offer.open_actions, 'action')} under way."
    if not offer.suggestions:
        return f"{opening} Press a to propose an action."
    best = offer.suggestions[0]
    why = "" if best.why in ORDINARY else f": {best.why}"
    return f"{opening} Press a for the playbook “{best.playbook.name}”{why}."


def _status(row: ImprovementRow) -> Cell:
    return status_text(row.status), STATUSES[row.status][1]


def _aim(row: ImprovementRow) -> Cell:
    return title(definition(row.kpi).short) if row.kpi else ("no goal", "dim")


def _in_place(row: ImprovementRow) -> Cell:
    return str(row.implemented_on) if row.implemented_on else ("–", "dim")
