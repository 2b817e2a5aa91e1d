"""Exports as the makers write them today, in other languages, and from other pages than the first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.data.formats.reading import Result, read_text

AIRCALL = (
    "Call ID (internal),Call direction,Call type,Answered,Unanswered Call Reason,Call start time,"
    "Aircall number,Customer number,User,Team,Waiting time,Time in IVR,Time to answer,In-call duration\n"
    "1,Inbound,Out of business hours,No,out_of_opening_hours,2026-03-02 10:00:00,"
    "Sales (+49 30),+49 89,[No associated user],,00:00:30,,,\n"
    "2,Inbound,Answered,Yes,,2026-03-02 10:05:00,Sales (+49 30),+49 89,Jo,Help,00:00:30,00:00:12,00:00:18,"
    "00:02:00\n"
)
TWILIO = (
    "Call SID,Parent Call SID,From,To,Start Time,Duration (s),Status,Direction\n"
    "CA1,,+491,+492,2026-03-02 10:00:00 UTC,60,Completed,Incoming\n"
    "CA2,CA1,+491,client:jo,2026-03-02 10:00:05 UTC,55,Completed,Outgoing Dial\n"
)
RINGCENTRAL = (
    "Type,Direction,From,To,Extension,Forwarded To,Name,Date,Time,Action,Action Result,Duration\n"
    "Voice,Outgoing,(030) 222,(030) 111,101 - Jo,,Acme,Mon 03/02/2026,9:32 AM,VoIP Call,"
    "Call Accepted,0:00:15\n"
)
VIEW = (
    "ID,Subject,Requester,Requester email,Requested,Ticket status,Priority,Assignee,Organization,Updated\n"
    "7,Menu,Eve,eve@acme.example,2024-03-04 09:00,Open,-,-,-,2024-03-04 10:00\n"
)
HUBSPOT = (
    "Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Priority,Associated Contact,"
    "Associated Company\n"
    "55,Menu,Support,Waiting on contact (Support Pipeline),2024-03-04 09:00,HIGH,"
    "Eve (eve@acme.example),Acme\n"
)
GERMAN_JIRA = (
    "Zusammenfassung,Vorgangsschlüssel,Vorgangs-ID,Vorgangstyp,Status,Priorität,Autor,Erstellt,Erledigt\n"
    "Menü,SUP-1,1,Fehler,Erledigt,Hoch,Eve,04.03.2024 09:00,05.03.2024 10:00\n"
)
JIRA = (
    "Issue Type,Issue key,Issue id,Summary,Status,Created,Custom field (Request Type)\n"
    "[System] Incident,S-1,1,x,Open,04.Mar.2024 09:00,Get help\nBug,S-2,2,x,Open,04/Mai/24 9:00 AM,\n"
)


def read(folder: Path, text: str, kind: str) -> Result:
    return read_text(folder / "a.csv", text, kind, zone="Europe/Berlin")


def when(result: Result, name: str) -> list[str]:
    return [f"{datetime.fromtimestamp(at / 1e6, UTC):%m-%d %H:%M}" for at in result.columns[name]]


def test_aircall_s_call_history_is_in_local_time_and_has_other_headers(tmp_path: Path) -> None:
    result = read(tmp_path, AIRCALL, "calls")
    assert result.format == "aircall"
    assert when(result, "started_at") == ["03-02 09:00", "03-02 09:05"]
    assert result.rows("outcome", "wait_seconds", "caller", "number", "agent") == [
        ("after_hours", 30, "+49 89", "Sales (+49 30)", None),
        ("answered", 18, "+49 89", "Sales (+49 30)", "Jo"),
    ]  # fmt: skip


def test_twilio_s_console_speaks_of_incoming_and_outgoing(tmp_path: Path) -> None:
    result = read(tmp_path, TWILIO, "calls")
    assert when(result, "started_at") == ["03-02 10:00", "03-02 10:00"]
    assert result.rows("direction", "outcome", "linked_id", "talk_seconds") == [
        ("inbound", "ivr_abandoned", "CA1", 60), ("outbound", "answered", "CA1", 55),
    ]  # fmt: skip


def test_ringcentral_accepts_calls_in_two_words(tmp_path: Path) -> None:
    result = read(tmp_path, RINGCENTRAL, "calls")
    assert result.rows("direction", "outcome", "caller") == [("outbound", "answered", "(030) 111")]


def test_a_view_of_zendesk_is_known_and_a_dash_is_nobody(tmp_path: Path) -> None:
    result = read(tmp_path, VIEW, "requests")
    assert result.format == "zendesk"
    assert when(result, "created_at") == ["03-04 08:00"]
    assert result.rows("account", "contact", "owner", "priority", "status") == [
        (None, "Eve", None, None, "in_progress")
    ]


def test_hubspot_adds_the_pipeline_and_the_address_in_brackets(tmp_path: Path) -> None:
    result = read(tmp_path, HUBSPOT, "requests")
    assert result.rows("status", "contact", "contact_email") == [
        ("waiting_client", "Eve", "eve@acme.example")
    ]


def test_jira_in_german(tmp_path: Path) -> None:
    result = read(tmp_path, GERMAN_JIRA, "requests")
    assert result.format == "jira"
    assert result.rows("external_id", "subject", "type", "priority", "status", "contact") == [
        ("SUP-1", "Menü", "incident", "P2", "resolved", "Eve")
    ]
    assert (when(result, "created_at"), when(result, "resolved_at")) == (["03-04 08:00"], ["03-05 09:00"])


def test_jira_s_request_type_gives_way_to_the_issue_type_where_it_says_nothing_here(tmp_path: Path) -> None:
    result = read(tmp_path, JIRA, "requests")
    assert result.columns["type"] == ["incident", "incident"]
    assert when(result, "created_at") == ["03-04 08:00", "05-04 07:00"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4. März 2024", "03-04"), ("4 juin 2024", "06-04"), ("4 juil. 2024", "07-04"), ("4/Dic/24", "12-04"),
        ("4-ott-2024", "10-04"), ("04.Mrt.2024", "03-04"), ("4 août 2024", "08-04"), ("4 mei 2024", "05-04"),
    ],
)  # fmt: skip
def test_months_in_the_languages_that_exports_come_in(tmp_path: Path, text: str, day: str) -> None:
    result = read(tmp_path, f"id,started,answered\n1,{text} 12:00,Y\n", "calls")
    assert [stamp[:5] for stamp in when(result, "started_at")] == [day]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02 10:00:00 (UTC)", "03-02 10:00"), ("2026-03-02 10:00 GMT+1", "03-02 09:00"),
        ("2026-03-02 10:00 UTC-03:30", "03-02 13:30"), ("2026-03-02T10:00:00+0530", "03-02 04:30"),
        ("Mon Mar 02 2026 10:00:00 GMT+0100 (CET)", "03-02 09:00"), ("2026-03-02 10:00 PM", "03-02 21:00"),
        ("2026-03-02 10:00:00 -08", "03-02 18:00"), ("2026-03-02 10:00:00 GMT", "03-02 10:00"),
    ],
)  # fmt: skip
def test_offsets_in_all_spellings(tmp_path: Path, text: str, moment: str) -> None:
    result = read(tmp_path, f"id,started,answered\n1,{text},Y\n", "calls")
    assert when(result, "started_at") == [moment]


@pytest.mark.parametrize("zone", ["CET", "IST", "Europe/Berlin"])
def test_a_zone_in_letters_that_may_mean_several_is_refused_with_what_to_do(
    tmp_path: Path, zone: str
) -> None:
    (reject,) = read(tmp_path, f"id,started,answered\n1,2026-03-02 10:00:00 {zone},Y\n", "calls").rejects
    assert f"{zone} names no offset; take it out, and say the zone in a mapping" in reject.reason
