"""The pane beside a list: its lines are broken for the width that it has."""

import re
from pathlib import Path

import pytest
from textual.widgets import Static

from amtui.screens.hanging import wrapped
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

LABELS = ("Account", "Contact", "Type", "Priority", "Resolve by", "Route", "Created")


def pane(visitor: Visitor) -> list[str]:
    """Return the lines that the pane is given."""
    return str(visitor.app.screen.query_one("#detail", Static).content).splitlines()


@pytest.mark.asyncio
async def test_a_pane_has_its_words_as_soon_as_it_is_asked_for(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        await visitor.press("2", "j", "p")
        await visitor.settle()
        cells = visitor.app.screen.query_one("#detail").size.width
        assert 30 < cells < 60
        assert [line for line in pane(visitor)[1:] if len(line) > cells] == []
        await visitor.pilot.resize_terminal(80, 24)
        await visitor.settle()
        await visitor.press("3", "p")
        ref = visitor.row.ref
        narrow = pane(visitor)
        assert narrow[0].startswith(ref)
        await visitor.pilot.resize_terminal(132, 34)
        await visitor.settle()
        broken = pane(visitor)
        assert broken != narrow
        cells = visitor.app.screen.query_one("#detail").size.width
        assert [line for line in broken if line.startswith(LABELS) and len(line) > cells] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("8.3 % → 10.6 % → ≤ 5 %  ↓ regressed", "8.3 % → 10.6 % →\n≤ 5 %  ↓ regressed"),
        ("26 s → 25 s → < 30 s  ★ sustained", "26 s → 25 s →\n< 30 s  ★ sustained"),
        ("the clocks strike", "the clocks strike"),
        ("data on 26 days (87 %), all", "data on 26 days\n(87 %), all"),
        ("a very latest of 3 h", "a very latest of\n3 h"),
    ],
)
def test_a_number_stays_with_its_sign_and_its_unit(text: str, lines: str) -> None:
    assert wrapped(text, 19) == lines


@pytest.mark.asyncio
async def test_the_lines_of_an_account_are_broken_for_the_screen_and_below_their_labels(
    tmp_path: Path,
) -> None:
    async with visiting(Office(tmp_path).app(), size=(60, 20)) as visitor:
        await visitor.press("2", "enter")
        told = visitor.app.screen.query_one("#overview", Static)
        narrow = str(told.content).splitlines()
        assert [line for line in narrow if len(line) > 58] == []
        at = narrow.index("Kickoff held in time")
        assert narrow[at + 1].startswith(("  ✓ ", "  ✗ ", "  ◌ "))
        await visitor.pilot.resize_terminal(120, 34)
        await visitor.settle()
        wide = str(told.content).splitlines()
        assert any(re.match(r"Kickoff held in time +[✓✗◌] ", line) for line in wide)
