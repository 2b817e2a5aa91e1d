"""How alike two subjects are."""

import pytest

from amtui.domain.likeness import alike, likeness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Change the IVR menu", "Change the IVR menu", 1.0),
        ("Change the IVR menu!", "menu: IVR, CHANGE", 1.0),  # order, case, signs and empty words
        ("menu", "menus", 2 * 3 / (4 + 5)),  # _me men enu, of "_me men enu nu_" and "_me men enu nus us_"
        ("Straße gesperrt", "STRASSE GESPERRT", 1.0),
        ("IVR", "Invoice", 0.0),  # no run of three letters in common, although both begin with I
        ("a", "the", 0.0),  # nothing but empty words
        ("", "Change the IVR menu", 0.0),
    ],
)
def test_likeness_is_the_share_of_common_runs_of_three_letters(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)
    assert likeness(other, one) == pytest.approx(expected)


def test_the_likest_come_first_and_the_unlike_not_at_all() -> None:
    known = ["Reset a password", "IVR menu: new hours", "Change IVR menu", "Change the IVR menu", "IVR menus"]
    found = alike("change the ivr menu", known, 0.5)
    assert [place for place, _ in found] == [2, 3, 4, 1], "two that are equally like keep their order"
    assert found[0][1] == found[1][1] == 1.0
    assert all(share >= 0.5 for _, share in found)
    assert alike("the", known, 0.0) == [(place, 0.0) for place in range(len(known))]
