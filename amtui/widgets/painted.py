"""Waiting until what has changed is seen, before work that would hold up its painting."""

import asyncio

from textual.message_pump import MessagePump

MOMENT = 0.002
"""Seconds between two looks at whether painting is held back."""


async def painted(owner: MessagePump) -> None:
    """Return once everything that has changed so far is painted."""
    while owner.app._batch_count:  # noqa: SLF001, ASYNC110 - held back; Textual tells of it nowhere else
        await asyncio.sleep(MOMENT)
    done = asyncio.Event()
    owner.call_after_refresh(done.set)
    await done.wait()
