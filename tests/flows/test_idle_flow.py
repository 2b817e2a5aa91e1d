"""A session that nobody touches costs nothing on the wire."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.timer import Timer

from amtui.app import AmtuiApp
from amtui.domain.clock import FrozenClock
from amtui.screens.beside import Beside
from amtui.widgets.top_line import TopLine
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

LOOKS = 3
TRIES = 20
DRAWN = 0.1
"""Seconds without drawing after which a key has had its effect; drawing waits for a sixtieth of one."""


def endless(timer: Timer) -> bool:
    """Tell whether a timer goes on ticking, and does so now."""
    return timer._repeat is None and timer._active.is_set()


def running(app: AmtuiApp) -> Iterator[Timer]:
    """What goes on ticking, in the whole program."""
    for pump in (app, *(one for stack in app._screen_stacks.values() for one in stack)):
        for node in (pump, *pump.walk_children()):
            yield from filter(endless, node._timers)


async def looked(me: Visitor) -> None:
    """Let the thread that watches the database and the clock look some times."""
    await me.pilot.pause(LOOKS * DRAWN)
    await me.settle()


async def drawn(me: Visitor, written: list[str]) -> None:
    """Wait until all that a key changed is drawn, however busy the machine is."""
    for _ in range(TRIES):
        written.clear()
        await me.pilot.pause(DRAWN)
        if not written:
            return


async def test_an_idle_session_writes_nothing_until_the_minute_changes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.beside.LOOK_SECONDS", 0.01)
    monkeypatch.setattr(
        Beside.__init__, "__kwdefaults__", {"rest": 0.0}
    )  # the figures of the day are kept at once
    written: list[str] = []

    def display(_: Screen[object], update: CompositorUpdate | None) -> None:
        if update is not None:
            written.append(update.render_segments(app.console))

    async with visiting(app := office.app()) as me:
        monkeypatch.setattr(app, "_display", display)
        for key in "31":
            await me.press(key)
            if key == "3":
                await me.press("j", "s", "i", "u")
                app.clear_notifications()
                await me.settle()
            await drawn(me, written)
            await looked(me)
            assert written == []
        assert list(running(app)) == [], "one thread wakes an idle session, and no timer beside it"
        assert app._beside is not None
        app.clock = app._beside._clock = FrozenClock(office.clock.at + timedelta(minutes=1))
        await looked(me)
        (line,) = written
        assert len(line.encode()) < 500


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=-3)], ids=str)
async def test_a_clock_that_was_set_is_seen_at_the_next_look(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    monkeypatch.setattr("amtui.screens.beside.LOOK_SECONDS", 0.01)
    async with visiting(app := office.app()) as me:
        await looked(me)
        assert app._beside is not None
        app.clock = app._beside._clock = FrozenClock(office.clock.at + step)
        await looked(me)
        shown = app.clock.at.astimezone(ZoneInfo("Europe/Berlin"))
        assert f"{shown:%H:%M}" in me.app.screen.query_one(TopLine).render_line(0).text
