"""From what a person names of an improvement action to the rows and changes that are meant."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from amtui.cli.lookups import NOBODY, day
from amtui.domain.change import Change
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.improvement_changes import AgreeAction, DropAction, EditAction, ImplementAction
from amtui.domain.vocabulary import ImprovementStatus

if TYPE_CHECKING:
    from amtui.services.backend import Backend

RECORDED = (ImprovementStatus.AGREED, ImprovementStatus.IMPLEMENTED, ImprovementStatus.DROPPED)
COMPUTED = (ImprovementStatus.VALIDATED, ImprovementStatus.REGRESSED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an action shall be changed to; None leaves a part as it is."""

    status: str | None = None
    on: str | None = None
    reason: str | None = None
    what: str | None = None
    hypothesis: str | None = None
    playbook: str | None = None
    goal: str | None = None


def changes(
    backend: "Backend", action_id: int, account_id: int, version: int, wanted: Wanted
) -> tuple[Change, ...]:
    """Return the changes that bring an action to what is wanted, the words first.

    Raises:
        UsageError: a status that nobody records, or nothing to change.
    """
    on = day(wanted.on)
    words = _words(backend, action_id, account_id, version, wanted, on)
    moved = _moved(action_id, version + len(words), wanted, on)
    if not (found := (*words, *moved)):
        raise UsageError("there is nothing to change", next="Name a field, such as --status agreed.")
    return found


def goal_id(backend: "Backend", account_id: int, kpi: str) -> int:
    """Return the id of an account's goal in force on a KPI; `none` is no goal.

    Raises:
        NotFound: the account has no goal on it; says on which it has.
    """
    from amtui.data.queries.goals import goals

    if kpi == NOBODY:
        return 0
    found = {goal.kpi.value: goal.id for goal in backend.read(goals, account_id=account_id)}
    wanted = kpi.strip().replace(" ", "_").replace("-", "_").casefold()
    if wanted in found:
        return found[wanted]
    known = f"There are {', '.join(found)}." if found else "`amtui kpi goal` agrees on one."
    raise NotFound(f"the account has no goal on “{kpi}”", next=known)


def _words(
    backend: "Backend", action_id: int, account_id: int, version: int, wanted: Wanted, on: date | None
) -> tuple[Change, ...]:
    day_alone = on if wanted.status is None else None
    given = (wanted.what, wanted.hypothesis, wanted.playbook, wanted.goal, day_alone)
    if all(part is None for part in given):
        return ()
    change = EditAction(
        action_id=action_id,
        expected_version=version,
        what=wanted.what,
        hypothesis=wanted.hypothesis,
        playbook="" if wanted.playbook == NOBODY else wanted.playbook,
        goal_id=None if wanted.goal is None else goal_id(backend, account_id, wanted.goal),
        implemented_on=day_alone,
    )
    return (change,)


def _moved(action_id: int, version: int, wanted: Wanted, on: date | None) -> tuple[Change, ...]:
    if wanted.status is None:
        return ()
    status = wanted.status.strip().casefold()
    if status in COMPUTED:
        raise UsageError(
            f"{status} is computed from the data and cannot be set",
            next="Hand in the proof with `amtui action evidence`.",
        )
    if status not in RECORDED:
        raise UsageError(f"“{wanted.status}” is no status to set", next=f"There are {', '.join(RECORDED)}.")
    if status == ImprovementStatus.AGREED:
        return (AgreeAction(action_id=action_id, expected_version=version),)
    if status == ImprovementStatus.IMPLEMENTED:
        return (ImplementAction(action_id=action_id, expected_version=version, implemented_on=on),)
    return (DropAction(action_id=action_id, expected_version=version, reason=wanted.reason or ""),)
