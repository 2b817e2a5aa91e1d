"""Call logs of each maker of telephone systems: known by the header, with what each is known to hide."""

from pathlib import Path

import pytest

from amtui.data.formats import open_table, recognise
from amtui.domain.errors import Refused, UsageError
from tests.data.formats.reading import Result, read_text

AIRCALL = (
    "line,datetime (tz offset incl.),number timezone,datetime (UTC),country_code,direction,from,to,answered,"
    "missed_call_reason,user,duration (total),duration (in call),voicemail,team,waiting time,time to answer,"
    "time in IVR,Call ID,Call ID (internal),Call type,IVR branch\n"
)
AIRCALL_OLD = (
    "line,date (TZ offset incl.),time (TZ offset incl.),number timezone,datetime (UTC),country_code,"
    "direction,from,to,answered,missed_call_reason,user,duration (total),duration (in call),via,voicemail,"
    "tags,IVR Branch\n"
)
FREEPBX = (
    "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,"
    "accountcode,uniqueid,userfield,did,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,recordingfile,linkedid,"
    "peeraccount,sequence\n"
)
RINGCENTRAL = (
    "Direction,Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration,Included,"
    "Purchased\n"
)
THREECX = "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost,Call Activity Details\n"
THREECX_OLD = "Call Time,Caller ID,Destination,Status,Ringing,Talking,Reason\n"
TWILIO = "Call Sid,Parent Call Sid,Account Sid,From,To,Status,Start Time,End Time,Duration,Direction,Price\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def aircall(reason: str = "", **cells: str) -> str:
    usual = {
        "line": "Sales", "local": "2026-03-02 11:00:00", "zone": "Europe/Berlin",
        "utc": "2026-03-02 10:00:00.083", "country": "DE", "direction": "inbound", "from": "4930111",
        "to": "4930222", "answered": "No" if reason else "Yes", "reason": reason, "user": "Jo Doe",
        "total": "60", "talk": "", "voicemail": "", "team": "", "waiting": "00:00:44", "to_answer": "",
        "in_ivr": "00:00:15", "sid": "CA1", "id": "77", "type": "", "branch": "",
    }  # fmt: skip
    return ",".join({**usual, **cells}.values()) + "\n"


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("out_of_opening_hours", "after_hours"), ("short_abandoned", "abandoned"),
        ("abandoned_in_ivr", "ivr_abandoned"), ("abandoned_in_classic", "abandoned"),
        ("no_available_agent", "no_agent"), ("agents_did_not_answer", "no_answer"),
    ],
)  # fmt: skip
def test_aircall_says_why_nobody_answered(file: Path, reason: str, outcome: str) -> None:
    result = read_text(file, AIRCALL + aircall(reason, user="[No associated user]"))
    assert result.format == "aircall"
    assert result.rows("outcome", "wait_seconds", "agent") == [(outcome, 29, None)]


def test_aircall_s_times_are_utc_and_the_menu_is_no_wait(file: Path) -> None:
    rows = (
        aircall(to_answer="00:00:29", talk="486"),
        aircall("no_available_agent", voicemail="mp3", id="78"),
    )
    result = read_text(file, AIRCALL + "".join(rows), zone="Asia/Tokyo")
    names = ("external_id", "started_at", "outcome", "wait_seconds", "talk_seconds", "queue", "caller")
    assert result.rows(*names) == [
        ("77", 1_772_445_600_083_000, "answered", 29, 486, "Sales", "4930111"),
        ("78", 1_772_445_600_083_000, "voicemail", 29, None, "Sales", "4930111"),
    ]


def test_aircall_s_older_export_hides_the_menu_in_the_total(file: Path) -> None:
    row = "Sales,2026-03-02,11:00:00,Europe/Berlin,2026-03-02 10:00:00,DE,{},1,2,Yes,,Jo,90,60,,,,{}\n"
    result = read_text(file, AIRCALL_OLD + row.format("inbound", "") + row.format("outbound", "Menu 1"))
    assert result.rows("wait_seconds", "caller", "number") == [(30, "1", "2"), (None, "2", "1")]
    assert any("went through a menu" in words for words in result.warnings)


def test_an_unheard_of_reason_is_a_call_that_nobody_answered(file: Path) -> None:
    result = read_text(file, AIRCALL + aircall("robot_uprising"))
    assert result.columns["outcome"] == ["no_answer"]
    assert any("robot_uprising" in words for words in result.warnings)


def freepbx(**cells: str) -> str:
    usual = {
        "calldate": "2026-03-02 10:00:00", "clid": '"""Ann"" <004930111>"', "src": "004930111", "dst": "101",
        "dcontext": "ext-local", "channel": "PJSIP/trunk-01", "dstchannel": "PJSIP/101-02", "lastapp": "Dial",
        "lastdata": "PJSIP/101", "duration": "60", "billsec": "53", "disposition": "ANSWERED", "ama": "3",
        "code": "", "uniqueid": "9.1", "userfield": "", "did": "49302220", "cnum": "", "cnam": "",
        "outbound_cnum": "", "outbound_cnam": "", "dst_cnam": "", "file": "", "linkedid": "9.0", "peer": "",
        "sequence": "5",
    }  # fmt: skip
    return ",".join({**usual, **cells}.values()) + "\n"


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({}, "answered"),
        ({"lastapp": "Playback", "dstchannel": ""}, "ivr_abandoned"),
        ({"lastapp": "VoiceMail", "dstchannel": "", "dst": "vmu101"}, "voicemail"),
        ({"lastapp": "Hangup", "dstchannel": "", "dst": "vmb101"}, "voicemail"),
        ({"lastapp": "Queue", "lastdata": "400", "dstchannel": ""}, "abandoned"),
        ({"disposition": "NO ANSWER", "billsec": "0"}, "no_answer"),
    ],
)
def test_freepbx_counts_as_answered_what_the_menu_took(
    file: Path, cells: dict[str, str], outcome: str
) -> None:
    result = read_text(file, FREEPBX + freepbx(**cells))
    assert (result.format, result.columns["outcome"]) == ("freepbx", [outcome])


@pytest.mark.parametrize(
    ("cells", "direction"),
    [
        ({}, "inbound"),
        ({"did": "", "src": "101", "dst": "102"}, "internal"),
        ({"did": "", "src": "101", "dst": "004989333"}, "outbound"),
        ({"did": "", "src": "101", "dst": "102", "outbound_cnum": "4930222"}, "outbound"),
    ],
)
def test_freepbx_shows_the_direction_by_numbers(file: Path, cells: dict[str, str], direction: str) -> None:
    assert read_text(file, FREEPBX + freepbx(**cells)).columns["direction"] == [direction]


def test_freepbx_waits_until_the_charge_begins_but_not_behind_a_queue(file: Path) -> None:
    queued = freepbx(lastapp="Queue", lastdata="400", dcontext="ext-queues", dst="400", sequence="6")
    result = read_text(file, FREEPBX + freepbx() + queued)
    names = ("external_id", "linked_id", "wait_seconds", "talk_seconds", "queue", "agent")
    assert result.rows(*names) == [
        ("9.1/5", "9.0", 7, 53, None, "PJSIP/101"),
        ("9.1/6", "9.0", None, 53, "400", "PJSIP/101"),
    ]
    assert any("queue" in words for words in result.warnings)


@pytest.mark.parametrize("application", ["Queue", "Dial"])
def test_freepbx_does_not_say_how_long_who_gave_up_after_a_machine_had_answered_waited(
    file: Path, application: str
) -> None:
    result = read_text(file, FREEPBX + freepbx(lastapp=application, dstchannel="", billsec="60"))
    assert result.rows("outcome", "wait_seconds") == [("abandoned", None)]


def test_freepbx_s_report_ends_at_a_hundred_rows(file: Path) -> None:
    rows = [freepbx(uniqueid=f"9.{number}") for number in range(100)]
    assert (
        "100 rows, where CDR reports of FreePBX, unless their result limit is raised, end"
        in read_text(file, FREEPBX + "".join(rows)).warnings[-1]
    )
    assert not read_text(file, FREEPBX + "".join(rows[1:])).warnings


def ringcentral(kind: str, action: str, result: str, number: str = "(030) 111", minute: int = 30) -> str:
    when = f"Mon 03/02/2026,9:{minute} AM"
    return f"Inbound,{kind},{number},Jo Doe,{when},{action},{result},,0:01:15,,\n"


def test_ringcentral_s_faxes_are_no_calls_and_steps_no_further_ones(file: Path) -> None:
    rows = (
        ringcentral("Voice", "Phone Call", "Accepted"),
        ringcentral("", "FindMe", "Call connected"),
        ringcentral("Voice", "Phone Call", "Voicemail", minute=31),
        ringcentral("Voice", "VoIP Call", "Hang up", minute=32),
        ringcentral("Fax", "Incoming Fax", "Received", minute=33),
    )
    result = read_text(file, RINGCENTRAL + "".join(rows))
    assert result.format == "ringcentral"
    assert result.rows("direction", "outcome") == [
        ("inbound", "answered"), ("internal", "answered"), ("inbound", "voicemail"), ("inbound", "abandoned"),
    ]  # fmt: skip
    assert result.columns["talk_seconds"] == [75] * 4
    assert result.rejects == []
    assert any("1 row is a fax" in words for words in result.warnings)


def threecx(own: str, to: str, status: str = "Answered", details: str = "", ringing: str = "00:00:07") -> str:
    start = f"2026-03-02T10:00:00,{own},004930111,{to},Inbound"
    return f"{start},{status},{ringing},1.02:00:39,0,{details}\n"


def test_3cx_tells_people_from_machines_and_callers_who_gave_up(file: Path) -> None:
    rows = (
        threecx("0000-1", "Jo Doe (101)"),
        threecx("0000-2", "Main IVR (800)"),
        threecx("0000-3", "Voice Mail (999)"),
        threecx("0000-4", "Sales (802)", "Unanswered", "Inbound → Queue → Ended by 004930111"),
        threecx("0000-5", "Sales (802)", "Unanswered", "Inbound → Queue → Ended by Sales"),
    )
    result = read_text(file, THREECX + "".join(rows))
    assert result.format == "3cx"
    wanted = ["answered", "ivr_abandoned", "voicemail", "abandoned", "no_answer"]
    assert result.columns["outcome"] == wanted
    names = ("wait_seconds", "talk_seconds", "agent", "caller", "linked_id")
    assert result.rows(*names)[0] == (7, 86_400 + 2 * 3600 + 39, "Jo Doe", "004930111", "0000-1")


def test_3cx_s_steps_of_a_call_have_ids_of_their_own_that_stay(file: Path) -> None:
    rows = threecx("0000-1", "Sales (802)", "Redirected"), threecx("0000-1", "Jo Doe (101)")
    first = read_text(file, THREECX + rows[0] + rows[1])
    again = read_text(file, THREECX + rows[1] + rows[0])
    assert len(set(first.columns["external_id"])) == 2
    assert first.columns["external_id"] == again.columns["external_id"][::-1]


def test_3cx_s_older_log_ends_with_sums(file: Path) -> None:
    rows = (
        "02/03/2026 10:00:00,004930111,Sales (802),Answered,0:00:05,0:01:13,\n"
        "13/03/2026 10:00:00,Jo Doe (101),004989333,Not Answered,00:00:15.250,,\n"
        "14/03/2026 10:00:00,Jo Doe (101),102,Answered,0:00:05,0:01:13,\n"
        ",,Jo Doe (101),Answered,00:00:04,00:01:10,\n"
        "Totals,,,,0:00:20,0:01:13,\n"
    )
    result = read_text(file, THREECX_OLD + rows)
    assert result.format == "3cx"
    assert result.rows("direction", "outcome", "wait_seconds", "caller", "agent") == [
        ("inbound", "answered", 5, "004930111", "Sales"),
        ("outbound", "no_answer", 15, "004989333", "Jo Doe"),
        ("internal", "answered", 5, "101", "102"),
    ]
    assert result.rejects == []
    assert [words.partition(" ")[0] for words in result.warnings] == ["1", "1"]


def twilio(own: str, parent: str = "", status: str = "completed", direction: str = "inbound") -> str:
    return f"{own},{parent},AC1,+4930111,client:jo,{status},2026-03-02 10:00:00,,42,{direction},-0.01\n"


def test_twilio_s_programs_answer_nobody(file: Path) -> None:
    rows = (
        twilio("CA2", "CA1", direction="outbound-dial"), twilio("CA1"),
        twilio("CA3", status="no-answer"), twilio("CA4", direction="outbound-api"),
        twilio("CA5", status="in-progress"),
    )  # fmt: skip
    result = read_text(file, TWILIO + "".join(rows), zone="Asia/Tokyo")
    assert result.format == "twilio"
    assert result.rows("external_id", "linked_id", "outcome", "agent", "caller") == [
        ("CA2", "CA1", "answered", "client:jo", "client:jo"),
        ("CA1", "CA1", "ivr_abandoned", None, "+4930111"),
        ("CA3", "CA3", "no_answer", None, "+4930111"), ("CA4", "CA4", "answered", None, "client:jo"),
    ]  # fmt: skip
    assert result.columns["started_at"][0] == 1_772_445_600_000_000
    assert any("still going on" in words for words in result.warnings)


def test_twilio_s_log_without_parents_says_what_it_takes_for_answered(file: Path) -> None:
    header = "Sid,From,To,Status,StartTime,Duration,Direction\n"
    row = "CA1,+4930111,+4930222,completed,2026-03-02 10:00:00,42,inbound\n"
    result: Result = read_text(file, header + row)
    assert result.columns["outcome"] == ["answered"]
    assert any("does not name parent calls" in words for words in result.warnings)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("aircall", AIRCALL), ("aircall", AIRCALL_OLD), ("freepbx", FREEPBX), ("ringcentral", RINGCENTRAL),
        ("3cx", THREECX), ("3cx", THREECX_OLD), ("twilio", TWILIO),
    ],
)  # fmt: skip
def test_a_named_format_is_taken_or_refused(file: Path, name: str, text: str) -> None:
    file.write_text(text + "x\n")
    assert recognise(open_table(file), "calls", format=name).format == name
    file.write_text("start,answered\n2026-03-02 10:00,Y\n")
    with pytest.raises(Refused, match=f"does not look like {name}"):
        recognise(open_table(file), "calls", format=name)
    with pytest.raises(UsageError, match="known are plain"):
        recognise(open_table(file), "calls", format="carrier pigeon")


def test_a_3cx_row_whose_time_cannot_be_read_is_rejected_and_no_step_of_another_call(file: Path) -> None:
    rows = (
        "2026-03-02 10:00:00,1,+4930111,Jo (100),Inbound,Answered,00:00:07,00:01:30,,\n"
        ",,,Ann (101),,Answered,00:00:05,00:01:00,,\n"
        "0000-00-00 10:00:00,2,+4930222,Jo (100),Inbound,Unanswered,00:00:25,,,\n"
    )
    result = read_text(file, THREECX + rows)
    assert (result.format, result.lines) == ("3cx", [2])
    assert result.reasons() == {4: "Call Time: '0000-00-00' is not a date"}
    assert any("1 row is a further step" in words for words in result.warnings)
