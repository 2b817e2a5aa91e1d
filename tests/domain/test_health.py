"""Health is a weighted mean of what is known, held down by what is badly wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.health import Cap, Health, Part, band, health
from amtui.domain.health_records import HealthMove, HealthPreview
from amtui.domain.health_words import preview_words
from amtui.domain.vocabulary import HealthBand

ALL_WELL: dict[Part, float | None] = dict.fromkeys(Part, 1.0)
VALUES = st.dictionaries(st.sampled_from(Part), st.none() | st.floats(0, 1))


@pytest.mark.parametrize(
    ("parts", "caps", "score", "coverage", "expected"),
    [
        (ALL_WELL, (), 100, 1.0, HealthBand.GREEN),
        (dict.fromkeys(Part, 0.0), (), 0, 1.0, HealthBand.RED),
        # 30 x 0.5 + 20 + 15 + 15 + 10 + 10 = 85
        (ALL_WELL | {Part.KPIS: 0.5}, (), 85, 1.0, HealthBand.GREEN),
        # 30 x 0.2 + 20 x 0.5 + 15 + 15 x 0.6 + 10 x 0.5 + 10 x 0 = 45
        (
            {
                Part.KPIS: 0.2,
                Part.REQUESTS: 0.5,
                Part.CADENCE: 1.0,
                Part.SATISFACTION: 0.6,
                Part.PAYMENTS: 0.5,
                Part.ADOPTION: 0.0,
            },
            (),
            45,
            1.0,
            HealthBand.RED,
        ),
        # (30 x 0.5 + 20 x 1) / 50 = 0.7
        ({Part.KPIS: 0.5, Part.REQUESTS: 1.0}, (), 70, 0.5, HealthBand.AMBER),
        # (30 x 0.25 + 20 x 1 + 10 x 1) / 60 = 0.625, halves up
        (
            {Part.KPIS: 0.25, Part.REQUESTS: 1.0, Part.PAYMENTS: 1.0, Part.ADOPTION: None},
            (),
            63,
            0.6,
            HealthBand.AMBER,
        ),
        ({Part.KPIS: 1.0, Part.CADENCE: 1.0}, (), None, 0.45, HealthBand.INSUFFICIENT),
        ({}, (), None, 0.0, HealthBand.INSUFFICIENT),
        (ALL_WELL, (Cap.OPEN_P1,), 50, 1.0, HealthBand.RED),
        (ALL_WELL | {Part.KPIS: 0.5}, (Cap.NO_AM, Cap.OVERDUE_INVOICE), 50, 1.0, HealthBand.RED),
        (dict.fromkeys(Part, 0.4), (Cap.OPEN_P1,), 40, 1.0, HealthBand.RED),
        ({Part.KPIS: 1.0}, (Cap.OPEN_P1,), None, 0.3, HealthBand.INSUFFICIENT),
    ],
)
def test_scores_worked_out_by_hand(
    parts: dict[Part, float | None],
    caps: tuple[Cap, ...],
    score: int | None,
    coverage: float,
    expected: HealthBand,
) -> None:
    found = health(parts, caps)

    assert (found.score, found.band, found.caps) == (score, expected, caps)
    assert found.coverage == pytest.approx(coverage)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0, HealthBand.RED),
        (50, HealthBand.RED),
        (51, HealthBand.AMBER),
        (75, HealthBand.AMBER),
        (76, HealthBand.GREEN),
        (100, HealthBand.GREEN),
        (None, HealthBand.INSUFFICIENT),
    ],
)
def test_bands(score: int | None, expected: HealthBand) -> None:
    assert band(score) is expected


@given(VALUES)
def test_the_contributions_explain_the_score(parts: dict[Part, float | None]) -> None:
    found = health(parts)
    known = [each for each in found.contributions if each.value is not None]

    assert [each.part for each in found.contributions] == list(Part)
    assert sum(each.weight for each in known) == pytest.approx(100 if known else 0)
    if found.score is not None:
        assert abs(sum(each.points for each in known) - found.score) <= 0.5 + 1e-6
        assert 0 <= found.score <= 100


def test_a_missing_part_is_listed_and_weighs_nothing() -> None:
    found = health(ALL_WELL | {Part.SATISFACTION: None})
    missing = next(each for each in found.contributions if each.part is Part.SATISFACTION)

    assert (missing.weight, missing.value, missing.points) == (0, None, 0)
    assert found.score == 100


def test_a_preview_tells_other_scores_from_other_bands() -> None:
    def at(score: int, band: HealthBand) -> Health:
        return Health(score, band, 1.0, (), ())

    amber = at(53, HealthBand.AMBER)
    stricter = HealthMove(1, "Northwind", amber, at(53, HealthBand.RED))
    lower = HealthMove(2, "Contoso", amber, at(40, HealthBand.RED))
    assert preview_words(HealthPreview(4, (), {})) == "None of 4 accounts would change."
    assert preview_words(HealthPreview(4, (stricter,), {})) == "1 of 4 accounts would get another band."
    both = preview_words(HealthPreview(4, (stricter, lower), {}))
    assert both == "1 of 4 accounts would get another score, 2 another band."
