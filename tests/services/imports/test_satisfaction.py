"""Answers to surveys: taken in once, brought up to date by a later file, and what cannot be left out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from amtui.data.formats import FileMapping
from amtui.data.models import account_domains, contacts, satisfaction_answers
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.satisfaction import answers
from amtui.domain.errors import Refused
from amtui.domain.satisfaction_changes import LinkAnswer
from amtui.domain.vocabulary import Role
from amtui.services.imports import NotUnderstood
from tests.services.imports.conftest import ANNA, BERT, Desk
from tests.support import hostile
from tests.support.moment import NOW

MOST = 10_000
Writer = Callable[..., Path]
HEADER = "Response ID,Company,Respondent,Email,Submitted at,CSAT,NPS,Comment,Ticket"


def person(desk: Desk, account_id: int, name: str, email: str) -> int:
    flags = dict.fromkeys(("is_admin", "is_approved", "is_champion"), False)
    stamps = {"created_at": NOW, "updated_at": NOW}
    known = {"account_id": account_id, "am_id": ANNA, "name": name, "email": email, "email_key": email}
    return desk.insert(contacts, {**known, **flags, **stamps})


def test_a_file_goes_in_once_and_a_later_one_corrects_it(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme", zone="Europe/Berlin")
    kim = person(desk, account, "Kim Lee", "kim@acme.example")
    tickets = file(
        "tickets.csv", "Ticket ID,Account,Subject,Status,Created", "T-7,Acme,Slow,open,2026-11-01 10:00"
    )
    assert desk.take("requests", tickets).imported == 1
    one = file(
        "one.csv", HEADER,
        "a1,acme,Kim Lee,,2026-11-02 09:30,4,9,Quick,T-7",
        "a2,Acme,,KIM@acme.example,2026-11-03 09:30,1,,Slow,",
        "a3,Acme,Somebody,,2026-11-04 09:30,,0,,R-999",
    )  # fmt: skip
    report = desk.take("satisfaction", one)
    assert report.imported == 3
    assert any("1 answer names a person that" in text for text in report.warnings)
    assert any("1 answer names a request that" in text for text in report.warnings)
    before = desk.dump(satisfaction_answers)
    assert desk.take("satisfaction", one).unchanged == 3
    assert desk.dump(satisfaction_answers) == before

    rows = {row.csat: row for row in desk.backend.read(answers, account_id=account)}
    assert rows[4].at.isoformat() == "2026-11-02T08:30:00+00:00"
    assert (rows[4].contact, rows[4].request, rows[4].source) == ("Kim Lee", "R-1001", "plain")
    assert (rows[1].contact, rows[1].request) == ("Kim Lee", None)
    assert {row["contact_id"] for row in desk.rows(satisfaction_answers)} == {kim, None}
    told = desk.backend.read(account_detail, account_id=account).satisfaction.found
    assert (told.n, told.csat, told.nps) == (3, 0.5, 0)

    two = file("two.csv", "Response ID,Company,Submitted at,CSAT", "a1,Acme,2026-11-02 09:30,5")
    assert desk.take("satisfaction", two).updated == 1
    now = {row.csat: row for row in desk.backend.read(answers, account_id=account)}
    assert (now[5].nps, now[5].comment, now[5].request, now[5].version) == (9, "Quick", "R-1001", 2)


def test_a_link_that_somebody_made_here_stays(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    tickets = file(
        "tickets.csv", "Ticket ID,Account,Subject,Status,Created", "T-7,Acme,Slow,open,2026-11-01 10:00"
    )
    desk.take("requests", tickets)
    path = file("one.csv", "Response ID,Company,Date,CSAT,Ticket", "a1,Acme,2026-11-02,1,")
    assert desk.take("satisfaction", path).imported == 1
    (row,) = desk.backend.read(answers)
    desk.backend.apply(LinkAnswer(answer_id=row.id, expected_version=1, request_id=1))
    assert desk.take("satisfaction", path).unchanged == 1
    assert desk.backend.read(answers)[0].request == "R-1001"


def test_a_workbook_is_read_as_well(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    with Workbook(tmp_path / "answers.xlsx") as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(
            (
                ("Account", "Date", "CSAT", "NPS", "Comment"),
                ("Acme", "2026-11-02 09:30", 4, 9.0, "Fine"),
                ("Acme", "2026-11-03 09:30", 7),
            )
        ):
            sheet.write_row(place, 0, cells)
    report = desk.take("satisfaction", tmp_path / "answers.xlsx")
    assert (report.imported, report.rejected) == (1, 1)
    (row,) = desk.backend.read(answers)
    assert (row.csat, row.nps, row.at.isoformat()) == (4, 9, "2026-11-02T09:30:00+00:00")


def test_rows_without_an_id_are_told_apart_by_what_they_say(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    path = file(
        "plain.csv", "Account,Date,Rating,Feedback",
        "Acme,2026-11-02,4,Fine", "Acme,2026-11-02,4,Fine", "Acme,2026-11-02,5/5,", "Acme,2026-11-03,2 of 5,",
    )  # fmt: skip
    report = desk.take("satisfaction", path)
    assert (report.imported, report.rejected) == (4, 0)
    assert "'Rating' was taken for CSAT, 1 to 5." in report.warnings
    assert sorted(row["csat"] for row in desk.rows(satisfaction_answers)) == [2, 4, 4, 5]
    assert desk.take("satisfaction", path).unchanged == 4


def test_rows_that_make_no_sense_stay_out_with_line_column_and_reason(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    path = file(
        "bad.csv", HEADER,
        "a1,Acme,,,2026-11-02 09:30,4,,,",
        "a1,Acme,,,2026-11-02 09:30,5,,,",
        "a2,Acme,,,2026-11-02 09:30,6,,,",
        "a3,Acme,,,2026-11-02 09:30,0,,,",
        "a4,Acme,,,2026-11-02 09:30,,11,,",
        "a5,Acme,,,2026-11-02 09:30,,-1,,",
        "a6,Acme,,,2026-11-02 09:30,4.5,,,",
        "a7,Acme,,,2026-11-02 09:30,good,,,",
        "a8,Acme,,,2026-11-02 09:30,,,Nice,",
        "a9,Acme,,,2027-11-02 09:30,4,,,",
        "a10,Nobody,,,2026-11-02 09:30,4,,,",
        "a11,Acme,,,,4,,,",
    )  # fmt: skip
    report = desk.take("satisfaction", path)
    assert (report.imported, report.rejected, desk.count(satisfaction_answers)) == (1, 11, 1)
    assert report.rejects_file is not None
    told = report.rejects_file.read_text(encoding="utf-8")
    for line, reason in (
        (3, "line 2 has the same account and id"),
        (4, "CSAT: '6' is not from 1 to 5"),
        (5, "CSAT: '0' is not from 1 to 5"),
        (6, "NPS: '11' is not from 0 to 10"),
        (7, "NPS: '-1' is below zero"),
        (8, "CSAT: '4.5' is not a whole number"),
        (9, "CSAT: 'good'"),
        (10, "it has no score"),
        (11, "still to come"),
        (12, "there is no account “Nobody”"),
        (13, "at is blank"),
    ):
        assert any(text.startswith(f"{line},") and reason in text for text in told.splitlines()), reason


def test_an_address_alone_leads_to_its_account(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    desk.insert(account_domains, {"account_id": account, "am_id": ANNA, "domain": "acme.example"})
    path = file(
        "mail.csv", "Email,Date,NPS", "kim@acme.example,2026-11-02,9", "kim@ghost.example,2026-11-02,9"
    )
    report = desk.take("satisfaction", path)
    assert (report.imported, report.rejected) == (1, 1)
    with pytest.raises(Refused, match="does not say which account"):
        desk.take("satisfaction", file("none.csv", "Date,NPS", "2026-11-02,9"))


@pytest.mark.parametrize("header", ["Score", "rating"])
def test_scores_that_may_be_on_either_scale_are_asked_for(desk: Desk, file: Writer, header: str) -> None:
    desk.account("Acme")
    path = file("score.csv", f"Account,Date,{header}", "Acme,2026-11-02,4", "Acme,2026-11-03,9")
    with pytest.raises(NotUnderstood, match="CSAT or NPS"):
        desk.take("satisfaction", path)
    assert desk.count(satisfaction_answers) == 0
    said = FileMapping(columns={header: "nps"})
    assert desk.take("satisfaction", path, mapping=said).imported == 2
    assert sorted(row["nps"] for row in desk.rows(satisfaction_answers)) == [4, 9]
    as_csat = desk.take("satisfaction", path, mapping=FileMapping(columns={header: "csat"}))
    assert (as_csat.imported, as_csat.rejected) == (1, 1)


def test_a_file_without_any_score_is_not_understood(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    with pytest.raises(NotUnderstood, match="csat or nps"):
        desk.take("satisfaction", file("none.csv", "Account,Date,Comment", "Acme,2026-11-02,Nice"))


def test_nobody_answers_for_foreign_accounts(desk: Desk, file: Writer) -> None:
    desk.account("Acme", ANNA)
    desk.account("Globex", BERT)
    path = file("two.csv", "Account,Date,CSAT", "Acme,2026-11-02,4", "Globex,2026-11-02,4")
    assert desk.take("satisfaction", path, dry_run=True).imported == 2
    assert desk.count(satisfaction_answers) == 0
    done = desk.as_user(ANNA, Role.AM, frozenset({ANNA})).take("satisfaction", path)
    assert (done.imported, done.rejected) == (1, 1)


def test_hostile_cells_are_kept_as_characters(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    texts = [text for text in hostile.TEXTS.values() if _fits(text)]
    lines = [f'"Acme",2026-11-02,4,"{text}"' for text in texts]
    report = desk.take("satisfaction", file("hostile.csv", "Account,Date,CSAT,Comment", *lines))
    assert report.imported
    assert {row["comment"] for row in desk.rows(satisfaction_answers)} <= {
        text.replace("\0", "").strip() or None for text in texts
    }


def _fits(text: str) -> bool:
    """Tell whether a text can stand in a CSV file in quotes."""
    return '"' not in text and len(text) < MOST and not any("\ud800" <= letter <= "\udfff" for letter in text)
