"""A change that takes long: it says how far it has come, and a key stops it."""

from threading import Event

import pytest

from amtui.domain.admin_changes import SetServiceLevel
from amtui.domain.vocabulary import Priority
from amtui.screens.dialogs.confirm import ConfirmDialog
from tests.flows.office import ADMIN_OF_DEMO, Office
from tests.flows.visitor import PATIENCE, visiting


async def test_a_long_change_says_how_far_it_is_and_is_stopped_by_a_key_in_a_dialog_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.handlers.recount.BLOCK", 1)
    office.login = ADMIN_OF_DEMO
    before = office.sql("SELECT id, due_at, version FROM requests")
    async with visiting(office.app(start="requests")) as me:
        backend, app = me.app.backend, me.app
        assert backend is not None
        await me.press("ctrl+c")
        assert me.said == "Nothing is under way that could be stopped."
        for dialog in (False, True):
            gate = Event()

            def told(done: int, total: int, what: str, gate: Event = gate) -> None:
                app.long_work.step(done, total, what)
                gate.wait(PATIENCE)

            backend.told = told
            app.clear_notifications()
            app.begin_change(SetServiceLevel(plan="*", priority=Priority.P4, respond="1h", resolve="2h"))
            await me.see("◐ 0 of", "open requests · ctrl+c stops")
            if dialog:
                app.push_screen(ConfirmDialog("Really?", "yes"))
                await me.pilot.pause()
            await me.pilot.press("ctrl+c")
            gate.set()
            await me.see("Stopped; nothing was changed")
            await me.settle()
            assert app.under_way == ""
    assert office.sql("SELECT id, due_at, version FROM requests") == before
