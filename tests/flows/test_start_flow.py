"""What a start does once and leaves to later."""

import gc
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.parse import parse
from textual.dom import DOMNode
from textual.widget import Widget

from amtui.app import AmtuiApp
from amtui.domain.change import Change, Receipt
from amtui.domain.errors import Unreachable
from amtui.screens.beside import Beside, listening
from amtui.screens.styles import LATER
from amtui.services.backend import Backend
from amtui.services.latest import WORTH_IT
from amtui.services.state import StateFile
from amtui.widgets.stylesheet import KeptStylesheet, read_with
from tests.flows.office import Office
from tests.flows.visitor import visiting


async def test_styles_are_read_once_however_many_screens_are_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[tuple[str, str]] = Counter()

    def counting(scope: str, css: str, read_from: tuple[str, str], **how: Any) -> Any:
        read[read_from] += 1
        return parse(scope, css, read_from, **how)

    read_with.cache_clear()
    monkeypatch.setattr(stylesheet, "parse", counting)
    async with visiting(office.app()) as me:
        await me.press("2", "3", "4", "question_mark", "escape", "1")
        assert me.screen.name_ == "today"
    assert any(path.endswith("amtui.tcss") for path, _ in read)
    assert [one for one, times in read.items() if times > 1] == []


@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 20)])
async def test_what_is_read_later_styles_nothing_of_the_first_screen(
    office: Office, size: tuple[int, int]
) -> None:
    async with visiting(office.app(), size) as me:
        sheet = me.app.stylesheet
        assert isinstance(sheet, KeptStylesheet)
        later = [
            rule for source, rules in sheet._read.rules.items() if str(LATER) in str(source) for rule in rules
        ]
        assert len(later) > 100
        for keys in ((), ("p",), ("slash", "k"), ("escape", "space")):
            await me.press(*keys)
            nodes = [me.screen, *me.screen.walk_children()]
            assert len(nodes) > 8
            styled = [
                (node, rule.selectors)
                for node in nodes
                for rule in later
                if any(True for _ in sheet._check_rule(rule, node.css_path_nodes))
            ]
            assert styled == []


async def test_a_screen_is_not_styled_again_before_it_is_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[int] = []
    update = KeptStylesheet.update_nodes

    def counting(self: KeptStylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        listed = list(nodes)
        styled.append(sum(isinstance(node, Widget) and me.screen in node.ancestors for node in listed))
        update(self, listed, animate=animate)

    async with visiting(office.app()) as me:
        monkeypatch.setattr(KeptStylesheet, "update_nodes", counting)
        await me.press("2")
        assert me.screen.name_ == "portfolio"
        # The table alone, as it takes and loses the focus.
        assert max(styled, default=0) <= 2
        assert me.screen.has_class("-wide")


async def test_nothing_is_styled_for_a_dialog_that_goes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[DOMNode] = []
    async with visiting(office.app()) as me:
        await me.press("3", "o")
        monkeypatch.setattr(KeptStylesheet, "update_nodes", lambda _self, nodes, **_how: styled.extend(nodes))
        await me.press("escape")
        assert me.screen.name_ == "requests"
        assert styled == []
        assert me.screen.focused is me.screen.query_one("#list")


async def test_another_theme_reads_the_styles_anew(office: Office) -> None:
    async with visiting(office.app()) as me:
        dark = me.screen.styles.background
        me.app.theme = "amtui-light"
        await me.press("2")
        assert me.screen.styles.background != dark


async def test_an_app_reads_none_of_the_styles_that_another_one_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting(office.app()):
        pass
    monkeypatch.setattr("textual.css.stylesheet.parse", None)
    async with visiting(office.app()) as me:
        assert me.screen.styles.background.hex == me.app.get_css_variables()["background"]


async def test_looking_for_garbage_begins_once_the_start_is_over(office: Office) -> None:
    frozen = gc.get_freeze_count()
    gc.disable()
    try:
        async with visiting(office.app()) as me:
            me.app._settle()
            assert gc.isenabled()
            assert gc.get_freeze_count() > frozen + 10_000
    finally:
        gc.unfreeze()
        gc.enable()


async def test_only_the_first_start_of_a_day_changes_anything(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    apply = Backend.apply

    def counting(self: Backend, change: Change) -> Receipt:
        done.append(type(change).__name__)
        return apply(self, change)

    monkeypatch.setattr(Backend, "apply", counting)
    for expected in (["RememberToday"], []):
        done.clear()
        async with visiting(office.app()) as me:
            await me.see("things need you")
            await me.settle()
        assert done == expected


async def test_an_app_reads_no_style_of_a_part_of_a_text_that_another_one_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting(office.app()) as me:
        await me.see("enter opens")
    monkeypatch.setattr("textual.css.stylesheet.parse_style", None)
    async with visiting(office.app()) as me:
        await me.see("enter opens")


def test_the_first_session_of_a_day_keeps_the_figures_of_a_small_book_for_those_to_come(
    office: Office,
) -> None:
    backend = office.backend()
    beside = Beside(backend, listening(backend, print), office.clock, lambda: None, print, rest=0.0)
    beside.keep()
    backend.close()
    (held,) = office.sql("SELECT count(*) FROM kpi_latest")[0]
    assert held >= WORTH_IT


def test_a_session_that_is_left_at_once_works_out_nothing_for_later(office: Office) -> None:
    office.sql("DELETE FROM kpi_latest")
    backend = office.backend()
    beside = Beside(backend, listening(backend, print), office.clock, lambda: None, print)
    beside.stop()
    beside.keep()
    backend.close()
    assert office.sql("SELECT count(*) FROM kpi_latest") == [(0,)]


async def test_a_server_that_cannot_be_reached_at_the_start_is_tried_until_it_can(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.first_run.AGAIN_SECONDS", 0.2)
    answers = [
        Unreachable("the database server takes no more connections", next="Wait."),
        Unreachable("the database server cannot be reached", next="Wait on."),
    ]

    def connect() -> Backend:
        if answers:
            raise answers.pop(0)
        return office.backend()

    app = AmtuiApp(connect, clock=office.clock, state=StateFile(None), beginnings={"retry": connect})
    async with visiting(app) as me:
        await me.see("Nora Lindqvist")
        assert answers == []
        assert "cannot be used" not in me.shown
