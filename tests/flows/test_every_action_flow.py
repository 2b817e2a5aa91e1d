"""Every action that a session may take that may only look: none changes anything, none breaks."""

from textual.screen import ModalScreen
from textual.widgets import Input

from amtui.actions.base import writable
from amtui.actions.registry import actions_of
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

WAYS = {"today": "1", "portfolio": "2", "requests": "3", "calendar": "4"}
LEAVING = frozenset({"app.quit", "app.back"})
TABLES = (
    "requests",
    "timeline",
    "audit",
    "operations",
    "reviews",
    "accounts",
    "request_seen",
    "request_presence",
)


def all_rows(office: Office) -> list[object]:
    """Return everything that an action could have changed."""
    return [office.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES]


async def go_to(me: Visitor, screen: str, key: str) -> None:
    """Open a screen, unless it is the one shown."""
    if me.screen.name_ == screen:
        return
    while len(me.app.screen_stack) > 1:
        await me.app.pop_screen()
    await me.settle()
    await me.press(*([key] if screen in WAYS else ["3", key]))
    assert me.screen.name_ == screen


async def leave_dialogs(me: Visitor) -> None:
    for _ in range(3):
        if isinstance(me.app.screen, ModalScreen) or isinstance(me.app.focused, Input):
            await me.press("escape")


async def test_a_session_that_may_only_look_changes_nothing_by_any_key(office: Office) -> None:
    before = all_rows(office)
    tried: set[str] = set()
    async with visiting(office.app(read_only=True)) as me:
        for screen, key in (*WAYS.items(), ("request", "enter"), ("account", "i")):
            for action in actions_of(screen):
                known = action.id in tried | LEAVING or action.id.startswith("go.")
                if known or writable in action.requires:
                    continue
                await go_to(me, screen, key)
                me.screen.action_run(action.id)
                await me.settle()
                await leave_dialogs(me)
                tried.add(action.id)
    assert len(tried) > 15
    assert all_rows(office) == before
