"""Onboarding as objects of machine-readable output, and a sheet as lines."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.cli.shapes import plain
from amtui.cli.words import moment
from amtui.domain.milestones import waiting_words
from amtui.domain.onboarding import AGENDA_WORDS, STEP_WORDS, closed_gates
from amtui.domain.onboarding_records import OnboardingRow, OnboardingSheet
from amtui.domain.wording import label, title

ROW_KEYS = (
    "account", "am", "step", "why", "steps_done", "steps", "requested_at", "kickoff_due_at", "kickoff_at",
    "kickoff_held", "late", "go_live_on",
)  # fmt: skip


def row_object(row: OnboardingRow, zone: ZoneInfo) -> Document:
    """Return one account of the board."""
    other = {"steps_done": row.done, "steps": row.total, "kickoff_held": row.held}
    return {key: plain(other.get(key, getattr(row, key, None)), zone) for key in ROW_KEYS}


def sheet_object(sheet: OnboardingSheet, zone: ZoneInfo) -> Document:
    """Return everything of one account's onboarding."""
    facts = sheet.facts
    return row_object(sheet.row, zone) | {
        "due_on": plain(sheet.due_on, zone),
        "due_reason": sheet.due_reason,
        "gates": [{"what": each.what, "met": each.met, "why": each.why} for each in sheet.row.gates],
        "step_states": [
            {"step": each.step.value, "done": each.done, "why": each.why} for each in sheet.row.steps
        ],
        "agenda": [
            {"item": each.item.value, "done": each.done, "note": each.note or None} for each in facts.agenda
        ],
        "technical": [
            {
                "topic": each.topic,
                "detail": each.detail,
                "approval": each.approval.value,
                "note": each.note or None,
                "decided_on": plain(each.decided_on, zone),
                "version": each.version,
            }
            for each in facts.technical
        ],
        "validation": [
            {"what": each.what, "log_ids": each.log_ids, "confirmed": each.confirmed} for each in facts.proofs
        ],
        "milestones": [
            {
                "id": each.id,
                "what": each.name,
                "due_on": plain(each.due_on, zone),
                "rag": each.rag.value,
                "blocker": each.blocker or None,
                "reached_on": plain(each.reached_on, zone),
            }
            for each in sheet.milestones
        ],
        "criteria": [{"what": each.what, "met": each.met, "why": each.why} for each in sheet.criteria],
        "version": sheet.version,
    }


def sheet_lines(sheet: OnboardingSheet, zone: ZoneInfo) -> list[str]:
    """Return a sheet as lines for a person."""
    return list(_lines(sheet, zone))


def _lines(sheet: OnboardingSheet, zone: ZoneInfo) -> Iterator[str]:
    row, marks = sheet.row, {True: "x", False: " ", None: "?"}
    yield f"{row.account}: {STEP_WORDS[row.step]} ({row.why})"
    if row.kickoff_due_at is not None:
        reason = f" ({sheet.due_reason})" if sheet.due_reason else ""
        yield f"Kickoff due {moment(row.kickoff_due_at, zone)}{reason}"
    for closed in closed_gates(sheet.facts):
        yield f"In its way: {closed}"
    for state in row.steps[1:]:
        yield f"[{marks[state.done]}] {title(STEP_WORDS[state.step])}: {state.why}"
    for point in sheet.facts.agenda:
        note = f": {point.note}" if point.note else ""
        yield f"[{marks[point.done]}] Agenda: {AGENDA_WORDS[point.item]}{note}"
    for part in sheet.facts.technical:
        note = f" ({part.note})" if part.note else ""
        yield f"{part.topic}: {part.detail}; approval {label(part.approval)}{note}"
    for milestone in sheet.milestones:
        told = ", ".join(filter(None, (milestone.state(sheet.today), waiting_words(milestone.blocker))))
        yield f"Milestone {milestone.id}, due {milestone.due_on}: {milestone.name} ({told})"
    for one in sheet.criteria:
        yield f"[{marks[one.met]}] Success: {one.what}: {one.why}"
