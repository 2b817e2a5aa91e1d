"""Why health changed: a difference that adds up, and words for what is beneath it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.health import Health
from amtui.domain.health_difference import difference
from amtui.domain.health_facts import HealthFacts, facts_document, facts_of, judged
from amtui.domain.health_records import HealthDay
from amtui.domain.health_rules import STANDARD, Cap, HealthRules, Part
from amtui.domain.health_settings import read_bands, read_cap, read_touch, read_weights, rules_of, typed
from amtui.domain.health_words import change_words, rest_words, signed
from amtui.domain.vocabulary import BillingState, HealthBand

MONDAY, FRIDAY = date(2026, 11, 2), date(2026, 11, 27)
WELL = HealthFacts(kpis=(("missed_call_rate", 1.0), ("sync_success", 0.6)), days_since_touch=10)
SHARES = st.floats(0, 1)
KPIS = st.sampled_from(("missed_call_rate", "sync_success"))
FACTS = st.builds(
    HealthFacts,
    kpis=st.lists(st.tuples(KPIS, SHARES), max_size=2).map(tuple),
    open_count=st.integers(0, 9),
    breached=st.integers(0, 9),
    at_risk=st.integers(0, 9),
    p1=st.integers(0, 1),
    has_gap=st.booleans(),
    days_since_touch=st.none() | st.integers(0, 99),
    reactive_ratio=st.none() | SHARES,
    billing=st.sampled_from(BillingState),
    has_am=st.booleans(),
    overdue_days=st.none() | st.integers(0, 99),
    csat=st.just(()) | st.tuples(*[st.integers(0, 3)] * 5),
    days_since_training=st.none() | st.integers(0, 400),
)  # fmt: skip


def day(facts: HealthFacts, on: date = FRIDAY, rules: HealthRules = STANDARD) -> HealthDay:
    found: Health = judged(facts, rules)
    parts = found.contributions
    kept = on != FRIDAY
    return HealthDay(1, on, found.score, found.band, found.coverage, parts, found.caps, facts, recorded=kept)


# 75 of 100 known: KPI 40, requests 26.7, cadence 20, payments 13.3 points at most.
@pytest.mark.parametrize(
    ("after", "part", "points", "why"),
    [
        # (1 + 0.6) / 2 = 0.8 of 40, then (0.5 + 0.6) / 2 = 0.55 of 40
        (
            replace(WELL, kpis=(("missed_call_rate", 0.5), ("sync_success", 0.6))),
            Part.KPIS,
            -10,
            ("missed-call rate 100 % → 50 % reached",),
        ),
        # One of two open is late: half of 26.7
        (
            replace(WELL, open_count=2, breached=1),
            Part.REQUESTS,
            -40 / 3,
            ("0 → 1 breached", "0 → 2 open"),
        ),
        # Half of cadence is what is planned; a touch 45 days ago is worth half of the other half
        (
            replace(WELL, has_gap=True, days_since_touch=45),
            Part.CADENCE,
            -15,
            ("nothing is planned in time now", "last touch 10 d ago → 45 d ago"),
        ),
        (
            replace(WELL, billing=BillingState.BLOCKED),
            Part.PAYMENTS,
            -40 / 3,
            ("billing up to date → blocked",),
        ),
        # Overdue for 40 days is worth half of 13.3
        (
            replace(WELL, billing=BillingState.OVERDUE, overdue_days=40),
            Part.PAYMENTS,
            -20 / 3,
            ("billing up to date → overdue", "oldest unpaid invoice not known → 40 d overdue"),
        ),
        # A training counts from then on: 10 of 85 is 11.8
        (
            replace(WELL, days_since_training=0),
            Part.ADOPTION,
            1000 / 85,
            ("last training never → 0 d ago", "counts now"),
        ),
        (
            replace(WELL, kpis=(("missed_call_rate", 1.0), ("first_response", 0.6))),
            Part.KPIS,
            0,
            ("sync success is no longer judged", "first response is judged now, 60 % reached"),
        ),
    ],
)
def test_each_part_says_what_it_cost_and_why(
    after: HealthFacts, part: Part, points: float, why: tuple[str, ...]
) -> None:
    told = difference(day(WELL, MONDAY), day(after))
    change = next(each for each in told.parts if each.part is part)
    assert change.points == pytest.approx(points)
    assert change.why == why


def test_what_becomes_known_takes_weight_from_the_others() -> None:
    told = difference(day(WELL, MONDAY), day(replace(WELL, csat=(0, 0, 1, 0, 1))))
    by_part = {each.part: each for each in told.parts}
    # 15 of 90 weigh 16.7; (4/4 + 2/4) / 2 = 0.75 of it. Payments weigh 10 of 75, then of 90.
    assert by_part[Part.SATISFACTION].points == pytest.approx(12.5)
    assert by_part[Part.SATISFACTION].why == ("0 → 2 CSAT scores in 180 days", "counts now")
    assert by_part[Part.PAYMENTS].points == pytest.approx(1000 / 90 - 1000 / 75)
    assert by_part[Part.PAYMENTS].why == ("weighs 13.3 → 11.1",)


def test_an_invoice_that_grows_older_says_so() -> None:
    due, late = replace(WELL, overdue_days=0), replace(WELL, overdue_days=31)
    payments = {each.part: each for each in difference(day(due, MONDAY), day(late)).parts}[Part.PAYMENTS]
    assert payments.points == pytest.approx(-20 / 3)
    assert payments.why == ("oldest unpaid invoice not overdue → 31 d overdue",)


def test_a_part_that_other_rules_judge_says_that_it_is_the_rules() -> None:
    told = difference(day(WELL, MONDAY), day(WELL, rules=HealthRules(fresh_days=5, stale_days=15)))
    cadence = {each.part: each for each in told.parts}[Part.CADENCE]
    assert cadence.points == pytest.approx(-5)
    assert cadence.why == ("judged by other rules",)


def test_a_cap_and_its_end_are_told_apart_from_the_parts() -> None:
    # 0.8 x 40 + 26.7 + 20 + 13.3 = 92; an open P1 of one open request holds it at 50.
    held = replace(WELL, open_count=1, p1=1)
    told = difference(day(WELL, MONDAY), day(held))
    assert (told.before.score, told.after.score, told.held) == (92, 50, -42)
    assert (told.gained_caps, told.lost_caps) == ((Cap.OPEN_P1,), ())
    assert rest_words(told) == ("−42  held down now by an open P1",)
    assert change_words(told) == "42 points down since 2026-11-02: 92 → 50"
    back = difference(day(held, MONDAY), day(WELL))
    assert (back.held, rest_words(back)) == (42, ("+42  no longer held down by an open P1",))


def test_a_day_that_was_not_judged_has_no_change_in_points() -> None:
    bare = replace(WELL, kpis=())
    told = difference(day(bare, MONDAY), day(WELL))
    assert told.before.band is HealthBand.INSUFFICIENT
    assert told.change is None
    assert change_words(told) == "since 2026-11-02: insufficient data → 92 green"
    over = difference(day(bare, MONDAY), replace(day(WELL), recorded=True))
    assert change_words(over) == "from 2026-11-02 to 2026-11-27: insufficient data → 92 green"


@given(FACTS, FACTS)
def test_a_difference_adds_up(before: HealthFacts, after: HealthFacts) -> None:
    told = difference(day(before, MONDAY), day(after))
    if told.change is not None:
        total = sum(each.points for each in told.parts) + told.held + told.rounding
        assert total == pytest.approx(told.change)
        assert abs(told.rounding) <= 1 + 1e-6


@given(FACTS)
def test_facts_come_back_as_they_were_kept(facts: HealthFacts) -> None:
    assert facts_of(facts_document(facts)) == facts
    assert facts_of({**facts_document(facts), "of_tomorrow": 1}) == facts


def test_the_usual_facts_need_no_room() -> None:
    assert facts_document(HealthFacts()) == {}


@pytest.mark.parametrize(
    ("facts", "rules", "score", "band"),
    [
        (WELL, HealthRules(), 92, HealthBand.GREEN),
        (WELL, HealthRules(amber_up_to=92), 92, HealthBand.AMBER),
        (WELL, HealthRules(enough=0.8), None, HealthBand.INSUFFICIENT),
        # KPIs alone: 0.8
        (WELL, HealthRules(weights={Part.KPIS: 7, Part.PAYMENTS: 0}), 80, HealthBand.GREEN),
        (replace(WELL, has_am=False), HealthRules(cap=30), 30, HealthBand.RED),
        (replace(WELL, overdue_days=60), HealthRules(), 85, HealthBand.GREEN),
        (replace(WELL, overdue_days=61), HealthRules(), 50, HealthBand.RED),
        # A touch 10 days ago of 5 to 15: half of the half of 20
        (WELL, HealthRules(fresh_days=5, stale_days=15), 87, HealthBand.GREEN),
    ],
)
def test_rules_that_were_set_are_followed(
    facts: HealthFacts, rules: HealthRules, score: int | None, band: HealthBand
) -> None:
    found = judged(facts, rules)
    assert (found.score, found.band) == (score, band)


def test_rules_are_typed_as_they_are_read() -> None:
    words = typed(STANDARD)
    read = {
        "health_weights": read_weights(words["health_weights"]),
        "health_bands": read_bands(words["health_bands"]),
        "health_cap": read_cap(words["health_cap"]),
        "health_coverage": float(words["health_coverage"]),
        "health_touch": read_touch(words["health_touch"]),
    }
    assert rules_of(read) == STANDARD == rules_of({})


@pytest.mark.parametrize(
    ("points", "decimals", "text"), [(3, 0, "+3"), (-2.54, 1, "−2.5"), (0, 0, "±0"), (-0.04, 1, "±0")]
)
def test_points_have_their_sign(points: float, decimals: int, text: str) -> None:
    assert signed(points, decimals) == text
