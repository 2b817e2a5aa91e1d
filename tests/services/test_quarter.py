"""The brief of an account and the quarter of a book: what is in them, and whose they are."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from amtui.data.models import requests, technical_context
from amtui.data.queries.account_brief import account_brief
from amtui.data.queries.quarter import quarter_book
from amtui.domain.account_brief_words import brief_report
from amtui.domain.changes import HoldReview, PlanReview
from amtui.domain.errors import NotFound, Refused, UsageError
from amtui.domain.quarter import Kept, Quarter
from amtui.domain.quarter_words import quarter_report
from amtui.domain.report import Report
from amtui.domain.vocabulary import RequestStatus, ReviewKind
from amtui.services.backend import Backend
from tests.services.improvement_story import ONE_DAY, missed_a_day, off_target
from tests.services.world import ANA, CALL_FLOW, CLEO, CONTOSO, LOGIN, MONDAY_NINE, NORTHWIND, World

HOUR = timedelta(hours=1)
FOURTH = Quarter(2026, 4)


def met(backend: Backend, account_id: int, kind: ReviewKind) -> None:
    asked = PlanReview(account_id=account_id, kind=kind, starts_at=MONDAY_NINE - ONE_DAY, minutes=60)
    review_id, plan = backend.apply(asked).entity_id or 0, "A third agent" if kind is ReviewKind.QBR else ""
    backend.apply(HoldReview(review_id=review_id, expected_version=1, outcome="Agreed", new_plan=plan))


def resolved(world: World, request_id: int, answered_after: timedelta) -> None:
    answered = MONDAY_NINE + answered_after
    done = {"status": RequestStatus.RESOLVED, "is_open": False, "first_response_at": answered}
    with world.writing() as connection:
        changed = update(requests).where(requests.c.id == request_id)
        connection.execute(changed.values(resolved_at=answered + HOUR, **done))


def cells(report: Report, section: int, table: int = 0) -> dict[str, list[str]]:
    rows = report.sections[section].tables[table].rows
    return {row[0].words: [cell.words for cell in row[1:]] for row in rows}


def test_a_quarter_tells_of_goals_service_levels_and_reviews_against_the_cadence(
    world: World, ana: Backend
) -> None:
    off_target(world)
    met(ana, NORTHWIND, ReviewKind.QBR)
    resolved(world, LOGIN, HOUR)
    resolved(world, CALL_FLOW, timedelta(days=5))
    world.clock.passes(days=7)

    book = ana.read(quarter_book, period=FOURTH)
    assert (book.whose, book.runs, book.first, book.last) == (
        "Ana",
        True,
        date(2026, 10, 1),
        date(2026, 11, 29),
    )
    (line,) = book.lines
    assert (line.served.created, line.served.answered, line.served.answered_late) == (3, 1, 2)
    assert (line.served.resolved, line.served.resolved_late, line.resolved) == (1, 2, 2)
    # Entered on 23 November: one check-in was due since, for which the quarterly review stands.
    assert line.kept == (
        Kept(ReviewKind.CHECK_IN, 1, 0, 0, 0, stood_in=1),
        Kept(ReviewKind.QBR, 1, 1, 0, 0),
    )
    assert [(each.kind, each.words) for each in book.agreed][-1] == ("plan", "A third agent (QBR)")
    (figure,) = line.figures
    assert (figure.window.first, figure.window.last) == (date(2026, 10, 31), date(2026, 11, 29))

    told = quarter_report(book)
    assert told.title == "2026Q4: Ana"
    assert told.sections[-1].tables[0].rows[0][1].words.startswith("missed / offered")
    shown = cells(told, 0)
    assert shown["Northwind"][2:] == [
        "0 of 1",
        "0",
        "3",
        "33.3 %",
        "33.3 %",
        "check-in 1 of 1, QBR 1 of 1",
        "2",
    ]
    assert shown["All"][2:] == shown["Northwind"][2:]
    assert cells(told, 2)["All"] == ["3", "1", "2", "33.3 %", "1", "2", "33.3 %"]


def test_a_quarter_is_of_ones_own_book_and_of_others_only_where_one_may_see_them(
    world: World, ana: Backend
) -> None:
    world.clock.passes(days=7)
    assert [line.row.name for line in ana.read(quarter_book, period=FOURTH).lines] == ["Northwind"]
    with pytest.raises(Refused):
        ana.read(quarter_book, period=FOURTH, am_id=CLEO)
    of_ada = world.as_("ada").read(quarter_book, period=FOURTH)
    assert [line.row.name for line in of_ada.lines] == ["Contoso", "Northwind", "Orphan"]
    (asked,) = world.as_("max").read(quarter_book, period=FOURTH, am_id=ANA).lines
    assert asked.row.id == NORTHWIND
    assert of_ada.total.created == 4
    assert {line.row.id: line.served.created for line in of_ada.lines}[CONTOSO] == 1
    # Nothing had come in then, and no cadence had begun.
    (before,) = ana.read(quarter_book).lines
    assert (before.served.created, before.kept) == (0, ())
    with pytest.raises(UsageError, match="has no complete day"):
        ana.read(quarter_book, period=Quarter(2027, 1))


def test_a_quarter_is_read_from_its_name() -> None:
    assert [str(Quarter.parse(text)) for text in ("2026Q3", "2026-q1", "2024 Q4")] == [
        "2026Q3",
        "2026Q1",
        "2024Q4",
    ]
    assert (Quarter(2024, 1).first, Quarter(2024, 1).last) == (date(2024, 1, 1), date(2024, 3, 31))
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    for text in ("2026Q5", "Q3", "26Q3", "2026"):
        with pytest.raises(UsageError):
            Quarter.parse(text)


def test_a_brief_shows_the_account_as_it_stands(world: World, ana: Backend) -> None:
    off_target(world)
    missed_a_day(world, 1, date(2026, 11, 1), date(2026, 11, 22))
    met(ana, NORTHWIND, ReviewKind.CHECK_IN)
    with world.writing() as connection:
        known = {"account_id": NORTHWIND, "am_id": ANA, "topic": "CRM", "detail": "HubSpot", "version": 1}
        stamps = {"created_at": MONDAY_NINE, "updated_at": MONDAY_NINE}
        connection.execute(insert(technical_context), {**known, **stamps})
    world.clock.passes(hours=3)

    brief = ana.read(account_brief, account_id=NORTHWIND)
    told = brief_report(brief)
    asked = cells(told, 2)
    assert set(asked) == {"R-1001", "R-1002", "R-1004"}
    assert asked["R-1004"][-1] == "▼ breached"
    assert asked["R-1001"][1:3] == ["Kim", "P3"]
    assert cells(told, 3)["Check-in"] == ["2026-11-22 09:00", "–"]
    assert [line.split(" is ")[0] for line in told.sections[3].lines] == ["▼ No check-in", "▼ No QBR"]
    assert cells(told, 0)["KPI attainment"][-1] == f"{brief.pack.health.contributions[0].points:.1f}"
    assert (cells(told, 6)["Kim"][0], cells(told, 7)["CRM"]) == ("–", ["HubSpot", "–"])
    figure = cells(told, 1)["Missed-call rate"]
    assert figure[-1] == "1,200"
    appendix = {what.words: how.words for what, how in told.sections[-1].tables[0].rows}
    assert appendix["n"] == figure[-1]
    with pytest.raises(NotFound):
        world.as_("ben").read(account_brief, account_id=NORTHWIND)
