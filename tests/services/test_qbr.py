"""The pack of a quarterly business review: what is in it, and that it says what the data say."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from amtui.data.models import kpi_goals, requests
from amtui.data.queries.evidence import NO_REASONS
from amtui.data.queries.kpi_explained import explain
from amtui.data.queries.qbr import qbr_pack
from amtui.domain import changes
from amtui.domain.changes import HoldReview, PlanReview
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.qbr_words import report
from amtui.domain.request_changes import CreateRequest
from amtui.domain.request_rules import default_route
from amtui.domain.vocabulary import KpiKey, Priority, RequestStatus, RequestType, ReviewKind, Route
from amtui.services.backend import Backend
from tests.services.improvement_story import ONE_DAY, TODAY, implemented, missed_a_day, off_target
from tests.services.world import CALL_FLOW, LOGIN, MONDAY_NINE, NORTHWIND, World


def held_qbr(backend: Backend) -> None:
    asked = PlanReview(account_id=NORTHWIND, kind=ReviewKind.QBR, starts_at=MONDAY_NINE - ONE_DAY, minutes=60)
    review_id = backend.apply(asked).entity_id or 0
    backend.apply(
        HoldReview(review_id=review_id, expected_version=1, outcome="Agreed", new_plan="A third agent")
    )


def test_a_pack_holds_figures_proof_service_levels_and_plan(world: World, ana: Backend) -> None:
    off_target(world)
    held_qbr(ana)
    implemented(ana, TODAY - 40 * ONE_DAY)
    missed_a_day(world, 1, TODAY - 39 * ONE_DAY, TODAY - ONE_DAY)
    with world.writing() as connection:
        late, hour = MONDAY_NINE + timedelta(days=5), timedelta(hours=1)
        for request_id, answered, resolved in (
            (LOGIN, MONDAY_NINE + hour, MONDAY_NINE + 2 * hour),
            (CALL_FLOW, late, late + hour),
        ):
            done = {"status": RequestStatus.RESOLVED, "is_open": False, "first_response_at": answered}
            connection.execute(
                update(requests).where(requests.c.id == request_id).values(resolved_at=resolved, **done)
            )
    world.clock.passes(days=7)

    pack = ana.read(qbr_pack, account_id=NORTHWIND)
    assert (pack.first, pack.last) == (date(2026, 9, 1), date(2026, 11, 29))
    (missed,) = pack.figures
    window = missed.told.figure.window
    assert (window.first, window.last) == (date(2026, 10, 31), date(2026, 11, 29))
    assert missed.told == ana.read(
        explain, account_id=NORTHWIND, kpi=KpiKey.MISSED_CALL_RATE, first=window.first, last=window.last,
        switched_off=NO_REASONS,
    )  # fmt: skip
    assert (missed.told.figure.numerator, missed.told.figure.denominator) == (23, 23 * 40)
    assert missed.then is not None
    assert missed.then.value == pytest.approx(6 / 40)

    (action,) = pack.actions
    compared = action.judgement.comparison
    assert compared is not None
    assert (compared.before.value, compared.after.value) == (6 / 40, 1 / 40)
    assert compared.interval is not None

    asked = pack.requests
    assert [(level.priority, level.created) for level in asked.levels] == [(Priority.P1, 1), (Priority.P3, 2)]
    assert (asked.total.answered, asked.total.answered_late) == (1, 2)
    assert (asked.total.resolved, asked.total.resolved_late) == (1, 2)
    assert (asked.resolved, asked.open, asked.late) == (2, 1, 1)
    assert asked.total.answered_share == pytest.approx(1 / 3)
    assert [row.ref for row in asked.waiting] == ["R-1004"]
    (waiting,) = report(pack).sections[2].tables[-1].rows
    assert [cell.words for cell in waiting][2:] == ["P1, new", "answer by 2026-11-23 09:30"]
    assert [row.kind for row in pack.held] == [ReviewKind.QBR]
    assert pack.last_qbr is not None
    earlier = ana.read(qbr_pack, account_id=NORTHWIND, last=date(2026, 11, 21))
    assert earlier.last_qbr is None
    assert "The plan agreed on 2026-11-22: A third agent" in report(pack).sections[4].lines


def test_what_was_asked_for_adds_up_to_what_came_in(world: World, ana: Backend) -> None:
    kinds = [kind for kind in RequestType if default_route(kind) is Route.AM]
    for kind in kinds:
        world.as_("ada").apply(CreateRequest(account_id=NORTHWIND, type=kind, subject=kind.value))

    asked = ana.read(qbr_pack, account_id=NORTHWIND, last=TODAY + ONE_DAY).requests

    assert {kind for kind, _ in asked.types} >= set(kinds)
    assert sum(n for _, n in asked.types) == asked.total.created


def test_every_figure_of_the_pack_is_in_its_appendix(world: World, ana: Backend) -> None:
    off_target(world)
    appendix = report(ana.read(qbr_pack, account_id=NORTHWIND)).sections[-1]
    figure, levels, told, health = (
        {what.words: how.words for what, how in table.rows} for table in appendix.tables
    )
    assert told["n"] == "0 with CSAT, 0 with NPS, of 0"
    assert figure["Formula"].startswith("missed / offered")
    assert figure["Made of"] == "180 / 1,200, 2026-10-24 to 2026-11-22 (Europe/Berlin)"
    assert figure["n"] == "1,200"
    assert {"Formula", "Window", "n", "Resolved"} <= set(levels)
    assert health["Known"].endswith("of the weights known · held down by an open P1")
    assert health["KPI attainment"].endswith(" points")
    # KPIs 0 of 30, requests 20 of 20, cadence 0 of 15, payments 10 of 10: 30 of the 75 that are known.
    assert health["Sum"] == "40 points: 40 red"
    assert health["Day"] == "2026-11-23 (Europe/Berlin), whatever the period"


def test_progress_is_traced_to_its_formula(world: World, ana: Backend) -> None:
    off_target(world)
    missed_a_day(world, 4, TODAY - 30 * ONE_DAY, TODAY - ONE_DAY)
    made = report(ana.read(qbr_pack, account_id=NORTHWIND))
    figure = {what.words: how.words for what, how in made.sections[-1].tables[0].rows}
    # From 15 % towards 5 %, now 4 of 40.
    assert figure["Progress"] == "(now − baseline) / (target − baseline) = 50 %"


def test_a_score_that_is_held_down_is_traced_to_what_holds_it(world: World, ana: Backend) -> None:
    world.as_("ada").apply(changes.SaveSetting(key="health_coverage", value="0.4"))
    pack = ana.read(qbr_pack, account_id=NORTHWIND)
    health = {what.words: how.words for what, how in report(pack).sections[-1].tables[-1].rows}
    # Requests 20 of 20, cadence 0 of 15, payments 10 of 10: 30 of 45.
    assert health["Sum"] == "67 points, held down to 50 red by an open P1"
    world.as_("ada").apply(changes.SaveSetting(key="health_coverage", value="0.6"))
    pack = ana.read(qbr_pack, account_id=NORTHWIND)
    health = {what.words: how.words for what, how in report(pack).sections[-1].tables[-1].rows}
    assert health["Sum"] == "67 points, of too few parts for a score"


def test_a_pack_of_nothing_says_so_and_one_of_others_is_not_found(world: World, ana: Backend) -> None:
    pack = ana.read(qbr_pack, account_id=NORTHWIND, first=date(2025, 1, 1), last=date(2025, 1, 1))
    assert (pack.figures, pack.requests.levels, pack.requests.total.answered_share) == ((), (), None)
    assert report(pack).sections[0].lines == ("There is no KPI with a goal or with data yet.",)
    with pytest.raises(UsageError, match="before it begins"):
        ana.read(qbr_pack, account_id=NORTHWIND, first=TODAY, last=TODAY - ONE_DAY)
    with pytest.raises(NotFound):
        world.as_("ben").read(qbr_pack, account_id=NORTHWIND)


def test_a_period_that_still_runs_shows_what_is_complete_and_one_ahead_is_refused(
    world: World, ana: Backend
) -> None:
    off_target(world)
    running = ana.read(qbr_pack, account_id=NORTHWIND, first=date(2026, 10, 1), last=date(2026, 12, 31))
    (missed,) = running.figures
    window = missed.told.figure.window
    assert (running.last, window.first, window.last) == (
        date(2026, 12, 31),
        date(2026, 10, 24),
        date(2026, 11, 22),
    )
    assert max(day.day for day in missed.weeks) == date(2026, 11, 22)
    begun = ana.read(qbr_pack, account_id=NORTHWIND, first=TODAY, last=date(2026, 12, 31))
    window = begun.figures[0].told.figure.window
    assert (window.first, window.last) == (TODAY, TODAY)
    with pytest.raises(UsageError, match="lies ahead"):
        ana.read(qbr_pack, account_id=NORTHWIND, last=date(2027, 11, 22))


@pytest.mark.parametrize(
    ("missed", "words"), [(1, "met by the baseline already"), (6, "lost what the baseline had")]
)
def test_a_goal_that_its_baseline_met_has_no_way_to_go(
    world: World, ana: Backend, missed: int, words: str
) -> None:
    off_target(world)
    with world.writing() as connection:
        connection.execute(update(kpi_goals).values(baseline=0.04))
    missed_a_day(world, missed, TODAY - 40 * ONE_DAY, TODAY - ONE_DAY)
    table = report(ana.read(qbr_pack, account_id=NORTHWIND)).sections[0].tables[0]
    assert words in [cell.words for cell in table.rows[0]]


def test_what_got_worse_is_no_share_in_a_spreadsheet(world: World, ana: Backend) -> None:
    off_target(world)
    with world.writing() as connection:
        connection.execute(update(kpi_goals).values(baseline=0.052))
    missed_a_day(world, 6, TODAY - 40 * ONE_DAY, TODAY - ONE_DAY)
    table = report(ana.read(qbr_pack, account_id=NORTHWIND)).sections[0].tables[0]
    (progress,) = [row[table.heads.index("Progress")] for row in table.rows]
    assert (progress.words, progress.value) == ("worse than the baseline", None)
