"""Agreeing on a KPI goal: its baseline is frozen, the goal in force before is superseded."""

from datetime import date
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, func, select

from amtui.data.models import kpi_goals
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import SetGoal
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid
from amtui.domain.kpi.definitions import Definition, Unit, definition
from amtui.domain.kpi.figures import format_goal
from amtui.domain.kpi.goals import USUAL_GOALS, baseline_window, is_provisional, meets
from amtui.domain.vocabulary import Statistic
from amtui.domain.wording import counted
from amtui.services.handlers.common import active_account, contact_row
from amtui.services.writing import Writing


def agree(writing: Writing, change: SetGoal) -> Receipt:
    """Agree on a goal with an account."""
    account = active_account(writing, change.account_id)
    known = definition(change.kpi)
    today = local_day(writing.now, ZoneInfo(account["zone"]))
    if wrong := _nonsense(change, known, today):
        raise Invalid(wrong)
    if change.agreed_with_id is not None:
        contact_row(writing, account, change.agreed_with_id)
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "kpi": change.kpi,
        "statistic": change.statistic or known.default_statistic,
        "comparator": change.comparator or known.comparator,
        "target": float(change.target),
        "agreed_on": today,
        "agreed_with_id": change.agreed_with_id,
        "due": change.due,
        "sustain_days": change.sustain_days,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    values |= _baseline(writing, change, account, values["statistic"], today)
    _supersede(writing, change, today)
    goal_id = writing.insert(kpi_goals, values, Topic.KPIS)
    return writing.receipt(_words(writing, account, known, values), goal_id, 1)


def _nonsense(change: SetGoal, known: Definition, today: date) -> dict[str, str]:
    """Return a sentence for each field that makes no sense."""
    highest = 1 if known.unit is Unit.FRACTION else float("inf")
    first, last = change.baseline_first, change.baseline_last
    rules = (
        ("target", isfinite(change.target) and 0 <= change.target <= highest, _target_rule(known)),
        (
            "statistic",
            change.statistic in {None, *known.statistics},
            f"for {known.label} it is {' or '.join(known.statistics)}",
        ),
        ("sustain_days", change.sustain_days >= 1, "a target is sustained for at least one day"),
        ("due", change.due is None or change.due > today, "the goal is due after today"),
        ("baseline", (first is None) == (last is None), "a window needs its first and its last day"),
        ("baseline", first is None or last is None or first <= last, "a window ends before it starts"),
        ("baseline", last is None or last < today, "a window is made of days that are over"),
    )
    return {field: sentence for field, holds, sentence in rules if not holds}


def _target_rule(known: Definition) -> str:
    unit = "a fraction between 0 and 1, so 5 % is 0.05" if known.unit is Unit.FRACTION else "seconds from 0"
    return f"a target of {known.label} is {unit}"


def _baseline(
    writing: Writing, change: SetGoal, account: RowMapping, statistic: Statistic, today: date
) -> dict[str, Any]:
    """Return the columns of the baseline: the figure of its window as it is now."""
    from amtui.data.queries.kpi_series import daily_series
    from amtui.data.queries.kpis import pooled_figure

    first, last = baseline_window(today, account["go_live_on"])
    first, last = change.baseline_first or first, change.baseline_last or last
    asked: dict[str, Any] = {
        "account_id": account["id"], "kpi": change.kpi, "statistic": statistic, "first": first, "last": last
    }  # fmt: skip
    figure = pooled_figure(writing.reading, **asked)
    days = sum(day.n > 0 for day in daily_series(writing.reading, **asked))
    return {
        "baseline": figure.value,
        "baseline_n": figure.n,
        "baseline_days": days,
        "baseline_first": first,
        "baseline_last": last,
        "provisional": is_provisional(days, figure.n),
    }


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
    wanted = select(func.count()).where(
        kpi_goals.c.account_id == account["id"], kpi_goals.c.superseded_on.is_(None)
    )
    goals = int(writing.connection.execute(wanted).scalar_one())
    if goals not in USUAL_GOALS:
        sentences.append(f"The account has {counted(goals, 'goal')}; 2 or 3 are usual")
    return ". ".join(sentences)
