"""`amtui health`: how healthy accounts are, why that changed, and the rules for it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.health_rules import rules_command
from amtui.cli.health_shapes import DAY_KEYS, ROW_KEYS, day_object, difference_object, row_object
from amtui.cli.listing import asked, list_options
from amtui.cli.lookups import account_id, day
from amtui.cli.output import Column, put_document, put_json, put_list
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.filters import ACCOUNTS
from amtui.domain.health_difference import HealthDifference, difference
from amtui.domain.health_records import HealthDay, HealthRow, HealthView
from amtui.domain.health_words import change_words, known, part_why, rest_words, signed, standing
from amtui.domain.wording import counted, label, listed, rate, title

if TYPE_CHECKING:
    from amtui.services.backend import Backend

USUAL_DAYS = 30


@click.group("health", cls=Group, invoke_without_command=True)
@list_options(ACCOUNTS, "account", "am", "status", "tier")
@click.option("--since", metavar="DAY", help="Compare with this day; 30 days ago without.")
@click.pass_context
def health_command(
    context: click.Context,
    /,
    text: str | None,
    sort: str | None,
    limit: int | None,
    since: str | None,
    **fields: str | None,
) -> None:
    """List accounts by their health, the least healthy first; `health why` explains a change."""
    if context.invoked_subcommand is not None:
        return
    from amtui.data.queries.health import health_list

    session = context.ensure_object(Session)
    wanted = asked(ACCOUNTS, text, sort, limit, **fields)
    with session.backend() as backend:
        then = day(since) or _today(backend) - timedelta(days=USUAL_DAYS)
        rows = backend.read(health_list, since=then, filter_text=str(wanted.filter))[: wanted.limit]
    put_list(session, rows, row_object, COLUMNS, ROW_KEYS)


COLUMNS: list[Column[HealthRow]] = [
    Column("ACCOUNT", lambda row: row.account),
    Column("AM", lambda row: row.am),
    Column("HEALTH", lambda row: standing(row.now.score, row.now.band), right=True),
    Column("CHANGE", lambda row: UNKNOWN if row.change is None else signed(row.change), right=True),
    Column("SINCE", lambda row: row.before.day.isoformat() if row.before else UNKNOWN),
    Column("KNOWN", lambda row: rate(row.now.coverage, 0), right=True),
    Column("HELD DOWN BY", lambda row: listed(row.now.caps) or UNKNOWN),
]


@health_command.command("why")
@click.argument("account")
@click.option("--from", "first", metavar="DAY", help="The day compared with; 30 days before without.")
@click.option("--to", "last", metavar="DAY", help="The day explained; today without.")
@click.pass_obj
def why(session: Session, account: str, first: str | None, last: str | None) -> None:
    """Say why an account's health changed between two days, part by part."""
    begin, end = day(first), day(last)
    with session.backend() as backend:
        view = _view(backend, account, since=date.min if begin or end else None)
    then, until = begin or (end or view.now.day) - timedelta(days=USUAL_DAYS), end or view.now.day
    if until < then:
        raise UsageError(f"--to {until} is before --from {then}")
    told = difference(_on(view, then, earliest=not first), _on(view, until))
    if session.as_json:
        put_json(difference_object(view.account, told))
        return
    put_document(session, difference_object(view.account, told), _lines(view.account, told))


def _lines(account: str, told: HealthDifference) -> list[str]:
    after = told.after
    lines = [f"{account}: {standing(after.score, after.band)} on {after.day}, {known(after)}"]
    lines.append(title(change_words(told)))
    for part in told.parts:
        value = "–" if part.after.value is None else rate(part.after.value, 0)
        points = f"{part.before.points:5.1f} → {part.after.points:5.1f}  {signed(part.points, 1):>6}"
        lines.append(f"  {title(part.part):<28}{value:>6}  {points}  {part_why(part)}")
    return [*lines, *(f"  {'':<28}{'':>6}  {'':13}  {rest}" for rest in rest_words(told))]


@health_command.command("history")
@click.argument("account")
@click.option("--from", "first", metavar="DAY", help="First local day; half a year ago without.")
@click.pass_obj
def history(session: Session, account: str, first: str | None) -> None:
    """List an account's health day by day, with what it was made of."""
    since = day(first)
    with session.backend() as backend:
        view = _view(backend, account, since=since)
    days = [each for each in view.days if each.day >= (since or date.min)]
    put_list(session, days, lambda each: day_object(view.account, each), DAYS, DAY_KEYS)


DAYS: list[Column[HealthDay]] = [
    Column("DAY", lambda each: each.day.isoformat()),
    Column("HEALTH", lambda each: standing(each.score, each.band), right=True),
    Column("KNOWN", lambda each: rate(each.coverage, 0), right=True),
    Column("HELD DOWN BY", lambda each: listed(each.caps) or UNKNOWN),
    Column(
        "POINTS",
        lambda each: ", ".join(
            f"{label(one.part.key)} {one.points:.1f}" for one in each.contributions if one.value is not None
        ),
    ),
]


@health_command.command("record")
@click.pass_obj
def record(session: Session) -> None:
    """Keep today's health of the active accounts you see; for a timer, once a day."""
    from amtui.services.health_days import record_health

    with session.backend() as backend:
        done = record_health(backend, _active(backend))
    put_document(session, {"recorded": done}, ())
    if not session.as_json and not session.as_csv:
        session.say(f"Health of {counted(done, 'account')} recorded.")


health_command.add_command(rules_command)


def _active(backend: "Backend") -> tuple[int, ...]:
    from amtui.data.queries.places import places

    return tuple(place.id for place in backend.read(places))


def _today(backend: "Backend") -> date:
    return backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date()


def _view(backend: "Backend", account: str, *, since: date | None) -> HealthView:
    from amtui.data.queries.health import health_view

    return backend.read(health_view, account_id=account_id(backend, account), since=since)


def _on(view: HealthView, wanted: date, *, earliest: bool = False) -> HealthDay:
    """Return what is known of up to a day, or from the earliest record on where that will do."""
    found = view.on(wanted)
    if found is None and earliest:
        return view.days[0]
    if found is None:
        raise NotFound(
            f"there is no record of the health of {view.account} up to {wanted}",
            next=f"The earliest is of {view.days[0].day}.",
        )
    return found
