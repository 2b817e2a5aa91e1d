from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.data.formats.days import AmbiguousDate, parse_day
from amtui.data.formats.stamps import NO_TIME, DateStyle, Stamps, parse_stamp
from amtui.data.formats.zones import to_utc
from amtui.domain.errors import Refused, UsageError
from tests.data.formats.reading import calls_of, read_file, read_text

MOMENT = 1_709_564_767_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04 15:06:07", "2024-03-04T15:06:07", "2024-03-04T15:06:07Z", "2024-03-04T18:06:07+03:00",
        "2024-03-04T15:06:07.000+0000", "04.03.2024 15:06:07", "4 Mar 2024 15:06:07",
        "04-Mar-2024 3:06:07 PM",
        "March 4, 2024 3:06:07 p.m.", "Mon, 04 Mar 2024 15:06:07 +0000", "1709564767", "1709564767000",
        "45355.62924768518", "20240304T150607Z", "2024/03/04 15:06:07", "2024-03-04 at 15:06:07",
        "4. März 2024 15:06:07",
    ],
)  # fmt: skip
@pytest.mark.parametrize("wide", [True, False])
def test_every_plain_spelling_of_a_moment_is_read(text: str, *, wide: bool) -> None:
    found, _ = Stamps(DateStyle(wide=wide)).column([text])
    assert found.tolist() == [MOMENT]
    assert parse_stamp(text, DateStyle())[0] == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "not a date", "2024-02-30 10:00:00", "2024-03-04 24:00:00", "2024-03-04 15:60:00",
        "2024-03-04 13:00 PM",
        "240304 15:06:07", "31.02.2024", "99999", "2024-03-04 15", "12:00:00", "2024-3", "4 Foo 2024",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none_and_is_explained(text: str) -> None:
    stamps = Stamps(DateStyle())
    assert stamps.column([text])[0][0] >= NO_TIME
    assert text[:4] in stamps.explain(text)


@pytest.mark.parametrize("text", ["03/04/2024", "3/4/24", "04-03-24", "12-12-2024 10:00"])
def test_what_can_be_read_in_two_ways_is_not_read(text: str) -> None:
    with pytest.raises(AmbiguousDate, match="--date-format"):
        parse_stamp(text, DateStyle())


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2024", "mdy", date(2024, 3, 4)),
        ("03/04/2024", "dmy", date(2024, 4, 3)),
        ("24-04-03", "ymd", date(2024, 4, 3)),
        ("25/12/2024", None, date(2024, 12, 25)),
        ("31.12.99", None, date(1999, 12, 31)),
    ],
)
def test_an_order_settles_it(text: str, order: str | None, day: date) -> None:
    assert parse_day(text, order) == day


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 wall clock
def test_the_fast_way_and_the_patient_way_agree(moment: datetime) -> None:
    for text in (moment.isoformat(), moment.isoformat(sep=" "), moment.strftime("%d.%m.%Y %H:%M:%S")):
        assert Stamps(DateStyle()).column([text])[0][0] == parse_stamp(text, DateStyle())[0]


@given(
    st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2037, 1, 1)),  # noqa: DTZ001 wall clock
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_wall_clock_times_become_utc_as_the_standard_library_has_it(moment: datetime, zone: str) -> None:
    local = round((moment - datetime(1970, 1, 1)) / timedelta(microseconds=1))  # noqa: DTZ001 wall clock
    found, _, _ = to_utc(np.array([local]), ZoneInfo(zone))
    assert EPOCH + timedelta(microseconds=int(found[0])) == moment.replace(tzinfo=ZoneInfo(zone)).astimezone(
        UTC
    )


def test_skipped_and_repeated_hours_are_taken_and_counted(tmp_path: Path) -> None:
    path = calls_of(
        tmp_path / "a.csv",
        "1,2024-03-31 02:30:00,Y,1",
        "2,2024-10-27 02:30:00,Y,1",
        "3,2024-10-27 03:30:00,Y,1",
    )
    result = read_file(path, "calls", zone="Europe/Berlin")
    moments = [EPOCH + timedelta(microseconds=at) for at in result.columns["started_at"]]
    assert [f"{moment:%H:%M}" for moment in moments] == ["01:30", "00:30", "02:30"]
    assert result.warnings == (
        "1 time falls into an hour that the clocks skipped; moved on by the skipped time.",
        "1 time falls into an hour that came twice when the clocks went back; the first was taken.",
    )


def test_one_day_above_twelve_settles_the_whole_column_however_late_it_comes(tmp_path: Path) -> None:
    rows = [f"{n},0{n % 9 + 1}/02/2024 10:00,Y,1" for n in range(6000)]
    early = read_file(calls_of(tmp_path / "a.csv", *rows, "x,25/02/2024 10:00,Y,1"), "calls")
    assert early.columns["started_at"][0] == 1_706_781_600_000_000
    assert early.rejects == []


def test_a_column_that_could_be_read_both_ways_is_refused_with_the_flag(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", "1,03/04/2024 10:00,Y,1", "2,05/06/2024 10:00,Y,1")
    with pytest.raises(Refused, match="can be read as dmy or mdy") as caught:
        read_file(path, "calls")
    assert "--date-format" in caught.value.next
    for order, day in (("dmy", 3), ("mdy", 4), ("%d/%m/%Y %H:%M", 3)):
        first = read_file(path, "calls", date_format=order).columns["started_at"][0]
        assert (EPOCH + timedelta(microseconds=first)).day == day


@pytest.mark.parametrize("ahead", ["Fri ", "Friday, ", ""])
def test_dates_among_other_words_settle_their_column_too(tmp_path: Path, ahead: str) -> None:
    """Behind a weekday, and before a comma, as RingCentral and browsers write them."""
    rows = (f'1,"{ahead}03/06/2026, 9:05 AM",Y,1', f'2,"{ahead}03/13/2026, 9:05 AM",Y,1')
    result = read_file(calls_of(tmp_path / "a.csv", *rows), "calls")
    moments = [EPOCH + timedelta(microseconds=at) for at in result.columns["started_at"]]
    assert [f"{moment:%m-%d %H:%M}" for moment in moments] == ["03-06 09:05", "03-13 09:05"]
    assert result.rejects == []


def test_a_weekday_settles_what_is_day_and_what_is_month(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", "1,Fri 03/06/2026 09:05,Y,1", "2,Wed 06/03/2026 09:05,N,1")
    with pytest.raises(Refused, match="partly day first"):
        read_file(
            calls_of(tmp_path / "b.csv", "1,Fri 03/06/2026 9:05,Y,1", "2,Fri 06/03/2026 9:05,N,1"), "calls"
        )
    first = read_file(path, "calls").columns["started_at"][0]
    assert (EPOCH + timedelta(microseconds=first)).month == 3
    assert parse_day("Fri 03/06/2026") == date(2026, 3, 6)
    with pytest.raises(AmbiguousDate):
        parse_day("Mon 03/06/2026")


def test_a_column_of_such_dates_that_could_be_read_both_ways_is_refused_whole(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", '1,"03/04/2024, 10:00",Y,1', '2,"05/06/2024, 10:00",Y,1')
    with pytest.raises(Refused, match="such as 03/04/2024, can be read as dmy or mdy"):
        read_file(path, "calls")


def test_a_column_that_is_both_is_refused(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", "1,25/12/2024 10:00,Y,1", "2,12/25/2024 10:00,Y,1")
    with pytest.raises(Refused, match="partly day first"):
        read_file(path, "calls")


def test_a_pattern_takes_what_fits_and_rejects_the_rest(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", "1,2024|03|04 15h06,Y,1", "2,2024-03-04 15:06,Y,1")
    result = read_file(path, "calls", date_format="%Y|%m|%d %Hh%M")
    assert result.columns["started_at"] == [1_709_564_760_000_000]
    assert "not written as" in result.reasons()[3]
    with pytest.raises(UsageError, match="date format"):
        read_file(path, "calls", date_format="sometimes")


def test_a_date_and_a_time_in_two_columns_make_one_moment(tmp_path: Path) -> None:
    header = "id,date,time,answered"
    path = calls_of(
        tmp_path / "a.csv",
        "1,04.03.2024,3:06:07 PM,Y",
        "2,2024-03-04,0.5,Y",
        "3,2024-03-04,late,Y",
        header=header,
    )
    result = read_file(path, "calls")
    assert result.columns["started_at"] == [MOMENT, 1_709_553_600_000_000]
    assert "late" in result.reasons()[4]


def test_zones_in_the_file_win_over_the_accounts_zone(tmp_path: Path) -> None:
    path = calls_of(tmp_path / "a.csv", "1,2024-03-04T15:06:07Z,Y,1", "2,2024-03-04 16:06:07,Y,1")
    assert read_file(path, "calls", zone="Europe/Berlin").columns["started_at"] == [MOMENT, MOMENT]


def test_dates_without_times_are_said(tmp_path: Path) -> None:
    result = read_file(calls_of(tmp_path / "a.csv", "1,2024-03-04,Y,1"), "calls")
    assert "midnight" in result.warnings[0]


def test_a_date_of_zeros_is_none_where_none_is_needed(tmp_path: Path) -> None:
    text = (
        "id,subject,created,resolved,closed\n"
        "1,x,2024-01-02 10:00:00,0000-00-00 00:00:00,0000-00-00\n"
        "2,x,2024-01-02 10:00:00,00/00/0000,2024-01-03 10:00:00\n"
        "3,x,0000-00-00 00:00:00,,\n4,x,2024-01-02 10:00:00,2024-00-00,\n"
    )
    result = read_text(tmp_path / "a.csv", text, "requests")
    assert (result.lines, result.columns["resolved_at"]) == ([2, 3], [None, None])
    assert [at is None for at in result.columns["closed_at"]] == [True, False]
    assert result.reasons() == {
        4: "created: '0000-00-00' is not a date",
        5: "resolved: '2024-00-00' is not a date",
    }


def test_an_invoice_that_was_paid_on_a_day_of_zeros_is_not_paid(tmp_path: Path) -> None:
    text = (
        "number,customer,amount,due,paid\n1,Acme,9.50,2024-01-02,0000-00-00\n2,Acme,9.50,0000-00-00,\n"
        "3,Acme,9.50,2024-01-02,2024-01-05\n"
    )
    result = read_text(tmp_path / "a.csv", text, "invoices")
    assert result.columns["paid_on"] == [None, date(2024, 1, 5)]
    assert result.reasons() == {3: "due: '0000-00-00' is not a date"}


def test_a_moment_of_two_columns_is_named_by_both(tmp_path: Path) -> None:
    rows = "1,2024-02-30,10:00:00,Y,5\n2,2024-02-28,25:00:00,Y,5\n3,,,Y,5\n"
    text = f"id,Call date,Call time,answered,wait\n{rows}"
    reasons = read_text(tmp_path / "a.csv", text, "calls").reasons()
    assert reasons[2].startswith("Call date and Call time: '2024-02-30")
    assert reasons[3].startswith("Call date and Call time: '2024-02-28 25:00:00'")
    assert reasons[4] == "Call date and Call time is blank"


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "31.12.9999"])
def test_a_date_beyond_all_years_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not within the years 1900 to 2200"):
        parse_day(text)
