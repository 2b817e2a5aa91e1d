from pathlib import Path

import pytest

from amtui.data.formats import open_table, recognise
from amtui.data.formats.zendesk import Role, role_of
from amtui.domain.errors import NotFound
from tests.data.formats.reading import Result, read_file, read_text

TICKETS = (
    "id,external_id,organization_id,requester_id,assignee_id,subject,priority,status,created_at,updated_at"
)
HOUR = 3_600_000_000
CREATED = 1_704_189_600_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ticket_data.csv").write_text(
        f"{TICKETS}\n1,,10,20,30,Menu broken,high,solved,2024-01-02 10:00:00,2024-01-03 10:00:00\n"
        "2,,99,20,,,,pending,2024-01-02 10:00:00,2024-01-02 12:00:00\n"
    )
    (tmp_path / "ticket_comment_data.csv").write_text(
        "id,ticket_id,user_id,public,created,body\n"
        "1,1,20,TRUE,2024-01-02 10:00:00,help\n2,1,30,FALSE,2024-01-02 10:30:00,hm\n"
        "3,1,30,TRUE,2024-01-02 11:30:00,done\n4,1,77,TRUE,2024-01-02 10:10:00,who\n"
    )
    (tmp_path / "ticket_field_history_data.csv").write_text(
        "field_name,ticket_id,updated,value\n"
        "status,1,2024-01-02 09:00:00,new\nstatus,1,2024-01-02 11:00:00,pending\n"
        "priority,1,2024-01-02 11:00:00,low\n"
        "status,1,2024-01-02 13:00:00,open\nstatus,1,2024-01-02 13:00:00,open\n"
        "status,1,2024-01-02 15:00:00,solved\n"
        "status,2,2024-01-02 11:00:00,pending\n"
    )
    (tmp_path / "user_data.csv").write_text(
        "id,name,email,role\n20,Eve,eve@example.com,end-user\n30,Ann,ann@example.com,agent\n"
    )
    (tmp_path / "organization_data.csv").write_text("id,name,shared_tickets\n10,Northwind,FALSE\n")
    return tmp_path


def tickets(folder: Path) -> Result:
    return read_file(folder / "ticket_data.csv", "requests")


def test_tickets_are_joined_with_their_comments_history_people_and_organizations(folder: Path) -> None:
    result = tickets(folder)
    names = (
        "external_id",
        "account",
        "contact",
        "contact_email",
        "owner",
        "status",
        "priority",
        "external_ticket",
    )
    assert result.rows(*names) == [
        ("1", "Northwind", "Eve", "eve@example.com", "Ann", "resolved", "P2", "1"),
        ("2", None, "Eve", "eve@example.com", None, "waiting_client", None, "2"),
    ]
    assert result.columns["subject"][1] == "(no subject)"


def test_the_first_public_comment_by_an_agent_is_the_first_response(folder: Path) -> None:
    result = tickets(folder)
    assert result.columns["first_response_at"] == [CREATED + 3 * HOUR // 2, None]
    assert [comment.by_staff for comment in result.columns["comments"][0]] == [False, False, True, True]


def test_pending_is_a_hold_and_the_last_solved_the_end(folder: Path) -> None:
    result = tickets(folder)
    assert result.columns["holds"] == [((CREATED + HOUR, CREATED + 3 * HOUR),), ((CREATED + HOUR, None),)]
    assert result.columns["resolved_at"] == [CREATED + 5 * HOUR, None]
    statuses = [status for _, status in result.columns["history"][0]]
    assert statuses == ["new", "waiting_client", "in_progress", "resolved"]


def test_what_was_corrected_or_not_found_is_said(folder: Path) -> None:
    assert tickets(folder).warnings == (
        "1 ticket names an organization that the organizations table does not list.",
        "1 ticket has a status from before the creation; it was moved to the creation.",
        "1 comment is by people that the users table does not list, and no answer by an agent.",
    )


def test_times_are_in_utc_whatever_the_account_s_zone(folder: Path) -> None:
    result = read_file(folder / "ticket_data.csv", "requests", zone="Asia/Tokyo")
    assert result.columns["created_at"] == [CREATED, CREATED]


def test_tickets_alone_are_enough(folder: Path) -> None:
    for path in folder.glob("*_data.csv"):
        if path.name != "ticket_data.csv":
            path.unlink()
    result = tickets(folder)
    assert result.columns["resolved_at"] == [CREATED + 24 * HOUR, None]
    assert result.columns["account"] == [None, None]
    assert result.warnings == (
        "1 solved or closed ticket has no status history; the last update was taken as the time.",
    )


def test_related_files_can_be_named_and_a_broken_one_nearby_is_passed_over(
    folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "organization_data.csv").rename(elsewhere / "orgs.csv")
    (folder / "user_data.csv").write_bytes(b"")
    table = open_table(folder / "ticket_data.csv")
    assert recognise(table, "requests", related=[elsewhere / "orgs.csv"]).format == "zendesk"
    with pytest.raises(NotFound):
        recognise(table, "requests", related=[elsewhere / "nothing.csv"])


def test_each_table_of_the_export_is_known_by_its_header(folder: Path) -> None:
    roles = {path.name: role_of(open_table(path).first_row) for path in folder.glob("*.csv")}
    assert roles == {f"{role}_data.csv": role for role in Role if role is not Role.OTHER}
    assert role_of(["a", "b"]) is None


def test_a_plain_list_of_tickets(tmp_path: Path) -> None:
    text = (
        "Ticket,Customer,Title,State,Severity,Opened,Solved\n"
        "T-1,Acme,x,In Progress,Normal,2024-01-02 10:00,\n"
    )
    result = read_text(tmp_path / "a.csv", text, "requests")
    names = ("external_id", "account", "subject", "status", "priority", "created_at", "resolved_at")
    assert result.rows(*names) == [("T-1", "Acme", "x", "in_progress", "P3", CREATED, None)]
    assert result.columns["holds"] == [()]


def test_what_ends_before_it_begins_is_rejected_an_early_answer_moved(tmp_path: Path) -> None:
    text = (
        "id,subject,created,first response,resolved\n1,x,2024-01-02 10:00,2024-01-02 09:00,\n"
        "2,x,2024-01-02 10:00,,2024-01-01 10:00\n"
    )
    result = read_text(tmp_path / "a.csv", text, "requests")
    assert result.columns["first_response_at"] == [CREATED]
    assert result.reasons() == {3: "resolved is before created"}
    assert result.warnings[0].startswith("1 request was answered before")


def test_requests_without_ids_keep_theirs_when_their_status_changes(tmp_path: Path) -> None:
    header = "subject,created,status\n"
    ids = [
        read_text(tmp_path / f"{word}.csv", f"{header}x,2024-01-02 10:00,{word}\n", "requests").columns[
            "external_id"
        ]
        for word in ("open", "solved")
    ]
    assert ids[0] == ids[1]
