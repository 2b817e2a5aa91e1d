"""Four methods, four numbers: the method belongs to the number."""

import pytest

from amtui.domain.kpi.service_level import DEFAULT_METHOD, CallCounts, Method, parts, service_level

EXAMPLE = CallCounts(answered=1000, answered_within=860, abandoned=60, abandoned_within=20)


@pytest.mark.parametrize(
    ("method", "counted", "per_cent"),
    [
        (Method.ABANDONED_EARLY_AS_ANSWERED, (880, 1060), 83.0),
        (Method.ABANDONED_IGNORED, (860, 1000), 86.0),
        (Method.ABANDONED_AS_MISSED, (860, 1060), 81.1),
        (Method.ABANDONED_EARLY_IGNORED, (860, 1040), 82.7),
    ],
)
def test_the_worked_example(method: Method, counted: tuple[int, int], per_cent: float) -> None:
    level = service_level(EXAMPLE, method)

    assert parts(EXAMPLE, method) == counted
    assert level is not None
    assert round(100 * level, 1) == per_cent


def test_unless_said_otherwise_early_abandons_are_ignored() -> None:
    assert service_level(EXAMPLE) == service_level(EXAMPLE, DEFAULT_METHOD) == 860 / 1040


def test_no_calls_have_no_service_level() -> None:
    assert service_level(CallCounts(0, 0, 0, 0)) is None
    assert service_level(CallCounts(0, 0, 5, 5)) is None
