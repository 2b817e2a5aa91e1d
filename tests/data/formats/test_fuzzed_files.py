"""Files that broke a reader once, each with the reason it is refused or left out for."""

from pathlib import Path

import pytest

from amtui.data.formats import FileMapping
from amtui.domain.errors import Refused
from tests.data.formats.reading import calls_of, read_file, read_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "any.csv"


def test_text_that_is_utf8_but_for_a_byte_is_damaged_and_no_western_text(file: Path) -> None:
    calls_of(file, "1,2026-02-03 09:00,Y,12", header="call_id,Beginn,Angenommen,wait_s")
    file.write_bytes(file.read_bytes() + "2,2026-02-03 09:00,Jä".encode() + b"\xff,1\n")
    with pytest.raises(Refused, match="UTF-8 but for line 3"):
        read_file(file, "calls")


def test_western_text_with_a_byte_that_it_lacks_is_refused_with_its_line(file: Path) -> None:
    calls_of(file, header="call_id,started_at,answered,agent")
    line = "1,2026-02-03 09:00,Y,Frau Müller\n".encode("cp1252")
    file.write_bytes(file.read_bytes() + line * 2_100 + b"2,2026-02-03 09:00,Y,\x81\n")
    with pytest.raises(Refused, match="neither UTF-8 nor cp1252: line 2102"):
        read_file(file, "calls")


@pytest.mark.parametrize("wait", ["1e400", "99999999999999999999", "999999999:59:59", "11 years"])
def test_a_wait_beyond_all_measure_is_no_wait(file: Path, wait: str) -> None:
    calls_of(file, f"1,2026-02-03 09:00,Y,{wait}")
    assert list(read_file(file, "calls").reasons()) == [2]


@pytest.mark.parametrize("amount", ["1e999999999", "9" * 40, "1e13"])
def test_an_amount_that_the_database_cannot_keep_is_refused(file: Path, amount: str) -> None:
    result = read_text(file, f"account,mrr\nNorthwind,{amount}\n", "accounts")
    assert "larger than any number" in result.reasons()[2]


def test_a_log_of_which_no_event_is_whole_has_no_tickets(file: Path) -> None:
    result = read_text(file, "Case ID,Activity,Timestamp\n7,Wait\n", "requests")
    assert (result.lines, list(result.reasons())) == ([], [2])


@pytest.mark.parametrize("name", ["zoho", "salesforce"])
def test_results_named_by_hand_take_the_time_of_the_file_too(file: Path, name: str) -> None:
    said = FileMapping(format=name, columns={"Went": "outcome", "Which": "record_id"})
    word = {"zoho": "ADDED", "salesforce": "true"}[name]
    result = read_text(file, f"Went,Which\n{word},7\n", "sync", mapping=said)
    assert result.columns["at"] == [round(file.stat().st_mtime) * 1_000_000]
    assert result.columns["record_id"] == ["7"]
