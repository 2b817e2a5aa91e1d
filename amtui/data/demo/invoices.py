"""What clients are billed each month, and what some of them have not paid."""

from collections.abc import Iterator
from datetime import date
from random import Random

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, stream
from amtui.data.demo.world import Client, World
from amtui.data.models import invoices
from amtui.data.types import MONEY_SCALE
from amtui.domain.vocabulary import BillingState

COLUMNS = "account_id am_id number amount currency issued_on due_on paid_on created_at updated_at version"
MONTHS = 4
TERM_DAYS = 14
OLD_DEBT = 30
"""One in so many of those who pay late owes for more than two months."""


def add_invoices(loader: Loader, world: World) -> None:
    """Bill every active client on the first of each of the last months."""
    numbers = stream(world.seed, "invoices")
    billed = (client for client in world.clients if client.active and not client.is_new)
    loader.add(invoices, COLUMNS, (row for client in billed for row in _of(client, world, numbers)))


def _of(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    today, now = world.today(client), world.anchor.micros
    unpaid = _unpaid_days(client, numbers)
    first = date.fromordinal(today).replace(day=1)
    for _ in range(MONTHS):
        issued = first.toordinal()
        due = issued + TERM_DAYS
        paid = min(due - between(numbers, 0, 9), today)
        is_open = due >= today or due > today - unpaid
        number = f"{first:%Y%m}-{client.id:05}"
        yield (
            client.id, client.am_id, number, client.monthly * MONEY_SCALE, client.place.currency, issued, due,
            None if is_open else paid, now, now, 1,
        )  # fmt: skip
        first = date.fromordinal(issued - 1).replace(day=1)


def _unpaid_days(client: Client, numbers: Random) -> int:
    """Return for how many days back a client has paid nothing."""
    lot = between(numbers, 1, OLD_DEBT)
    if client.billing is BillingState.UP_TO_DATE:
        return 0
    return 75 if lot == 1 else between(numbers, 20, 45)
