"""Sentences for clients: true to the number, and silent where there is too little to go by."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from amtui.domain.kpi.concentration import chance, concentration, ratio
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.kpi.telling import Told, fraction, limit_words, say
from amtui.domain.vocabulary import Comparator, KpiKey
from tests.domain.test_kpi_shortfall import SLICES

MISSED = Told(definition(KpiKey.MISSED_CALL_RATE), 30, 0.05, Comparator.AT_MOST)
RESPONSE = Told(definition(KpiKey.FIRST_RESPONSE), 30, 30.0, Comparator.BELOW, "30 s or longer")
SYNC = Told(definition(KpiKey.SYNC_SUCCESS), 30, 0.99, Comparator.AT_LEAST)
QUEUES = ("Sales", "Support")


def week(missed: int = 0, calls: int = 10, account: int = 1) -> list[Slice]:
    """Return a week of office hours with so many calls and missed ones in each hour of each queue."""
    return [
        Slice(account, queue, day, hour, calls, missed)
        for queue in QUEUES
        for day in range(5)
        for hour in range(8, 18)
    ]


def piled(slices: list[Slice], bad: int, hours: range, *, day: int = 0, queue: str = "Sales") -> list[Slice]:
    """Return the week with so many more missed calls in each of some hours."""
    return [
        Slice(one.account_id, one.value, one.weekday, one.hour, one.n + bad, one.amount + bad)
        if (one.value, one.weekday) == (queue, day) and one.hour in hours
        else one
        for one in slices
    ]


def by_queue(slices: list[Slice]) -> dict[Dimension, list[Slice]]:
    return {Dimension.QUEUE: slices}


def test_a_pile_of_missed_calls_is_named_with_weekday_hours_and_queue() -> None:
    slices = piled(week(0), 24, range(9, 11))
    for place in range(20, 92, 3):
        each = slices[place]
        slices[place] = Slice(1, each.value, each.weekday, each.hour, each.n, 1)
    assert say(MISSED, by_queue(slices)) == (
        "Two thirds of the missed calls (48 of 72) fall on Mondays between 9:00 and 11:00 in the queue "
        "“Sales”, with 6.5 % of all calls. Everywhere else the missed-call rate is 2.4 %, which meets the "
        "target of 5 %."
    )


def test_a_pile_in_every_queue_names_no_queue() -> None:
    slices = piled(piled(week(0), 20, range(9, 10)), 20, range(9, 10), queue="Support")
    assert say(MISSED, by_queue(slices)).startswith(
        "All of the missed calls (40 of 40) fall on Mondays between 9:00 and 10:00, with"
    )


def test_a_queue_that_is_bad_all_week_names_no_hour() -> None:
    slices = [
        Slice(1, one.value, one.weekday, one.hour, one.n, 4 if one.value == "Sales" else 1) for one in week()
    ]
    assert say(MISSED, by_queue(slices)) == (
        "Four fifths of the missed calls (200 of 250) are in the queue “Sales”, with 50.0 % of all calls. "
        "Everywhere else the missed-call rate is 10.0 %, still off the target of 5 %."
    )


def test_the_accounts_of_a_book_are_named() -> None:
    slices = [*week(0), *piled(week(0, account=2), 40, range(9, 10))]
    names = [Slice(one.account_id, f"A{one.account_id}", one.weekday, one.hour, one.n, one.amount)
             for one in slices]  # fmt: skip
    told = Told(MISSED.definition, 30, names={1: "Northwind", 2: "Contoso"})
    assert "between 9:00 and 10:00 in the queue “Sales” of Contoso, with" in say(told, by_queue(slices))
    assert "between 9:00 and 10:00 at A2, with" in say(told, {Dimension.ACCOUNT: names})


def test_even_misses_are_called_spread() -> None:
    assert say(MISSED, by_queue(week(1))) == (
        "The 100 missed calls in 30 days are spread: no hour, weekday or queue stands out."
    )


def test_a_few_misses_say_nothing_of_where() -> None:
    slices = piled(week(0), 19, range(9, 10))
    assert say(MISSED, by_queue(slices)) == (
        "Missed calls: 19 of 1,019 calls in 30 days. That is too few to say where they come from."
    )


def test_none_missed_and_none_counted_are_different_things() -> None:
    assert say(MISSED, by_queue(week(0))) == "Of 1,000 calls none was missed in these 30 days."
    assert say(MISSED, {}) == "No calls were counted in these 30 days."
    assert say(SYNC, {}) == "No records were counted in these 30 days."


def test_a_single_day_is_told_as_one() -> None:
    one = replace(MISSED, days=1)
    assert say(one, by_queue(week(0))) == "Of 1,000 calls none was missed on this day."
    assert say(one, {}) == "No calls were counted on this day."
    assert say(one, by_queue(piled(week(0), 19, range(9, 10)))).startswith(
        "Missed calls: 19 of 1,019 calls in one day. "
    )


@pytest.mark.parametrize(
    ("kpi", "limit", "good", "bad"),
    [
        (KpiKey.MISSED_CALL_RATE, "", "The only call was not missed", "Missed calls: 1 of 1 call"),
        (
            KpiKey.NET_MISSED_RATE,
            "",
            "The only call was not missed without a call back",
            "Missed calls without a call back: 1 of 1 call",
        ),
        (
            KpiKey.FIRST_RESPONSE,
            "longer than 30 s",
            "The only caller did not wait longer than 30 s",
            "Callers who waited longer than 30 s: 1 of 1 answered call",
        ),
        (
            KpiKey.SERVICE_LEVEL,
            "20 s",
            "The only call was answered within 20 s",
            "Calls not answered within 20 s: 1 of 1 call",
        ),
        (
            KpiKey.REQUEST_FIRST_REPLY,
            "longer than 4 h",
            "The only answered request did not wait longer than 4 h",
            "Requests that waited longer than 4 h: 1 of 1 answered request",
        ),
        (
            KpiKey.SYNC_SUCCESS,
            "",
            "The only record was synchronised",
            "Records that were not synchronised: 1 of 1 record",
        ),
        (
            KpiKey.FIRST_ATTEMPT_SYNC,
            "",
            "The only record was synchronised at the first attempt",
            "Records that failed at the first attempt: 1 of 1 record",
        ),
    ],
)
def test_a_single_observation_is_told_as_one(kpi: KpiKey, limit: str, good: str, bad: str) -> None:
    told = Told(definition(kpi), 30, limit=limit)
    assert say(told, by_queue([Slice(1, "Sales", 0, 9, 1, 0)])) == f"{good} in these 30 days."
    assert say(told, by_queue([Slice(1, "Sales", 0, 9, 1, 1)])).startswith(f"{bad} in 30 days. ")


def test_late_answers_are_told_with_the_time_agreed() -> None:
    slices = piled(week(0), 30, range(9, 10))
    assert say(RESPONSE, by_queue(slices)) == (
        "All of the callers who waited 30 s or longer (30 of 30) fall on Mondays between 9:00 and 10:00 in "
        "the queue “Sales”, with 3.9 % of all answered calls."
    )


def test_the_error_that_most_failures_carry_is_told() -> None:
    errors = [Slice(1, "Mapping: “Owner” is gone", 0, 9, 45, 45), Slice(1, "Timeout", 1, 9, 5, 5),
              Slice(1, None, 1, 9, 950, 0)]  # fmt: skip
    whole = [Slice(1, "CRM", each.weekday, each.hour, each.n, each.amount) for each in errors]
    said = say(SYNC, {Dimension.INTEGRATION: whole, Dimension.ERROR: errors})
    assert said.startswith(
        "Nine tenths of the records that were not synchronised (45 of 50) end with the error “Mapping: "
        "“Owner” is gone”."
    )


def test_a_place_told_after_an_error_is_one_of_all_failures_and_not_of_those_with_the_error() -> None:
    errors = [Slice(1, "Timeout", 0, 9, 27, 27), Slice(1, "Gone", 1, 5, 20, 20), Slice(1, None, 1, 9, 250, 0)]
    whole = [Slice(1, "CRM", each.weekday, each.hour, each.n, each.amount) for each in errors]
    both = {Dimension.INTEGRATION: whole, Dimension.ERROR: errors}
    assert say(SYNC, both).startswith(
        "57 % of the records that were not synchronised (27 of 47) end with the error “Timeout”. "
        "57 % of all 47 (27) fall on Mondays, with 9.1 % of all records. "
    )
    alone = {each: [one for one in found if one.value != "Gone"] for each, found in both.items()}
    alone[Dimension.INTEGRATION] = [one for one in whole if one.hour != 5]
    assert " All 27 fall on Mondays, with 9.7 % of all records." in say(SYNC, alone)


def test_a_dimension_without_anything_recorded_is_not_said_to_have_been_looked_at() -> None:
    nameless = [Slice(1, None, one.weekday, one.hour, one.n, one.amount) for one in week(1)]
    assert say(MISSED, by_queue(nameless)) == (
        "The 100 missed calls in 30 days are spread: no hour or weekday stands out."
    )


def test_a_value_that_is_not_recorded_is_never_named() -> None:
    slices = [Slice(1, None if one.value == "Sales" else one.value, one.weekday, one.hour, one.n, 3)
              if one.value == "Sales" else one for one in week(0)]  # fmt: skip
    assert "None" not in say(MISSED, by_queue(slices))


@settings(max_examples=40)
@given(SLICES)
def test_whatever_is_told_is_true_of_the_numbers(slices: list[Slice]) -> None:
    part = concentration(by_queue(slices))
    if part is None:
        return
    inside = [
        one
        for one in slices
        if part.weekday in {None, one.weekday}
        and (part.hours is None or part.hours[0] <= one.hour < part.hours[1])
        and (part.dimension is None or (one.account_id, one.value) == (part.account_id, part.value))
    ]
    assert (sum(one.n for one in inside), sum(one.amount for one in inside)) == (part.n, part.bad)
    assert part.share >= 1.5 * part.volume
    assert part.share >= 0.25


def test_chance_alone_is_hardly_ever_given_a_reason() -> None:
    numbers = Random(7)
    named = 0
    for _ in range(60):
        slices = [
            Slice(1, one.value, one.weekday, one.hour, 10, sum(numbers.random() < 0.05 for _ in range(10)))
            for one in week()
        ]
        named += concentration(by_queue(slices)) is not None
    assert named <= 1


def test_the_likelihood_ratio_by_hand() -> None:
    # 48 of 72 in a tenth of 1,000: 48 ln(48 / 7.2) + 24 ln(24 / 64.8)
    assert ratio(100, 48, 1000, 72) == pytest.approx(67.23, abs=0.01)
    assert ratio(100, 7, 1000, 70) == 0.0
    assert chance(0.0, 10) == 1.0
    assert chance(20.0, 1) == pytest.approx(1.3e-10, rel=0.1)


@pytest.mark.parametrize(
    ("share", "words"),
    [(2 / 3, "two thirds"), (0.68, "two thirds"), (0.70, "70 %"), (0.5, "half"), (0.46, "46 %"),
     (0.25, "a quarter"), (0.91, "nine tenths"), (0.997, "almost all"), (1.0, "all")],
)  # fmt: skip
def test_fractions_are_words_only_where_they_are_near(share: float, words: str) -> None:
    assert fraction(share) == words


def test_who_waits_too_long_in_words() -> None:
    assert limit_words({(Comparator.BELOW, 30)}) == "30 s or longer"
    assert limit_words({(Comparator.AT_MOST, 30)}) == "longer than 30 s"
    assert limit_words({(Comparator.AT_MOST, 30), (Comparator.BELOW, 20)}) == "longer than agreed"
