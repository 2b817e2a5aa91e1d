"""Rows of accounts, their domain names and their contacts."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import below, between, happens, pick, stream
from amtui.data.demo.clients import books
from amtui.data.demo.moments import DAY, at
from amtui.data.demo.names import SECOND, person, slug
from amtui.data.demo.stories import TALES
from amtui.data.demo.world import Client, Person, World
from amtui.data.models import account_domains, accounts, contacts
from amtui.data.types import MONEY_SCALE
from amtui.domain.business_time import previous_business_day
from amtui.domain.name_key import name_key
from amtui.domain.vocabulary import AccountStatus, BillingState, Tier

ACCOUNTS = (
    "id name name_key am_id plan tier currency monthly_value zone calendar_id parent_id status status_reason"
    " billing kickoff_requested_at go_live_on custom created_at updated_at"
)
CONTACTS = (
    "id account_id am_id name email email_key phone job is_admin is_approved is_champion"
    " created_at updated_at"
)
PLANS = {Tier.TOP: ("Enterprise",), Tier.STANDARD: ("Professional", "Business"), Tier.SMALL: ("Essential",)}
VALUES = {Tier.TOP: (400, 1800), Tier.STANDARD: (70, 350), Tier.SMALL: (9, 60)}
"""Monthly, in tens of euros."""
PER_EURO = {"JPY": 160, "SEK": 11}
JOBS = (
    "Head of Customer Service",
    "IT Manager",
    "Operations Director",
    "CRM Administrator",
    "Office Manager",
    "Contact Centre Lead",
    "Managing Director",
    "Telephony Engineer",
)
PARENT_EVERY = 17


def add_accounts(loader: Loader, world: World) -> None:
    """Insert accounts with their domain names and contacts, which the clients then know."""
    parents = {
        client.id: before.id
        for before, client in books(world.clients)
        if client.id % PARENT_EVERY == 0 and before.active
    }
    numbers = stream(world.seed, "accounts")
    loader.add(accounts, ACCOUNTS, (_account(each, world, parents, numbers) for each in world.clients))
    loader.add(
        account_domains,
        "account_id am_id domain",
        ((each.id, each.am_id, each.domain) for each in world.clients),
    )
    loader.add(contacts, CONTACTS, _contacts(world))


def _account(client: Client, world: World, parents: dict[int, int], numbers: Random) -> tuple[object, ...]:
    made = world.anchor.ago(5 if client.is_new else 120 + between(numbers, 10, 900))
    value = between(numbers, *VALUES[client.tier]) * 10 * PER_EURO.get(client.place.currency, 1)
    status = AccountStatus.ACTIVE if client.active else AccountStatus.INACTIVE
    custom = {"industry": pick(numbers, SECOND).lower(), "seats": between(numbers, 3, 400)}
    plan = pick(numbers, PLANS[client.tier])
    client.monthly, client.billing = value, _billing(client, numbers)
    return (
        client.id,
        client.name,
        name_key(client.name),
        client.am_id,
        plan,
        client.tier.value,
        client.place.currency,
        value * MONEY_SCALE,
        client.zone,
        client.calendar_id,
        parents.get(client.id),
        status.value,
        None if client.active else "Agreement ended",
        client.billing.value,
        kickoff_requested(client, world),
        client.go_live,
        json.dumps(custom, sort_keys=True),
        made,
        made,
    )


def _billing(client: Client, numbers: Random) -> BillingState:
    lot = below(numbers, 100)
    if client.story is not None:
        return BillingState.UP_TO_DATE
    return BillingState.BLOCKED if lot < 1 else BillingState.OVERDUE if lot < 8 else BillingState.UP_TO_DATE


def kickoff_requested(client: Client, world: World) -> int:
    """Return when the kickoff was asked for: weeks before going live, or four business days ago."""
    if client.kickoff is not None:
        return at(client.kickoff - 5, 10 * 60 + 15, client.zone)
    day, calendar = date.fromordinal(world.today(client)), world.ruler(client).calendar
    for _ in range(4):
        day = previous_business_day(calendar, day)
    return at(day.toordinal(), 9 * 60 + 40, client.zone)


def _contacts(world: World) -> Iterator[tuple[object, ...]]:
    numbers = stream(world.seed, "contacts")
    given = {tale.story: tale.contact for tale in TALES}
    number = 0
    for client in world.clients:
        first = given.get(client.story, "") if client.story else ""
        made = world.anchor.micros - 400 * DAY
        for place in range(between(numbers, 2, 5)):
            number += 1
            name = (first if not place else "") or person(numbers, client.place)
            each = Person(number, name, approved=place == 0 or happens(numbers, 35))
            client.contacts.append(each)
            yield _contact(client, each, place, numbers, made)


def _contact(client: Client, each: Person, place: int, numbers: Random, made: int) -> tuple[object, ...]:
    words = slug(each.name).split("-")
    alias = f"{words[0]}.{words[-1]}" if len(words) > 1 else f"contact{place + 1}"
    email = f"{alias}@{client.domain}" if place == 0 else f"{alias}{place + 1}@{client.domain}"
    return (
        each.id,
        client.id,
        client.am_id,
        each.name,
        email,
        email,
        client.place.phone.format(between(numbers, 100, 999)),
        pick(numbers, JOBS),
        int(place == 0),
        int(each.approved),
        int(place == 1 and happens(numbers, 50)),
        made,
        made,
    )
