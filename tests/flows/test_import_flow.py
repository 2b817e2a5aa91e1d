"""A file of which nobody has said what its columns are: looked at, mapped, saved, tried and imported."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.widgets import Input

from amtui.data.formats import load_mapping
from tests.flows.flows_import import LINES, MAPPED, screen_of
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

COUNT = "SELECT count(*) FROM calls WHERE account_id = 1"
IN = "SELECT direction, outcome, wait_seconds, talk_seconds, queue FROM calls WHERE external_id = ?"


@asynccontextmanager
async def looking_at(office: Office, lines: tuple[str, ...] = LINES, **how: bool) -> AsyncIterator[Visitor]:
    app = office.app(start="import")
    app.add_mode("import", lambda: screen_of(office.home / "telefon.csv", lines, **how))
    async with visiting(app) as me:
        yield me


async def test_a_file_is_mapped_tried_and_imported(office: Office) -> None:
    before = office.sql(COUNT)
    async with looking_at(office, words=True) as me:
        await me.press(*MAPPED)
        assert "5 of the first 5 rows" in me.text("#state")
        await me.press("t")
        assert "Would be: 5 imported" in me.said
        assert office.sql(COUNT) == before
        await me.press("i")
        assert me.said.startswith("5 imported")
    assert office.sql(IN, "a-2") == [("inbound", "abandoned", 31, None, "Service")]
    assert office.sql(IN, "a-4") == [("outbound", "answered", None, 240, "Vertrieb")]


async def test_what_its_words_mean_is_asked_for_one_column(office: Office) -> None:
    async with looking_at(office) as me:
        assert "unknown outcome 'ok'" in me.text("#state")
        await me.press("m")
        assert "no words" in me.said
        await me.press(*"jjj", "m")
        for downs in (3, 1, 8):
            await me.press("space", *("down",) * downs, "enter", "tab")
        await me.press("ctrl+j")
        assert "5 of the first 5 rows" in me.text("#state")


async def test_a_column_is_left_out_and_the_field_is_free_again(office: Office) -> None:
    async with looking_at(office) as me:
        await me.press("j", "x")
        assert "no column for started_at" in me.text("#state")
        await me.press("i")
        assert "cannot go in yet" in me.said
        assert me.screen.plan.mapping.columns == {"Beginn": ""}  # type: ignore[attr-defined]


async def test_a_field_that_is_taken_from_another_column_is_said_to_be(office: Office) -> None:
    async with looking_at(office, words=True) as me:
        await me.press(*MAPPED, "g", "j", "j", "enter")
        fields = {one.name: one.column for one in me.screen.file.fields}  # type: ignore[attr-defined]
        assert fields["started_at"] == "Beginn"
        assert "left out" not in me.said
        while me.row.name != "started_at":
            await me.press("k")
        await me.press("enter")
        assert me.said == "started_at was from Beginn, which is left out now."


async def test_the_mapping_is_saved_and_does_the_same_again(office: Office) -> None:
    async with looking_at(office, words=True) as me:
        await me.press(*MAPPED, "s")
        path = Path(me.typed())
        await me.press("enter")
        assert str(path) in me.said
        await me.press("s", "enter")
        assert "replaces" in me.text(".message")
    saved = load_mapping(path)
    assert saved.columns["Wartedauer"] == "wait_seconds"
    assert saved.words["direction"] == {"ein": "inbound", "aus": "outbound"}


async def test_what_was_said_and_kept_nowhere_is_not_lost_unasked(office: Office) -> None:
    """A file whose dates could be read both ways, to which the screen says the key, not the option."""
    async with looking_at(office, ("Nr;Beginn;Ergebnis", "1;03/04/2026;answered")) as me:
        assert "dmy or mdy; press e" in me.text("#state")
        await me.press("jj", "x")
        await me.press("escape")
        assert "telefon.csv is not saved" in me.text("Static")
        await me.press("escape", "s", "enter", "q")
    assert not me.app.is_running


async def test_how_it_is_read_can_be_said_and_what_cannot_be_is_refused(office: Office) -> None:
    async with looking_at(office) as me:
        await me.press("e")
        await me.type("Mars/Base")
        await me.press("enter")
        assert "Mars/Base" in me.said
        await me.press("e")
        await me.type("Asia/Tokyo")
        await me.press("enter")
        assert me.screen.plan.mapping.zone == "Asia/Tokyo"  # type: ignore[attr-defined]
        (office.home / "telefon.csv").write_bytes(
            "id,started,answered,agent\n1,2026-03-02,Y,Şule\n".encode("cp1254")
        )
        await me.press("r")
        assert "▼ telefon.csv is not UTF-8 (line 2)" in me.text("#state")
        assert "“Şule”). Press e and say which, such as cp1250" in me.text("#state")
        await me.press("e", "tab", "tab")
        await me.type("cp1254")
        await me.press("enter")
        assert "1 of 1 row would go in · no undo takes them back" in me.text("#state")
        await me.press("i")
        assert "every call is taken as made at midnight" in me.said


async def test_the_first_file_is_asked_for_and_one_that_is_missing_is_said(office: Office) -> None:
    path = office.home / "list.csv"
    path.write_text("Company,Owner\nOne,\nTwo,\n")
    async with visiting(office.app()) as me:
        await me.press("2", "I")
        await me.type(str(office.home / "no.csv"))
        await me.press("enter")
        assert "no such file" in me.text(".message")
        me.app.screen.query(Input).first().value = str(path)
        await me.press("enter")
        assert "list.csv" in me.text("#about")
        await me.press("escape")
        assert me.screen.name_ == "portfolio"


async def test_only_who_may_change_things_imports(office: Office) -> None:
    async with visiting(office.app(read_only=True)) as me:
        await me.press("I")
        assert "read-only" in me.said


async def test_a_saved_mapping_reads_the_file_of_the_next_month(office: Office) -> None:
    async with looking_at(office, words=True) as me:
        await me.press(*MAPPED, "s")
        saved = Path(me.typed())
        await me.press("enter")
        later = office.home / "next month.csv"
        later.write_text("\n".join(LINES).replace("a-", "b-") + "\n", encoding="utf-8")
        await me.press("o", "shift+tab", "shift+tab")
        await me.type(str(later))
        await me.press("tab", "tab", "tab")
        await me.type(f"{saved}x")
        await me.press("enter")
        assert "no such file" in me.text(".message")
        await me.press("backspace", "enter")
        assert "5 of the first 5 rows" in me.text("#state")
        await me.press("i")
        assert me.said.startswith("5 imported")
        await me.press("escape")
        assert "is not saved" not in me.text("Static")
    assert office.sql(IN, "b-2") == [("inbound", "abandoned", 31, None, "Service")]
