"""What the account manager whom the demo opens as means to do."""

from collections.abc import Iterator
from itertools import cycle

from amtui.data.demo.bulk import Loader
from amtui.data.demo.world import World
from amtui.data.models import tasks

COLUMNS = (
    "account_id am_id title important due_on delegate delegate_id block_at block_minutes carried done_at"
    " created_at updated_at version"
)
TOLD: tuple[tuple[str, bool, int | None, bool, int, bool], ...] = (
    ("Send the quote for two more seats", True, 0, False, 0, True),
    ("Chase the porting form", False, -1, False, 1, True),
    ("Book the room for the team meeting", False, 1, True, 0, False),
    ("Prepare the figures for the QBR", True, 9, False, 0, True),
    ("Write down how the callback queue is set up", True, None, False, 0, False),
    ("Tidy up saved views", False, None, False, 0, False),
)
"""What, whether it is important, in how many days it is due, whether the manager does it, how often it was
carried over, and whether it is about an account."""


def add_tasks(loader: Loader, world: World) -> None:
    """Add a few, in each quadrant some."""
    loader.add(tasks, COLUMNS, _rows(world))


def _rows(world: World) -> Iterator[tuple[object, ...]]:
    me, now, today = world.team.opening.id, world.anchor.micros, world.anchor.moment.toordinal()
    mine = [client.id for client in world.clients if client.am_id == me and client.active]
    about: Iterator[int | None] = cycle(mine or [None])
    lead = world.team.manager
    for title, important, days, given, carried, of_account in TOLD:
        due = None if days is None else today + days
        account = next(about) if of_account else None
        whom = (lead.name, lead.id) if given else ("", None)
        yield (account, me, title, int(important), due, *whom, None, None, carried, None, now, now, 1)
