"""CSAT and NPS by hand-computed tables."""

import pytest

from amtui.domain.satisfaction import NO_ANSWERS, Counted, added_up, by_score, why_not
from amtui.domain.satisfaction_words import both_words, score_words


def each(csat: str = "", nps: str = "") -> list[Counted]:
    """Answers with a CSAT score, then those with an NPS score."""
    return [(int(one), None, 1) for one in csat.split()] + [(None, int(one), 1) for one in nps.split()]


@pytest.mark.parametrize(
    ("csat", "share"),
    [
        ("4", 1.0),
        ("3", 0.0),
        ("1 2 3 4 5", 2 / 5),
        ("5 5 4 4 3 2", 4 / 6),
        ("4 4 4 1", 3 / 4),
    ],
)
def test_csat_is_the_share_of_four_and_five(csat: str, share: float) -> None:
    assert added_up(each(csat)).csat == share


@pytest.mark.parametrize(
    ("nps", "points"),
    [
        ("9", 100),
        ("10 9", 100),
        ("7 8", 0),
        ("0 6", -100),
        # 2 promoters, 2 passives, 1 detractor of 5: 40 % - 20 %
        ("9 10 7 8 6", 20),
        # 1 promoter, 2 detractors of 3
        ("9 0 6", pytest.approx(-100 / 3)),
        ("0 1 2 3 4 5 6 7 8 9 10", pytest.approx(100 * (2 - 7) / 11)),
    ],
)
def test_nps_is_promoters_minus_detractors(nps: str, points: float) -> None:
    assert added_up(each(nps=nps)).nps == points


def test_nobody_asked_is_no_figure_and_never_nought() -> None:
    assert (NO_ANSWERS.n, NO_ANSWERS.csat, NO_ANSWERS.nps) == (0, None, None)
    assert added_up([]) == NO_ANSWERS
    only = added_up(each(csat="1 2"))
    assert (only.csat, only.nps) == (0.0, None)
    assert added_up(each(nps="3")).csat is None


def test_an_answer_with_both_scores_counts_once_and_for_both() -> None:
    found = added_up([(4, 9, 3), (2, None, 1), (None, 0, 2)])
    assert (found.n, found.csat_n, found.nps_n) == (6, 4, 5)
    assert (found.csat, found.nps) == (3 / 4, 100 * (3 - 2) / 5)


def test_scores_are_counted_from_the_least_to_the_most() -> None:
    assert by_score({5: 2, 1: 1}) == (1, 0, 0, 0, 2)
    assert by_score({}) == ()


@pytest.mark.parametrize(
    ("csat", "nps", "fields"),
    [
        (1, None, set()), (5, 10, set()), (None, 0, set()),
        (0, None, {"csat"}), (6, 11, {"csat", "nps"}), (3, -1, {"nps"}), (None, None, {"csat"}),
    ],
)  # fmt: skip
def test_scores_that_there_are_not(csat: int | None, nps: int | None, fields: set[str]) -> None:
    assert set(why_not(csat, nps)) == fields


def test_satisfaction_in_words() -> None:
    assert both_words(NO_ANSWERS) == "no answers"
    assert (
        both_words(added_up(each("4 5 5 4 1", "9 10 7 8 6")))
        == "CSAT 80 % of 5 answers · NPS +20 of 5 answers"
    )
    assert both_words(added_up(each(nps="0"))) == "NPS −100 of 1 answer"
    assert both_words(added_up(each(nps="7"))) == "NPS 0 of 1 answer"
    assert score_words(4, None) == "CSAT 4"
    assert score_words(4, 9) == "CSAT 4, NPS 9"
