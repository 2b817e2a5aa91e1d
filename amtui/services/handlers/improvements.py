"""Improvement actions: proposed, agreed, implemented, dropped; and the proof that the data judge them by."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, select

from amtui.data.models import improvements, kpi_goals
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.improvement_changes import (
    AgreeAction,
    DropAction,
    EditAction,
    ImplementAction,
    ProposeAction,
    TickStep,
    ValidateAction,
)
from amtui.domain.improvement_rules import MOVES
from amtui.domain.improvement_words import proof_words
from amtui.domain.playbooks import Playbook, find, known_as
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import counted, label
from amtui.services.handlers.common import account_row, active_account, contact_row, said, seen
from amtui.services.writing import Writing

ENTITY = improvements.name
NO_GOAL = NO_CONTACT = 0
LONGEST_ID = 200
Aimed = ProposeAction | EditAction
Changed = EditAction | AgreeAction | ImplementAction | ValidateAction | TickStep | DropAction


def propose(writing: Writing, change: ProposeAction) -> Receipt:
    """Propose an action to an active account."""
    account = active_account(writing, change.account_id)
    what = said(change.what, "what", "say what is to be done")
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "what": what,
        "hypothesis": change.hypothesis.strip() or None,
        "playbook": _playbook_key(writing, change.playbook),
        "status": ImprovementStatus.PROPOSED,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    values |= _aim(writing, account["id"], change.goal_id)
    action_id = writing.insert(improvements, values, Topic.ACTIONS)
    aim = "" if values["goal_id"] else ". It is tied to no goal, so nothing can prove it yet"
    return writing.receipt(f"{account['name']}: “{what}” proposed{aim}", action_id, 1)


def edit(writing: Writing, change: EditAction) -> Receipt:
    """Change the words, the playbook, the goal or the day of an action."""
    row = _seen(writing, change, {})
    values: dict[str, Any] = {}
    if change.what is not None:
        values["what"] = said(change.what, "what", "say what is to be done")
    if change.hypothesis is not None:
        values["hypothesis"] = change.hypothesis.strip() or None
    if change.playbook is not None:
        values["playbook"] = _playbook_key(writing, change.playbook)
        if values["playbook"] != row["playbook"]:
            values["steps_done"] = None
    if change.goal_id is not None:
        values |= _aim(writing, row["account_id"], change.goal_id)
    if change.implemented_on is not None:
        if row["status"] is not ImprovementStatus.IMPLEMENTED:
            raise Refused(f"“{row['what']}” is {label(row['status'])}: it has no day of implementation yet")
        values["implemented_on"] = _day(writing, row, change.implemented_on)
    return _change(writing, row, values, f"“{values.get('what', row['what'])}” changed")


def agree(writing: Writing, change: AgreeAction) -> Receipt:
    """Record the client's agreement."""
    row = _moving(writing, change, ImprovementStatus.AGREED)
    return _change(writing, row, {"status": ImprovementStatus.AGREED}, f"“{row['what']}” agreed")


def implement(writing: Writing, change: ImplementAction) -> Receipt:
    """Record since when an action is in place."""
    row = _moving(writing, change, ImprovementStatus.IMPLEMENTED)
    day = _day(writing, row, change.implemented_on)
    values = {"status": ImprovementStatus.IMPLEMENTED, "implemented_on": day}
    return _change(writing, row, values, f"“{row['what']}” implemented on {day}")


def drop(writing: Writing, change: DropAction) -> Receipt:
    """Give an action up, with the reason."""
    row = _moving(writing, change, ImprovementStatus.DROPPED)
    reason = said(change.reason, "reason", "say why it is dropped")
    values = {"status": ImprovementStatus.DROPPED, "reason": reason}
    return _change(writing, row, values, f"“{row['what']}” dropped")


def validate(writing: Writing, change: ValidateAction) -> Receipt:
    """Take in the proof of an action in place, and say what is still missing."""
    from amtui.data.queries.improvements import improvement_detail

    row = _seen(writing, change, {})
    if row["status"] is not ImprovementStatus.IMPLEMENTED:
        raise Refused(
            f"“{row['what']}” is {label(row['status'])}: only what is implemented can be validated",
            next="Record the day since when it is in place.",
        )
    kept = [log_id for log_id in row["log_ids"] or () if log_id not in change.without]
    values: dict[str, Any] = {"log_ids": list(dict.fromkeys([*kept, *_log_ids(change.log_ids)])) or None}
    if change.note is not None:
        values["evidence"] = change.note.strip() or None
    if change.contact_id is not None:
        values["contact_id"] = _contact(writing, row, change.contact_id)
    version = writing.update(improvements, row, row["version"], values, Topic.ACTIONS)
    judgement = improvement_detail(writing.reading, action_id=row["id"]).judgement
    words = f"“{row['what']}”: {proof_words(judgement)}"
    return writing.receipt(words, row["id"], version)


def tick(writing: Writing, change: TickStep) -> Receipt:
    """Mark a step of the playbook as done, or as still to do."""
    row = _seen(writing, change, {})
    playbook = _playbook(writing, row["playbook"])
    if playbook is None:
        raise Refused(f"“{row['what']}” follows no playbook", next="Choose one for it first.")
    if not 1 <= change.step <= len(playbook.steps):
        raise Invalid({"step": f"“{playbook.name}” has the steps 1 to {len(playbook.steps)}"})
    steps = set(row["steps_done"] or ()) - {change.step} | ({change.step} if change.done else set())
    left = len(playbook.steps) - len(steps)
    state = "done" if change.done else "still to do"
    words = f"Step {change.step} {state}, {counted(left, 'step')} left"
    return _change(writing, row, {"steps_done": sorted(steps) or None}, words)


def _seen(writing: Writing, change: Changed, wanted: dict[str, Any]) -> RowMapping:
    what = f"improvement action {change.action_id}"
    return seen(writing, improvements, change.action_id, change.expected_version, what, wanted)


def _moving(writing: Writing, change: Changed, to: ImprovementStatus) -> RowMapping:
    """Return an action that may be recorded as `to` next.

    Raises:
        Refused: naming what may come next.
    """
    row = _seen(writing, change, {"status": to})
    allowed = MOVES.get(row["status"], ())
    if to not in allowed:
        then = " or ".join(label(one) for one in allowed) or "nothing"
        raise Refused(f"“{row['what']}” is {label(row['status'])}; what can follow is {then}")
    return row


def _change(writing: Writing, row: RowMapping, values: dict[str, Any], words: str) -> Receipt:
    version = writing.update(improvements, row, row["version"], values, Topic.ACTIONS)
    done = words if version != row["version"] else f"“{row['what']}” is so already"
    return writing.receipt(done, row["id"], version)


def _aim(writing: Writing, account_id: int, goal_id: int | None) -> dict[str, Any]:
    """Return the columns that tie an action to a goal of its account."""
    if goal_id is None or goal_id == NO_GOAL:
        return {"goal_id": None, "kpi": None}
    wanted = select(kpi_goals).where(kpi_goals.c.id == goal_id, kpi_goals.c.account_id == account_id)
    goal = writing.connection.execute(wanted).mappings().first()
    if goal is None:
        raise NotFound(f"the account has no goal {goal_id}")
    return {"goal_id": goal["id"], "kpi": goal["kpi"] if goal["kpi"].is_own else None}


def _playbook_key(writing: Writing, text: str | None) -> str | None:
    from amtui.data.queries.playbooks import playbooks

    return find(playbooks(writing.reading), text).key if text and text.strip() else None


def _playbook(writing: Writing, text: str | None) -> Playbook | None:
    from amtui.data.queries.playbooks import playbooks

    return known_as(playbooks(writing.reading), text)


def _day(writing: Writing, row: RowMapping, day: date | None) -> date:
    """Return the day of implementation, which is not to come."""
    account = account_row(writing, row["account_id"])
    today = local_day(writing.now, ZoneInfo(account["zone"]))
    if day is not None and day > today:
        raise Invalid({"day": f"it is not in place before {day}; today is {today}"})
    return day or today


def _contact(writing: Writing, row: RowMapping, contact_id: int) -> int | None:
    if contact_id == NO_CONTACT:
        return None
    return int(contact_row(writing, account_row(writing, row["account_id"]), contact_id)["id"])


def _log_ids(given: tuple[str, ...]) -> list[str]:
    ids = [log_id.strip() for log_id in given]
    if any(len(log_id) > LONGEST_ID for log_id in ids):
        raise Invalid({"log_ids": f"a log id has at most {LONGEST_ID} characters"})
    return [log_id for log_id in ids if log_id]
