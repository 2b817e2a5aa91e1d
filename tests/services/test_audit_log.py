"""The record as administrators and others see it, on both databases."""

from datetime import date
from pathlib import Path

import pytest

from amtui.data.queries.audit_log import audit_rows
from amtui.domain.changes import AddComment, SaveSetting, SetAccount
from amtui.domain.errors import Refused
from amtui.domain.office_records import AuditWish
from amtui.services.audit_file import write_audit
from tests.services.world import CONTOSO, LOGIN, NORTHWIND, World


@pytest.fixture
def told(world: World) -> World:
    """A few changes by several people on two days."""
    world.as_("ana").apply(AddComment(request_id=LOGIN, text="100%_sure"))
    world.as_("cleo").apply(SetAccount(account_id=CONTOSO, expected_version=1, fields=(("plan", "premium"),)))
    world.clock.passes(days=1)
    world.as_("ada").apply(SaveSetting(key="renewal_days", value="60"))
    world.as_("ada").apply(SetAccount(account_id=NORTHWIND, expected_version=1, fields=(("tier", "top"),)))
    return world


def seen(world: World, whom: str, /, **wish: object) -> list[str]:
    rows = world.as_(whom).read(audit_rows, wish=AuditWish(**wish))  # type: ignore[arg-type]
    return [f"{row.login} {row.entity}" for row in rows]


def test_the_record_is_narrowed_by_each_part_of_an_entry(told: World) -> None:
    assert seen(told, "ada", login="ada") == ["ada accounts", "ada settings"]
    assert seen(told, "ada", entity="settings") == ["ada settings"]
    assert seen(told, "ada", account="contoso") == ["cleo accounts"]
    assert seen(told, "ada", last=date(2026, 11, 23), entity="accounts") == ["cleo accounts"]
    assert seen(told, "ada", first=date(2026, 11, 24), entity="accounts") == ["ada accounts"]
    assert seen(told, "ada", text="premium contoso") == ["cleo accounts"]
    assert "ana timeline" in seen(told, "ada", text="100%_sure")
    assert seen(told, "ada", text="100_sure") == [], "signs of a pattern stand for themselves"


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
    for name, why in ((file, "is there already"), (tmp_path / "record.txt", "neither .csv nor .json")):
        with pytest.raises(Refused, match=why):
            await write_audit(ada, AuditWish(), str(name))
