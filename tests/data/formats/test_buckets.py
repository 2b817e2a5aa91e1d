"""Rows that stand for several calls, and rows that only sum others up."""

from pathlib import Path

import pytest

from amtui.data.formats import FileMapping
from tests.data.formats.reading import calls_of, read_file, read_text

HEADER = "Hour,Queue,Outcome,Wait (s),Calls\n"
ROWS = (
    "2026-02-03 09:00,Sales,answered,12,3\n2026-02-03 09:00,Sales,abandoned,40,1\n"
    "2026-02-03 10:00,Sales,answered,9,0\n2026-02-03 10:00,Help,voicemail,,2\n"
)
MAPPING = FileMapping(columns={"Hour": "started_at"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def test_a_row_counts_as_many_calls_as_its_column_says(file: Path) -> None:
    result = read_text(file, HEADER + ROWS, mapping=MAPPING)
    assert result.format == "buckets"
    assert result.columns["outcome"] == ["answered"] * 3 + ["abandoned"] + ["voicemail"] * 2
    assert result.columns["wait_seconds"] == [12, 12, 12, 40, None, None]
    assert result.lines == [2, 2, 2, 3, 5, 5]
    assert len(set(result.columns["external_id"])) == 6
    assert any("1 row stands for no call" in warning for warning in result.warnings)


def test_a_bucket_that_has_grown_keeps_the_calls_it_had(file: Path) -> None:
    before = read_text(file, HEADER + ROWS, mapping=MAPPING).columns["external_id"]
    after = read_text(file, HEADER + ROWS.replace("12,3", "12,5"), mapping=MAPPING).columns["external_id"]
    assert set(before) < set(after)
    assert len(after) == len(before) + 2


def test_more_calls_than_one_batch_come_in_batches_and_a_period_s_total_is_refused(file: Path) -> None:
    rows = "2026-02-03 09:00,Sales,answered,12,12000\n2026-02-03 10:00,Sales,answered,12,2000000\n"
    result = read_text(file, HEADER + rows, mapping=MAPPING)
    assert len(result.columns["external_id"]) == len(set(result.columns["external_id"])) == 12_000
    assert "2,000,000 calls in one row" in result.reasons()[3]


def test_a_log_with_ids_and_a_column_called_count_is_no_file_of_buckets(file: Path) -> None:
    text = "call id,started,outcome,count\n1,2026-02-03 09:00,answered,7\n"
    assert read_text(file, text).format == "plain"


@pytest.mark.parametrize("words", ["Total", "Totals:", "Grand total", "Summe", "Ø", "Average"])
def test_a_line_of_sums_is_neither_a_call_nor_a_fault(file: Path, words: str) -> None:
    calls_of(file, "1,2026-02-03 09:00,Y,12", f"{words},,1,12")
    result = read_file(file, "calls")
    assert len(result.lines) == 1
    assert result.rejects == []
    assert any("1 row holds sums" in warning for warning in result.warnings)


def test_a_short_line_of_sums_is_left_out_and_a_short_row_is_not(file: Path) -> None:
    calls_of(file, "1,2026-02-03 09:00,Y,12", "Total,12", "Totally,12")
    result = read_file(file, "calls")
    assert (len(result.lines), list(result.reasons())) == (1, [4])


def test_a_call_whose_id_is_a_word_of_sums_is_a_call(file: Path) -> None:
    calls_of(file, "Total,2026-02-03 09:00,Y,12")
    assert read_file(file, "calls").columns["external_id"] == ["Total"]


def test_a_column_of_hours_says_when(file: Path) -> None:
    rows = "".join(
        f"2026-02-03,{hour},Sales,answered,1\n" for hour in ("0", "9", "09", "23 h", "4 pm", "07:00")
    )
    result = read_text(
        file, f"Date,Hour,Queue,Outcome,Calls\n{rows}2026-02-03,24,Sales,answered,1\n", zone="UTC"
    )
    midnight = 1_770_076_800_000_000
    hours = [(at - midnight) / 3_600_000_000 for at in result.columns["started_at"]]
    assert hours == [0, 9, 9, 23, 16, 7]
    assert result.reasons().keys() == {8}
    other = read_text(file, "Date,Call time,Outcome,Calls\n2026-02-03,9,answered,1\n")
    assert other.reasons().keys() == {2}
