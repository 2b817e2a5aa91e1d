"""What is due soon says so once in an open session, by one timer to the next moment."""

from datetime import UTC, datetime

import pytest
from textual.timer import Timer

from amtui.domain.clock import FrozenClock
from amtui.screens.announcing import Announcer
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

QUARTER_PAST_ELEVEN = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


async def said_by(me: Visitor, announcer: Announcer, *, quietly: bool = False) -> list[str]:
    """Let it look, and return what it said."""
    me.app.clear_notifications()
    announcer.look(quietly=quietly)
    await me.settle()
    return [one.message for one in me.app._notifications]


async def test_what_is_due_soon_is_said_once_and_one_timer_waits_for_the_next(office: Office) -> None:
    async with visiting(app := office.app()) as me:
        announcer = app.announcer
        assert await said_by(me, announcer, quietly=True) == []
        timer = announcer._timer
        assert isinstance(timer, Timer)
        assert (timer._repeat, timer._interval > 0) == (0, True)

        app.clock = FrozenClock(QUARTER_PAST_ELEVEN)
        said = await said_by(me, announcer)
        (meeting,) = [one for one in said if one.startswith("Check-in with Poplar Pharma")]
        assert meeting.endswith("begins in 15 minutes, at 11:30")
        assert await said_by(me, announcer) == []

        silent = Announcer(app, 0)
        assert await said_by(me, silent) == []
        assert silent._timer is None


async def test_nothing_is_looked_for_again_and_again_while_the_clock_stands_still(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visiting(app := office.app()) as me:
        announcer, looks = app.announcer, []
        await said_by(me, announcer, quietly=True)
        monkeypatch.setattr(announcer, "look", lambda: looks.append(app.clock.now()))
        announcer._woken()
        assert looks == []
        app.clock = FrozenClock(QUARTER_PAST_ELEVEN)
        announcer._woken()
        assert looks == [QUARTER_PAST_ELEVEN]
