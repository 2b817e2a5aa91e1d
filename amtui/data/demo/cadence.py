"""Appointments and contacts of all clients, in batches."""

from itertools import islice

from amtui.data.demo import touches
from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import stream
from amtui.data.demo.qbrs import Held
from amtui.data.demo.reviews import REVIEWS, SERIES, review_maker
from amtui.data.demo.trainings import add_trainings
from amtui.data.demo.world import World
from amtui.data.models import interactions, review_series, reviews

BATCH = 200


def add_cadence(loader: Loader, world: World) -> dict[int, list[Held]]:
    """Insert series, appointments and contacts; return the quarterly reviews that were held, by client."""
    maker, numbers = review_maker(world), stream(world.seed, "touches")
    clients = iter(world.clients)
    while batch := list(islice(clients, BATCH)):
        maker.series, maker.reviews, maker.held = [], [], []
        for client in batch:
            maker.add(client)
        loader.add(review_series, SERIES, maker.series)
        loader.add(reviews, REVIEWS, maker.reviews)
        loader.add(interactions, touches.COLUMNS, (touches.meeting(each, world) for each in maker.held))
        loader.add(
            interactions,
            touches.COLUMNS,
            (row for client in batch for row in touches.interactions_of(client, world, numbers)),
        )
    add_trainings(loader, world, maker.next_review)
    return maker.quarterly
