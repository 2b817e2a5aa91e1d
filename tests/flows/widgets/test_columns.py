"""How columns share a width."""

import pytest

from amtui.widgets.virtual_table.columns import Column, place

COLUMNS = (
    Column[str]("rank", "#", str, width=3, extra=True),
    Column[str]("what", "What", str, least=18, ease=30, weight=2, priority=9),
    Column[str]("why", "Why", str, least=18, weight=1, priority=4),
    Column[str]("due", "Due", str, width=9, priority=5),
)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (66, {"rank": 3, "what": 30, "why": 18, "due": 9}),  # all at ease
        (65, {"what": 33, "why": 19, "due": 9}),  # one less: what is extra goes, and others gain
        (49, {"what": 18, "why": 18, "due": 9}),  # ease is a wish, and nothing else goes for it
        (48, {"what": 37, "due": 9}),  # too narrow: the least important goes
        (5, {"what": 5}),
    ],
)
def test_room_goes_to_what_matters(cells: int, shown: dict[str, int]) -> None:
    assert {placed.column.key: placed.width for placed in place(COLUMNS, cells)} == shown


def test_extra_columns_alone_are_shown() -> None:
    assert [placed.column.key for placed in place(COLUMNS[:1], 2)] == ["rank"]
