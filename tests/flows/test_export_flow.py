"""Every list is written to a file as it stands on the screen."""

import stat
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amtui.app import AmtuiApp
from amtui.cli.commands.export import _lists
from amtui.cli.commands.requests import read_requests
from amtui.cli.listing import asked
from amtui.data.demo.build import build
from amtui.data.engine import open_engine, parse_url
from amtui.domain.filters import REQUESTS
from amtui.services.backend import Backend
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from amtui.widgets.virtual_table import VirtualTable
from tests.flows.files import WIDE, ask, away, lines_of, objects, sheet, text, written
from tests.flows.office import ADMIN_OF_DEMO, CLOCK, NOW, Office
from tests.flows.visitor import Visitor, visiting

SOME = "status:open,resolved,ended p:1,2,3"
BERLIN = ZoneInfo("Europe/Berlin")

pytestmark = pytest.mark.usefixtures("here")


def exported(office: Office, what: str, text: str = "", sort: str | None = None) -> list[dict[str, Any]]:
    """Return what the command line exports of a list."""
    grammar, read, shape, _keys = _lists()[what]
    backend = office.backend()
    try:
        return [
            shape(row, ZoneInfo(backend.identity.zone))
            for row in read(backend, asked(grammar, text, sort, None))
        ]
    finally:
        backend.close()


def all_rows(table: VirtualTable[Any]) -> Sequence[Any]:
    """Return the rows of a list that is held here."""
    assert table.pager is not None
    rows: Sequence[Any] = table.pager.source.rows  # type: ignore[attr-defined]
    return rows


async def test_requests_are_written_as_filtered_and_sorted_and_not_only_those_loaded(
    office: Office, here: Path
) -> None:
    async with visiting(office.app(start="requests"), WIDE) as me:
        await me.press("slash")
        await me.paste(SOME)
        await me.press("enter", "o", "a")
        n, heads = me.table.count.n, [column.label for column in me.table.shown_columns]
        assert n > 100
        await me.press("ctrl+e")
        assert me.typed() == "requests-2026-03-02.csv"
        assert f"Write {n} rows of requests to a file: .csv, .xlsx or .json" in me.text("#title")
        assert "Left out" not in me.text("#title")
        await me.press("enter")
        path = here / "requests-2026-03-02.csv"
        await me.see(f"Wrote {n} rows to {path}.")
        order = me.order.column
    first, *rest = lines_of(path.name)
    lines = [dict(zip(first, line, strict=True)) for line in rest]
    expected = exported(office, "requests", SOME, order)
    assert first == heads
    assert [line["Ref"] for line in lines] == [row["ref"] for row in expected]
    for key, head in {"subject": "Subject", "status": "Status", "account": "Account"}.items():
        assert [line[head] for line in lines] == [row[key] for row in expected]
    assert [line["Updated"] for line in lines] == [row["updated_at"] for row in expected]
    due = {row[key] for row in expected for key in ("due_at", "respond_by")}
    assert {line["Due"] for line in lines if line["Due"]} <= due
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_figures_of_the_portfolio_are_numbers_and_days_as_the_command_line_has_them(
    office: Office,
) -> None:
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await me.press("o", "v")
        order = [row.name for row in all_rows(me.table)]
        rows = await written(me)
        await ask(me, "book.xlsx")
        await me.see("Wrote ")
    assert [row["Account"] for row in rows] == order
    expected = {row["account"]: row for row in exported(office, "portfolio")}
    assert set(expected) == set(order)
    for row in rows:
        other = expected[row["Account"]]
        assert row["Health"] == other["health"]
        for head, kpi in (("Missed", "missed_call_rate"), ("Response", "first_response")):
            figure = other["kpis"][kpi]
            parts = [row[head], *(row[f"{head} {part}"] for part in ("baseline", "target", "state"))]
            assert parts == [figure["value"], figure["baseline"], figure["target"], figure["state"]]
        assert (row["Open (late)"], row["Late"]) == (other["open_requests"], other["breached_requests"])
        for head, key in {"Last touch": "last_touch_at", "Next review": "next_review_at"}.items():
            assert row[head] == other[key]
        assert row["Renewal"] == other["renewal_at"]
        money = other["monthly_value"] or {"amount": None, "currency": None}
        assert [row["Per month"], row["Currency"]] == [money["amount"], money["currency"]]
    heads, *lines = sheet("book.xlsx")
    assert [line[0] for line in lines] == order
    places = {head: heads.index(head) for head in ("Health", "Missed", "Last touch", "Renewal", "Per month")}
    first = next(line for line in lines if all(line[place] != "" for place in places.values()))
    kinds = {head: type(first[place]) for head, place in places.items()}
    assert kinds == {
        "Health": float, "Missed": float, "Last touch": datetime, "Renewal": date, "Per month": float,
    }  # fmt: skip
    told = datetime.fromisoformat(expected[first[0]]["last_touch_at"])
    assert abs(first[places["Last touch"]] - told.astimezone(BERLIN).replace(tzinfo=None)).total_seconds() < 1


async def test_today_is_written_whole_and_as_a_count_narrows_it(office: Office) -> None:
    async with visiting(office.app(), WIDE) as me:
        rows = await written(me)
        expected = exported(office, "today")
        for head, key in {"#": "rank", "Account": "account", "What": "what", "Kind": "kind"}.items():
            assert [row[head] for row in rows] == [row[key] for row in expected]
        assert [row["Due"] for row in rows] == [row["due_at"] for row in expected]
        me.screen.narrow("reviews_today")  # type: ignore[attr-defined]
        await me.settle()
        part = await written(me)
        assert [row["What"] for row in part] == [row.what for row in all_rows(me.table)]
        assert 0 < len(part) < len(rows)
        await me.press("slash")
        await me.paste("kind:request")
        await me.press("enter")
        me.screen.narrow("reviews_today")  # type: ignore[attr-defined]
        await me.settle()
        assert [row["#"] for row in await written(me)] == [
            row["rank"] for row in exported(office, "today", "kind:request")
        ]


async def test_only_marked_rows_are_written_where_some_are_and_the_question_says_so(office: Office) -> None:
    async with visiting(office.app(start="requests"), WIDE) as me:
        await me.press("o", "r", "g", "space", "j", "space", "j", "j", "space")
        marked = [me.at(rank) for rank in (0, 1, 3)]
        total = me.table.count.n
        assert [row["Ref"] for row in await marked_rows(me, "Write 3 marked rows of")] == [
            row.ref for row in marked
        ]
        await me.press("slash")
        await me.paste(f'"{marked[1].subject}" account:"{marked[1].account}"')
        await me.press("enter")
        assert marked[0].ref not in {me.at(rank).ref for rank in range(me.table.count.n)}
        hidden = sum(row.ref not in {me.at(rank).ref for rank in range(me.table.count.n)} for row in marked)
        words = f"Left out: {hidden} marked that the filter hides"
        assert marked[1].ref in [row["Ref"] for row in await marked_rows(me, words)]
        await me.press("slash", "escape", "V")
        await me.settle()
        rest = await marked_rows(me, f"Write {total - 3} marked rows of")
        assert len(rest) == total - 3
        assert not {row.ref for row in marked} & {row["Ref"] for row in rest}


async def marked_rows(me: Visitor, words: str) -> list[dict[str, Any]]:
    """Write the marked rows, and look for words in the question."""
    await me.press("ctrl+e")
    assert words in me.text("#title")
    await me.press("escape")
    await ask(me, "marked.json")
    await me.see("Wrote ")
    found = objects("marked.json")
    assert f"Wrote {len(found):,} marked row" in me.said
    away("marked.json")
    me.app.clear_notifications()
    return found


async def test_the_calendar_writes_its_agenda_and_its_gaps(office: Office) -> None:
    async with visiting(office.app(start="calendar"), WIDE) as me:
        for name in ("agenda", "agenda", "agenda", "gaps"):
            items = all_rows(me.table)
            await me.press("ctrl+e")
            assert me.typed() == f"{name}-2026-03-02.csv"
            await me.press("escape")
            rows = await written(me)
            assert [(row["Day"], row["What"], row["Account"]) for row in rows] == [
                (str(item.day), item.what, item.account) for item in items
            ]
            await me.press("right_square_bracket")
        await me.press("slash")
        await me.paste("kind:review")
        await me.press("enter")
        assert {row["Kind"] for row in await written(me)} == {"review"}


async def test_tasks_are_written_with_their_quadrants_and_the_day_where_the_keys_are_in_it(
    office: Office,
) -> None:
    async with visiting(office.app(), WIDE) as me:
        await me.press("comma")
        await me.paste("=SUM(A1)")
        await me.press("tab")
        await me.type("tomorrow")
        await me.press("enter", "0")
        rows = await written(me)
        tasks = [row for pane in me.app.screen.query(VirtualTable) for row in all_rows(pane)]
        tasks = [row for row in tasks if hasattr(row, "quadrant")]
        assert [(row["Task"], row["Due"], row["Quadrant"]) for row in rows] == [
            (task.title, task.due_on and str(task.due_on), task.quadrant.value) for task in tasks
        ]
        assert {"Task": "=SUM(A1)", "Due": "2026-03-03"}.items() <= next(
            row for row in rows if row["Task"].startswith("=")
        ).items()
        await ask(me, "tasks.csv")
        await me.see("Wrote ")
        assert "'=SUM(A1)" in text("tasks.csv")
        me.app.clear_notifications()
        await me.press("left_square_bracket")
        assert me.focus == "plan-of-day"
        plan = await written(me)
        assert [row["To"] for row in plan] == [
            entry.ends_at.astimezone(BERLIN).isoformat() for entry in all_rows(me.table)
        ]


async def test_the_tabs_of_an_account_write_their_lists_and_the_others_say_there_is_none(
    office: Office,
) -> None:
    ((account_id,),) = office.sql("SELECT id FROM accounts WHERE name LIKE 'Pinnacle%'")
    async with visiting(office.app(), WIDE) as me:
        me.app.open_account(account_id)
        await me.settle()
        await me.press("ctrl+e")
        assert me.said == "There is no row to write."
        await me.press("l")
        figures = await written(me)
        assert [row["Value"] for row in figures] == [row.value for row in all_rows(me.table)]
        await me.press("l")
        total = me.table.count.n
        requests = await written(me)
        assert len(requests) == total
        assert [row["Created"] for row in requests] == sorted(
            (row["Created"] for row in requests), key=datetime.fromisoformat, reverse=True
        )
        await me.press("l", "ctrl+e")
        assert me.typed().startswith("reviews-of-Pinnacle")
        await me.press("escape")
        reviews = await written(me)
        assert [row["When"] for row in reviews] == [
            row.starts_at.astimezone(BERLIN).isoformat() for row in all_rows(me.table)
        ]
        await me.press("l")
        actions = await written(me)
        assert [(row["Action"], row["Status"], row["For"]) for row in actions] == [
            (row.what, row.status.value, row.kpi and row.kpi.value) for row in all_rows(me.table)
        ]


async def test_contacts_onboarding_leave_health_and_evidence_are_written(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await me.press("T")
        rows = await written(me)
        assert [(row["When"], row["What"], row["Channel"]) for row in rows] == [
            (each.at.astimezone(BERLIN).isoformat(), each.summary, each.channel.value)
            for each in all_rows(me.table)
        ]
        await me.press("escape", "K")
        rows = await written(me)
        assert [(row["Account"], row["Steps"], row["Next"]) for row in rows] == [
            (each.account, each.done, each.step.value) for each in all_rows(me.table)
        ]
        await me.press("2", "W")
        rows = await written(me)
        assert [row["Change"] for row in rows] == [each.points for each in all_rows(me.table)]
        await me.press("2", "w", "enter", "tab")
        assert me.focus == "evidence", me.focus
        rows = await written(me)
        assert [row["Id"] for row in rows][:5] == [me.at(rank).ref for rank in range(5)]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("5",), "insights"),
        (("2", "D"), "leave"),
        (("B",), "playbooks"),
        (("m",), "standup"),
        (("K", "enter"), "onboarding_sheet"),
    ],
)
async def test_the_other_lists_are_written_too(office: Office, keys: tuple[str, ...], name: str) -> None:
    async with visiting(office.app(), WIDE) as me:
        await me.press(*keys)
        assert me.screen.name_ == name
        assert len(await written(me)) == me.table.count.n > 0


async def test_every_room_of_the_administration_writes_its_list(office: Office) -> None:
    async with visiting(office.app(ADMIN_OF_DEMO), WIDE) as me:
        await me.press("6")
        for room in me.screen.rooms:  # type: ignore[attr-defined]
            assert me.screen.shown == room  # type: ignore[attr-defined]
            if room == "audit":
                await me.press("ctrl+e")
                assert me.typed() == "audit.csv"
                await me.press("escape")
            elif n := me.table.count.n:
                rows = await written(me)
                assert len(rows) == n
                assert {"users": "Login", "accounts": "Account manager"}.get(room, "") in {"", *rows[0]}
            await me.press("l")


async def test_a_list_is_written_alike_from_both_kinds_of_database(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.exporting.PAGE", 20)
    engine = open_engine(parse_url(database_url))
    build(engine, now=NOW, exact=True, accounts=8, requests=90, calls=500, ams=2)
    engine.dispose()

    def connect() -> Backend:
        return open_backend(database_url, clock=CLOCK, login=ADMIN_OF_DEMO, admitted=True)

    app = AmtuiApp(connect, clock=CLOCK, state=StateFile(tmp_path / "state.json"))
    async with visiting(app, WIDE) as me:
        await me.press("3", "slash")
        await me.paste(f"{SOME} sort:-created")
        await me.press("enter")
        rows = await written(me)
    with closing(connect()) as backend:
        expected = read_requests(backend, asked(REQUESTS, SOME, "-created", None))
    assert len(rows) > 40
    assert [row["Ref"] for row in rows] == [row.ref for row in expected]
    assert [row["Service level"] for row in rows] == [row.sla_state.value for row in expected]
