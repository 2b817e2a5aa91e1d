"""Every flow ends in the picture that was agreed on."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.flows.flows import FLOWS
from tests.support.flow import Flow, quiet, walk

Compare = Callable[..., bool]


@pytest.mark.parametrize("flow", FLOWS, ids=[f"{flow.name}-{flow.size[0]}x{flow.size[1]}" for flow in FLOWS])
def test_the_screen_looks_as_agreed(
    flow: Flow, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def there(pilot: Pilot[Any]) -> None:
        await walk(flow, pilot)

    monkeypatch.setattr(Pilot, "pause", quiet)
    monkeypatch.setattr(Pilot, "wait_for_scheduled_animations", quiet)
    app: App[Any] = flow.build()
    assert snap_compare(app, terminal_size=flow.size, run_before=there)
