"""Trainings that were held with some clients once they had begun, so that adoption is known of them."""

from amtui.data.demo import touches
from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, happens, pick, stream
from amtui.data.demo.moments import DAY, MINUTE, at
from amtui.data.demo.reviews import AGENDAS, REVIEWS, attendees, workday
from amtui.data.demo.world import Client, World
from amtui.data.models import interactions, reviews
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import title

TRAINED_PERCENT = 40
AFTER_KICKOFF_DAYS = 10
LATEST, EARLIEST = 35, 320
"""Days ago; of late nobody was trained, so that who began the contacts of the last month stays as it is."""
TITLE = title(ReviewKind.TRAINING)
OUTCOMES = (
    "Transfer and callback are in use; a refresher in half a year.",
    "All of the service desk was there; a refresher when the new colleagues come.",
    "The wallboard is up; questions on the mobile app are open.",
)


def add_trainings(loader: Loader, world: World, first_id: int) -> None:
    """Insert the trainings, numbered from an id on, and the contacts that they are."""
    held = [found for client in world.clients if (found := _training(client, world)) is not None]
    rows = [_row(number, client, starts, world) for number, (client, starts) in enumerate(held, first_id)]
    loader.add(reviews, REVIEWS, (row for row, _ in rows))
    met = (
        (client, starts, TITLE, outcome) for (client, starts), (_, outcome) in zip(held, rows, strict=True)
    )
    loader.add(interactions, touches.COLUMNS, (touches.meeting(each, world) for each in met))


def _training(client: Client, world: World) -> tuple[Client, int] | None:
    """Return when a client was trained, some time after the kickoff; None if it was not."""
    numbers, today = stream(world.seed, "training", client.id), world.today(client)
    # Who had been live for weeks before the kickoff was trained by others, which nobody recorded.
    kickoff = None if client.story or client.joins_late else client.kickoff
    if kickoff is None or client.am is None or not client.active:
        return None
    first, last = max(kickoff + AFTER_KICKOFF_DAYS, today - EARLIEST), today - LATEST
    if first > last or not happens(numbers, TRAINED_PERCENT):
        return None
    return client, at(workday(between(numbers, first, last)), 14 * 60, client.zone)


def _row(number: int, client: Client, starts: int, world: World) -> tuple[tuple[object, ...], str]:
    """Return the row of a training, and what came of it."""
    numbers = stream(world.seed, "trained", client.id)
    minutes, outcome = pick(numbers, (60, 90)), pick(numbers, OUTCOMES)
    ended = starts + minutes * MINUTE
    row = (
        number,
        client.id,
        client.am_id,
        None,
        None,
        ReviewKind.TRAINING.value,
        starts,
        minutes,
        ReviewStatus.HELD.value,
        TITLE,
        pick(numbers, AGENDAS[ReviewKind.TRAINING]),
        attendees(client, numbers),
        outcome,
        None,
        None,
        f"demo-{number}@amtui.example",
        starts - 20 * DAY,
        ended,
    )
    return row, outcome
