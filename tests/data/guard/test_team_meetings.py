"""Meetings of the team on a server, by raw SQL: for their owner, the invited and the owner's manager."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from amtui.data.guard.roles import APP
from amtui.data.models import audit, team_meetings, team_series
from amtui.data.queries.calendar_items import calendar_items
from amtui.data.queries.team_meetings import team_meeting
from amtui.data.queries.team_meetings import team_meetings as listed
from amtui.domain.changes import Undo
from amtui.domain.errors import Conflict, NotFound, Refused
from amtui.domain.team_changes import EditTeamMeeting, HoldTeamMeeting, PlanTeamMeeting
from tests.data.guard.conftest import ADA, ANA, BEN, MAX, Office
from tests.data.guard.test_service import opened
from tests.services.world import MONDAY_NINE, World
from tests.support.databases import SERVICE

TABLES = (team_meetings, team_series)


def bens(office: Office, connection: Connection, *invited: int) -> dict[str, int]:
    """Enter a meeting and a series of Ben for some; return their ids by table."""
    made = {}
    for table in TABLES:
        values = {**office.rows.values(table, BEN), "invited": list(invited)}
        made[table.name] = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    return made


def become(connection: Connection, who: int, *books: int) -> None:
    """Go on as somebody whom the service names, with their books."""
    connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {SERVICE}; SET LOCAL ROLE {APP}"))
    listed = ",".join(map(str, books))
    connection.execute(text(f"SET LOCAL amtui.who = '{who}'; SET LOCAL amtui.books = '{listed}'"))


def seen(connection: Connection, made: dict[str, int]) -> list[int]:
    """Return how many of each kind can be seen."""
    return [
        connection.execute(select(func.count()).where(table.c.id == made[table.name])).scalar_one()
        for table in TABLES
    ]


def changed(connection: Connection, made: dict[str, int]) -> list[int]:
    """Return how many of each kind a change and a removal reach."""
    found = []
    for table in reversed(TABLES):
        mine = table.c.id == made[table.name]
        found.append(connection.execute(update(table).where(mine).values(title="x")).rowcount)
    mine = team_meetings.c.id == made["team_meetings"]
    return [*found, connection.execute(delete(team_meetings).where(mine)).rowcount]


def test_whoever_is_invited_sees_it_and_changes_nothing(office: Office, way: str) -> None:
    with office.engine.connect() as connection, connection.begin() as transaction:
        mine, others = bens(office, connection, ANA), bens(office, connection, ADA)
        office.become_ana(connection, way)
        assert (seen(connection, mine), seen(connection, others)) == ([1, 1], [0, 0])
        assert changed(connection, mine) == [0, 0, 0]
        transaction.rollback()


def test_the_manager_of_the_owner_sees_and_changes_it(office: Office) -> None:
    with office.engine.connect() as connection, connection.begin() as transaction:
        made = bens(office, connection)
        become(connection, MAX, 0, MAX, ANA, BEN)
        assert seen(connection, made) == [1, 1]
        assert changed(connection, made) == [1, 1, 1]
        transaction.rollback()


def test_whoever_covers_the_book_of_the_owner_does_not_see_it(office: Office) -> None:
    with office.engine.connect() as connection, connection.begin() as transaction:
        made = bens(office, connection)
        become(connection, ANA, ANA, BEN)
        assert seen(connection, made) == [0, 0]
        assert changed(connection, made) == [0, 0, 0]
        transaction.rollback()


def test_whoever_reports_to_nobody_of_the_line_does_not_see_it(office: Office) -> None:
    with office.engine.connect() as connection, connection.begin() as transaction:
        made = bens(office, connection)
        become(connection, ADA, ADA)
        assert seen(connection, made) == [0, 0]
        transaction.rollback()


def test_nobody_enters_one_in_the_name_of_another_or_gives_theirs_away(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in TABLES:
            values = {**office.rows.values(table, BEN), "invited": [ANA]}
            with pytest.raises(DBAPIError, match="row-level security"), connection.begin_nested():
                connection.execute(insert(table).values(values))
            mine = table.c.id == office.rows.made[table.name][ANA]["id"]
            with pytest.raises(DBAPIError, match="row-level security"), connection.begin_nested():
                connection.execute(update(table).where(mine).values(user_id=BEN))


def test_the_record_of_one_is_for_those_who_see_it(office: Office, way: str) -> None:
    with office.engine.connect() as connection, connection.begin() as transaction:
        mine, others = bens(office, connection, ANA), bens(office, connection)
        told = []
        for made in (mine, others):
            values = office.rows.values(audit, BEN) | {
                "account_id": None,
                "am_id": 0,
                "entity": "team_meetings",
                "entity_id": made["team_meetings"],
            }
            told.append(connection.execute(insert(audit).values(values).returning(audit.c.id)).scalar_one())
        office.become_ana(connection, way)
        found = connection.execute(select(audit.c.id).where(audit.c.id.in_(told))).scalars()
        assert list(found) == told[:1]
        transaction.rollback()


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    made = World(postgres_url)
    yield made
    made.close()


@pytest.mark.parametrize("login", [SERVICE, "ana"])
def test_a_series_is_planned_changed_and_taken_back_behind_the_walls(world: World, login: str) -> None:
    weekly = PlanTeamMeeting(title="Pipeline", starts_at=MONDAY_NINE + timedelta(hours=2), every_weeks=1)
    first = MONDAY_NINE.date()
    with closing(opened(world, login, "ana")) as ana:
        made = ana.apply(weekly).entity_id or 0
        ana.apply(HoldTeamMeeting(meeting_id=made, expected_version=1, notes="All well"))
        ana.apply(Undo())
        with closing(opened(world, SERVICE, "ben")) as ben:
            assert len(ben.read(listed, own=True)) == len(ana.read(listed)) > 20
            items = ben.read(calendar_items, first=first, last=first)
            assert [one.what for one in items if one.kind == "team_meeting"] == ["Pipeline"]
            with pytest.raises(Refused, match="a meeting of Ana"):
                ben.apply(EditTeamMeeting(meeting_id=made, expected_version=3, notes="Mine"))
        with closing(opened(world, SERVICE, "cleo")) as cleo:
            assert cleo.read(listed) == ()
            with pytest.raises(NotFound):
                cleo.read(team_meeting, meeting_id=made)
        with closing(opened(world, SERVICE, "max")) as leads:
            leads.apply(EditTeamMeeting(meeting_id=made, expected_version=3, agenda="Deals", later=True))
        with pytest.raises(Conflict) as caught:
            ana.apply(EditTeamMeeting(meeting_id=made, expected_version=3, agenda="Churn"))
        assert caught.value.who == "Max"
        with closing(opened(world, SERVICE, "max")) as leads:
            leads.apply(Undo())
        assert ana.read(team_meeting, meeting_id=made).agenda == ""
        ana.apply(Undo())
        assert ana.read(listed) == ()
