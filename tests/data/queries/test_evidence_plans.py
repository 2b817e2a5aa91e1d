"""The calls behind a figure are read day by day along their index, in one order from either end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from amtui.data.engine import open_engine, parse_url
from amtui.data.models import calls
from amtui.data.queries.evidence import evidence_page
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.kpi.exclusions import OFFERED
from amtui.domain.paging import Slice
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from tests.data.queries.story import Story, counted
from tests.support.databases import copied

LAST = date(2026, 11, 4)
FIRST = LAST - timedelta(days=9)
ZONE = "America/New_York"
BEGUN = datetime(2026, 10, 25, tzinfo=UTC)


@pytest.fixture
def file_story(sqlite_template: Path, tmp_path: Path) -> Iterator[Story]:
    """An empty database in a file: only there are plans read."""
    engine = open_engine(parse_url(f"sqlite:///{copied(sqlite_template, tmp_path / 'amtui.db')}"))
    yield Story(engine)
    engine.dispose()


def with_calls(story: Story) -> dict[str, Any]:
    """Make an account with a call every hour, across the end of summer time, and return what is asked."""
    account = story.account("Northwind", story.user("ana"), zone=ZONE)
    common = {
        "account_id": account, "am_id": 1, "source": "test", "direction": CallDirection.INBOUND,
        "outcome": CallOutcome.ANSWERED, "excluded": OFFERED,
    }  # fmt: skip
    moments = [BEGUN + timedelta(hours=n) for n in range(24 * 12)]
    days = [local_day(moment, ZoneInfo(ZONE)) for moment in moments]
    rows = [
        common | {"external_id": str(n), "started_at": at, "day": day}
        for n, (at, day) in enumerate(zip(moments, days, strict=True))
    ]
    with story.engine.connect() as connection, connection.begin():
        connection.execute(insert(calls), rows)
    return {"account_id": account, "kpi": KpiKey.MISSED_CALL_RATE, "first": FIRST, "last": LAST}


def stretches(reading: Reading, asked: dict[str, Any], *, reverse: bool) -> Iterator[tuple[str, ...]]:
    """Yield the calls of a window in stretches of seven, up to one more than there can be."""
    after = None
    for _ in range(40):
        page = evidence_page(reading, **asked, slice=Slice(after, limit=7, reverse=reverse))
        yield tuple(row.ref for row in page.rows)
        if page.exhausted:
            return
        after = page.keys[0 if reverse else -1]


@pytest.mark.parametrize("reverse", [False, True])
def test_stretches_of_calls_join_without_a_gap_or_a_double(story: Story, *, reverse: bool) -> None:
    asked = with_calls(story)
    with story.reading(1) as reading:
        c = calls.c
        wanted = select(c.external_id).where(c.day.between(FIRST, LAST)).order_by(c.started_at.desc())
        refs = list(reading.connection.execute(wanted).scalars())
        found = list(stretches(reading, asked, reverse=reverse))
    joined = reversed(found) if reverse else found
    assert [ref for stretch in joined for ref in stretch] == refs
    assert len(refs) == 241


def test_no_stretch_of_calls_sorts_the_window(file_story: Story) -> None:
    asked = with_calls(file_story)
    with file_story.reading(1) as reading:
        key = evidence_page(reading, **asked).keys[3]
        for wanted in (Slice(), Slice(after=key), Slice(after=key, reverse=True)):
            with counted(file_story.engine) as statements:
                evidence_page(reading, **asked, slice=wanted)
            cursor = reading.connection.connection.cursor()
            statement = next(each for each in statements if "external_id" in each)
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?"))
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "ix_calls_account_day" in plan
            assert "FOR ORDER BY" not in plan, "the whole window would be read and sorted"
