"""The language of `--filter` under `/` on the lists that are read whole, as in the queue of requests."""

import json
from typing import Any

import pytest

from amtui.domain.vocabulary import AccountStatus, ReviewKind, SlaState, Source
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting


async def asked(me: Visitor, text: str) -> list[Any]:
    """Type a filter, and return the rows that it leaves."""
    await me.press("slash")
    await me.paste(text)
    await me.press("enter")
    return [me.at(rank) for rank in range(me.table.count.n)]


async def test_today_is_asked_by_field_and_mark(office: Office) -> None:
    async with visiting(office.app()) as me:
        everything = me.table.count.n
        rows = await asked(me, "kind:request is:breached")
        assert rows
        assert {(row.source, row.sla_state) for row in rows} == {(Source.REQUEST, SlaState.BREACHED)}
        await me.press("escape")
        assert len(await asked(me, "-kind:request")) < everything
        await me.press("escape")
        account = me.row.account
        rows = await asked(me, f'account:"{account}" sort:-rank')
        assert {row.account for row in rows} == {account}
        assert [row.rank for row in rows] == sorted((row.rank for row in rows), reverse=True)
        await me.press("escape")
        assert len(await asked(me, "is:mine")) == everything
        await me.press("escape")
        assert await asked(me, "am:none") == []
        assert "Nothing matches the filter" in "\n".join(me.lines)


async def test_the_portfolio_is_asked_by_field_and_mark(office: Office) -> None:
    office.sql("UPDATE accounts SET status = 'inactive' WHERE id = (SELECT min(id) FROM accounts)")
    office.sql("UPDATE accounts SET am_id = (SELECT am_id FROM accounts WHERE id = 2) WHERE id = 1")
    async with visiting(office.app(start="portfolio")) as me:
        everything = me.table.count.n
        rows = await asked(me, "tier:top sort:-account")
        assert {row.tier.value for row in rows} == {"top"}
        names = [row.name.casefold() for row in rows]
        assert names == sorted(names, reverse=True)
        await me.press("escape")
        assert me.table.count.n == everything
        rows = await asked(me, "status:inactive")
        assert {row.status for row in rows} <= {AccountStatus.INACTIVE}
        await me.press("escape")
        assert 0 < len(await asked(me, "is:off_target -is:met")) < everything
        await me.press("r", "escape")
        assert me.table.count.n == everything


async def test_the_board_of_onboarding_is_asked_by_field_and_mark(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("K")
        everything = await asked(me, "sort:-account")
        names = [row.account.casefold() for row in everything]
        assert names == sorted(names, reverse=True)
        step = everything[0].step
        await me.press("escape")
        assert {row.step for row in await asked(me, f"step:{step}")} == {step}
        await me.press("escape")
        assert len(await asked(me, f"-step:{step}")) < len(everything)
        await me.press("escape")
        assert all(row.late for row in await asked(me, "is:late"))
        await me.press("escape", "slash")
        await me.paste("colour:red")
        assert "There is no filter “colour:” here" in me.count
        assert me.table.count.n == len(everything)


async def test_the_reviews_of_an_account_are_asked_by_field_and_mark(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("enter", "l", "l", "l")
        everything = me.table.count.n
        rows = await asked(me, "kind:qbr sort:at")
        assert {row.kind for row in rows} == {ReviewKind.QBR}
        assert [row.starts_at for row in rows] == sorted(row.starts_at for row in rows)
        await me.press("escape")
        assert {row.kind for row in await asked(me, "qbr")} == {ReviewKind.QBR}
        await me.press("escape")
        assert 0 < len(await asked(me, "status:planned at:>today -is:unheld")) < everything
        await me.press("escape", "slash")
        await me.paste("am:nora")
        assert "There is no filter “am:” here" in "\n".join(me.lines)
        await me.press("escape")
        assert me.table.count.n == everything


@pytest.mark.parametrize("start", ["today", "portfolio", "calendar"])
async def test_what_cannot_be_read_is_said_and_the_list_stays(office: Office, start: str) -> None:
    async with visiting(office.app(start=start)) as me:
        everything = me.table.count.n
        await me.press("slash")
        await me.paste("colour:red")
        assert "There is no filter “colour:” here" in me.count
        assert me.table.count.n == everything
        await me.press("escape")
        assert "colour" not in me.count


@pytest.mark.parametrize("start", ["today", "portfolio", "calendar"])
async def test_what_could_be_typed_is_offered(office: Office, start: str) -> None:
    async with visiting(office.app(start=start)) as me:
        await me.press("slash")
        await me.type("acc")
        await me.press("tab")
        assert me.typed() == "account:"
        await me.type("bri")
        await me.press("tab")
        assert "Brightwater" in me.typed()


@pytest.mark.parametrize("start", ["today", "portfolio"])
async def test_the_next_match_is_one_that_the_filter_asks_for(office: Office, start: str) -> None:
    async with visiting(office.app(start=start)) as me:
        rows = await asked(me, "account:brightwater")
        name = rows[0].account if start == "today" else rows[0].name
        await me.press("escape", "G", "N")
        assert (me.row.account if start == "today" else me.row.name) == name


@pytest.mark.parametrize(
    ("start", "text"), [("today", "kind:kpi -is:urgent"), ("portfolio", "tier:top is:off_target")]
)
async def test_screen_and_command_give_the_same_rows(
    office: Office, start: str, text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from amtui.cli.main import run

    async with visiting(office.app(start=start)) as me:
        rows = await asked(me, text)
    monkeypatch.setenv("AMTUI_NOW", office.clock.now().isoformat())
    assert run(["--db", str(office.path), start, "--filter", text, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    if start == "today":
        assert [row["rank"] for row in told] == [row.rank for row in rows]
    else:
        assert sorted(row["account"] for row in told) == sorted(row.name for row in rows)


async def test_the_calendar_is_asked_by_field(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        everything = me.table.count.n
        rows = await asked(me, "kind:qbr")
        assert rows
        assert {row.review for row in rows} == {ReviewKind.QBR}
        await me.press("escape")
        rows = await asked(me, "kind:due status:breached")
        assert rows
        assert {(row.kind, row.status) for row in rows} == {("request_due", SlaState.BREACHED)}
        await me.press("escape")
        account = me.row.account
        rows = await asked(me, f'account:"{account}" at:<7d')
        assert {row.account for row in rows} == {account}
        await me.press("escape")
        assert 0 < len(await asked(me, "-kind:due")) < everything
        await me.press("escape")
        assert me.table.count.n == everything


async def test_the_calendar_keeps_the_order_of_time(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        everything = me.table.count.n
        await me.press("slash")
        await me.paste("sort:account")
        assert "This list keeps its own order" in me.count
        assert me.table.count.n == everything
