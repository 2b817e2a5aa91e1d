"""The sentences of the page of KPIs and onboarding that no other test holds, one row each."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.callbacks import Callbacks
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.goals import USUAL_GOALS
from amtui.domain.kpi.service_level import Method
from amtui.domain.kpi.settings import STANDARD
from amtui.domain.kpi.trend import trend
from amtui.domain.kpi_records import DayFigure
from amtui.domain.onboarding import AGENDA_WORDS, OnboardingFacts, Proof, gates
from amtui.domain.playbooks import BUILT_IN
from amtui.domain.review_usual import USUAL_AGENDAS, USUAL_MINUTES
from amtui.domain.vocabulary import KpiKey, ReviewKind, Statistic

NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)
LAST = date(2026, 11, 22)
_DURATIONS = (KpiKey.FIRST_RESPONSE, KpiKey.REQUEST_FIRST_REPLY)
_OF_CALLS = (
    KpiKey.MISSED_CALL_RATE, KpiKey.NET_MISSED_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL,
)  # fmt: skip


def rising(days: int) -> int:
    """Return of how many days a trend is made that are there."""
    figures = [DayFigure(LAST - timedelta(days=days - 1 - i), float(i), 30) for i in range(days)]
    found = trend(figures, LAST)
    return 0 if found is None else found.days


def called_back(minutes: int) -> bool:
    """Tell whether a call so long after the missed one, which has four hours, is in time."""
    made = Callbacks([("030 1234567", NINE + timedelta(minutes=minutes))])
    return made.reached("+49 30 1234567", NINE, NINE + timedelta(hours=STANDARD.callback_hours))


@pytest.mark.parametrize(
    ("sentence", "found", "wanted"),
    [
        ("a trend is of the last 28 days", lambda: [rising(days) for days in (27, 28, 29)], [27, 28, 28]),
        ("fewer than ten days are no trend", lambda: [rising(days) for days in (9, 10)], [0, 10]),
        (
            "a call back counts within four business hours, not before",
            lambda: [called_back(minutes) for minutes in (-5, 0, 1, 240, 241)],
            [False, False, True, True, False],
        ),
        (
            "twenty seconds, by the last of the four methods",
            lambda: (STANDARD.service_seconds, STANDARD.service_method, len(Method)),
            (20, Method.ABANDONED_EARLY_IGNORED, 4),
        ),
        (
            "a median is the default",
            lambda: {definition(key).default_statistic for key in _DURATIONS},
            {Statistic.MEDIAN},
        ),
        (
            "median, mean and p90",
            lambda: {definition(key).statistics for key in _DURATIONS},
            {(Statistic.MEDIAN, Statistic.MEAN, Statistic.P90)},
        ),
        (
            "each exclusion can be switched off",
            lambda: {definition(key).switches for key in _OF_CALLS},
            {("leg", "internal", "outbound", "outside_hours", "ivr_abandoned", "short_abandoned")},
        ),
        (
            "halted and pending attempts too",
            lambda: {definition(key).switches for key in (KpiKey.SYNC_SUCCESS, KpiKey.FIRST_ATTEMPT_SYNC)},
            {exclusions.OF_SYNC},
        ),
        ("two or three goals", lambda: USUAL_GOALS, (2, 3)),
        ("a kickoff takes 30 to 45 minutes", lambda: 30 <= USUAL_MINUTES[ReviewKind.KICKOFF] <= 45, True),
        (
            "its agenda",
            lambda: (list(AGENDA_WORDS.values()), USUAL_AGENDAS[ReviewKind.KICKOFF].split("\n")),
            (
                ["use cases", "numbers", "current IVR", "KPIs", "go-live date"],
                ["Use cases", "Numbers", "Current IVR", "KPIs", "Go-live date"],
            ),
        ),
        (
            "validated by log ids and a confirming contact",
            lambda: [Proof("", *each).complete for each in ((0, True), (1, False), (1, True))],
            [False, False, True],
        ),
        (
            "its gates",
            lambda: [gate.what for gate in gates(OnboardingFacts())],
            ["account active", "billing up to date", "a designated contact", "goals defined"],
        ),
    ],
)  # fmt: skip
def test_what_the_page_says(sentence: str, found: Callable[[], object], wanted: object) -> None:
    assert found() == wanted, sentence


def test_the_three_playbooks_ask_for_what_they_prove() -> None:
    told = {book.key: " ".join((*book.steps, *book.evidence, book.proof)).casefold() for book in BUILT_IN}
    wanted = {
        "misrouted-ivr": ("review the call flow", "correct the routing", "test calls", "log ids"),
        "high-missed-calls": ("queue staffing", "opening hours", "callback workflow", "drops", "target"),
        "crm-mismatch": ("update the mapping", "test plan", "crm admin", "99 % for a week"),
    }
    for key, words in wanted.items():
        assert [word for word in words if word not in told[key]] == [], key
