"""The checklist of an account's success."""

from datetime import date

import pytest

from amtui.domain.success import SuccessFacts, criteria, implemented
from amtui.domain.vocabulary import ImprovementStatus

TODAY = date(2026, 6, 10)
BEFORE, AFTER = date(2026, 6, 9), date(2026, 6, 11)
DONE, PLANNED = ImprovementStatus.IMPLEMENTED, ImprovementStatus.AGREED


def judged(place: int, facts: SuccessFacts) -> tuple[bool | None, str]:
    """Return one criterion's verdict and reason."""
    criterion = criteria(facts, TODAY)[place]
    return criterion.met, criterion.why


def test_a_new_account_has_four_criteria_and_reasons_for_each() -> None:
    listed = criteria(SuccessFacts(), TODAY)

    assert [(each.what, each.met, each.why) for each in listed] == [
        ("Kickoff held in time", None, "not requested yet"),
        ("Baseline for the agreed KPIs", False, "no goals agreed"),
        ("Two improvement actions implemented", False, "0 of 2 implemented"),
        ("Quarterly review shows progress or a new plan", None, "none planned yet"),
    ]


@pytest.mark.parametrize(
    ("held", "due", "expected"),
    [
        (BEFORE, TODAY, (True, "held on 2026-06-09, due on 2026-06-10")),
        (TODAY, TODAY, (True, "held on 2026-06-10, due on 2026-06-10")),
        (TODAY, BEFORE, (False, "held on 2026-06-10, due on 2026-06-09")),
        (None, TODAY, (None, "due on 2026-06-10")),
        (None, BEFORE, (False, "was due on 2026-06-09, not held")),
        (BEFORE, None, (None, "held on 2026-06-09, due date unknown")),
    ],
)
def test_a_kickoff_is_in_time_up_to_the_day_it_is_due(
    held: date | None, due: date | None, expected: tuple[bool | None, str]
) -> None:
    assert judged(0, SuccessFacts(kickoff_held_on=held, kickoff_due_on=due)) == expected


def test_a_kickoff_after_the_close_of_its_last_day_is_late() -> None:
    late = SuccessFacts(kickoff_held_on=TODAY, kickoff_due_on=TODAY, kickoff_late=True)
    assert judged(0, late) == (False, "held on 2026-06-10 after the close of business, due on 2026-06-10")


@pytest.mark.parametrize(
    ("goals", "with_baseline", "provisional", "expected"),
    [
        (3, 3, 0, (True, "3 of 3 goals have a baseline")),
        (3, 2, 0, (False, "2 of 3 goals have a baseline")),
        (2, 2, 1, (None, "2 of 2 goals have a baseline, 1 provisional")),
        (5, 5, 0, (True, "5 of 5 goals have a baseline; two or three goals are the norm")),
    ],
)
def test_every_goal_needs_a_baseline_to_be_compared_with(
    goals: int, with_baseline: int, provisional: int, expected: tuple[bool | None, str]
) -> None:
    facts = SuccessFacts(goals=goals, goals_with_baseline=with_baseline, goals_provisional=provisional)

    assert judged(1, facts) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((DONE, PLANNED), (False, "1 of 2 implemented")),
        ((DONE, ImprovementStatus.VALIDATED), (True, "2 of 2 implemented")),
        ((DONE, DONE, DONE), (True, "3 implemented")),
        ((DONE, ImprovementStatus.REGRESSED), (False, "1 of 2 implemented, 1 regressed")),
    ],
)
def test_two_improvements_have_to_be_in_place(
    statuses: tuple[ImprovementStatus, ...], expected: tuple[bool, str]
) -> None:
    assert judged(2, SuccessFacts(improvements=statuses)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (SuccessFacts(qbr_due_on=AFTER), (None, "due on 2026-06-11")),
        (SuccessFacts(qbr_due_on=BEFORE), (False, "was due on 2026-06-09, not held")),
        (
            SuccessFacts(qbr_held_on=BEFORE, qbr_progress=True),
            (True, "held on 2026-06-09: progress"),
        ),
        (
            SuccessFacts(qbr_held_on=BEFORE, qbr_progress=False, qbr_new_plan=True),
            (True, "held on 2026-06-09: new plan"),
        ),
        (
            SuccessFacts(qbr_held_on=BEFORE),
            (None, "held on 2026-06-09: nobody knows whether there was progress"),
        ),
        (
            SuccessFacts(qbr_held_on=BEFORE, qbr_new_plan=True),
            (True, "held on 2026-06-09: new plan"),
        ),
        (
            SuccessFacts(qbr_held_on=BEFORE, qbr_progress=False),
            (False, "held on 2026-06-09: neither progress nor a new plan"),
        ),
    ],
)
def test_a_quarterly_review_has_to_lead_somewhere(
    facts: SuccessFacts, expected: tuple[bool | None, str]
) -> None:
    assert judged(3, facts) == expected


def test_only_what_is_in_place_counts_as_implemented() -> None:
    assert implemented(ImprovementStatus) == 2
