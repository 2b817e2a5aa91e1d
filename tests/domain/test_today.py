"""What the day's list says of itself: its counts, what is new, why in this order, and in a few lines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.money_record import Money
from amtui.domain.today_brief import WIDTH, brief, cells
from amtui.domain.today_letters import delegation, refusal
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.today_since import begin_of, last_working_day, new_rows, since_words
from amtui.domain.today_strip import Part, counted_part, stands_for
from amtui.domain.today_why import told_place
from amtui.domain.vocabulary import SlaState, Source

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
VIENNA, AUCKLAND = ZoneInfo("Europe/Vienna"), ZoneInfo("Pacific/Auckland")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROW = TodayRow(1, Source.REQUEST, "R-1", 7, "Northwind", "Help", ("no deadline",), None, False, False, None)
NONE = TodayCounts(0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        (ROW, ()),
        (replace(ROW, sla_state=SlaState.BREACHED, due_at=NOW - DAY), (Part.BREACHED,)),
        (replace(ROW, sla_state=SlaState.AT_RISK, due_at=NOW + HOUR), (Part.AT_RISK, Part.DUE_TODAY)),
        (replace(ROW, due_at=datetime(2026, 11, 23, 22, 59, tzinfo=UTC)), (Part.DUE_TODAY,)),
        (replace(ROW, due_at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC)), ()),
        (replace(ROW, source=Source.KPI), (Part.KPIS,)),
        (replace(ROW, source=Source.REVIEW, due_at=NOW + HOUR), (Part.REVIEWS,)),
        (replace(ROW, source=Source.REVIEW, due_at=NOW + DAY), ()),
        (replace(ROW, source=Source.CADENCE_GAP), (Part.GAPS,)),
    ],
)
def test_a_count_stands_for_its_rows_on_the_viewers_day(row: TodayRow, parts: tuple[Part, ...]) -> None:
    assert tuple(part for part in Part if stands_for(part, row, NOW, VIENNA)) == parts


def test_a_count_has_words_for_one_many_and_little_room() -> None:
    assert counted_part(Part.KPIS, 1) == "1 KPI off target"
    assert counted_part(Part.KPIS, 1200) == "1,200 KPIs off target"
    assert counted_part(Part.KPIS, 2, short=True) == "2 KPIs"
    assert counted_part(Part.REVIEWS, 1, short=True) == "1 review"


@pytest.mark.parametrize(
    ("today", "day", "words"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), "Since yesterday"),
        (date(2026, 11, 23), date(2026, 11, 20), "Since Friday"),
        (date(2026, 11, 22), date(2026, 11, 20), "Since Friday"),
        (date(2026, 11, 21), date(2026, 11, 20), "Since yesterday"),
        (date(2028, 3, 1), date(2028, 2, 29), "Since yesterday"),
        (date(2027, 1, 1), date(2026, 12, 31), "Since yesterday"),
    ],
)
def test_new_is_what_came_since_the_last_working_day_began(today: date, day: date, words: str) -> None:
    assert (last_working_day(today), since_words(today)) == (day, words)


def test_the_last_working_day_begins_in_the_viewers_zone() -> None:
    assert begin_of(date(2026, 11, 24), AUCKLAND) == datetime(2026, 11, 22, 11, tzinfo=UTC)
    begin = begin_of(date(2026, 3, 30), VIENNA)
    assert begin == datetime(2026, 3, 26, 23, tzinfo=UTC)
    old, fresh, unknown = replace(ROW, since=begin - HOUR), replace(ROW, since=begin), ROW
    assert new_rows((old, fresh, unknown), begin) == (fresh,)


URGENT = replace(ROW, rank=1, ref="A", what="First", urgent=True, why=("P1",))
DUE = replace(ROW, rank=2, ref="B", what="Second", due_at=NOW + DAY)
DEAR = replace(ROW, rank=3, ref="C", what="Third", value_at_risk=Money(Decimal(900), "EUR"))
CHEAP = replace(ROW, rank=4, ref="D", what="Fourth", value_at_risk=Money(Decimal(90), "EUR"))
SAME = replace(CHEAP, rank=5, ref="E", what="Fifth")
ALL = (URGENT, DUE, DEAR, CHEAP, SAME)


@pytest.mark.parametrize(
    ("row", "place", "above", "below"),
    [
        (URGENT, "Number 1 of 5: urgent", "", "urgent goes before neither urgent nor important"),
        (
            DUE,
            "Number 2 of 5: neither urgent nor important",
            "urgent goes before neither urgent nor important",
            "due Tue 2026-11-24 09:30 goes before no deadline",
        ),
        (
            CHEAP,
            "Number 4 of 5: neither urgent nor important",
            "900.00 EUR at risk goes before 90.00 EUR",
            "the same in everything that counts, so by kind and reference",
        ),
        (
            SAME,
            "Number 5 of 5: neither urgent nor important",
            "the same in everything that counts, so by kind and reference",
            "",
        ),
    ],
)
def test_a_row_says_what_puts_it_between_its_neighbours(
    row: TodayRow, place: str, above: str, below: str
) -> None:
    told = told_place(ALL, row, VIENNA)
    assert told.place == place
    assert told.above.partition(": ")[2] == above
    assert told.below.partition(": ")[2] == below
    assert told.reasons == row.why


def test_the_day_fits_into_a_login_message() -> None:
    long = replace(ROW, account="東京商事" * 20, why=("breached 2 days ago, " * 9,), since=NOW - HOUR)
    rows = tuple(replace(long, rank=rank) for rank in range(1, 41))
    lines = brief(rows, TodayCounts(1200, 31, 18, 240, 12, 1), NOW, VIENNA)
    assert lines[0] == "Monday 23 November: 40 things need you · 1,200 breached · 31 at risk"
    assert "1 cadence gap" in lines[1]
    assert "Since Friday: 40 new" in lines
    assert lines[-1].strip().startswith("and 35 more")
    assert len(lines) <= 16
    assert all(cells(line) <= WIDTH for line in lines)


def test_a_day_without_anything_says_so_in_one_line() -> None:
    assert brief((), NONE, NOW, VIENNA) == ("Monday 23 November: nothing needs you now.",)
    few = brief((URGENT,), NONE, NOW, VIENNA)
    assert few == ("Monday 23 November: 1 thing needs you", "  1  Northwind: First", "     P1")


def test_a_row_is_handed_on_and_declined_in_words() -> None:
    row = replace(ROW, due_at=NOW + HOUR, why=("due in 1 h", "P2"))
    assert delegation(row, VIENNA, NOW) == (
        "Could you take this over for me, by Monday 2026-11-23 10:30? Northwind: Help. "
        "Why now: due in 1 h and P2. Tell me when it is done, or if you cannot."
    )
    assert delegation(ROW, VIENNA, NOW).startswith("Could you take this over for me? Northwind: Help.")
    assert delegation(row, VIENNA, NOW + HOUR) == (
        "Could you take this over for me? Northwind: Help. It was due by Monday 2026-11-23 10:30. "
        "Why now: due in 1 h and P2. Tell me when it is done, or if you cannot."
    )
    assert refusal(ROW).startswith("About “Help”: thank you for asking.")
