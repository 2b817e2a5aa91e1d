import tracemalloc
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amtui.data.formats import ReadOptions, open_table, read, recognise
from amtui.data.formats.repeats import Repeats
from amtui.domain.errors import Refused
from tests.data.formats.reading import calls_of, many, read_file, read_text

PLAIN = "started_at,answered,wait\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


@pytest.mark.parametrize(
    "header",
    [
        "Call ID,Started At,Outcome,Wait (s)", "call_id,start_time,CALL STATUS,wait_seconds",
        "id,Date/Time,Result,Ring Time",
        "UniqueID,calldate,disposition,Speed of answer in seconds", "Sid,Timestamp,call outcome,Wartezeit",
    ],
)  # fmt: skip
def test_headers_are_known_in_any_spelling(file: Path, header: str) -> None:
    result = read_text(file, f"{header}\n7,2024-03-04 10:00,Answered,12\n")
    assert result.rows("external_id", "outcome", "wait_seconds") == [("7", "answered", 12)]


def test_of_columns_with_the_same_header_the_first_is_read_and_said(file: Path) -> None:
    result = read_text(file, "start,answered,answered\n2024-03-04 10:00,Y,N\n")
    assert result.columns["outcome"] == ["answered"]
    assert result.warnings == ("The file has several columns 'answered'; the first was read.",)


def test_units_in_headers_count(file: Path) -> None:
    result = read_text(file, "id,start,answered,wait_ms,talk time (min)\n1,2024-03-04 10:00,Y,1500,2\n")
    assert result.rows("wait_seconds", "talk_seconds") == [(2, 120)]


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("completed", "answered"), ("No Answer", "no_answer"), ("VOICEMAIL", "voicemail"), ("Abandoned",
        "abandoned"),
        ("no-agent available", "no_agent"), ("busy", "busy"), ("FAILED", "failed"), ("missed", "no_answer"),
    ],
)  # fmt: skip
def test_words_for_outcomes(file: Path, word: str, outcome: str) -> None:
    assert read_text(file, f"start,status\n2024-03-04 10:00,{word}\n").columns["outcome"] == [outcome]


def test_an_unknown_word_rejects_its_row_and_says_what_is_known(file: Path) -> None:
    result = read_text(
        file, "start,status\n2024-03-04 10:00,ok-ish\n2024-03-04 10:01,answered\n2024-03-04 10:02,\n"
    )
    assert result.lines == [3]
    assert "unknown outcome 'ok-ish'; it must mean one of abandoned, after_hours" in result.reasons()[2]
    assert result.reasons()[4] == "nothing says whether the call was answered"
    assert result.rejects[0].cells == ("2024-03-04 10:00", "ok-ish")


def test_the_wait_is_the_time_to_the_answer_where_no_column_has_it(file: Path) -> None:
    text = (
        "id,date,call started,call answered\n1,2024-03-04,11:59:50 PM,12:00:05 AM\n2,2024-03-04,9:00:00 AM,\n"
    )
    result = read_text(file, text)
    assert result.rows("outcome", "wait_seconds") == [("answered", 15), ("no_answer", None)]
    backwards = read_text(file, "id,start,answered at\n1,2024-03-04 10:00,2024-03-04 09:59\n")
    assert backwards.reasons() == {2: "it was answered before it began"}


def test_rows_of_the_wrong_width_are_rejected_blank_ones_passed_over(file: Path) -> None:
    text = (
        PLAIN + "2024-03-04 10:00,Y\n2024-03-04 10:00,Y,1,\n2024-03-04 10:00,Y,1,2\n , ,\n,,\n"
        "2024-03-04 10:01,Y,5\n"
    )
    result = read_text(file, text)
    assert result.lines == [3, 7]
    assert result.reasons() == {
        2: "it has 2 cells where the header has 3",
        4: "it has 4 cells where the header has 3",
    }


def test_calls_without_ids_get_the_same_ones_again(file: Path, tmp_path: Path) -> None:
    row = "2024-03-04 10:00:00,Y,5\n"
    other = "2024-03-04 10:00:01,Y,5\n"
    first = read_text(file, PLAIN + row + other + row + row).columns["external_id"]
    again = read_text(tmp_path / "b.csv", PLAIN + row + other + row + row, batch_rows=1).columns[
        "external_id"
    ]
    assert first == again
    assert len(set(first)) == 4
    assert (first[2], first[3]) == (f"{first[0]}-2", f"{first[0]}-3")
    overlapping = read_text(tmp_path / "c.csv", PLAIN + other + row).columns["external_id"]
    assert overlapping == [first[1], first[0]]
    respelt = read_text(tmp_path / "d.csv", "Start;Answered;Ring time\n04.03.2024 10:00;yes;0:05\n")
    assert respelt.columns["external_id"] == [first[0]]


@given(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), max_size=12))
@settings(max_examples=50)
def test_repeats_are_counted_over_all_batches(batches: list[list[int]]) -> None:
    repeats = Repeats()
    seen: list[int] = []
    for batch in batches:
        wanted = []
        for value in batch:
            wanted.append(seen.count(value))
            seen.append(value)
        assert repeats.earlier(np.array(batch, dtype=np.uint64)).tolist() == wanted


@pytest.mark.parametrize(
    "header",
    [
        "Date,Total calls,Answered calls,Missed calls",
        "day,calls_offered,calls_answered",
        "Agent,Date,# calls",
        "date,offered,answered,missed",
    ],
)
def test_totals_are_refused_with_the_reason(file: Path, header: str) -> None:
    file.write_text(
        f"{header}\n" + ",".join(["2024-03-04", "120", "100", "20"][: header.count(",") + 1]) + "\n"
    )
    with pytest.raises(Refused, match="totals, not calls") as caught:
        read_file(file, "calls")
    assert "call log" in caught.value.next


def test_columns_that_merely_sound_like_totals_are_not(file: Path) -> None:
    flags = "date,inbound,answered\n2024-03-04,1,0\n2024-03-04,1,1\n"
    assert read_text(file, flags).lines == [2, 3]
    assert read_text(file, "call started,call answered at\n2024-03-04 10:00,2024-03-04 10:01\n").lines == [2]


def test_a_file_that_ends_at_an_exporter_s_limit_warns(file: Path) -> None:
    assert "1,000 rows" in read_file(calls_of(file, *many(1000)), "calls").warnings[0]
    assert read_file(calls_of(file, *many(999)), "calls").warnings == ()


def test_each_account_s_times_are_in_its_own_zone(file: Path) -> None:
    file.write_text(
        "id,account,start,answered\n1,A,2024-03-04 10:00,Y\n2,B,2024-03-04 10:00,Y\n3,,2024-03-04T10:00Z,Y\n"
    )
    zones = {"A": "Europe/Berlin", "B": "America/New_York", None: "UTC"}
    options = ReadOptions(lambda account: ZoneInfo(zones[account]))
    (batch,) = read(recognise(open_table(file), "calls"), options)
    hours = [at // 3_600_000_000 % 24 for at in batch.columns["started_at"]]
    assert hours == [9, 15, 10]


def test_a_batch_is_a_data_frame_too(file: Path) -> None:
    calls_of(file, "1,2024-03-04 10:00,Y,5", "2,2024-03-04 10:00,N,", "x,never,Y,1")
    (batch,) = read(recognise(open_table(file), "calls"))
    frame = batch.frame()
    assert (len(batch), batch.read, batch.position) == (2, 3, 1.0)
    assert str(frame["wait_seconds"].dtype) == "Int64"
    assert frame["wait_seconds"].sum() == 5
    assert list(frame["line"]) == [2, 3]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for rows in (10_000, 60_000):
        path = calls_of(tmp_path / f"{rows}.csv", *many(rows))
        recognised = recognise(open_table(path), "calls")
        sum(len(batch) for batch in read(recognised))
        tracemalloc.start()
        sum(len(batch) for batch in read(recognised))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3


def test_positions_tell_the_progress(file: Path) -> None:
    recognised = recognise(open_table(calls_of(file, *many(3000))), "calls")
    positions = [batch.position for batch in read(recognised, ReadOptions(batch_rows=500))]
    assert positions == sorted(positions)
    assert positions[0] < 0.5
    assert positions[-1] == 1.0
