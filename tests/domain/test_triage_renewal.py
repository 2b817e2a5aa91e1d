"""Within how many days a renewal makes important is asked for."""

from datetime import UTC, date, datetime

import pytest

from amtui.domain.today_why import told_place
from amtui.domain.triage import Candidate, rank
from amtui.domain.vocabulary import Source

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(("days", "important"), [(38, True), (37, False)])
def test_a_renewal_makes_important_within_the_days_that_are_set(days: int, important: bool) -> None:
    one = Candidate(
        source=Source.TASK, ref="1", account_id=1, account="N", what="A thing", renewal_on=date(2026, 12, 31)
    )
    (row,) = rank([one], NOW, lambda _moment, _account: 0.0, renewal_days=days)
    assert row.important is important
    assert f"renewal within {days} days" in told_place([row], row, UTC, days).rules[-1]
