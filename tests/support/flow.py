"""A way through the program: the same list feeds flow tests, snapshots and the pictures in the documents."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

LIVE = "live"
"""The group of workers that run as long as the program does; nobody waits for them."""

ASKING = "changes"
"""The group of workers that may ask the user something first."""
TURNS = 12
"""Turns of the event loop without a message after which none is on its way between widgets."""

AT_REST = MessagePump._get_message.__qualname__
"""Where a widget is that has nothing to do."""

DRAWINGS = 20
"""How often the screen is drawn, at most, until nothing calls for more."""

MOMENT = 0.005
"""Seconds between two looks at what cannot be waited for."""

SHORT = 0.5
"""Seconds below which a timer belongs to what a key does."""


@dataclass(frozen=True)
class Flow:
    """Keys pressed one after another in a freshly built app.

    Attributes:
        name: names the picture and the tests; words joined by hyphens.
        build: makes the app, with its own database and a clock that stands still.
        size: columns and rows.
        keys: keys as Textual names them, each pressed when the one before has had its effect.
    """

    name: str
    build: Callable[[], App[Any]]
    size: tuple[int, int] = (120, 34)
    keys: tuple[str, ...] = ()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys as a driver does, each when the messages of the one before have arrived.

    The pilot's own way sleeps twice a key to see whether the process is idle.
    """
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        pressed = events.Key(name, _character(name, key))
        pressed.set_sender(pilot.app)
        pilot.app.post_message(pressed)
        await _delivered(pilot.app)


def _character(name: str, key: str) -> str | None:
    """Return what a key writes, if anything."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return key if len(key) == 1 else None


async def settle(pilot: Pilot[Any], *, most: float = 30.0) -> None:
    """Wait until nothing is under way: no worker runs and no message waits.

    Workers are gathered rather than waited for by the app, which raises on replaced ones.

    Raises:
        TimeoutError: something was still under way after `most` seconds.
    """
    async with asyncio.timeout(most):
        await quiet(pilot)
        while (waited_for := [*_running(pilot.app), *_hurried(pilot.app)]) or _at_work(pilot.app):
            # What is at work may open a dialog and wait then: it is looked at, not waited for.
            await asyncio.gather(*waited_for or [asyncio.sleep(MOMENT)], return_exceptions=True)
            await quiet(pilot)


async def quiet(pilot: Pilot[Any]) -> None:
    """Wait until every message has arrived, and draw what they changed.

    The pilot's own pause goes by the processor time of the process: it takes long while a thread computes
    for later, and none on a busy machine.
    """
    await pilot._wait_for_screen()
    await _delivered(pilot.app)
    for _ in range(DRAWINGS):
        _draw(pilot.app.screen)
        # What is drawn may call for more: a pane whose width is known only then.
        await _delivered(pilot.app)
        if not _is_to_draw(pilot.app.screen):
            break


def _draw(screen: Screen[Any]) -> None:
    """Lay out what calls for it; else, as that changes what is to be drawn, draw."""
    lays_out = screen._layout_required or screen._scroll_required
    with _drawing_held(screen.app) if lays_out else nullcontext():
        screen._on_timer_update()
    if not lays_out and screen._compositor._dirty_regions:
        screen._compositor_refresh()


def _is_to_draw(screen: Screen[Any]) -> bool:
    """Tell whether anything is to be laid out or drawn, or waits for that."""
    changed = screen._dirty_widgets or screen._compositor._dirty_regions
    return bool(screen._layout_required or changed or screen._callbacks)


async def _delivered(app: App[Any]) -> None:
    """Wait until every message has arrived: one that climbs to its screen takes a turn for each widget."""
    empty = 0
    with _drawing_held(app):
        while empty < TURNS:
            await asyncio.sleep(0)
            pumps = (app, *app._registry)
            empty = 0 if any(pump.message_queue_size for pump in pumps) else empty + 1
            if empty == TURNS and any(map(_is_answering, pumps)):
                empty = 0


@contextmanager
def _drawing_held(app: App[Any]) -> Iterator[None]:
    """Let an app note what is to be drawn, and not draw it: messages on their way change it again."""
    was = app in _HELD
    _HELD.add(app)
    try:
        yield
    finally:
        if not was:
            _HELD.discard(app)


_HELD: WeakSet[App[Any]] = WeakSet()
_draw_now = Screen._compositor_refresh


def _draw_unless_held(screen: Screen[Any]) -> None:
    """Draw a screen, or leave noted what is to be drawn of the one on top."""
    if screen.app not in _HELD or screen is not screen.app.screen:
        _draw_now(screen)


Screen._compositor_refresh = _draw_unless_held  # type: ignore[assignment, method-assign]


def _is_answering(pump: MessagePump) -> bool:
    """Tell whether a message is being answered that has left the queue."""
    task = pump._task
    return task is not None and not task.done() and AT_REST not in _waits_in(task)


def _waits_in(task: asyncio.Task[Any]) -> list[str]:
    """Return the functions that a task is in, the one that waits last."""
    inner: Any = task.get_coro()
    names = [inner.__qualname__]
    while hasattr(inner.cr_await, "cr_await"):
        inner = inner.cr_await
        names.append(inner.__qualname__)
    return names


def _running(app: App[Any]) -> list[Awaitable[Any]]:
    """Return what is under way and asks nobody anything."""
    return [one.wait() for one in app.workers if not one.is_finished and one.group not in {LIVE, ASKING}]


def _at_work(app: App[Any]) -> bool:
    """Tell whether more is under way that may ask than there are dialogs whose answers it waits for."""
    asking = [one for one in app.workers if one.group == ASKING and not one.is_finished]
    # A form that asks before it saves is not what its own worker waits for.
    forms = {one.node for one in asking}
    dialogs = [one for one in app.screen_stack if isinstance(one, ModalScreen) and one not in forms]
    return len(asking) > len(dialogs)


def _hurried(app: App[Any]) -> list[Awaitable[Any]]:
    """End the rest of the timers that wait for keys to stop, as no key comes; return what they do then.

    Those of messages on the screen are longer, and stay.
    """
    # The app's own are among them: a screen is drawn a moment after it was gone to.
    timers = [timer for pump in (app, *app._registry) for timer in pump._timers if timer._repeat == 0]
    tasks = [t._task for t in timers if t._interval < SHORT and t._task is not None and not t._task.done()]
    for task in tasks:
        _wake(task)
    return [*tasks]


def _wake(task: asyncio.Task[None]) -> None:
    """Let a task go on that sleeps."""
    rest = getattr(task, "_fut_waiter", None)
    if _waits_in(task)[-1] == asyncio.sleep.__qualname__ and rest is not None and not rest.done():
        rest.set_result(None)


async def walk(flow: Flow, pilot: Pilot[Any]) -> None:
    """Press a flow's keys."""
    await settle(pilot)
    for key in flow.keys:
        await press(pilot, key)
        await settle(pilot)
