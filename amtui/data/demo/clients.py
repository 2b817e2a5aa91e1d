"""Which clients there are: those with a story first, then the rest of the opening book, then all others."""

from collections.abc import Iterator
from random import Random

from amtui.data.demo.chance import between, happens, pick, stream
from amtui.data.demo.moments import Anchor
from amtui.data.demo.names import CompanyNames, slug
from amtui.data.demo.places import BY_CODE, USUAL
from amtui.data.demo.stories import TALES, Story, Tale
from amtui.data.demo.world import Client, Staff, Team
from amtui.domain.vocabulary import Tier

OPENING_BOOK = 28
UNASSIGNED_EVERY = 80
TIERS = (Tier.TOP, Tier.STANDARD, Tier.STANDARD, Tier.STANDARD, Tier.SMALL, Tier.SMALL)
WITH_CRM = frozenset({Story.BROKEN_MAPPING, Story.SUSTAINED, Story.REGRESSED, Story.JAPANESE})
TOP_STORIES = frozenset({Story.MONDAY_PILE_UP, Story.BROKEN_MAPPING, Story.TRACKED_P1, Story.LONG})


def make_clients(
    seed: int, anchor: Anchor, team: Team, count: int, recorded: list[int]
) -> tuple[Client, ...]:
    """Return all clients.

    Args:
        seed: of the demo.
        anchor: its present.
        team: who holds them.
        count: how many.
        recorded: ids of the calendars that some of them have.
    """
    numbers = stream(seed, "clients")
    names = CompanyNames(numbers, [tale.account for tale in TALES])
    book = opening_book(count, len(team.ams))
    found = [_told(tale, number, team) for number, tale in enumerate(TALES[:book], start=1)]
    for number in range(len(found) + 1, count + 1):
        found.append(_invented(number, numbers, names, prominent=number <= book))
        found[-1].am = _holder(number - book, team)
    for client in found:
        _settle(client, numbers, anchor, recorded)
    return tuple(found)


def opening_book(accounts: int, ams: int) -> int:
    """Return how many accounts the opening account manager holds."""
    return min(accounts, max(OPENING_BOOK, accounts // ams)) if ams > 1 else accounts


def books(clients: tuple[Client, ...]) -> Iterator[tuple[Client, Client]]:
    """Yield each client with the one before it in the same book."""
    latest: dict[int, Client] = {}
    for client in clients:
        if client.am_id in latest:
            yield latest[client.am_id], client
        latest[client.am_id] = client


def _holder(place: int, team: Team) -> Staff | None:
    """Return who holds a client by its place behind the opening book; 0 and less lie in it."""
    if place <= 0:
        return team.opening
    if place % UNASSIGNED_EVERY == 0:
        return None
    others = team.ams[1:] or team.ams
    return others[place % len(others)]


def _told(tale: Tale, number: int, team: Team) -> Client:
    where = BY_CODE[tale.place]
    return Client(
        id=number,
        name=tale.account,
        place=where,
        zone=where.zones[0],
        domain=tale.domain,
        am=team.opening,
        tier=Tier.TOP if tale.story in TOP_STORIES else Tier.STANDARD,
        prominent=True,
        story=tale.story,
        has_crm=tale.story in WITH_CRM,
    )


def _invented(number: int, numbers: Random, names: CompanyNames, *, prominent: bool) -> Client:
    where = pick(numbers, USUAL)
    name = names.next(where)
    return Client(
        id=number,
        name=name,
        place=where,
        zone=pick(numbers, where.zones),
        domain=f"{slug(name)}.example",
        am=None,
        tier=pick(numbers, TIERS),
        prominent=prominent,
        has_crm=happens(numbers, 45),
    )


def _settle(client: Client, numbers: Random, anchor: Anchor, recorded: list[int]) -> None:
    """Decide what all clients have: hours, the day they went live, whether they are still clients."""
    today = anchor.today(client.zone)
    recent, older = today - between(numbers, 80, 90), today - between(numbers, 130, 900)
    is_recent = happens(numbers, 50)
    has_hours, hours = happens(numbers, 20), pick(numbers, recorded)
    client.active = client.prominent or not happens(numbers, 4)
    if client.story is None and has_hours:
        client.calendar_id = hours
    if not client.is_new:
        client.go_live = recent if client.prominent or is_recent else older
