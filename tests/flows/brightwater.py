"""Brightwater Dental Group in an office of its own: on Mondays at nine the service desk misses most calls."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from amtui.domain.changes import AddAccount, SetGoal
from amtui.domain.clock import FrozenClock
from amtui.domain.improvement_changes import AgreeAction, ImplementAction, ProposeAction, ValidateAction
from amtui.domain.vocabulary import KpiKey
from tests.flows.office import ADMIN, NOW, Office, empty_template, folder

NAME = "Brightwater Dental Group"
CHANGED = date(2026, 3, 2)
"""The Monday on which a third agent begins; the day on which everything starts."""
HEADS = ("call_id", "start_time", "direction", "outcome", "wait_seconds", "queue")
ONE_DAY = timedelta(days=1)
PILE, PILED_MISSES, MENDED_MISSES = 30, 22, 1
"""Calls on a Monday between nine and ten, and how many of them are missed before and after."""


def later(days: int) -> FrozenClock:
    """Return a clock that stands at nine in the morning so many days after the change."""
    return FrozenClock(NOW + days * ONE_DAY)


def at_work(office: Office, *, with_goal: bool = True) -> None:
    """Enter the account with a contact, import six weeks of its calls, and agree on its goal or not yet."""
    boss = office.sql("SELECT id FROM users WHERE login = ?", ADMIN)[0][0]
    account_id = office.change(AddAccount(name=NAME, am_id=boss, zone="Europe/Berlin")).entity_id or 0
    office.sql(
        "INSERT INTO contacts (account_id, am_id, name, is_admin, is_approved, is_champion, created_at,"
        " updated_at) VALUES (?, ?, 'Kim Reyes', 1, 1, 0, 0, 0)",
        account_id,
        boss,
    )
    bring(office, CHANGED - 42 * ONE_DAY, CHANGED - ONE_DAY, PILED_MISSES)
    if with_goal:
        office.change(SetGoal(account_id=account_id, kpi=KpiKey.MISSED_CALL_RATE, target=0.05))


def bring(office: Office, first: date, last: date, missed: int) -> None:
    """Import the calls of some days, so many of the Monday pile missed."""
    from amtui.services.imports import run_import

    path = office.home / f"calls-{first}.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        days = (first + back * ONE_DAY for back in range((last - first).days + 1))
        for day in days:
            writer.writerows(_calls(day, missed))
    backend = office.backend(office.login)
    try:
        report = run_import(backend, "calls", [path], account=NAME)
    finally:
        backend.close()
    assert report.imported == report.read > 0


def _calls(day: date, missed: int) -> Iterator[tuple[str, str, str, str, int, str]]:
    """Yield twenty answered calls of a weekday, and the pile of a Monday."""
    if day.weekday() > 4:
        return
    for number in range(20):
        yield f"{day:%m%d}-{number}", f"{day} {10 + number // 4}:15", "inbound", "answered", 12, "Sales"
    if day.weekday() == 0:
        for number in range(PILE):
            outcome = "no answer" if number < missed else "answered"
            yield f"{day:%m%d}-p{number}", f"{day} 09:{number:02}", "inbound", outcome, 30, "Service desk"


@cache
def off_target() -> Path:
    """Return the database on the day of the change."""
    home = folder() / "brightwater"
    home.mkdir()
    office = Office(home, empty_template(), ADMIN)
    at_work(office)
    return office.path


@cache
def proved() -> Path:
    """Return the database three weeks later, the action in place, proved and held."""
    home = folder() / "brightwater-proved"
    home.mkdir()
    office = Office(home, off_target(), ADMIN)
    action_id = office.change(
        ProposeAction(
            account_id=1,
            what="A third agent on Mondays from nine",
            goal_id=1,
            playbook="high-missed-calls",
            hypothesis="Two thirds of the misses fall into that hour",
        )
    ).entity_id
    seen = action_id or 0
    office.change(AgreeAction(action_id=seen, expected_version=1))
    office.change(ImplementAction(action_id=seen, expected_version=2))
    bring(office, CHANGED + ONE_DAY, CHANGED + 20 * ONE_DAY, MENDED_MISSES)
    office.change(
        ValidateAction(action_id=seen, expected_version=3, log_ids=("0309-p1", "0309-p2"), contact_id=1)
    )
    return office.path
