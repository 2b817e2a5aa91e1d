"""`amtui kpi goal`, `goals` and `withdraw`: what is agreed on KPIs, and what was."""

from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.ahead import DAY_HELP, coming_day
from amtui.cli.group import Command
from amtui.cli.kpi_text import GOAL_KEYS, goal_object
from amtui.cli.listing import whole
from amtui.cli.lookups import WHO, account_id, contact_id, day, kpi_key
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN
from amtui.cli.words import day as day_words
from amtui.domain.changes import SetGoal
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal, format_value
from amtui.domain.kpi.target_text import TargetText, parse_change, parse_target
from amtui.domain.kpi_changes import WithdrawGoal
from amtui.domain.kpi_key import KpiKey
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import Comparator, Statistic
from amtui.domain.wording import label


@click.command("goal", cls=Command)
@click.argument("account")
@click.argument("kpi")
@click.option("--target", metavar="VALUE", help="Fraction of 1, seconds or a number; or as 5 %, < 30 s.")
@click.option("--by", metavar="CHANGE", help="Instead: change of the baseline, as -20% or “reduce by 20 %”.")
@click.option("--statistic", metavar="WORD", help="rate, median, mean or p90; else the KPI's own.")
@click.option("--comparator", metavar="SIGN", help="<=, <, >= or >; else the KPI's own.")
@click.option("--baseline-from", metavar="DAY", help="First day of the baseline.")
@click.option("--baseline-to", metavar="DAY", help="Last day of the baseline, included.")
@click.option("--due", metavar="DAY", help=f"When it is to be met, {DAY_HELP}.")
@click.option("--with", "agreed_with", metavar="WHO", help=f"The contact it is agreed with: {WHO}.")
@click.option("--sustain", type=click.IntRange(min=1), default=7, show_default=True, help="Days to hold it.")
@click.pass_obj
def goal(session: Session, /, account: str, kpi: str, **more: Any) -> None:
    """Agree on the goal of an account for a KPI; the baseline is frozen with it."""
    statistic, comparator = more["statistic"], more["comparator"]
    with session.backend() as backend:
        whose, key = account_id(backend, account), kpi_key(backend, kpi)
        aim = target_of(more["target"], key)
        receipt = backend.apply(
            SetGoal(
                account_id=whose,
                kpi=key,
                target=aim.value,
                by=change_of(more["by"]) if aim.by is None else aim.by,
                statistic=whole(statistic, Statistic, "statistic") if statistic else None,
                comparator=whole(comparator, Comparator, "comparator") if comparator else aim.comparator,
                baseline_first=day(more["baseline_from"]),
                baseline_last=day(more["baseline_to"]),
                agreed_with_id=contact_id(backend, whose, more["agreed_with"]),
                due=coming_day(backend, more["due"]),
                sustain_days=more["sustain"],
            )
        )
    put_receipt(session, receipt)


def target_of(text: str | None, key: KpiKey) -> TargetText:
    """Return the target that is meant: a bare number in the KPI's unit, or one with its sign and unit.

    Raises:
        UsageError: it is neither.
    """
    if text is None:
        return TargetText()
    with suppress(ValueError):
        return TargetText(float(text))
    try:
        return parse_target(text, definition(key))
    except ValueError as error:
        raise UsageError(f"“{text}” is no target", next=f"Write it {error}.") from None


def change_of(text: str | None) -> float | None:
    """Return the fraction that a change such as -20% or “reduce by 20 %” means.

    Raises:
        UsageError: it is no percentage.
    """
    if text is None:
        return None
    try:
        return float(text.strip().removesuffix("%").strip()) / 100
    except ValueError:
        if (by := parse_change(text)) is None:
            raise UsageError(f"“{text}” is no change", next="Write it as -20% or +5%.") from None
        return by


@click.command("goals", cls=Command)
@click.argument("account")
@click.option("--history", is_flag=True, help="Also those that were superseded or withdrawn.")
@click.pass_obj
def goals(session: Session, /, account: str, *, history: bool) -> None:
    """List the goals of an account with their frozen baselines."""
    from amtui.data.queries.goals import goals as read_goals

    with session.backend() as backend:
        whose = account_id(backend, account)
        rows = backend.read(read_goals, account_id=whose, history=history)
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: goal_object(row, zone), COLUMNS, GOAL_KEYS)


@click.command("withdraw", cls=Command)
@click.argument("account")
@click.argument("kpi")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--version", "version", type=int, metavar="N", help="Only while it has this version.")
@click.pass_obj
def withdraw(session: Session, /, account: str, kpi: str, *, reason: str, version: int | None) -> None:
    """End the goal in force of an account for a KPI; its history is kept."""
    from amtui.data.queries.goals import goals as read_goals

    with session.backend() as backend:
        key, whose = kpi_key(backend, kpi), account_id(backend, account)
        rows = [row for row in backend.read(read_goals, account_id=whose) if row.kpi == key]
        if not rows:
            raise NotFound(f"no goal on {definition(key).label} is in force")
        seen = rows[0].version if version is None else version
        receipt = backend.apply(WithdrawGoal(goal_id=rows[0].id, expected_version=seen, reason=reason))
    put_receipt(session, receipt)


def _ended(row: GoalRow) -> str:
    if row.superseded_on is None:
        return "in force"
    return f"{'withdrawn' if row.withdrawn_for else 'superseded'} {row.superseded_on}"


COLUMNS: list[Column[GoalRow]] = [
    Column("KPI", lambda row: definition(row.kpi).label),
    Column("STATISTIC", lambda row: label(row.statistic)),
    Column("BASELINE", lambda row: format_value(definition(row.kpi), row.baseline), right=True),
    Column("TARGET", lambda row: format_goal(definition(row.kpi), row.comparator, row.target), right=True),
    Column("AGREED", lambda row: day_words(row.agreed_on)),
    Column("WITH", lambda row: row.agreed_with or UNKNOWN),
    Column("DUE", lambda row: day_words(row.due)),
    Column("STATE", _ended),
]
