"""Health kept day by day, and the rules that administrators set for it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from amtui.data.models import requests
from amtui.data.queries.health import health_list, health_preview, health_view
from amtui.data.queries.health_days import unrecorded
from amtui.data.queries.portfolio import portfolio
from amtui.domain import changes
from amtui.domain.errors import Invalid, Refused
from amtui.domain.health_changes import RecordHealth
from amtui.domain.health_difference import difference
from amtui.domain.health_rules import Cap, HealthRules, Part
from amtui.domain.health_settings import rules_of
from amtui.domain.today_rules import REACTIVE
from amtui.domain.vocabulary import BillingState, Channel, HealthBand, InteractionDirection, RequestStatus
from amtui.services.backend import Backend
from amtui.services.health_days import keep_health, record_health
from tests.services.world import CONTOSO, NORTHWIND, World

MONDAY = date(2026, 11, 23)


def test_each_day_is_kept_once_and_rewritten_by_the_same_day(world: World, ana: Backend) -> None:
    assert ana.read(unrecorded) == (NORTHWIND,)
    assert keep_health(ana) == 1
    assert keep_health(ana) == 0
    first = ana.read(health_view, account_id=NORTHWIND)
    assert [day.day for day in first.days] == [MONDAY]

    world.clock.passes(days=1)
    assert keep_health(ana) == 1
    ana.apply(_billing(ana, "overdue"))
    assert record_health(ana, (NORTHWIND,)) == 1
    world.clock.passes(days=1)

    view = ana.read(health_view, account_id=NORTHWIND)
    assert [(day.day, day.recorded) for day in view.days] == [
        (MONDAY, True),
        (MONDAY + timedelta(days=1), True),
        (MONDAY + timedelta(days=2), False),
    ]
    assert [day.facts.billing for day in view.days if day.facts] == [
        BillingState.UP_TO_DATE,
        BillingState.OVERDUE,
        BillingState.OVERDUE,
    ]


def test_days_older_than_half_a_year_are_there_for_who_asks_for_them(world: World, ana: Backend) -> None:
    keep_health(ana)
    world.clock.passes(days=300)
    assert len(ana.read(health_view, account_id=NORTHWIND).days) == 1
    whole = ana.read(health_view, account_id=NORTHWIND, since=date.min)
    assert [(day.day, day.recorded) for day in whole.days] == [
        (MONDAY, True),
        (MONDAY + timedelta(days=300), False),
    ]
    assert [each.part for each in whole.days[0].contributions] == list(Part)


def test_what_was_kept_says_why_it_changed(world: World, ana: Backend) -> None:
    # Requests: nothing late, 1 of 20. Cadence: nothing planned, never touched, 0 of 15. Payments 1 of 10.
    # 30 of 45 is 66.7, held at 50 by the outage; 45 of 100 known is too little until a KPI is judged.
    world.as_("ada").apply(changes.SaveSetting(key="health_coverage", value="0.4"))
    keep_health(ana)
    before = ana.read(health_view, account_id=NORTHWIND).now
    assert (before.score, before.caps) == (50, (Cap.OPEN_P1,))

    _nothing_open(world)
    ana.apply(_billing(ana, "overdue"))
    world.clock.passes(days=1)
    view = ana.read(health_view, account_id=NORTHWIND)
    told = difference(view.days[0], view.now)

    # 20 + 0 + 5 of 45 is 55.6: nothing holds it down any more (+17), payments lose 11.1, 0.1 is rounding.
    by_part = {each.part: each for each in told.parts}
    assert (told.change, told.held, told.lost_caps) == (6, 17, (Cap.OPEN_P1,))
    assert by_part[Part.PAYMENTS].points == pytest.approx(-100 / 9)
    assert by_part[Part.PAYMENTS].why == ("billing up to date → overdue",)
    assert by_part[Part.REQUESTS].why == ("3 → 0 open", "1 → 0 P1")
    assert told.rounding == pytest.approx(6 - 17 + 100 / 9)


def test_the_portfolio_shows_the_weeks_and_lists_say_the_change(world: World, ana: Backend) -> None:
    world.as_("ada").apply(changes.SaveSetting(key="health_coverage", value="0.4"))
    _nothing_open(world)
    for _ in range(8):
        keep_health(ana)
        world.clock.passes(days=1)
    (row,) = ana.read(portfolio)
    assert row.health_weeks == (None,) * 6 + (67.0, 67.0)
    (listed,) = ana.read(health_list, since=MONDAY)
    assert (listed.change, listed.before.day if listed.before else None) == (0, MONDAY)
    assert ana.read(health_list, since=MONDAY - timedelta(days=1))[0].change is None


def test_nobody_records_or_sees_the_health_of_foreign_accounts(world: World, ana: Backend) -> None:
    ana.apply(RecordHealth(account_ids=(NORTHWIND, CONTOSO)))
    cleo = world.as_("cleo")
    assert cleo.read(unrecorded) == (CONTOSO,)
    assert [row.account for row in cleo.read(health_list, since=MONDAY)] == ["Contoso"]
    with pytest.raises(Refused):
        world.as_("cleo", read_only=True).apply(RecordHealth(account_ids=(CONTOSO,)))
    assert keep_health(world.as_("cleo", read_only=True)) == 0


def test_an_undo_passes_over_what_was_kept(world: World, ana: Backend) -> None:
    ana.apply(changes.AddComment(request_id=1, text="Called them"))
    keep_health(ana)
    assert "comment" in ana.apply(changes.Undo()).words


def test_a_record_follows_its_account_to_another_book(world: World, ana: Backend) -> None:
    keep_health(ana)
    ada = world.as_("ada")
    ada.apply(changes.AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=5))
    assert len(world.as_("cleo").read(health_view, account_id=NORTHWIND).days) == 1
    world.clock.passes(days=1)
    assert len(world.as_("cleo").read(health_view, account_id=NORTHWIND).days) == 2


def test_a_preview_says_what_other_rules_would_change_and_changes_nothing(world: World) -> None:
    ada = world.as_("ada")
    rules = rules_of({"health_coverage": 0.4})
    found = ada.read(health_preview, rules=rules)
    assert found.accounts == 3
    assert found.counts[HealthBand.INSUFFICIENT] == (3, 0)
    # Northwind and Orphan are held at 50; Contoso has 30 of 45.
    assert {move.account: move.after.score for move in found.other_band} == {
        "Northwind": 50,
        "Contoso": 67,
        "Orphan": 50,
    }
    assert all(move.before.score is None for move in found.moves)
    assert ada.read(health_preview, rules=HealthRules()).moves == ()
    assert ada.read(health_preview, rules=HealthRules()).counts[HealthBand.INSUFFICIENT] == (3, 3)


def test_what_counts_as_reactive_is_one_rule_for_the_flag_and_for_health(world: World, ana: Backend) -> None:
    for by in (InteractionDirection.CLIENT, InteractionDirection.CLIENT, InteractionDirection.OUTREACH):
        ana.apply(
            changes.LogInteraction(
                account_id=NORTHWIND, direction=by, channel=Channel.CALL, summary="They called"
            )
        )
    # Nothing planned is 0 of a half, spoken with today is a half, the client calls: a quarter less.
    assert _cadence(ana) == pytest.approx(0.25)
    world.as_("ada").apply(changes.SaveSetting(key=REACTIVE, value="0.7"))
    assert _cadence(ana) == pytest.approx(0.5)


def test_rules_are_set_by_administrators_and_undone(world: World, ana: Backend) -> None:
    with pytest.raises(Refused):
        ana.apply(changes.SaveSetting(key="health_cap", value="40"))
    ada = world.as_("ada")
    ada.apply(
        changes.Bulk(
            changes=(
                changes.SaveSetting(key="health_weights", value="kpis 0, requests 60, adoption 0"),
                changes.SaveSetting(key="health_cap", value="40"),
            )
        )
    )
    # 60 + 0 + 10 of 85 known of 100: 82, held at 40.
    assert _score(ana) == 40
    ada.apply(changes.Undo())
    assert _score(ana) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("health_weights", "luck 10"),
        ("health_weights", "kpis many"),
        ("health_weights", "kpis 0,requests 0,cadence 0,satisfaction 0,payments 0,adoption 0"),
        ("health_bands", "75, 50"),
        ("health_bands", "50"),
        ("health_cap", "101"),
        ("health_coverage", "0"),
        ("health_touch", "60 30"),
    ],
)
def test_nonsense_is_refused_beside_its_field(world: World, key: str, value: str) -> None:
    with pytest.raises(Invalid, match=key):
        world.as_("ada").apply(changes.SaveSetting(key=key, value=value))


def _cadence(backend: Backend) -> float | None:
    now = backend.read(health_view, account_id=NORTHWIND).now
    return next(each.value for each in now.contributions if each.part is Part.CADENCE)


def _score(backend: Backend) -> int | None:
    return backend.read(portfolio)[0].health


def _billing(backend: Backend, state: str) -> changes.SetAccount:
    version = backend.read(portfolio)[0].version
    return changes.SetAccount(
        account_id=NORTHWIND, expected_version=version, fields=(("billing", state),), reason="Told so"
    )


def _nothing_open(world: World) -> None:
    with world.writing() as connection:
        ended = {"status": RequestStatus.CANCELLED, "is_open": False}
        connection.execute(update(requests).values(ended))
