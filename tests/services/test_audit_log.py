"""The record as administrators and others see it, on both databases."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from amtui.data.queries.audit_filter import audit_names
from amtui.data.queries.audit_log import audit_rows
from amtui.domain.admin_changes import DeleteUser, SetServiceLevel
from amtui.domain.changes import AddComment, AddUser, AssignAccount, SaveSetting, SetAccount
from amtui.domain.errors import Refused
from amtui.domain.filter_audit import AUDIT
from amtui.domain.filters import parse
from amtui.domain.office_records import AuditWish
from amtui.domain.request_changes import SnoozeRequest
from amtui.domain.vocabulary import Priority
from amtui.services.audit_file import keep_audit, write_audit
from tests.services.world import BEN, CONTOSO, LOGIN, NORTHWIND, World

EVIL = "=1|2"


def tell(world: World) -> World:
    """Make a few changes by several people on two days."""
    world.as_("ana").apply(AddComment(request_id=LOGIN, text="100%_sure"))
    world.as_("cleo").apply(SetAccount(account_id=CONTOSO, expected_version=1, fields=(("plan", "premium"),)))
    world.clock.passes(days=1)
    world.as_("ada").apply(SaveSetting(key="renewal_days", value="60"))
    world.as_("ada").apply(SetAccount(account_id=NORTHWIND, expected_version=1, fields=(("tier", "top"),)))
    return world


@pytest.fixture
def told(world: World) -> World:
    """A record of one's own."""
    return tell(world)


@pytest.fixture(scope="module")
def read_only(shared_database_url: str) -> Iterator[World]:
    """A record that is only read."""
    made = tell(World(shared_database_url))
    yield made
    made.close()


def seen(world: World, whom: str, text: str = "", /, **wish: object) -> list[str]:
    asked = AuditWish(filter=parse(text, AUDIT), **wish)  # type: ignore[arg-type]
    rows = world.as_(whom).read(audit_rows, wish=asked)
    return [f"{row.login} {row.entity}" for row in rows]


def test_the_record_is_narrowed_by_each_part_of_an_entry(told: World) -> None:
    assert seen(told, "ada", login="ada") == ["ada accounts", "ada settings"]
    assert seen(told, "ada", entity="settings") == ["ada settings"]
    assert seen(told, "ada", account="contoso") == ["cleo accounts"]
    assert seen(told, "ada", last=date(2026, 11, 23), entity="accounts") == ["cleo accounts"]
    assert seen(told, "ada", first=date(2026, 11, 24), entity="accounts") == ["ada accounts"]
    assert seen(told, "ada", "premium contoso") == ["cleo accounts"]
    assert "ana timeline" in seen(told, "ada", "100%_sure")
    assert seen(told, "ada", "100_sure") == [], "signs of a pattern stand for themselves"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who:ada", ["ada accounts", "ada settings"]),
        ("who:cleo -entity:account", []),
        ("entity:accounts account:conto", ["cleo accounts"]),
        ("entity:accounts field:tier", ["ada accounts"]),
        ("entity:accounts field:tie", []),
        ("entity:accounts field:plan,tier sort:at", ["cleo accounts", "ada accounts"]),
        ("entity:accounts what:update from:2026-11-24", ["ada accounts"]),
        ("entity:accounts to:2026-11-23", ["cleo accounts"]),
        ("entity:accounts at:yesterday", ["cleo accounts"]),
        ("entity:accounts at:<12h", ["ada accounts"]),
        (f"entity:accounts id:{CONTOSO}", ["cleo accounts"]),
    ],
)
def test_the_record_has_the_language_of_filters(read_only: World, text: str, found: list[str]) -> None:
    assert seen(read_only, "ada", text) == found


def test_a_field_named_within_a_text_is_not_taken_for_one_that_changed(told: World) -> None:
    told.as_("ana").apply(AddComment(request_id=LOGIN, text='{"tier": 1}'))
    assert seen(told, "ada", "field:tier") == ["ada accounts"]
    names = told.as_("ada").read(audit_names)
    assert ("ada" in names["who"], "tier" in names["field"], "audit" in names["entity"]) == (
        True,
        True,
        False,
    )


def test_moments_are_told_where_one_reads_and_kept_with_their_offset_in_a_file(
    told: World, tmp_path: Path
) -> None:
    until = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    version = told.request()["version"]
    told.as_("ana").apply(SnoozeRequest(request_id=LOGIN, expected_version=version, until=until))
    ada = told.as_("ada")
    assert ada.identity.zone == "Europe/Berlin"
    wish = AuditWish(filter=parse("entity:requests field:snoozed_until", AUDIT))
    (entry,) = ada.read(audit_rows, wish=replace(wish, local=True))
    assert "snoozed_until: 2026-11-27 00:30" in entry.after
    assert entry.what == f"requests {told.request()['ref']}: update"
    keep_audit(ada, wish, str(tmp_path / "record.csv"))
    assert "snoozed_until: 2026-11-26T23:30:00+00:00" in (tmp_path / "record.csv").read_text()


def test_rows_are_told_by_their_names_as_far_as_the_reader_may_know_them(told: World) -> None:
    told.as_("ada").apply(AssignAccount(account_id=CONTOSO, expected_version=2, am_id=BEN))
    wish = AuditWish(filter=parse(f"entity:accounts id:{CONTOSO} field:am_id", AUDIT), local=True)
    (entry,) = told.as_("ada").read(audit_rows, wish=wish)
    assert (entry.what, entry.before, entry.after) == (
        "accounts Contoso: update", "am_id: Cleo", "am_id: Ben",
    )  # fmt: skip
    (own,) = told.as_("cleo").read(audit_rows, wish=AuditWish(login="cleo", local=True))
    assert own.what == f"accounts {CONTOSO}: update", "it is Ben's by now"


def test_others_see_what_they_did_and_what_became_of_their_accounts(told: World) -> None:
    assert "ada accounts" in seen(told, "ana", account="northwind")
    assert seen(told, "ana", account="contoso") == seen(told, "ana", entity="settings") == []
    assert seen(told, "cleo") == ["cleo accounts"]


async def test_the_whole_record_goes_into_a_file_of_ones_own_page_by_page(
    told: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.audit_file.PAGE", 2)
    ada, file = told.as_("ada"), tmp_path / "record.csv"
    n = await write_audit(ada, AuditWish(), str(file))
    assert n == len(file.read_text().splitlines()) - 1 == len(ada.read(audit_rows, wish=AuditWish()))
    assert file.stat().st_mode & 0o777 == 0o600
    for name, why in (
        (file, "is there already"),
        (tmp_path / "record.txt", "neither .csv, .xlsx, .md nor .json"),
    ):
        with pytest.raises(Refused, match=why):
            await write_audit(ada, AuditWish(), str(name))
    assert keep_audit(ada, AuditWish(), str(tmp_path / "few.json"), 3) == 3


def test_nothing_that_was_typed_runs_in_a_file_of_the_record(told: World, tmp_path: Path) -> None:
    told.as_("ada").apply(SetAccount(account_id=CONTOSO, expected_version=2, fields=(("name", EVIL),)))
    wish = AuditWish(filter=parse(f"entity:accounts id:{CONTOSO}", AUDIT), limit=1)
    for form in ("csv", "md", "xlsx"):
        keep_audit(told.as_("ada"), wish, str(tmp_path / f"record.{form}"), 1)
    with (tmp_path / "record.csv").open(newline="") as stream:
        (entry,) = csv.DictReader(stream)
    assert entry["account"] == f"'{EVIL}"
    assert r"=1\|2" in (tmp_path / "record.md").read_text()
    rows = CalamineWorkbook.from_path(tmp_path / "record.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][7] == EVIL, "a text of a sheet, of which a formula would show its result"


def test_who_was_deleted_is_still_named(world: World) -> None:
    ada = world.as_("ada")
    dan = ada.apply(AddUser(login="dan", name="Dan Brown", email="dan@example.org")).entity_id or 0
    ada.apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=dan))
    ada.apply(DeleteUser(user_id=dan, expected_version=1, heir_id=BEN))
    rows = ada.read(audit_rows, wish=AuditWish(local=True))
    assert [row.what for row in rows if row.entity == "users"] == [
        "users Dan Brown: delete", "users Dan Brown: insert",
    ]  # fmt: skip
    assert "am_id: Dan Brown" in {row.after for row in rows if row.entity == "accounts"}


def test_a_service_level_is_named_by_its_plan_and_priority(world: World) -> None:
    ada = world.as_("ada")
    for plan in ("*", "Gold"):
        ada.apply(SetServiceLevel(plan=plan, priority=Priority.P2, respond="90m", resolve="3h"))
    ada.apply(SetServiceLevel(plan="Gold", priority=Priority.P2, respond="", resolve=""))
    rows = ada.read(audit_rows, wish=AuditWish(local=True))
    assert [row.what for row in rows] == [
        "sla policies Gold P2: delete", "sla policies Gold P2: insert", "sla policies all plans P2: update",
    ]  # fmt: skip
