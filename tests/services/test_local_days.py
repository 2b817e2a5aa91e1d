from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from amtui.data.types import to_micros
from amtui.domain.clock import local_day
from amtui.services.local_days import local_ordinals


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
        ("America/St_Johns", datetime(2006, 4, 2, 3, 31, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_days_of_whole_columns_are_right_around_a_change_of_clocks(zone: str, change: datetime) -> None:
    minutes = [timedelta(minutes=7 * step, microseconds=1) for step in range(-700, 700)]
    moments = [change + minute for minute in minutes]
    days = local_ordinals(np.array([*map(to_micros, moments)]), ZoneInfo(zone)).tolist()
    assert days == [local_day(moment, ZoneInfo(zone)).toordinal() for moment in moments]


def test_no_moments_have_no_days() -> None:
    assert local_ordinals(np.array([], dtype=np.int64), ZoneInfo("Europe/Berlin")).tolist() == []
