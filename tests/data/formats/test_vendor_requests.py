"""Tickets as the usual help desks export them; the samples are made up."""

from pathlib import Path
from typing import Any

import pytest

from amtui.data.formats import FileMapping, open_table, recognise
from amtui.domain.errors import Refused
from tests.data.formats.reading import Result, read_file, read_text
from tests.data.formats.workbooks import workbook

HOUR = 3_600_000_000
NINE = 1_709_539_200_000_000  # 2024-03-04 08:00 UTC, nine o'clock in Berlin

FRESHDESK = """\
Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,\
Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution time (in hrs),\
Agent interactions,Customer interactions,Tags,Full name,Email,Company Name
101,No ring,Waiting on Customer,High,Phone,Incident,Ann,Desk,2024-03-04 09:00:00,2024-03-05 09:00:00,,,\
2024-03-04 11:00:00,2024-03-04 10:30:00,00:00:00,01:30:00,,1,1,,Eve End,eve@acme.example,Acme
102,Menu,Closed,Low,Email,Question,No Agent,Desk,2024-03-04 09:00:00,,,,2024-03-06 09:00:00,,00:00:00,\
26:30:15,0:45,2,1,,,,Acme
103,Bad,Open,Urgent,Email,,Ann,Desk,2024-03-04 09:00:00,,,,,,00:00:00,soon,,0,1,,,,Acme
"""
ZENDESK = """\
Summation column,Id,Requester,Requester id,Requester email,Assignee,Group,Subject,Status,Priority,\
Ticket type,Created at,Updated at,Organization,Due date,Solved at,First reply time in minutes,\
First reply time in minutes within business hours,Agent wait time in minutes within business hours
1,7,Eve,20,eve@acme.example,Ann,Desk,Menu,Pending,Urgent,Problem,\
2024-03-04 09:00,2024-03-04 12:00,Acme,,,90,30,45
1,8,Eve,20,eve@acme.example,,Desk,Queue,Solved,,,2024-03-04 09:00,2024-03-05 09:00,Acme,,2024-03-05 09:00,,,
"""
JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Reporter,Reporter Id,Created,Updated,Resolved,\
Labels,Labels,Custom field (Organizations),Comment,Comment,Comment
Routing,SUP-1,10001,[System] Incident,Waiting for customer,Highest,Ann,Eve,u-eve,04/Mar/24 9:00 AM,\
04/Mar/24 2:15 PM,,\
red,blue,Acme,04/Mar/24 9:10 AM;u-eve;more; of it,04/Mar/24 11:00 AM;u-ann;on it,
Report,SUP-2,10002,Task,Done,Medium,,Eve,u-eve,2024-03-04 09:00,2024-03-05 09:00,2024-03-05 09:00,\
,,Acme,03/04/2024 10:00;u-ann;when,,
"""
EVENTS = """\
Case ID,Activity,Complete Timestamp,customer,Title,Priority
A,Insert ticket,2024/03/04 09:00:00.000,Acme,Menu,Low
B,Insert ticket,2024/03/04 09:00:00.000,Acme,,
A,Take in charge ticket,2024/03/04 10:00:00.000,Acme,Menu,High
A,Wait,2024/03/04 10:30:00.000,Acme,Menu,High
B,Closed,2024/03/04 12:00:00.000,Acme,,
A,Resolve ticket,2024/03/04 11:00:00.000,Acme,The menu,High
C,Insert ticket,2024/03/04 09:00:00.000,Acme,,
C,Closed,yesterday,Acme,,
"""
ZAMMAD_HEADER = [
    "#", "Title", "State", "Priority", "Group", "Owner", "Customer", "Organization", "Tags",
    "Created At", "Updated At", "Closed At", "First Response At",
]  # fmt: skip
HUBSPOT = """\
Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Close date,Priority,Ticket owner,Associated Company
55,Menu,Support,Waiting on contact,2024-03-04 09:00,,HIGH,Ann,Acme; Beta
56,Queue,Support,Stage 7,2024-03-04 09:00,2024-03-05 09:00,,Ann,Acme
"""
SAMPLES = {
    "freshdesk": FRESHDESK, "zendesk": ZENDESK, "jira": JIRA, "events": EVENTS, "hubspot": HUBSPOT
}  # fmt: skip


def read_sample(folder: Path, name: str, **options: Any) -> Result:
    return read_text(folder / "a.csv", SAMPLES[name], "requests", zone="Europe/Berlin", **options)


def hours(result: Result, name: str) -> list[float | None]:
    """Hours since nine."""
    return [None if at is None else (at - NINE) / HOUR for at in result.columns[name]]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_help_desk_is_known_by_its_header_and_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(SAMPLES[name])
    assert recognise(open_table(path), "requests").format == name
    assert recognise(open_table(path), "requests", format=name).format == name
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match=f"does not look like {name} requests"):
        recognise(open_table(path), "requests", format=name)


def test_freshdesk_s_hours_are_hours_minutes_and_seconds(tmp_path: Path) -> None:
    result = read_sample(tmp_path, "freshdesk")
    names = ("external_id", "account", "contact_email", "status", "priority", "type", "owner")
    assert result.rows(*names) == [
        ("101", "Acme", "eve@acme.example", "waiting_client", "P2", "incident", "Ann"),
        ("102", "Acme", None, "closed", "P4", None, None),
    ]
    assert hours(result, "first_response_at") == [1.5, 26 + 30 / 60 + 15 / 3600]
    assert hours(result, "resolved_at") == [None, 0.75]
    assert result.reasons() == {4: "First response time (in hrs): 'soon' is no number of hours"}
    assert any(text.startswith("2 times are known only as hours") for text in result.warnings)


def test_zendesk_s_own_export_is_in_the_account_s_zone(tmp_path: Path) -> None:
    result = read_sample(tmp_path, "zendesk")
    assert hours(result, "created_at") == [0, 0]
    assert hours(result, "first_response_at") == [1.5, None]
    assert hours(result, "resolved_at") == [None, 24]
    assert result.columns["on_hold_seconds"] == [45 * 60, None]
    assert result.columns["status"] == ["waiting_client", "resolved"]


def test_jira_repeats_headers_and_writes_dates_in_two_styles(tmp_path: Path) -> None:
    result = read_sample(tmp_path, "jira")
    assert hours(result, "created_at") == [0, 0]
    assert hours(result, "updated_at") == [5.25, 24]
    assert result.columns["status"] == ["waiting_client", "resolved"]
    assert result.columns["account"] == ["Acme", "Acme"]
    assert result.columns["type"] == ["incident", None]
    first, second = result.columns["comments"]
    assert [(one.author, one.body) for one in first] == [("u-eve", "more; of it"), ("u-ann", "on it")]
    assert (hours(result, "first_response_at"), second) == ([2, None], ())
    assert any("1 comment begins with no date" in text for text in result.warnings)
    assert not any("several columns" in text for text in result.warnings)


def test_of_an_event_log_the_last_event_wins_and_the_first_out_of_new_is_the_answer(tmp_path: Path) -> None:
    result = read_sample(tmp_path, "events")
    assert result.rows("external_id", "subject", "status", "priority", "account") == [
        ("A", "The menu", "resolved", "P2", "Acme"),
        ("B", "(no subject) B", "closed", None, "Acme"),
    ]
    assert hours(result, "first_response_at") == [1, None]
    assert hours(result, "resolved_at") == [2, None]
    assert hours(result, "closed_at") == [None, 3]
    assert [status for _, status in result.columns["history"][0]] == [
        "new", "in_progress", "waiting_internal", "resolved",
    ]  # fmt: skip
    assert result.lines == [2, 3]


def test_a_ticket_of_which_one_event_cannot_be_read_is_left_out_whole(tmp_path: Path) -> None:
    reasons = read_sample(tmp_path, "events").reasons()
    assert reasons[9] == "Complete Timestamp: 'yesterday' is not a date"
    assert reasons[8] == "the event of the same ticket in line 9 cannot be read"


def test_events_of_one_ticket_may_lie_in_several_batches(tmp_path: Path) -> None:
    whole, small = read_sample(tmp_path, "events"), read_sample(tmp_path, "events", batch_rows=2)
    assert (whole.columns, whole.reasons()) == (small.columns, small.reasons())


@pytest.mark.parametrize(
    ("header", "third"),
    [
        ("ticket_id,timestamp,status,account", "In progress"),
        ("Ticket,At,New status,customer", "in_progress"),
        ("case_id,time,event,customer", "Start work"),
        ("case_id,complete timestamp,activity,customer,status", "Call back,Acme,Open"),
    ],
)
def test_logs_of_events_are_known_by_what_they_usually_call_their_columns(
    tmp_path: Path, header: str, third: str
) -> None:
    rows = (
        f"1,2024-03-04T09:00,New,Acme{',New' * (third.count(',') // 2)}",
        f"1,2024-03-04T10:00,{third}{'' if ',' in third else ',Acme'}",
    )
    text = "\n".join((header, *rows, ""))
    result = read_text(tmp_path / "a.csv", text, "requests", zone="Europe/Berlin")
    assert (result.format, result.columns["status"]) == ("events", ["in_progress"])
    assert hours(result, "first_response_at") == [1]


def test_a_list_that_says_when_each_ticket_came_is_no_log_of_events(tmp_path: Path) -> None:
    text = "ticket id,subject,status,created at,changed at\n1,Menu,Open,2024-03-04T09:00,2024-03-05T09:00\n"
    assert read_text(tmp_path / "a.csv", text, "requests").format == "plain"


def test_a_mapping_lets_any_file_be_a_log_of_events(tmp_path: Path) -> None:
    text = "Vorgang;Was;Wann;Firma\n1;angelegt;04.03.2024 09:00;Acme\n1;begonnen;04.03.2024 10:00;Acme\n"
    said = FileMapping(
        format="events",
        columns={"Vorgang": "external_id", "Was": "event", "Wann": "at", "Firma": "account"},
        words={"event": {"angelegt": "new", "begonnen": "in_progress"}},
    )
    result = read_text(tmp_path / "a.csv", text, "requests", zone="Europe/Berlin", mapping=said)
    assert (result.columns["status"], hours(result, "first_response_at")) == (["in_progress"], [1])


def test_zammad_s_report_has_a_title_above_and_its_zone_below(tmp_path: Path) -> None:
    row = [
        "31001", "Menu", "pending reminder", "3 high", "Desk", "Ann", "Eve", "Acme", "",
        "2024-03-04 17:00:00", "2024-03-04 19:00:00", "", "2024-03-04 18:00:00",
    ]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", ["Tickets"], [], ZAMMAD_HEADER, row, [], ["Timezone: Asia/Tokyo"])
    result = read_file(path, "requests", zone="Europe/Berlin")
    assert result.format == "zammad"
    names = ("external_id", "account", "contact", "subject", "status", "priority", "owner")
    assert result.rows(*names) == [("31001", "Acme", "Eve", "Menu", "waiting_client", "P2", "Ann")]
    assert (hours(result, "created_at"), hours(result, "first_response_at")) == ([0], [1])
    assert result.rejects == []
    assert result.warnings == ("The header is in line 3; what stands before it was left out.",)


def test_hubspot_s_tickets_belong_to_the_first_company_and_end_when_they_are_closed(tmp_path: Path) -> None:
    result = read_sample(tmp_path, "hubspot")
    assert result.rows("external_id", "account", "status", "priority") == [
        ("55", "Acme", "waiting_client", "P2"),
        ("56", "Acme", "closed", None),
    ]
    assert hours(result, "resolved_at") == [None, 24]


@pytest.mark.parametrize(
    ("events", "status", "resolved", "closed"),
    [
        ("new,in progress,resolved,closed", "closed", 2, 3),
        ("new,resolved,closed,reopen ticket", "in_progress", None, None),
        ("new,resolved,reopen ticket,closed", "closed", None, 3),
        ("new,resolved,closed,reopen ticket,resolved", "resolved", 4, None),
        ("new,closed,reopen ticket,cancelled", "cancelled", None, 3),
        ("new,resolved,closed,closed", "closed", 1, 3),
    ],
)
def test_an_end_that_a_ticket_was_reopened_after_is_none(
    tmp_path: Path, events: str, status: str, resolved: float | None, closed: float | None
) -> None:
    rows = (f"1,2024-03-04T{9 + at:02}:00,{event},Acme" for at, event in enumerate(events.split(",")))
    text = "\n".join(("case id,timestamp,activity,customer", *rows, ""))
    result = read_text(tmp_path / "a.csv", text, "requests", zone="Europe/Berlin")
    assert (result.columns["status"], result.reasons()) == ([status], {})
    assert (hours(result, "resolved_at"), hours(result, "closed_at")) == ([resolved], [closed])


def test_the_clock_stands_still_from_an_end_until_a_ticket_is_taken_up_again(tmp_path: Path) -> None:
    events = (
        "new,in progress,resolved,closed,reopen ticket,statuschangedtopending,in progress,resolved,closed"
    )
    rows = (f"1,2024-03-04T{9 + at:02}:00,{event},Acme" for at, event in enumerate(events.split(",")))
    text = "\n".join(("case id,timestamp,activity,customer", *rows, ""))
    result = read_text(tmp_path / "a.csv", text, "requests", zone="Europe/Berlin")
    (holds,) = result.columns["holds"]
    assert [((at - NINE) / HOUR, (end - NINE) / HOUR) for at, end in holds] == [(2, 3), (3, 4), (5, 6)]


def test_a_close_date_from_before_the_creation_is_left_out_and_said(tmp_path: Path) -> None:
    text = HUBSPOT.replace("2024-03-05 09:00,,Ann", "2024-03-03 09:00,,Ann") + (
        "57,Menu,Support,Closed,2024-03-04 09:00,2024-03-03 09:00,,Ann,Acme\n"
    )
    result = read_text(tmp_path / "a.csv", text, "requests", zone="Europe/Berlin")
    assert result.columns["status"] == ["waiting_client", "in_progress", "closed"]
    assert (hours(result, "resolved_at"), hours(result, "closed_at")) == ([None] * 3, [None] * 3)
    assert "2 requests were closed before the creation; that close date was left out." in result.warnings
