"""Contacts with clients in words."""

from datetime import datetime, timedelta, tzinfo

from amtui.domain.clock import local_day
from amtui.domain.contact_balance import WINDOW_DAYS, ReactiveRatio
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.domain.wording import rate, relative

US, THEM = InteractionDirection.OUTREACH, InteractionDirection.CLIENT
_VERBS = {
    (Channel.CALL, US): "We called",
    (Channel.CALL, THEM): "They called",
    (Channel.EMAIL, US): "We wrote a mail",
    (Channel.EMAIL, THEM): "They wrote a mail",
    (Channel.CHAT, US): "We opened a chat",
    (Channel.CHAT, THEM): "They opened a chat",
    (Channel.MEETING, US): "We met",
    (Channel.MEETING, THEM): "They asked to meet",
}
ONE_DAY = timedelta(days=1)
NOBODY_ANSWERED = "Called, nobody answered"


def said_of(channel: Channel, direction: InteractionDirection, *, completed: bool = True) -> str:
    """Return what is noted of a contact of which nobody said more: “They called”."""
    words = _VERBS[channel, direction]
    if completed:
        return words
    return NOBODY_ANSWERED if channel is Channel.CALL and direction is US else f"{words}, no answer"


def balance_words(balance: ReactiveRatio, started: str = "started by them") -> str:
    """Return who started the contacts: “4 of 9 started by them (44 %)”, flagged above one half."""
    if not balance.total:
        return f"none in {WINDOW_DAYS} days"
    flag = "▲ " if balance.flagged else ""
    return f"{flag}{balance.client} of {balance.total} {started} ({rate(balance.value, 0)})"


def touch_words(last_at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """Return how long ago somebody last spoke with them; from 24 hours on in days of their zone."""
    if last_at is None:
        return "never"
    days = timedelta(days=(local_day(now, zone) - local_day(last_at, zone)).days)
    return relative(now - days if now - last_at >= ONE_DAY else last_at, now)
