from pathlib import Path

import pytest

from amtui.data.formats import open_table, recognise
from amtui.domain.errors import Refused
from tests.data.formats.reading import Result, read_file

START, ANSWER, END = "2024-03-04 10:00:00", "2024-03-04 10:00:07", "2024-03-04 10:01:00"


def row(**cells: str) -> str:
    usual = {
        "clid": '"""x"" <1>"', "src": "0301", "dst": "100", "context": "from-trunk", "channel": "PJSIP/t-1",
        "dstchannel": "PJSIP/100-2", "app": "Dial", "data": "PJSIP/100", "start": START, "answer": ANSWER,
        "end": END, "duration": "60", "billsec": "53", "disposition": "ANSWERED", "flags": "DOCUMENTATION",
        "code": "", "unique": "1.1", "user": "",
    }  # fmt: skip
    return ",".join({**usual, **cells}.values())


def log(path: Path, *rows: str) -> Result:
    path.write_text("\n".join(rows) + "\n")
    return read_file(path, "calls")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Master.csv"


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({}, "answered"),
        ({"app": "Playback", "dstchannel": ""}, "ivr_abandoned"),
        ({"app": "VoiceMail", "dstchannel": ""}, "voicemail"),
        ({"app": "Queue", "dstchannel": ""}, "abandoned"),
        ({"disposition": "NO ANSWER", "answer": ""}, "no_answer"),
        ({"disposition": "BUSY", "answer": ""}, "busy"),
        ({"disposition": "CONGESTION", "answer": ""}, "failed"),
    ],
)
def test_only_a_call_put_through_was_answered_by_a_person(
    file: Path, cells: dict[str, str], outcome: str
) -> None:
    assert log(file, row(**cells)).columns["outcome"] == [outcome]


def test_wait_talk_agent_and_number(file: Path) -> None:
    result = log(file, row(), row(unique="1.2", answer="", disposition="NO ANSWER", billsec="0"))
    names = ("external_id", "wait_seconds", "talk_seconds", "agent", "caller", "queue")
    assert result.rows(*names) == [
        ("1.1", 7, 53, "PJSIP/100", "0301", None),
        ("1.2", None, 0, "PJSIP/100", "0301", None),
    ]
    assert result.lines == [1, 2]


def test_a_queue_hides_when_the_agent_answered(file: Path) -> None:
    result = log(file, row(app="Queue", data='"sales,t,,"'))
    assert result.rows("queue", "outcome", "wait_seconds") == [("sales", "answered", None)]
    assert result.warnings == ("1 call went through a queue; the log does not say when the agent answered.",)


@pytest.mark.parametrize("application", ["Queue", "Dial"])
def test_who_gave_up_after_a_machine_had_answered_waited_nobody_knows_how_long(
    file: Path, application: str
) -> None:
    result = log(file, row(app=application, dstchannel="", answer=START, billsec="60"))
    assert result.rows("outcome", "wait_seconds") == [("abandoned", None)]


@pytest.mark.parametrize(
    ("context", "dst", "direction"),
    [
        ("from-trunk", "100", "inbound"),
        ("default", "100", "inbound"),
        ("from-internal", "101", "internal"),
        ("from-internal-xfer", "004930123456", "outbound"),
    ],
)
def test_the_context_tells_the_direction(file: Path, context: str, dst: str, direction: str) -> None:
    assert log(file, row(context=context, dst=dst)).columns["direction"] == [direction]


def test_legs_share_the_unique_id_and_have_ids_of_their_own(file: Path) -> None:
    result = log(file, f"{row()},5", f"{row()},6")
    assert result.rows("external_id", "linked_id") == [("1.1/5", "1.1"), ("1.1/6", "1.1")]


def test_the_other_order_of_columns_is_known_too(file: Path) -> None:
    cells = row().split(",")
    native = ",".join(["code", *cells[1:4], cells[0], *cells[4:15], "9.9", ""])
    result = log(file, native)
    assert result.format == "asterisk"
    assert result.rows("external_id", "wait_seconds", "outcome") == [("9.9", 7, "answered")]
    without_id = log(file, ",".join(native.split(",")[:16]))
    assert without_id.columns["outcome"] == ["answered"]
    assert without_id.columns["external_id"][0]


def test_a_row_that_breaks_off_is_rejected(file: Path) -> None:
    result = log(file, row(), '"x",1,2')
    assert result.reasons() == {2: "it has 3 cells where the header has 18"}


def test_another_file_is_not_taken_for_a_log(file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="does not look like asterisk calls"):
        recognise(open_table(file), "calls", format="asterisk")


def test_a_corrected_row_of_the_rejects_is_read_like_the_log(tmp_path: Path) -> None:
    result = log(tmp_path / "Master.rejects.csv", "rejected line,rejected because", f"9,it broke off,{row()}")
    assert (result.format, result.columns["outcome"], result.rejects) == ("asterisk", ["answered"], [])


HEADER = (
    "clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,"
    "amaflags,accountcode,uniqueid,userfield"
)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"start": "0000-00-00 00:00:00"}, "start: '0000-00-00' is not a date"),
        ({"start": ""}, "start is blank"),
        ({"start": "  2023-02-30 10:00:00"}, "start: '2023-02-30' is not a date"),
        ({"disposition": ""}, "disposition is blank"),
        ({"disposition": "LOST IN SPACE"}, "disposition: unknown disposition 'LOST IN SPACE'"),
    ],
)
def test_a_first_row_that_is_damaged_is_rejected_and_the_others_are_read(
    file: Path, cells: dict[str, str], reason: str
) -> None:
    for header, line in (((), 1), ((HEADER,), 2)):
        result = log(file, *header, row(**cells), row(unique="1.2"), row(unique="1.3"))
        assert (result.format, result.columns["external_id"]) == ("asterisk", ["1.2", "1.3"])
        (reject,) = result.rejects
        assert reject.line == line
        assert reject.reason.startswith(reason)


def test_a_log_none_of_whose_dates_is_one_is_rejected_row_by_row(file: Path) -> None:
    result = log(file, *(row(start="0000-00-00 00:00:00", unique=own) for own in ("1.1", "1.2")))
    assert (result.format, result.lines, list(result.reasons())) == ("asterisk", [], [1, 2])


@pytest.mark.parametrize("header", [HEADER, HEADER.replace(",", "  ,\u00a0 ") + "   ", HEADER.title()])
def test_a_log_with_a_header_is_read_like_one_without(file: Path, header: str) -> None:
    machine = row(app="Playback", dstchannel="", unique="1.2")
    names = ("external_id", "outcome", "wait_seconds", "talk_seconds", "agent", "linked_id")
    bare, headed = log(file, row(), machine), log(file, header, row(), machine)
    assert bare.format == headed.format == "asterisk"
    assert bare.rows(*names) == headed.rows(*names)
    assert headed.lines == [2, 3]


def test_steps_of_a_call_are_one_by_the_id_that_links_them(file: Path) -> None:
    result = log(file, f"{HEADER},linkedid", f"{row()},0.9", f"{row(unique='1.2')},0.9")
    assert result.rows("external_id", "linked_id") == [("1.1", "0.9"), ("1.2", "0.9")]


@pytest.mark.parametrize("header", [(), (HEADER,)])
def test_cells_padded_with_spaces_are_read_without_them(file: Path, header: tuple[str, ...]) -> None:
    rows = [*header, row(clid="x"), row(clid="x", unique="1.2")]
    plain = log(file, *rows)
    padded = log(file, *(f"  {text.replace(',', '   , ')}  " for text in rows))
    quoted = log(file, *(' "' + text.replace(",", '" , "') + '" ' for text in rows))
    assert plain.columns == padded.columns == quoted.columns
    assert (plain.format, plain.rejects, quoted.rejects) == ("asterisk", [], [])


def test_a_table_of_others_with_as_many_columns_is_no_log(file: Path) -> None:
    names = [f"c{at}" for at in range(18)]
    names[0], names[8], names[13] = "call id", "started", "outcome"
    assert log(file, ",".join(names), row(clid="7")).format == "plain"
