"""Equal rows are counted over a whole file, whether in memory or put away on disk."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from amtui.data.formats.repeats import MOST, Repeats

BATCHES = st.lists(st.lists(st.integers(0, 9) | st.just(2**64 - 1), max_size=9), max_size=9)


@given(BATCHES, st.sampled_from([1, 3, 10, MOST]))
def test_each_row_is_told_how_often_it_came_before(batches: list[list[int]], most: int) -> None:
    repeats, before = Repeats(most), Counter[int]()
    for batch in batches:
        expected = []
        for value in batch:
            expected.append(before[value])
            before[value] += 1
        assert repeats.earlier(np.array(batch, dtype=np.uint64)).tolist() == expected
