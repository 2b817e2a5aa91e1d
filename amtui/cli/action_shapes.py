"""Improvement actions and playbooks as objects and as lines of text."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.cli.shapes import plain
from amtui.cli.words import UNKNOWN, day, moment
from amtui.domain.improvement_records import BeforeAfter, ImprovementDetail, Side
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.improvement_words import difference_words, method_words, proof_words, side_words
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal
from amtui.domain.playbooks import Playbook
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import label, listed

ACTION_KEYS = (
    "id", "account", "kpi", "playbook", "what", "hypothesis", "status", "implemented_on", "steps_done",
    "log_ids", "evidence", "confirmed_by", "reason", "version",
)  # fmt: skip
PLAYBOOK_KEYS = ("key", "name", "kpis", "steps", "evidence", "proof", "own", "version")
MARKS = {True: "met", False: "not met", None: "open"}


def action_object(row: ImprovementRow, zone: ZoneInfo) -> Document:
    """Return one action of a list."""
    return {key: plain(getattr(row, key), zone) for key in ACTION_KEYS}


def playbook_object(playbook: Playbook) -> Document:
    """Return one playbook."""
    lists = {name: list(getattr(playbook, name)) for name in ("steps", "evidence")}
    kpis = [kpi.value for kpi in playbook.kpis]
    named = {"key": playbook.key, "name": playbook.name, "kpis": kpis}
    return named | lists | {"proof": playbook.proof, "own": playbook.is_own, "version": playbook.version}


def action_document(detail: ImprovementDetail, zone: ZoneInfo) -> Document:
    """Return one action with its steps and its proof."""
    judged, goal = detail.judgement, detail.goal
    steps = detail.playbook.steps if detail.playbook else ()
    return action_object(detail.row, zone) | {
        "target": goal.target if goal else None,
        "comparator": goal.comparator.value if goal else None,
        "steps": [
            {"step": number, "what": step, "done": number in detail.row.steps_done}
            for number, step in enumerate(steps, start=1)
        ],
        "test_calls": [{"log_id": call.log_id, "at": plain(call.at, zone)} for call in detail.test_calls],
        "before_after": _comparison(judged.comparison),
        "sustained_days": judged.sustained_days,
        "proof": [{"what": check.what, "met": check.met, "why": check.words} for check in judged.checks],
        "missing": [f"{check.what}: {check.words}" for check in judged.missing],
    }


def action_lines(detail: ImprovementDetail, zone: ZoneInfo) -> Iterator[str]:
    """Yield one action as lines of text."""
    row, goal = detail.row, detail.goal
    known = definition(row.kpi) if row.kpi else None
    aim = format_goal(known, goal.comparator, goal.target) if known and goal else ""
    facts = {
        "Account": row.account,
        "Status": label(row.status),
        "Goal": f"{known.label} {aim}".strip() if known else UNKNOWN,
        "Playbook": detail.playbook.name if detail.playbook else row.playbook or UNKNOWN,
        "Hypothesis": row.hypothesis or UNKNOWN,
        "In place": day(row.implemented_on),
        "Note": row.evidence or UNKNOWN,
        "Version": str(row.version),
    }
    if row.reason:
        facts["Reason"] = row.reason
    yield f"{row.id}  {row.what}"
    yield from (f"{name + ':':<12}{value}" for name, value in facts.items())
    for number, step in enumerate(detail.playbook.steps if detail.playbook else (), start=1):
        yield f"[{'x' if number in row.steps_done else ' '}] {number}. {step}"
    for call in detail.test_calls:
        yield f"Log id {call.log_id}: {moment(call.at, zone) if call.at else 'not in the records'}"
    yield from _proof_lines(detail)


def _proof_lines(detail: ImprovementDetail) -> Iterator[str]:
    judged = detail.judgement
    if (comparison := judged.comparison) is not None:
        known = definition(comparison.kpi)
        yield f"Before: {side_words(known, comparison.before)}"
        yield f"After: {side_words(known, comparison.after)}"
        yield f"Difference: {difference_words(comparison)}, {method_words(comparison)}"
    for check in judged.checks:
        yield f"[{MARKS[check.met]}] {check.what}: {check.words}"
    if detail.row.recorded is ImprovementStatus.IMPLEMENTED:
        yield f"So it is {proof_words(judged)}"


def playbook_lines(playbook: Playbook) -> Iterator[str]:
    """Yield one playbook as lines of text."""
    yield f"{playbook.key}  {playbook.name}"
    yield f"Helps with: {listed([definition(kpi).label for kpi in playbook.kpis])}"
    for number, step in enumerate(playbook.steps, start=1):
        yield f"{number}. {step}"
    for line in playbook.evidence:
        yield f"Evidence: {line}"
    yield f"Proof: {playbook.proof}"


def _comparison(comparison: BeforeAfter | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    interval = comparison.interval
    return {
        "statistic": comparison.statistic.value,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "difference": interval.difference if interval else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "confidence": 0.95 if interval else None,
        "method": interval.method if interval else None,
        "clearly_better": comparison.better,
    }


def _side(side: Side) -> dict[str, Any]:
    window = {"from": side.first.isoformat(), "to": side.last.isoformat()}
    return window | {"value": side.value, "n": side.n}
