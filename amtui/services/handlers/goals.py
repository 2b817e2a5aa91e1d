"""Agreeing on a KPI goal and withdrawing one: baselines are frozen, what was in force is superseded."""

from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, func, select

from amtui.data.models import kpi_goals
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import SetGoal
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.kpi.definitions import Definition, Unit, definition
from amtui.domain.kpi.figures import format_goal
from amtui.domain.kpi.goals import USUAL_GOALS, changed_by, meets
from amtui.domain.kpi_changes import WithdrawGoal
from amtui.domain.kpi_records import Baseline
from amtui.domain.vocabulary import Comparator, KpiKey
from amtui.domain.wording import counted, listed
from amtui.services.handlers.common import account_row, active_account, contact_row, said, seen
from amtui.services.writing import Writing

_SIGNS = {
    True: (Comparator.AT_MOST, Comparator.BELOW),
    False: (Comparator.AT_LEAST, Comparator.ABOVE),
}
"""How a target can be compared, by whether lower is better."""


def agree(writing: Writing, change: SetGoal) -> Receipt:
    """Agree on a goal with an account."""
    account = active_account(writing, change.account_id)
    change = replace(change, kpi=known_kpi(writing, change.kpi))
    known = definition(change.kpi)
    today = local_day(writing.now, ZoneInfo(account["zone"]))
    if wrong := _nonsense(change, known, today):
        raise Invalid(wrong)
    if change.agreed_with_id is not None:
        contact_row(writing, account, change.agreed_with_id)
    frozen = _baseline(writing, change, known)
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "kpi": change.kpi,
        "statistic": change.statistic or known.default_statistic,
        "comparator": change.comparator or known.comparator,
        "target": _target(change, known, frozen),
        "baseline": frozen.value,
        "baseline_n": frozen.n,
        "baseline_days": frozen.days,
        "baseline_first": frozen.first,
        "baseline_last": frozen.last,
        "provisional": frozen.provisional,
        "agreed_on": today,
        "agreed_with_id": change.agreed_with_id,
        "due": change.due,
        "sustain_days": change.sustain_days,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    _supersede(writing, change, today)
    goal_id = writing.insert(kpi_goals, values, Topic.KPIS)
    return writing.receipt(_words(writing, account, known, values), goal_id, 1)


def withdraw(writing: Writing, change: WithdrawGoal) -> Receipt:
    """End a goal in force without another in its place."""
    reason = said(change.reason, "reason", "say why it is withdrawn")
    wanted = {"withdrawn_for": reason}
    row = seen(writing, kpi_goals, change.goal_id, change.expected_version, f"goal {change.goal_id}", wanted)
    if row["superseded_on"] is not None:
        raise Refused("This goal is not in force any more")
    account = account_row(writing, row["account_id"])
    today = local_day(writing.now, ZoneInfo(account["zone"]))
    ended = {"superseded_on": today, "withdrawn_for": reason}
    version = writing.update(kpi_goals, row, change.expected_version, ended, Topic.KPIS, action="withdraw")
    label = definition(known_kpi(writing, row["kpi"])).label
    words = [f"{account['name']}: the goal on {label} is withdrawn"]
    return writing.receipt(". ".join([*words, *_unusual(writing, account)]), row["id"], version)


def known_kpi(writing: Writing, kpi: KpiKey) -> KpiKey:
    """Return a KPI with its definition.

    Raises:
        NotFound: there is none of this key.
    """
    from amtui.data.queries.own_kpis import kpi_names

    names = kpi_names(writing.reading)
    if kpi.value not in names:
        raise NotFound(f"there is no KPI {kpi}", next=f"There are {listed(list(names))}.")
    return names[kpi.value]


def _nonsense(change: SetGoal, known: Definition, today: date) -> dict[str, str]:
    """Return a sentence for each field that makes no sense."""
    first, last = change.baseline_first, change.baseline_last
    rules = (
        (
            "target",
            (change.target is None) != (change.by is None),
            "give a target, or by how much it changes",
        ),
        ("target", change.target is None or _is_target(change.target, known), _target_rule(known)),
        ("target", change.by is None or isfinite(change.by), "a change is a percentage"),
        (
            "statistic",
            change.statistic in {None, *known.statistics},
            f"for {known.label} it is {' or '.join(known.statistics)}",
        ),
        ("comparator", change.comparator in {None, *_SIGNS[known.lower_is_better]}, _sign_rule(known)),
        ("sustain_days", change.sustain_days >= 1, "a target is sustained for at least one day"),
        ("due", change.due is None or change.due > today, "the goal is due after today"),
        ("baseline", (first is None) == (last is None), "a window needs its first and its last day"),
        ("baseline", first is None or last is None or first <= last, "a window ends before it starts"),
        ("baseline", last is None or last < today, "a window is made of days that are over"),
    )
    return {field: sentence for field, holds, sentence in rules if not holds}


def _sign_rule(known: Definition) -> str:
    way = "lower" if known.lower_is_better else "higher"
    signs = " or ".join(_SIGNS[known.lower_is_better])
    return f"{known.label} is the better the {way} it is, so its target has {signs}"


def _is_target(target: float, known: Definition) -> bool:
    return isfinite(target) and 0 <= target <= (1 if known.unit is Unit.FRACTION else float("inf"))


def _target(change: SetGoal, known: Definition, frozen: Baseline) -> float:
    """Return the target, worked out from the baseline where it is given as a change.

    Raises:
        Invalid: there is no baseline to change, or the change leads out of what can be.
    """
    if change.by is None:
        return float(change.target or 0.0)
    if frozen.value is None:
        raise Invalid({"target": "there is no data for a baseline to change; give the target itself"})
    target = changed_by(frozen.value, change.by)
    if not _is_target(target, known):
        raise Invalid({"target": _target_rule(known)})
    return target


def _target_rule(known: Definition) -> str:
    units = {Unit.FRACTION: "a fraction between 0 and 1, so 5 % is 0.05", Unit.NUMBER: "a number from 0"}
    return f"a target of {known.label} is {units.get(known.unit, 'seconds from 0')}"


def _baseline(writing: Writing, change: SetGoal, known: Definition) -> Baseline:
    """Return the figure of the baseline's window as it is now."""
    from amtui.data.queries.baseline import baseline

    return baseline(
        writing.reading,
        account_id=change.account_id,
        kpi=change.kpi,
        statistic=change.statistic or known.default_statistic,
        first=change.baseline_first,
        last=change.baseline_last,
    )


def _supersede(writing: Writing, change: SetGoal, today: date) -> None:
    """End the goal in force on the same KPI, if there is one."""
    wanted = select(kpi_goals).where(
        kpi_goals.c.account_id == change.account_id,
        kpi_goals.c.kpi == change.kpi,
        kpi_goals.c.superseded_on.is_(None),
    )
    row = writing.connection.execute(wanted).mappings().first()
    if row is not None:
        writing.update(kpi_goals, row, row["version"], {"superseded_on": today}, Topic.KPIS)


def _words(writing: Writing, account: RowMapping, known: Definition, values: dict[str, Any]) -> str:
    """Return what was agreed, with what is unusual about it."""
    comparator, target, baseline = values["comparator"], values["target"], values["baseline"]
    sentences = [f"{account['name']}: {known.label} {format_goal(known, comparator, target)} agreed"]
    if baseline is None:
        sentences.append("There is no data for a baseline yet")
    elif meets(baseline, comparator, target):
        sentences.append("The baseline meets the target already")
    if baseline is not None and values["provisional"]:
        sentences.append(
            f"The baseline is provisional: {counted(values['baseline_n'], 'observation')}"
            f" on {counted(values['baseline_days'], 'day')}"
        )
    return ". ".join([*sentences, *_unusual(writing, account)])


def _unusual(writing: Writing, account: RowMapping) -> list[str]:
    """Return a sentence where an account has more or fewer goals than are usual."""
    wanted = select(func.count()).where(
        kpi_goals.c.account_id == account["id"], kpi_goals.c.superseded_on.is_(None)
    )
    goals = int(writing.connection.execute(wanted).scalar_one())
    if goals in USUAL_GOALS:
        return []
    return [f"The account has {counted(goals, 'goal')}; 2 or 3 are usual"]
