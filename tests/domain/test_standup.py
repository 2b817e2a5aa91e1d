"""The checklist of a stand-up: what is said, in which order, at which pace."""

from datetime import date
from typing import Any

from amtui.domain.standup import StandupFacts, markdown, standup, time_words
from amtui.domain.vocabulary import HealthBand
from tests.support.moment import NOW


def facts(account: str, **more: Any) -> StandupFacts:
    quiet: dict[str, Any] = {
        "health": HealthBand.GREEN, "breached": 0, "at_risk": 0, "off_target": (), "missing": (),
        "next_review": "", "tasks": 0,
    }  # fmt: skip
    return StandupFacts(account_id=1, account=account, **(quiet | more))


def test_breaches_come_first_then_health_then_what_is_at_risk() -> None:
    found = standup(
        [
            facts("Quiet"),
            facts("Risky", at_risk=2),
            facts("Amber", health=HealthBand.AMBER, tasks=1),
            facts("Red", health=HealthBand.RED, off_target=("missed-call rate", "first response")),
            facts("Late", breached=1, next_review="QBR today 10:00", missing=("check-in", "training")),
        ],
        NOW,
    )
    assert [(line.account, line.said) for line in found.lines] == [
        ("Late", "1 breached; QBR today 10:00; no check-in or training planned"),
        ("Red", "missed-call rate and first response off target; health red"),
        ("Amber", "1 task due"),
        ("Risky", "2 at risk"),
        ("Quiet", "nothing to say"),
    ]
    assert found.seconds == 75
    assert time_words(found) == "4 accounts in 5 minutes, 75 s each; 1 account with nothing to say"
    assert markdown(found, date(2026, 11, 23)).splitlines()[4].startswith("- [ ] ● **Late** 1 breached")
    assert markdown(found, date(2026, 11, 23)).endswith("Nothing to say: Quiet\n")


def test_a_service_that_is_down_is_said_first_whatever_the_health_is() -> None:
    late = facts("Late", breached=2, health=HealthBand.RED)
    down = facts("Down", p1=1, breached=1, health=HealthBand.INSUFFICIENT)
    found = standup([late, down], NOW)
    assert [(line.account, line.said) for line in found.lines] == [
        ("Down", "1 P1 open; 1 breached"),
        ("Late", "2 breached; health red"),
    ]


def test_a_stand_up_says_where_five_minutes_are_too_short_or_not_needed() -> None:
    many = standup([facts(f"A{number}", breached=1) for number in range(40)], NOW)
    assert time_words(many) == "40 accounts in 5 minutes, too many for five minutes"
    assert time_words(standup([facts("Quiet")], NOW)) == "Nothing has to be said of 1 account"
    assert time_words(standup([], NOW)) == "No accounts yet"
