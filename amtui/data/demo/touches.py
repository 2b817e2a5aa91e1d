"""Contacts with clients: calls, emails, chats and the meetings that were held."""

from collections.abc import Iterator
from random import Random

from amtui.data.demo.chance import between, happens, pick
from amtui.data.demo.moments import MINUTE, at
from amtui.data.demo.stories import SILENT_DAYS, Story
from amtui.data.demo.world import Client, World
from amtui.domain.vocabulary import Channel, InteractionDirection

COLUMNS = "account_id am_id contact_id user_id at direction channel summary completed"
OUTREACH, CLIENT = InteractionDirection.OUTREACH.value, InteractionDirection.CLIENT.value
CHANNELS = (Channel.EMAIL, Channel.EMAIL, Channel.CALL, Channel.CALL, Channel.CALL, Channel.CHAT)
TOPICS = (
    "Figures of the week",
    "Question on the call flow",
    "Opening hours over the holidays",
    "Invoice copy",
    "Follow-up of the last check-in",
    "New colleagues",
    "Test calls after the change",
    "Plans for next quarter",
)
UNANSWERED = "Left a message"
HISTORY_DAYS = 120
Held = tuple[Client, int, str, str]
"""A meeting: with whom, when, what it was, what came of it."""


def interactions_of(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    """Yield the contacts with a client beside meetings."""
    if client.is_new:
        yield _row(client, world, numbers, 4, CLIENT, "Asked for a kickoff", completed=True)
    elif client.story is Story.SILENT:
        yield from _silent(client, world, numbers)
    elif client.story is Story.REACTIVE:
        yield from _reactive(client, world, numbers)
    elif client.active:
        yield from _usual(client, world, numbers)


def meeting(held: Held, world: World) -> tuple[object, ...]:
    """Return the contact that a held meeting is."""
    client, starts, title, outcome = held
    who = client.am or world.team.manager
    summary = f"{title}: {outcome}"
    return (
        client.id,
        client.am_id,
        client.contacts[0].id,
        who.id,
        starts,
        OUTREACH,
        Channel.MEETING.value,
        summary,
        1,
    )


def _usual(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    """Yield contacts every one to three weeks, most of them ours; the client is seldom the one who asks."""
    ago = between(numbers, 2, 16)
    while ago < HISTORY_DAYS:
        direction = CLIENT if happens(numbers, 30) else OUTREACH
        answered = direction == CLIENT or happens(numbers, 85)
        summary = pick(numbers, TOPICS) if answered else UNANSWERED
        yield _row(client, world, numbers, ago, direction, summary, completed=answered)
        ago += between(numbers, 6, 20)


def _silent(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    """Yield contacts that ended two months ago; what was tried since went unanswered."""
    for ago in (20, 41):
        yield _row(client, world, numbers, ago, OUTREACH, UNANSWERED, completed=False)
    for ago in (SILENT_DAYS, 78, 95, 110):
        yield _row(client, world, numbers, ago, OUTREACH, pick(numbers, TOPICS), completed=True)


def _reactive(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    """Yield contacts of which nearly all were started by the client."""
    for place, ago in enumerate((2, 4, 6, 9, 12, 15, 19, 22, 26, 34, 47, 61, 80)):
        direction = OUTREACH if place == 5 else CLIENT
        yield _row(client, world, numbers, ago, direction, pick(numbers, TOPICS), completed=True)


def _row(
    client: Client, world: World, numbers: Random, ago: int, direction: str, summary: str, *, completed: bool
) -> tuple[object, ...]:
    who = client.am or world.team.manager
    moment = at(world.today(client) - ago, 9 * 60, client.zone) + between(numbers, 0, 420) * MINUTE
    return (
        client.id,
        client.am_id,
        pick(numbers, client.contacts).id,
        who.id,
        moment,
        direction,
        pick(numbers, CHANNELS).value,
        summary,
        int(completed),
    )
