"""Two periods held against each other, in days and in words."""

from datetime import date

from amtui.domain.kpi.compare import rate_difference
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.periods import (
    Against,
    Comparison,
    Period,
    a_year_before,
    change_words,
    previous,
)
from amtui.domain.vocabulary import KpiKey, Statistic

MISSED, RATE = definition(KpiKey.MISSED_CALL_RATE), Statistic.RATE
MARCH = (date(2026, 3, 2), date(2026, 3, 31))
BEFORE, AFTER = Period(date(2026, 1, 31), date(2026, 3, 1), 0.1, 500), Period(*MARCH, 0.05, 500)


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    assert previous(MARCH) == (date(2026, 1, 31), date(2026, 3, 1))


def test_a_year_ago_has_the_same_weekdays() -> None:
    first, last = a_year_before(MARCH)
    assert (first.weekday(), (last - first).days) == (MARCH[0].weekday(), 29)


def test_a_clear_change_says_which_way() -> None:
    better = Comparison(Against.PREVIOUS, BEFORE, AFTER, rate_difference(500, 50, 500, 25))
    figures, spread, verdict = change_words(MISSED, RATE, better)
    assert figures == "10.0 % → 5.0 %"
    assert spread.startswith("−5.0 percentage points (95 % interval −8.")
    assert verdict == (
        "Clearly better: the interval leaves out zero (rate, Newcombe's hybrid score interval)."
    )
    worse = Comparison(Against.PREVIOUS, AFTER, BEFORE, rate_difference(500, 25, 500, 50))
    assert change_words(MISSED, RATE, worse)[2].startswith("Clearly worse")


def test_a_change_within_chance_is_called_so() -> None:
    same = Comparison(Against.PREVIOUS, BEFORE, AFTER, rate_difference(50, 5, 50, 4))
    assert change_words(MISSED, RATE, same)[2].startswith("No clear change")


def test_what_cannot_be_compared_says_what_is_missing() -> None:
    assert "baseline" in change_words(MISSED, RATE, Comparison(Against.BASELINE))[0]
    assert "implemented" in change_words(MISSED, RATE, Comparison(Against.ACTION))[0]
    empty = Period(*MARCH, None, 0)
    assert change_words(MISSED, RATE, Comparison(Against.YEAR, empty, AFTER)) == (
        "no data → 5.0 %",
        "Too little data in one of the periods to tell a change from chance.",
    )
