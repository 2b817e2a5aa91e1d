"""Onboarding as rows and cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.milestones import Milestone, Rag, waiting_words
from amtui.domain.onboarding import (
    AGENDA_WORDS,
    STEP_WORDS,
    Agenda,
    ApprovalState,
    Step,
    Technical,
)
from amtui.domain.onboarding_records import OnboardingRow, OnboardingSheet
from amtui.domain.wording import relative, title
from amtui.widgets.virtual_table.cells import Cell

RAG_STYLES = {Rag.GREEN: "good", Rag.AMBER: "warn", Rag.RED: "bad"}
DONE: Cell = ("● done", "good")
MET: Cell = ("● met", "good")
OPEN: Cell = ("◌ open", "dim")
MISSING: Cell = ("▼ missing", "bad")
APPROVALS: dict[ApprovalState, Cell] = {
    ApprovalState.NOT_NEEDED: ("– none needed", "dim"),
    ApprovalState.ASKED: ("◐ asked", "warn"),
    ApprovalState.APPROVED: ("● approved", "good"),
    ApprovalState.REFUSED: ("▼ refused", "bad"),
}


Subject = Agenda | Technical | Milestone
"""What can be changed on a line."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a sheet.

    Attributes:
        section: what it belongs to.
        first: whether it is the first line of its section.
        subject: the point of the agenda, the part of the set-up, or the milestone; None of what is
            worked out.
    """

    place: int
    section: str
    what: str
    state: Cell
    why: str
    subject: Subject | None = None
    first: bool = True

    @property
    def heading(self) -> str:
        """The section, on the first of its lines."""
        return self.section if self.first else ""


def sheet_rows(sheet: OnboardingSheet) -> tuple[SheetRow, ...]:
    """Return the lines of a sheet in their order."""
    lines = list(_lines(sheet))
    before = ["", *(section for section, *_ in lines)]
    return tuple(SheetRow(place, *line, first=line[0] != before[place]) for place, line in enumerate(lines))


def _lines(sheet: OnboardingSheet) -> Iterator[tuple[str, str, Cell, str, Subject | None]]:
    for gate in sheet.row.gates:
        yield "Gates", title(gate.what), MET if gate.met else MISSING, gate.why, None
    for state in sheet.row.steps[1:]:
        yield "Steps", title(STEP_WORDS[state.step]), DONE if state.done else OPEN, state.why, None
    for point in sheet.facts.agenda:
        mark = DONE if point.done else OPEN
        yield "Kickoff agenda", title(AGENDA_WORDS[point.item]), mark, point.note, point
    for part in sheet.facts.technical:
        note = f" · {part.note}" if part.note else ""
        on = f" on {part.decided_on}" if part.decided_on else ""
        yield "Technical context", part.topic, APPROVALS[part.approval], f"{part.detail}{note}{on}", part
    for one in sheet.milestones:
        told = ", ".join(filter(None, (f"due {one.due_on}", waiting_words(one.blocker))))
        yield "Milestones", one.name, _rag(one, sheet.today), told, one
    marks = {True: MET, False: MISSING, None: OPEN}
    for each in sheet.criteria:
        yield "Success criteria", each.what, marks[each.met], each.why, None


def _rag(one: Milestone, today: date) -> Cell:
    style = "dim" if one.reached_on else "bad" if one.due_on < today else RAG_STYLES[one.rag]
    return (one.state(today), style)


def strip(sheet: OnboardingSheet, now: datetime) -> str:
    """Return where the account stands, in one line."""
    row = sheet.row
    parts = [row.account, step_words(row.step), f"{row.done} of {row.total} steps"]
    if row.requested_at is None:
        parts.append("no kickoff asked for")
    elif not row.held and row.kickoff_due_at is not None:
        parts.append(f"kickoff due {relative(row.kickoff_due_at, now)}")
    if sheet.due_reason:
        parts.append(f"due on {sheet.due_on}: {sheet.due_reason}")
    return " · ".join(parts)


def step_words(step: Step) -> str:
    """Return what is to be done next."""
    return title(STEP_WORDS[step])


def progress(row: OnboardingRow) -> Cell:
    """Return a sign for each step, done or open, then how many are done."""
    signs = "".join("●" if state.done else "○" for state in row.steps)
    return f"{signs} {row.done}/{row.total}"


def due(row: OnboardingRow, now: datetime) -> Cell:
    """Return when the kickoff is due, or that it was held."""
    if row.held:
        return ("● held", "good")
    if row.kickoff_due_at is None:
        return ("– unknown", "dim")
    words = relative(row.kickoff_due_at, now)
    return (f"▼ {words}", "bad") if row.late else words


def kickoff(row: OnboardingRow, now: datetime) -> str:
    """Return when the kickoff is planned or was held."""
    if row.kickoff_at is None:
        return "not planned"
    return f"{'held' if row.held else 'planned'} {relative(row.kickoff_at, now)}"
