"""The state of a request in SQL is the one that the domain works out."""

from datetime import timedelta
from itertools import product

from sqlalchemy import insert, select

from amtui.data.engine import for_writing
from amtui.data.models import requests
from amtui.data.queries.sla_sql import facts, open_at_risk, open_breached, sla_state
from amtui.domain.request_rules import OPEN, STOPPED
from amtui.domain.sla import state
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route, SlaState
from tests.data.queries.story import FAR, LONG_AGO, NOW, Story

EARLIER, LATER = NOW - timedelta(hours=2), NOW + timedelta(hours=2)
BETWEEN = NOW - timedelta(hours=1)
STATUSES = (
    RequestStatus.NEW,
    RequestStatus.WAITING_CLIENT,
    RequestStatus.RESOLVED,
    RequestStatus.DECLINED,
)


def rows(account_id: int, am_id: int) -> list[dict[str, object]]:
    cases = product(
        STATUSES,
        (None, BETWEEN),
        (None, EARLIER, LATER),
        (None, EARLIER, LATER),
        (None, BETWEEN),
        (None, EARLIER),
        (None, EARLIER, LATER),
    )
    return [
        {
            "account_id": account_id,
            "am_id": am_id,
            "ref": f"R-{number}",
            "source": "test",
            "created_by_id": am_id,
            "type": RequestType.TRAINING,
            "subject": "",
            "description": "",
            "impact": Level.LOW,
            "urgency": Level.LOW,
            "priority": Priority.P4,
            "status": status,
            "is_open": status in OPEN,
            "route": Route.AM,
            "first_response_at": answered,
            "respond_by": respond_by,
            "respond_risk_at": risk,
            "due_at": due_at,
            "due_risk_at": risk,
            "next_due_at": FAR,
            "hold_since": hold_since,
            "resolved_at": resolved_at,
            "on_hold_seconds": 0,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        for number, (status, answered, respond_by, due_at, resolved_at, hold_since, risk) in enumerate(cases)
    ]


def test_the_state_in_sql_is_the_state_of_the_domain(story: Story) -> None:
    am = story.user("ana")
    account = story.account("Northwind", am)
    with for_writing(story.engine.connect()) as connection, connection.begin():
        connection.execute(insert(requests), rows(account, am))
    with story.reading(am) as reading:
        found = reading.rows(select(requests, sla_state(NOW).label("state")))

    wrong = {row.ref: row.state for row in found if row.state != state(facts(row), NOW)}
    assert wrong == {}
    assert {row.state for row in found} == {*SlaState}


def test_what_counts_ask_of_open_requests_is_their_state(story: Story) -> None:
    am = story.user("ana")
    account = story.account("Northwind", am)
    with for_writing(story.engine.connect()) as connection, connection.begin():
        connection.execute(insert(requests), rows(account, am))
    is_open = requests.c.status.not_in([status.value for status in STOPPED]) & requests.c.resolved_at.is_(
        None
    )
    asked = select(
        requests.c.ref,
        sla_state(NOW).label("state"),
        open_breached(NOW).label("breached"),
        open_at_risk(NOW).label("at_risk"),
    ).where(is_open)
    with story.reading(am) as reading:
        found = reading.rows(asked)

    assert {row.ref for row in found if (row.state == SlaState.BREACHED) != bool(row.breached)} == set()
    calm = [row for row in found if not row.breached]
    assert {row.ref for row in calm if (row.state == SlaState.AT_RISK) != bool(row.at_risk)} == set()
    assert {row.state for row in found} > {SlaState.BREACHED, SlaState.AT_RISK}
