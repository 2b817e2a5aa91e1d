"""Client requests of half a year, in the order in which they came, with their timelines."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from operator import attrgetter
from random import Random

from amtui.data.demo import subjects
from amtui.data.demo.bulk import Loader
from amtui.data.demo.case import COLUMNS, Ask, Case, Line
from amtui.data.demo.chance import below, happens, pick, stream
from amtui.data.demo.lifecycle import live
from amtui.data.demo.moments import SECOND
from amtui.data.demo.ruler import waking_hours
from amtui.data.demo.told_requests import told_cases
from amtui.data.demo.world import Client, World
from amtui.data.models import request_watchers, requests, timeline
from amtui.domain.vocabulary import Level, RequestType, Tier

TIMELINE = "request_id am_id at actor_id actor_name field before after note shared"
BATCH = 2_000
HISTORY_DAYS = 180
WEIGHTS = {Tier.TOP: 3, Tier.STANDARD: 2, Tier.SMALL: 1}
WATCHED_PERCENT = 4


def add_requests(loader: Loader, world: World, count: int) -> None:
    """Insert `count` requests with their timelines and watchers."""
    told = told_cases(world)[:count]
    cases = merge(
        _cases(world, count - len(told)), sorted(told, key=attrgetter("created")), key=attrgetter("created")
    )
    numbered = enumerate(cases, start=1)
    watchers = stream(world.seed, "watchers")
    while batch := list(islice(numbered, BATCH)):
        loader.add(requests, COLUMNS, (case.row(number) for number, case in batch))
        loader.add(
            timeline, TIMELINE, (_line(number, case, line) for number, case in batch for line in case.lines)
        )
        loader.add(
            request_watchers,
            "request_id user_id am_id",
            [
                (number, world.team.manager.id, case.client.am_id)
                for number, case in batch
                if happens(watchers, WATCHED_PERCENT)
            ],
        )


def _cases(world: World, count: int) -> Iterator[Case]:
    """Yield requests in the order of their creation, more of them lately."""
    numbers = stream(world.seed, "requests")
    senders = _senders(world.clients)
    now = world.anchor.micros
    first = world.anchor.moment.toordinal() - HISTORY_DAYS
    awake = waking_hours(first, first + HISTORY_DAYS + 1)
    end = awake.position(now)
    for index in range(count):
        # Ages shrink with the square of the place, so that the last weeks bring most.
        left = count - index
        age = end * left // count * left // count
        created = awake.moment(max(end - age, 1)) // SECOND * SECOND
        yield _case(pick(numbers, senders), world, created, numbers)


def _senders(clients: tuple[Client, ...]) -> list[Client]:
    """Return clients as often as they ask for something; those that are gone ask for nothing."""
    asking = [each for each in clients if each.active and not each.is_new] or list(clients)
    return [each for each in asking for _ in range(WEIGHTS[each.tier] * (2 if each.prominent else 1))]


def _case(client: Client, world: World, created: int, numbers: Random) -> Case:
    kind = pick(numbers, subjects.TYPES)
    impact, urgency = pick(numbers, _levels(kind))
    ask = Ask(
        kind, impact, urgency, pick(numbers, subjects.SUBJECTS[kind]), pick(numbers, subjects.DESCRIPTIONS)
    )
    contact = client.contacts[min(below(numbers, 6) // 2, len(client.contacts) - 1)]
    who = client.am or world.team.manager
    case = Case(client, who, contact, ask, created, world.ruler(client), world.anchor.micros)
    live(case, numbers)
    return case


def _levels(kind: RequestType) -> tuple[tuple[Level, Level], ...]:
    if kind is RequestType.INCIDENT:
        return subjects.INCIDENT_LEVELS
    return subjects.COMPLAINT_LEVELS if kind is RequestType.COMPLAINT else subjects.USUAL_LEVELS


def _line(number: int, case: Case, line: Line) -> tuple[object, ...]:
    actor = line.actor
    return (
        number,
        case.client.am_id,
        line.at,
        actor.id if actor else None,
        actor.name if actor else case.contact.name,
        line.field,
        line.before,
        line.after,
        line.note,
        int(line.shared),
    )
