"""The figures of goals as they were frozen into the quarterly reviews that were held, by the real rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, update

from amtui.data.demo.chance import pick, stream
from amtui.data.demo.daily import Days
from amtui.data.demo.goals import Goal, agreed_at, goal_row
from amtui.data.demo.moments import zone
from amtui.data.demo.world import Client, World
from amtui.data.models import reviews
from amtui.data.queries.day_rollups import Days as ByAccount
from amtui.data.queries.kpi_figure import Material, figure
from amtui.data.queries.kpi_sources import Origins
from amtui.data.queries.places import Place, complete_days
from amtui.data.types import from_micros
from amtui.domain.frozen_figures import frozen, shows_progress
from amtui.domain.kpi_records import KpiFigure

PLANS = (
    "Staff the morning queue first, then review the menu.",
    "Measure a month longer with the new opening hours, then agree on the targets again.",
    "A callback for whoever gives up, tried in one queue first.",
)


@dataclass(frozen=True, slots=True)
class Held:
    """A quarterly review that was held.

    Attributes:
        id: of the review.
        ended: the moment at which it was closed.
        plan: what was agreed on for the next quarter; None where nothing was.
    """

    id: int
    ended: int
    plan: str | None


def freeze(
    connection: Connection,
    world: World,
    held: dict[int, list[Held]],
    agreed: list[tuple[Client, list[Goal], Days]],
) -> None:
    """Freeze the figures of clients into their reviews; where none shows progress, with a new plan."""
    rows = [
        row
        for client, goals, days in agreed
        for row in _rows(client, world, goals, days, held.get(client.id, []))
    ]
    if rows:
        found = update(reviews).where(reviews.c.id == bindparam("own_id"))
        connection.execute(found.values(frozen_kpis=bindparam("figures"), new_plan=bindparam("plan")), rows)


def _rows(
    client: Client, world: World, goals: list[Goal], days: Days, held: list[Held]
) -> Iterator[dict[str, Any]]:
    numbers = stream(world.seed, "plans", client.id)
    for review in held:
        figures = tuple(_figures(client, world, goals, days, review.ended))
        plan, otherwise = review.plan, pick(numbers, PLANS)
        if plan is None and not any(map(shows_progress, figures)):
            plan = otherwise
        shown = frozen(figures, from_micros(review.ended))
        yield {"own_id": review.id, "figures": shown, "plan": plan}


def _figures(client: Client, world: World, goals: list[Goal], days: Days, moment: int) -> Iterator[KpiFigure]:
    """Yield the figures of the goals that were in force at a moment."""
    begun = [goal for goal in goals if agreed_at(client, world, goal) <= moment]
    in_force = {goal.kpi: goal for goal in begun}
    today = from_micros(moment).astimezone(zone(client.zone)).date()
    place = Place(client.id, client.name, client.zone, today, client.calendar_id)
    window = complete_days(today)
    rows = {(client.id, kpi): goal_row(client, world, goal) for kpi, goal in in_force.items()}
    # As where figures are read: of the days before the window those since the goal was agreed.
    known = {
        (client.id, kpi): [day for day in days[kpi] if day.day >= min(window[0], row.agreed_on)]
        for (_, kpi), row in rows.items()
    }
    material = Material(ByAccount(known), rows, Origins({}))
    for kpi in in_force:
        yield figure(material, place, kpi, window, material.statistic(client.id, kpi, None))
