"""What about half of the clients answered when they were asked how satisfied they are."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from sqlalchemy import Connection, select

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, happens, pick, stream
from amtui.data.demo.moments import MINUTE, at
from amtui.data.demo.world import Client, World
from amtui.data.models import requests, satisfaction_answers
from amtui.data.types import to_micros
from amtui.domain.satisfaction import CONTENT_FROM, CSAT_LOW_TO
from amtui.domain.vocabulary import RequestType

COLUMNS = "account_id am_id contact_id request_id user_id at csat nps comment source version"
Complaints = Mapping[int, Sequence[tuple[int, int]]]
"""When each complaint of an account was made, and its id, in the order of time."""
SHARE = 50
"""Of a hundred clients so many were ever asked."""
FIRST_AGO, LAST_AGO = 15, 170
"""Days within which the answers lie; what is younger would be on the day's list where it is low."""
SCORES = (5, 5, 5, 4, 4, 4, 4, 3, 3, 2, 1)
"""CSAT, as likely as they are listed."""
NPS: Mapping[int, tuple[int, ...]] = {
    5: (10, 10, 9, 9, 8), 4: (9, 8, 8, 7), 3: (7, 6, 5), 2: (5, 4, 3), 1: (3, 1, 0),
}  # fmt: skip
"""What those of a CSAT score say of NPS."""
WELL = (
    "Quick and friendly",
    "Everything was explained well",
    "The new menu is a relief",
    "Solved the same day",
)
SO_SO = ("It took two attempts", "Good, once we reached somebody")
BADLY = ("We waited for days", "The change broke our opening hours", "Had to explain it three times")


def add_satisfaction(loader: Loader, world: World) -> None:
    """Insert the answers; those that complain are about a complaint, where the client made one."""
    complaints = _complaints(loader.connection)
    numbers = stream(world.seed, "satisfaction")
    asked = (client for client in world.clients if client.active and not client.is_new)
    rows = (
        row for client in asked if happens(numbers, SHARE) for row in _of(client, world, complaints, numbers)
    )
    loader.add(satisfaction_answers, COLUMNS, rows)


def _of(
    client: Client, world: World, complaints: Complaints, numbers: Random
) -> Iterator[tuple[object, ...]]:
    who = client.am or world.team.manager
    ago = between(numbers, FIRST_AGO, 60)
    while ago < LAST_AGO:
        csat = pick(numbers, SCORES)
        moment = at(world.today(client) - ago, 9 * 60, client.zone) + between(numbers, 0, 420) * MINUTE
        yield (
            client.id,
            client.am_id,
            pick(numbers, client.contacts).id,
            _about(complaints.get(client.id, ()), moment) if csat <= CSAT_LOW_TO else None,
            who.id,
            moment,
            csat,
            pick(numbers, NPS[csat]) if happens(numbers, 60) else None,
            pick(numbers, _words(csat)) if happens(numbers, 70) else None,
            "amtui",
            1,
        )
        ago += between(numbers, 15, 50)


def _complaints(connection: Connection) -> Complaints:
    r, found = requests.c, dict[int, list[tuple[int, int]]]()
    wanted = select(r.account_id, r.created_at, r.id).where(r.type == RequestType.COMPLAINT)
    for account_id, created_at, request_id in connection.execute(wanted.order_by(r.created_at, r.id)):
        found.setdefault(account_id, []).append((to_micros(created_at), request_id))
    return found


def _about(complaints: Sequence[tuple[int, int]], moment: int) -> int | None:
    """Return the latest complaint before a moment."""
    before = [request_id for created, request_id in complaints if created < moment]
    return before[-1] if before else None


def _words(csat: int) -> tuple[str, ...]:
    if csat >= CONTENT_FROM:
        return WELL
    return BADLY if csat <= CSAT_LOW_TO else SO_SO
