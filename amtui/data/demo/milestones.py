"""What the projects of the clients in the book that the demo opens with have to reach."""

from collections.abc import Iterator

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, happens, stream
from amtui.data.demo.world import World
from amtui.data.models import milestones
from amtui.domain.milestones import Rag

COLUMNS = "account_id am_id project title due_on rag blocker reached_on created_at updated_at version"
TOLD: tuple[tuple[str, str, int, Rag, str, bool], ...] = (
    ("Number porting", "Porting date agreed", -6, Rag.GREEN, "", True),
    ("Number porting", "Old lines cancelled", 5, Rag.AMBER, "the client's decision", False),
    ("Call flow redesign", "Test calls signed off", 12, Rag.RED, "", False),
    ("CRM connection", "Field mapping approved", 24, Rag.GREEN, "", False),
)
"""Project, title, in how many days it is due, how it stands, what it waits for, whether it is reached."""
SHARE = 20
"""Of a hundred clients so many have a project that runs."""


def add_milestones(loader: Loader, world: World) -> None:
    """Give some clients one or two of them."""
    loader.add(milestones, COLUMNS, _rows(world))


def _rows(world: World) -> Iterator[tuple[object, ...]]:
    numbers, now = stream(world.seed, "milestones"), world.anchor.micros
    place = 0
    for client in world.clients:
        if not (client.active and client.prominent and happens(numbers, SHARE)):
            continue
        for _ in range(between(numbers, 1, 2)):
            project, title, days, rag, blocker, reached = TOLD[place % len(TOLD)]
            place += 1
            due = world.today(client) + days
            reached_on = due - 1 if reached else None
            yield (
                client.id, client.am_id, project, title, due, rag.value, blocker, reached_on, now, now, 1,
            )  # fmt: skip
