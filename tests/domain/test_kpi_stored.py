"""What is written down of a day comes back as it was, through JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi import stored

COUNTS = st.tuples(st.integers(0, 99), st.integers(0, 99))


@given(st.dictionaries(st.integers(1, 255), COUNTS))
def test_excluded_calls_come_back(excluded: dict[int, tuple[int, int]]) -> None:
    written = json.dumps(stored.masks_to_json(excluded))

    assert stored.masks_from_json(json.loads(written)) == excluded


@given(st.dictionaries(st.integers(0, 9999), st.integers(1, 99)))
def test_waits_come_back(histogram: dict[int, int]) -> None:
    written = json.dumps(stored.histogram_to_json(histogram))

    assert stored.histogram_from_json(json.loads(written)) == histogram


@given(st.dictionaries(st.none() | st.integers(1, 400), COUNTS))
def test_gaps_come_back(gaps: dict[int | None, tuple[int, int]]) -> None:
    written = json.dumps(stored.gaps_to_json(gaps))

    assert stored.gaps_from_json(json.loads(written)) == gaps


def test_a_record_without_a_neighbour_is_written_as_a_dash() -> None:
    assert stored.gaps_to_json({None: (3, 2), 4: (1, 0)}) == {"-": [3, 2], "4": [1, 0]}
