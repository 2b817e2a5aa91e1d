"""Waiting until what has changed is seen, before work that would hold up its painting."""

import asyncio

from textual.message_pump import MessagePump


async def painted(owner: MessagePump) -> None:
    """Return once everything that has changed so far is painted."""
    done = asyncio.Event()
    owner.call_after_refresh(done.set)
    await done.wait()
